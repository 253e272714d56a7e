"""Entering the progress of a case (审判流程; 法释〔2018〕7号): add, correct, remove, and show what parties will read.

An event that moves the case (立案, 变更承办人, 中止, 结案 …) takes the case's own fields along in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import check
from clerk_app.use_cases.case_detail import details_of, told_to_parties
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.forms import NewEvent
from clerk_app.use_cases.progress_effects import case_changes, status_changes
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.views import Choice, PartyTextPreview
from clerk_app.use_cases.wording import day_of, read_field, text_of
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.records.fields import Value
from court_core.records.types import PROCESS_EVENT
from court_core.rules import process_node_catalogue as catalogue
from court_core.rules.process_nodes import EventReading, Node, read_event, read_value

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork


def nodes_for(desk: Desk, case_id: str) -> tuple[Choice, ...]:
    """The nodes a case of this type can have, in the catalogue's order."""
    with desk.store.read() as reader:
        case = case_record(reader, case_id)
    return tuple(Choice(node.key, node.label) for node in catalogue.nodes_for(text_of(case["number_type"])))


def check_event(desk: Desk, form: NewEvent) -> tuple[CourtError, ...]:
    """Everything to put right before the event can be saved; `details["key"]` of each names the field."""
    with desk.store.read() as reader:
        return _read(desk, case_record(reader, form.case_id), form).errors


def preview_party_text(desk: Desk, form: NewEvent) -> PartyTextPreview:
    """What the parties will read of what is filled in so far; never refuses an unfinished form."""
    try:
        node = catalogue.node_named(form.node)
    except CourtError as error:
        return PartyTextPreview("", error.message)
    fields: dict[str, object] = {}
    for item in node.fields:
        raw = form.details.get(item.key)
        if raw is None or not str(raw).strip():
            continue
        try:
            fields[item.key] = read_value(item, raw)
        except CourtError as error:
            return PartyTextPreview("", error.message)
    text, note = told_to_parties(desk, node.key, form.happened_on, fields, form.public_from)
    missing = [item.label for item in node.fields if item.required and item.key not in fields]
    if text and missing:
        note = f"还需填写：{'、'.join(missing)}。"
    return PartyTextPreview(text, note)


def record_progress(desk: Desk, form: NewEvent) -> Saved:
    """Adds an event. Raises the first of `check_event`'s errors, `access.refused`, `case.unknown`, `field.too-long`."""
    with desk.store.write(desk.actor.user_id) as unit:
        case = case_record(unit, form.case_id)
        check(desk, Action.CREATE, "process_event", case.values)
        values = _values(desk, case, form)
        event_id = unit.create("process_event", values)
        _move_case(unit, case, form, values)
        return Saved(event_id, unit.change_set)


def correct_event(desk: Desk, event_id: str, form: NewEvent) -> Saved:
    """Puts an event right at once (art. 13); what it said before stays in the audit trail.

    Raises as `record_progress`, and `event.unknown`.
    """
    with desk.store.write(desk.actor.user_id) as unit:
        event = _event(unit, event_id)
        case = case_record(unit, text_of(event["case_id"]))
        check(desk, Action.UPDATE, "process_event", case.values)
        values = _values(desk, case, form)
        before = _moves(unit, case.id)
        kept = {name: value for name, value in values.items() if name not in ("case_id", "entered_at", "operator_id")}
        unit.update("process_event", event_id, kept)
        _move_case(unit, case, form, values, before)
        return Saved(event_id, unit.change_set)


def remove_event(desk: Desk, event_id: str) -> Saved:
    """Removes an event entered by mistake; a case it had closed or suspended goes back."""
    with desk.store.write(desk.actor.user_id) as unit:
        event = _event(unit, event_id)
        case = case_record(unit, text_of(event["case_id"]))
        check(desk, Action.DELETE, "process_event", case.values)
        before = _moves(unit, case.id)
        unit.delete("process_event", event_id)
        _set(unit, case, status_changes(case.values, before, _moves(unit, case.id)))
        return Saved(event_id, unit.change_set)


def _values(desk: Desk, case: Record, form: NewEvent) -> dict[str, Value]:
    reading = _read(desk, case, form)
    if reading.errors:
        raise reading.errors[0]
    return {
        "case_id": case.id,
        "node": catalogue.node_named(form.node).key,
        "happened_on": form.happened_on.isoformat(),
        "operator_id": desk.actor.user_id,
        "details": dict(reading.fields),
        "note": read_field(PROCESS_EVENT, "note", form.note),
        "public_from": form.public_from.isoformat() if form.public_from else None,
        "entered_at": instant_text(desk.clock.now()),
    }


def _read(desk: Desk, case: Record, form: NewEvent) -> EventReading:
    node: Node = catalogue.node_named(form.node)
    return read_event(
        node,
        form.happened_on,
        form.details,
        today=desk.today,
        filed_on=None if node.key in catalogue.FILING_NODES else day_of(case["filed_on"]),
        type_code=text_of(case["number_type"]),
    )


def _move_case(
    unit: UnitOfWork,
    case: Record,
    form: NewEvent,
    values: Mapping[str, Value],
    before: list[tuple[date, str, Mapping[str, object]]] | None = None,
) -> None:
    details = values["details"]
    assert isinstance(details, dict)
    node = str(values["node"])
    changes = case_changes(case.values, node, form.happened_on, details, StaffNames(unit))
    after = _moves(unit, case.id)
    if before is None:
        before = [move for move in after if move != (form.happened_on, node, details)]
    _set(unit, case, {**changes, **status_changes(case.values, before, after)})


def _set(unit: UnitOfWork, case: Record, changes: Mapping[str, Value]) -> None:
    if changes:
        unit.update("case", case.id, changes)


def _moves(reader: Reader, case_id: str) -> list[tuple[date, str, Mapping[str, object]]]:
    """The case's events as (day, node, fields), in the order they count."""
    found = sorted(
        reader.find("process_event", case_id=case_id),
        key=lambda record: (text_of(record["happened_on"]), text_of(record["entered_at"]), record.id),
    )
    return [
        (day, text_of(record["node"]), details_of(record)) for record in found if (day := day_of(record["happened_on"]))
    ]


def _event(reader: Reader, event_id: str) -> Record:
    record = reader.get("process_event", event_id)
    if record is None:
        raise CourtError("event.unknown")
    return record
