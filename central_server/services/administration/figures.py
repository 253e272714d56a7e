"""The court's figures over a span of days, from the records: logs in time, documents and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from central_server.services.publishing.projection_reading import read_calendar
from central_server.storage.internal import RECORD_TABLES
from central_server.storage.store import RecordStore
from court_core.clock import parse_instant
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.log_entries import is_timely

_WITHHELD = ("withheld",)
_PUBLISHED = ("published",)


@dataclass
class Counts:
    """What was done, by one person, one division or the whole court."""

    cases_closed: int = 0
    logs: int = 0
    logs_timely: int = 0
    documents_effective: int = 0
    documents_withheld: int = 0
    documents_published: int = 0

    @property
    def log_timely_rate(self) -> float | None:
        """执行日志及时率: entries in by the Friday cut-off ÷ entries; None without entries."""
        return round(self.logs_timely / self.logs, 4) if self.logs else None

    @property
    def published_rate(self) -> float | None:
        """上网率 of the documents: published ÷ effective; None without documents."""
        return round(self.documents_published / self.documents_effective, 4) if self.documents_effective else None

    def as_json(self) -> dict[str, Any]:
        """All counts and rates."""
        return asdict(self) | {"log_timely_rate": self.log_timely_rate, "published_rate": self.published_rate}


@dataclass
class Figures:
    """The figures of a span, both ends included. `confirmed`: the working days of every day counted are known."""

    first: date
    last: date
    confirmed: bool = True
    court: Counts = field(default_factory=Counts)
    divisions: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    judges: dict[tuple[str, str], Counts] = field(default_factory=lambda: defaultdict(Counts))

    def as_json(self) -> dict[str, Any]:
        """One JSON object; divisions and judges in the order of their names."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "confirmed": self.confirmed,
            "court": self.court.as_json(),
            "divisions": [{"division": name, **self.divisions[name].as_json()} for name in sorted(self.divisions)],
            "judges": [
                {"division": division, "judge": judge, **self.judges[(division, judge)].as_json()}
                for division, judge in sorted(self.judges)
            ],
        }


def figures(store: RecordStore, court_id: str, first: date, last: date) -> Figures:
    """Count closed cases by closing date, logs by work date, documents by the day they took effect.

    A case counts for the judge and division that have it now, a log for the officer who wrote it. Raises CourtError
    `figures.dates-reversed`.
    """
    if last < first:
        raise CourtError("figures.dates-reversed", first=first.isoformat(), last=last.isoformat())
    found = Figures(first, last)
    with store.read() as connection:
        counting = _Counting(connection, court_id, found)
        counting.closed_cases()
        counting.logs(read_calendar(connection, court_id))
        counting.documents()
    return found


class _Counting:
    def __init__(self, connection: Connection, court_id: str, found: Figures) -> None:
        self._connection = connection
        self._court_id = court_id
        self._found = found
        staff, division = RECORD_TABLES["staff"], RECORD_TABLES["division"]
        self._staff = {
            row.id: (row.name, row.division_id)
            for row in connection.execute(
                select(staff.c.id, staff.c.name, staff.c.division_id).where(staff.c.court_id == court_id)
            )
        }
        rows = connection.execute(select(division.c.id, division.c.name).where(division.c.court_id == court_id))
        self._divisions = {row.id: row.name for row in rows}
        self._span = (found.first.isoformat(), found.last.isoformat())

    def closed_cases(self) -> None:
        case = RECORD_TABLES["case"]
        statement = select(case.c.judge_id, case.c.division_id).where(
            case.c.court_id == self._court_id, case.c.closed_on.between(*self._span)
        )
        for judge_id, division_id in self._connection.execute(statement):
            for counts in self._of(judge_id, division_id):
                counts.cases_closed += 1

    def logs(self, calendar: CourtCalendar) -> None:
        entry, case = RECORD_TABLES["log_entry"], RECORD_TABLES["case"]
        statement = (
            select(entry.c.work_date, entry.c.entered_at, entry.c.officer_id, case.c.division_id)
            .join(case, (case.c.court_id == entry.c.court_id) & (case.c.id == entry.c.case_id))
            .where(
                entry.c.court_id == self._court_id,
                case.c.court_id == self._court_id,
                entry.c.work_date.between(*self._span),
                entry.c.amends_id.is_(None),
            )
        )
        for work_date, entered_at, officer_id, division_id in self._connection.execute(statement):
            day = date.fromisoformat(work_date)
            timely = is_timely(day, parse_instant(entered_at), calendar)
            self._found.confirmed &= calendar.calendar.covers(day.year)
            for counts in self._of(officer_id, division_id):
                counts.logs += 1
                counts.logs_timely += timely

    def documents(self) -> None:
        document, case = RECORD_TABLES["document"], RECORD_TABLES["case"]
        statement = (
            select(document.c.status, document.c.judge_id, case.c.judge_id.label("owner_id"), case.c.division_id)
            .join(case, (case.c.court_id == document.c.court_id) & (case.c.id == document.c.case_id))
            .where(
                document.c.court_id == self._court_id,
                case.c.court_id == self._court_id,
                document.c.effective_on.between(*self._span),
            )
        )
        for status, judge_id, owner_id, division_id in self._connection.execute(statement):
            for counts in self._of(judge_id or owner_id, division_id):
                counts.documents_effective += 1
                counts.documents_withheld += status in _WITHHELD
                counts.documents_published += status in _PUBLISHED

    def _of(self, staff_id: str | None, division_id: str | None) -> Iterable[Counts]:
        name, own_division = self._staff.get(staff_id or "", ("未指定", None))
        division = self._divisions.get(division_id or own_division or "", "未指定")
        return (self._found.court, self._found.divisions[division], self._found.judges[(division, name)])
