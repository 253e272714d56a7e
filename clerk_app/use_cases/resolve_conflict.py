"""Conflicts: two people changed the same fields from the same base, and a person decides per conflict.

The server keeps what came first in the record (theirs) and what came later in the conflict (mine). Taking mine or
another value writes the record and settles the conflict in one transaction; the losing value stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.forms import Resolution
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.sync_views import ConflictField, ConflictView
from clerk_app.use_cases.wording import instant_of, node_label, read_field, shown, text_of
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.records.fields import RecordType, Value
from court_core.records.types import RECORD_TYPES

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork

CHOICES = ("mine", "theirs", "other")


def list_conflicts(desk: Desk, *, resolved: bool = False) -> tuple[ConflictView, ...]:
    """Conflicts that wait, oldest first, or those settled, latest first."""
    with desk.store.read() as reader:
        names = StaffNames(reader)
        found = [conflict_view(reader, names, record) for record in _by_status(reader, resolved=resolved)]
    return tuple(reversed(found)) if resolved else tuple(found)


def resolve_conflict(desk: Desk, decision: Resolution) -> Saved:
    """Settles a conflict.

    Raises CourtError `conflict.unknown`, `conflict.settled`, `conflict.choice-unknown`, `access.refused`,
    `field.…` for another value that cannot be used, `record.gone` when the record itself is no longer here.
    """
    if decision.choice not in CHOICES:
        raise CourtError("conflict.choice-unknown", choice=decision.choice)
    with desk.store.write(desk.actor.user_id) as unit:
        conflict = unit.get("conflict", decision.conflict_id)
        if conflict is None:
            raise CourtError("conflict.unknown")
        if conflict["status"] != "open":
            raise CourtError("conflict.settled")
        record_type = RECORD_TYPES[text_of(conflict["record_type"])]
        if conflict["case_id"]:
            check(desk, Action.UPDATE, "conflict", case_record(unit, text_of(conflict["case_id"])).values)
        _write_record(unit, record_type, conflict, decision)
        unit.update(
            "conflict",
            conflict.id,
            {
                "status": "resolved",
                "choice": decision.choice,
                "resolved_by": desk.actor.user_id,
                "resolved_at": instant_text(desk.clock.now()),
            },
        )
        return Saved(conflict.id, unit.change_set)


def conflict_view(reader: Reader, names: StaffNames, record: Record) -> ConflictView:
    """A conflict side by side, as people read it."""
    record_type = RECORD_TYPES[text_of(record["record_type"])]
    base, mine, theirs = (_values(record[side]) for side in ("base", "mine", "theirs"))
    case = reader.get("case", text_of(record["case_id"])) if record["case_id"] else None
    return ConflictView(
        id=record.id,
        case_id=text_of(record["case_id"]),
        case_number=text_of(case["number_text"]) if case else "",
        record_type=record_type.name,
        record_id=text_of(record["record_id"]),
        title=record_title(reader, record_type, text_of(record["record_id"])),
        fields=tuple(_field(reader, names, record_type, name, base, mine, theirs) for name in _names(record)),
        mine_by=names.name(record["mine_by"]),
        mine_at=instant_of(record["mine_at"]),
        theirs_by=names.name(record["theirs_by"]),
        theirs_at=instant_of(record["theirs_at"]),
        status=text_of(record["status"]),
        choice=text_of(record["choice"]),
        resolved_by=names.name(record["resolved_by"]),
        resolved_at=instant_of(record["resolved_at"]),
        pending=record.pending,
    )


def record_title(reader: Reader, record_type: RecordType, record_id: str) -> str:
    """What a record is, in a few words: 流程节点 · 开庭, 当事人 · 林秀兰."""
    record = reader.get(record_type.name, record_id)
    if record is None:
        return record_type.label
    match record_type.name:
        case "process_event":
            told = node_label(text_of(record["node"]))
        case "log_entry":
            told = text_of(record["work_date"])
        case "case":
            told = text_of(record["number_text"])
        case "document":
            told = text_of(record["title"])
        case _:
            told = text_of(record["name"])
    return f"{record_type.label} · {told}" if told else record_type.label


def _write_record(unit: UnitOfWork, record_type: RecordType, conflict: Record, decision: Resolution) -> None:
    names = _names(conflict)
    match decision.choice:
        case "mine":
            values = {name: value for name, value in _values(conflict["mine"]).items() if name in names}
        case "other":
            values = {name: read_field(record_type, name, decision.other.get(name)) for name in names}
        case _:
            return
    unit.update(record_type.name, text_of(conflict["record_id"]), values)


def _field(
    reader: Reader,
    names: StaffNames,
    record_type: RecordType,
    name: str,
    base: Mapping[str, Value],
    mine: Mapping[str, Value],
    theirs: Mapping[str, Value],
) -> ConflictField:
    field = record_type.by_name.get(name)

    def read(value: Value) -> str:
        if field is None:
            return "—" if value is None else str(value)
        if name == "node":
            return node_label(text_of(value)) if value else "—"
        return shown(field, value, lambda target: _named(reader, names, field.refers_to, target))

    return ConflictField(
        name=name,
        label=field.label if field else name,
        base=read(base.get(name)),
        mine=read(mine.get(name)),
        theirs=read(theirs.get(name)),
        raw_base=base.get(name),
        raw_mine=mine.get(name),
        raw_theirs=theirs.get(name),
    )


def _named(reader: Reader, names: StaffNames, refers_to: str, target: Value) -> str:
    if refers_to == "staff":
        return names.name(target)
    record = reader.get(refers_to, text_of(target)) if refers_to else None
    if record is None:
        return text_of(target)
    return text_of(record["number_text"] if refers_to == "case" else record["name"])


def _by_status(reader: Reader, *, resolved: bool) -> list[Record]:
    return reader.find("conflict", status="resolved" if resolved else "open")


def _names(conflict: Record) -> list[str]:
    names = conflict["fields"]
    return [str(name) for name in names] if isinstance(names, list) else []


def _values(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}
