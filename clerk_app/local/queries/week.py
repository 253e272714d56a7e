"""The week's enforcement logs of an officer: cases × days, entries as amended, and where an entry is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from clerk_app.local import schema
from clerk_app.local.queries.among import among
from clerk_app.local.queries.cases import day_of
from clerk_app.local.reader import Reader
from clerk_app.local.records import Record

_case = schema.RECORD_TABLES["case"]
_log = schema.RECORD_TABLES["log_entry"]
_party = schema.RECORD_TABLES["party"]
_event = schema.RECORD_TABLES["process_event"]


@dataclass(frozen=True, slots=True)
class WeekCell:
    """A case on a day. `entries` are all entries of the day, oldest first; `standing` those no amendment replaced."""

    day: date
    entries: tuple[Record, ...]
    standing: tuple[Record, ...]

    @property
    def gap(self) -> bool:
        """Whether nothing was written for the day."""
        return not self.entries


@dataclass(frozen=True, slots=True)
class WeekRow:
    """An active enforcement case. `last_log_on` is the latest work date ever written, `last_node` the process's."""

    case_id: str
    number_text: str
    filed_on: date | None
    closed_on: date | None
    respondent: str
    last_node: str
    last_log_on: date | None
    cells: tuple[WeekCell, ...]


def week_rows(
    reader: Reader, officer_id: str, days: Sequence[date], number_types: Sequence[str]
) -> tuple[WeekRow, ...]:
    """The officer's open cases of the given type codes, oldest first, each with a cell for each of `days`.

    A case closed during the week still stands in it when it was open on one of the days.
    """
    cases = _cases(reader, officer_id, days, number_types)
    ids = [row["id"] for row in cases]
    entries = entries_between(reader, ids, days[0], days[-1]) if days else ()
    amended = {entry["amends_id"] for entry in entries if entry["amends_id"]}
    by_place: dict[tuple[object, object], list[Record]] = {}
    for entry in entries:
        by_place.setdefault((entry["case_id"], entry["work_date"]), []).append(entry)
    extras = _extras(reader, ids)
    return tuple(
        WeekRow(
            case_id=row["id"],
            number_text=row["number_text"] or "",
            filed_on=day_of(row["filed_on"]),
            closed_on=day_of(row["closed_on"]),
            respondent=extras[0].get(row["id"], ""),
            last_node=extras[1].get(row["id"], ""),
            last_log_on=day_of(extras[2].get(row["id"])),
            cells=tuple(_cell(day, by_place.get((row["id"], day.isoformat()), []), amended) for day in days),
        )
        for row in cases
    )


@dataclass(frozen=True, slots=True)
class LoggedCase:
    """An enforcement case of the week, and the days of it that have an entry."""

    case_id: str
    number_text: str
    filed_on: date | None
    closed_on: date | None
    logged: frozenset[date]


def logged_cases(
    reader: Reader, officer_id: str, days: Sequence[date], number_types: Sequence[str]
) -> tuple[LoggedCase, ...]:
    """The cases of `week_rows` with nothing but the days that were written, for counting what is owed."""
    cases = _cases(reader, officer_id, days, number_types) if days else ()
    logged: dict[str, set[date]] = {}
    if cases:
        statement = (
            select(_log.c.case_id, _log.c.work_date)
            .where(
                among(_log.c.case_id, [row["id"] for row in cases]),
                _log.c.work_date.between(days[0].isoformat(), days[-1].isoformat()),
            )
            .distinct()
        )
        for case_id, work_date in reader.connection.execute(statement):
            logged.setdefault(case_id, set()).add(date.fromisoformat(work_date))
    return tuple(
        LoggedCase(
            case_id=row["id"],
            number_text=row["number_text"] or "",
            filed_on=day_of(row["filed_on"]),
            closed_on=day_of(row["closed_on"]),
            logged=frozenset(logged.get(row["id"], ())),
        )
        for row in cases
    )


def _cell(day: date, entries: list[Record], amended: set[object]) -> WeekCell:
    return WeekCell(day, tuple(entries), tuple(entry for entry in entries if entry.id not in amended))


def _cases(reader: Reader, officer_id: str, days: Sequence[date], number_types: Sequence[str]) -> Sequence[Any]:
    active: ColumnElement[bool] = _case.c.status.in_(("open", "suspended"))
    if days:
        active = or_(active, and_(_case.c.closed_on >= days[0].isoformat(), _case.c.status == "closed"))
    statement = (
        select(_case.c.id, _case.c.number_text, _case.c.filed_on, _case.c.closed_on)
        .where(_case.c.judge_id == officer_id, _case.c.number_type.in_(tuple(number_types)), active)
        .order_by(_case.c.number_year, _case.c.number, _case.c.id)
    )
    return reader.connection.execute(statement).mappings().all()


def entries_between(reader: Reader, case_ids: Sequence[str], first: date, last: date) -> tuple[Record, ...]:
    """Log entries of these cases by work date, in the order they were entered."""
    days = (_log.c.work_date >= first.isoformat(), _log.c.work_date <= last.isoformat())
    return tuple(
        reader.matching(
            "log_entry", (among(_log.c.case_id, case_ids), *days), (_log.c.work_date, _log.c.entered_at, _log.c.id)
        )
    )


def _extras(reader: Reader, ids: Sequence[str]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """First respondent, latest node, latest work date, each by case."""
    respondents: dict[str, str] = {}
    for row in reader.connection.execute(
        select(_party.c.case_id, _party.c.name)
        .where(among(_party.c.case_id, ids), _party.c.side == "respondent", _party.c.left_on.is_(None))
        .order_by(_party.c.position, _party.c.id)
    ):
        respondents.setdefault(row.case_id, row.name or "")
    nodes = {
        row.case_id: row.node
        for row in reader.connection.execute(
            select(_event.c.case_id, _event.c.node)
            .where(among(_event.c.case_id, ids))
            .order_by(_event.c.happened_on, _event.c.entered_at, _event.c.id)
        )
    }
    logs = {
        row[0]: row[1]
        for row in reader.connection.execute(
            select(_log.c.case_id, func.max(_log.c.work_date))
            .where(among(_log.c.case_id, ids))
            .group_by(_log.c.case_id)
        )
    }
    return respondents, nodes, logs
