"""What a row does to the court's records: adds a case, fills in or brings up to date what is there, or is refused.

What a person typed here always stands. Per case the import remembers what the file said last; so a value that only the
source changed is taken over, a value that somebody corrected here is kept, and a blank never overwrites anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from clerk_app.local.queries.known_cases import KnownCase, known_cases, settings_among
from clerk_app.use_cases.access import check
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import NewParty
from clerk_app.use_cases.import_cases.cells import without_title
from clerk_app.use_cases.import_cases.party_cells import NO_ROLE, PartyName
from clerk_app.use_cases.import_cases.rows import CellError, ReadRow
from clerk_app.use_cases.import_cases.views import RowReport
from clerk_app.use_cases.parties import canonical_role, party_values
from clerk_app.use_cases.register_case import (
    check_case_dates,
    number_values,
    own_number,
    responsible,
    time_limit_of,
)
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.wording import shown, text_of
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.records.access import Action, Role
from court_core.records.fields import Value
from court_core.records.types import CASE
from court_core.rules.people import normalise_name, side_of

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.unit_of_work import UnitOfWork

_JUDGES = (Role.JUDGE, Role.ENFORCEMENT_OFFICER)


@dataclass
class _KnownParty:
    """A party of the case, already there or about to be added."""

    record_id: str
    role: str
    name: str


@dataclass
class _Case:
    """A case as it stands after the rows read so far. `said` is what the file said last time, `saying` this time."""

    record_id: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    parties: list[_KnownParty] = field(default_factory=list)
    said: dict[str, Value] = field(default_factory=dict)
    saying: dict[str, Value] = field(default_factory=dict)
    first_row: int = 0


@dataclass(frozen=True)
class Plan:
    """What to write for a row, and how to tell it. Nothing is written of a refused or unchanged row."""

    report: RowReport
    case: _Case | None = None
    create: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    added: tuple[_KnownParty, ...] = ()
    roles: tuple[tuple[_KnownParty, str], ...] = ()


class Planner:
    """Plans the rows of one file in order; a case that several rows name is one case."""

    def __init__(self, desk: Desk, reader: Reader, source: str) -> None:
        self._desk = desk
        self._source = source
        self._names = StaffNames(reader)
        self._divisions = {normalise_name(text_of(record["name"])): record.id for record in reader.find("division")}
        self._cases: dict[str, _Case] = {}

    def load(self, reader: Reader, numbers: Iterable[str]) -> None:
        """Look up the cases that the next rows name, all at once."""
        new = [number for number in numbers if number not in self._cases]
        found = known_cases(reader, new)
        memories = settings_among(reader, map(_memory_key, found))
        for number in new:
            case = found.get(number)
            self._cases[number] = _known(case, memories.get(_memory_key(number))) if case else _Case()

    def plan(self, row: int, read: ReadRow) -> Plan:
        """What the row does; its case was loaded. A refusal is a plan whose report says why."""
        number = read.number.text
        try:
            own_number(self._desk, number)
            known = self._cases[number]
            given = self._resolved(read.given)
            self._check_same_case(known, given)
            plan = self._update(known, row, read, given) if known.values else self._create(row, read, given)
        except CellError as error:
            return refused(row, number, error)
        except CourtError as error:
            return Plan(RowReport(row, number, "refuse", (), error.code, error.message, error.remedy))
        self._take(number, plan, row, given, read)
        return plan

    def write(self, unit: UnitOfWork, plans: Sequence[Plan]) -> None:
        """Put a chunk's plans into the transaction, new records first, and remember what the file said."""
        cases: dict[str, dict[str, Value]] = {}
        parties: dict[str, dict[str, Value]] = {}
        memories: dict[str, Value] = {}
        for plan in plans:
            if plan.case is None:
                continue
            if plan.create:
                cases[plan.case.record_id] = plan.values
            for party in plan.added:
                form, place = NewParty(party.name, party.role), plan.case.parties.index(party)
                parties[party.record_id] = party_values(form, plan.case.record_id, place + 1)
            memory = {**plan.case.said, **plan.case.saying}
            if memory != plan.case.said:
                memories[_memory_key(plan.report.number)] = memory
        unit.create_many("case", cases)
        unit.create_many("party", parties)
        for plan in plans:
            if plan.case is not None and not plan.create and plan.values:
                unit.update("case", plan.case.record_id, plan.values)
            for known, role in plan.roles:
                unit.update("party", known.record_id, {"role": role, "side": side_of(role)})
        unit.set_settings(memories)

    def _resolved(self, given: dict[str, Value]) -> dict[str, Value]:
        """People and division by their ids. Raises CellError for a name nobody bears."""
        values = {key: value for key, value in given.items() if key not in ("judge", "clerk", "division")}
        wanted = {"judge": [role.value for role in _JUDGES], "clerk": [Role.TYPIST.value]}
        for key, roles in wanted.items():
            if key in given:
                values[f"{key}_id"] = self._person(key, text_of(given[key]), roles)
        if "division" in given:
            name = text_of(given["division"])
            found = self._divisions.get(normalise_name(name))
            if found is None:
                raise CellError(CASE.by_name["division_id"].label, CourtError("import.division-unknown", name=name))
            values["division_id"] = found
        return values

    def _person(self, key: str, name: str, roles: list[str]) -> str:
        try:
            bare = without_title(name)
            known = self._names.one_of(name) is not None or bare == name
            return self._names.by_name(name if known else bare, roles).id
        except CourtError as error:
            raise CellError(CASE.by_name[f"{key}_id"].label, error) from error

    def _check_same_case(self, known: _Case, given: dict[str, Value]) -> None:
        """Two rows of one file that say different things of one case: nobody can tell which is right."""
        if not known.first_row:
            return
        for name, value in given.items():
            if name in known.saying and known.saying[name] != value:
                raise CourtError("import.contradiction", row=known.first_row, label=CASE.by_name[name].label)

    def _create(self, row: int, read: ReadRow, given: dict[str, Value]) -> Plan:
        values = {**number_values(read.number), **self._responsible(given), **given}
        values.setdefault("status", "open")
        values["time_limit"] = time_limit_of(read.number, "", text_of(given.get("procedure")))
        values["source_system"] = self._source
        check_case_dates(self._desk, values)
        check(self._desk, Action.CREATE, "case", values)
        notes = ["新增案件"]
        if read.parties:
            notes.append("当事人：" + "、".join(party.name for party in read.parties))
        notes += _others(read)
        report = RowReport(row, read.number.text, "add", tuple(notes))
        added = tuple(_KnownParty(new_id(), canonical_role(party.role), party.name) for party in read.parties)
        return Plan(report, _Case(record_id=new_id(), values=dict(values)), True, values, added)

    def _responsible(self, given: dict[str, Value]) -> dict[str, Value]:
        actor = self._desk.actor
        judge, clerk = text_of(given.get("judge_id")), text_of(given.get("clerk_id"))
        if judge and not clerk and actor.is_any([Role.TYPIST]) and judge != actor.user_id:
            clerk = actor.user_id
        values = responsible(self._desk, judge, clerk)
        judge_record = self._names.get(text_of(values["judge_id"]))
        division = judge_record["division_id"] if judge_record else actor.division_id
        return {**values, "division_id": division or None}

    def _update(self, known: _Case, row: int, read: ReadRow, given: dict[str, Value]) -> Plan:
        changes, notes = self._changes(known, given)
        added, roles = _party_changes(known, read.parties)
        notes += [f"新增当事人：{party.role} {party.name}" for party in added]
        notes += [f"{party.name} 的诉讼地位：{role}" for party, role in roles]
        if changes:
            check(self._desk, Action.UPDATE, "case", known.values)
            check_case_dates(self._desk, {**known.values, **changes})
        if added or roles:
            check(self._desk, Action.CREATE if added else Action.UPDATE, "party", known.values)
        changed = bool(changes or added or roles)
        report = RowReport(row, read.number.text, "update" if changed else "unchanged", (*notes, *_others(read)))
        return Plan(report, known, False, changes, added, roles)

    def _changes(self, known: _Case, given: dict[str, Value]) -> tuple[dict[str, Value], list[str]]:
        changes: dict[str, Value] = {}
        notes: list[str] = []
        for name, new in given.items():
            current, last = known.values.get(name), known.said.get(name)
            label = CASE.by_name[name].label
            if new == current or last == new:
                continue
            if current in (None, "") or last == current:
                changes[name] = new
                notes.append(f"{label}：{self._shown(name, current)} → {self._shown(name, new)}")
            else:
                notes.append(f"{label}保留本机的“{self._shown(name, current)}”，文件为“{self._shown(name, new)}”")
        return changes, notes

    def _shown(self, name: str, value: Value) -> str:
        return shown(CASE.by_name[name], value, lambda target: self._names.name(target) or text_of(target))

    def _take(self, number: str, plan: Plan, row: int, given: dict[str, Value], read: ReadRow) -> None:
        """The case as it stands after this row, for further rows of the same case."""
        case = plan.case
        if case is None:
            return
        case.values.update(plan.values)
        for party, role in plan.roles:
            party.role = role
        case.parties.extend(plan.added)
        named = [_party_key(party.role, party.name) for party in read.parties]
        before = case.saying.get("parties", case.said.get("parties"))
        said_parties = [str(name) for name in before] if isinstance(before, list) else []
        case.saying = {**case.saying, **given, "parties": list(dict.fromkeys([*said_parties, *named]))}
        case.first_row = case.first_row or row
        self._cases[number] = case


