"""Registering a case by hand, and correcting what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from clerk_app.local.queries.cases import find_number
from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.forms import NewCase
from clerk_app.use_cases.parties import party_values
from clerk_app.use_cases.staff import check_person
from clerk_app.use_cases.wording import day_of, read_field
from court_core.errors import CourtError
from court_core.records.access import Action, Role
from court_core.records.fields import Value
from court_core.records.types import CASE
from court_core.rules.case_number import CaseNumber, check_own_court
from court_core.rules.case_types import OWN_COURT_CODES
from court_core.rules.time_limits import limit_for, limit_named

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader

_NUMBER_FIELDS = ("number_text", "number_year", "number_court", "number_type", "number", "number_suffix")


def register_case(desk: Desk, form: NewCase) -> Saved:
    """Registers a case with its parties.

    Raises CourtError `case-number.unreadable`, `case-number.other-court`, `case-number.duplicate`, `date.future`,
    `case.dates-reversed`, `staff.unknown`, `time-limit.unknown`, `access.refused`, `field.…`.
    """
    number = own_number(desk, form.number)
    values = {**number_values(number), **_typed(form), **responsible(desk, form.judge_id, form.clerk_id)}
    values["division_id"] = form.division_id or desk.actor.division_id or None
    values["time_limit"] = time_limit_of(number, form.time_limit, form.procedure)
    values["status"] = "open"
    check_case_dates(desk, values)
    check(desk, Action.CREATE, "case", values)
    with desk.store.write(desk.actor.user_id) as unit:
        if find_number(unit, number.text) is not None:
            raise CourtError("case-number.duplicate", text=number.text)
        for user_id in (values["judge_id"], values["clerk_id"]):
            if user_id:
                check_person(desk, unit, str(user_id))
        case_id = unit.create("case", values)
        for position, party in enumerate(form.parties, 1):
            unit.create("party", party_values(party, case_id, position))
        return Saved(case_id, unit.change_set)


def edit_case(desk: Desk, case_id: str, changes: Mapping[str, Value]) -> Saved:
    """Changes fields by their declared names; a new `number_text` brings its parts along.

    Raises as `register_case`.
    """
    values = {name: read_field(CASE, name, value) for name, value in changes.items()}
    with desk.store.write(desk.actor.user_id) as unit:
        case = case_record(unit, case_id)
        check(desk, Action.UPDATE, "case", case.values)
        if "number_text" in values:
            values |= _renumbered(desk, unit, case_id, str(values["number_text"]))
        if values.get("time_limit"):
            values["time_limit"] = limit_named(str(values["time_limit"])).key
        for name in ("judge_id", "clerk_id"):
            if values.get(name):
                check_person(desk, unit, str(values[name]))
        check_case_dates(desk, {**case.values, **values})
        unit.update("case", case_id, values)
        return Saved(case_id, unit.change_set)


def own_number(desk: Desk, typed: str) -> CaseNumber:
    """The number typed, when it is one of this court. Raises `case-number.unreadable`, `case-number.other-court`."""
    number = CaseNumber.parse(typed)
    own = tuple(code for code in (desk.court.code, desk.court.old_prefix) if code) or OWN_COURT_CODES
    check_own_court(number, own)
    return number


def number_values(number: CaseNumber) -> dict[str, Value]:
    """The fields of a case record that hold its number."""
    parts = (number.text, number.year, number.court, number.type, number.number, number.suffix)
    return dict(zip(_NUMBER_FIELDS, parts, strict=True))


def time_limit_of(number: CaseNumber, typed: str, procedure: str) -> str | None:
    """The limit typed, or the one that type and procedure have; None where the clerk must choose."""
    if typed:
        return limit_named(typed).key
    guessed = limit_for(number.type, procedure)
    return guessed.key if guessed else None


def responsible(desk: Desk, judge_id: str, clerk_id: str) -> dict[str, Value]:
    """Who judges and who keeps the record: the person at the desk where nobody was named."""
    if not judge_id and not clerk_id:
        keeps_record = desk.actor.is_any([Role.TYPIST]) and not desk.actor.is_any(
            [Role.JUDGE, Role.ENFORCEMENT_OFFICER]
        )
        return {"judge_id": None, "clerk_id": desk.actor.user_id} if keeps_record else {
            "judge_id": desk.actor.user_id, "clerk_id": None}  # fmt: skip
    return {"judge_id": judge_id or None, "clerk_id": clerk_id or None}


def check_case_dates(desk: Desk, values: Mapping[str, Value]) -> None:
    """Raises CourtError `date.future`, `case.dates-reversed`, `date.before-filing`."""
    received_on, filed_on, closed_on = (day_of(values.get(name)) for name in ("received_on", "filed_on", "closed_on"))
    for name, day in (("received_on", received_on), ("filed_on", filed_on), ("closed_on", closed_on)):
        if day is not None and day > desk.today:
            raise CourtError("date.future", date=day.isoformat(), key=name)
    if received_on and filed_on and filed_on < received_on:
        raise CourtError(
            "case.dates-reversed", filed_on=filed_on.isoformat(), received_on=received_on.isoformat(), key="filed_on"
        )
    if filed_on and closed_on and closed_on < filed_on:
        raise CourtError(
            "date.before-filing", date=closed_on.isoformat(), filed_on=filed_on.isoformat(), key="closed_on"
        )


def _typed(form: NewCase) -> dict[str, Value]:
    typed: dict[str, Value] = {
        "cause": form.cause,
        "amount": form.amount,
        "procedure": form.procedure,
        "source": form.source,
        "received_on": _iso(form.received_on),
        "filed_on": _iso(form.filed_on),
    }
    return {name: read_field(CASE, name, value) for name, value in typed.items()}


def _renumbered(desk: Desk, reader: Reader, case_id: str, typed: str) -> dict[str, Value]:
    number = own_number(desk, typed)
    holder = find_number(reader, number.text)
    if holder not in (None, case_id):
        raise CourtError("case-number.duplicate", text=number.text)
    return number_values(number)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