def refused(row: int, number: str, error: CellError) -> Plan:
    """A row that is refused for one of its cells."""
    message = f"“{error.label}”列：{error.reason.message}"
    return Plan(RowReport(row, number, "refuse", (), error.reason.code, message, error.reason.remedy))


def _known(found: KnownCase, said: Value) -> _Case:
    return _Case(
        record_id=found.case.id,
        values=dict(found.case.values),
        parties=[_KnownParty(party_id, role, name) for party_id, role, name in found.parties],
        said=dict(said) if isinstance(said, dict) else {},
    )


def _party_changes(
    known: _Case, parties: tuple[PartyName, ...]
) -> tuple[tuple[_KnownParty, ...], tuple[tuple[_KnownParty, str], ...]]:
    """Parties to add, and known ones without a role that the file now gives one."""
    before = known.said.get("parties")
    said = set(map(str, before)) if isinstance(before, list) else set()
    new: list[_KnownParty] = []
    roles: list[tuple[_KnownParty, str]] = []
    for party in parties:
        same = [one for one in known.parties if _plain(one.name) == _plain(party.name)]
        role = canonical_role(party.role)
        if party.role == NO_ROLE and same:
            continue
        if any(one.role == role for one in same):
            continue
        bare = next((one for one in same if one.role == NO_ROLE), None)
        if bare is not None:
            roles.append((bare, role))
        elif _party_key(party.role, party.name) not in said:  # named before and gone since: removed or renamed here
            new.append(_KnownParty(new_id(), role, party.name))
    return tuple(new), tuple(roles)


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    return normalise_name(name)


def _party_key(role: str, name: str) -> str:
    return f"{canonical_role(role)}|{_plain(name)}"


def _others(read: ReadRow) -> list[str]:
    return ["单元格写有“等”，未列名的当事人没有登记"] if read.and_others else []


def _memory_key(number: str) -> str:
    return f"import/case/{number}"
