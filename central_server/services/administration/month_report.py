"""The report of the 20th for the whole court: every document in effect is accounted for, each missing one by its judge.

[2013] 生效裁判文书网上公布工作程序 art. 2, 3: took effect = submitted + withheld + still missing. Titles stay out of it: they name
parties, and whoever runs the server reads no case bodies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, or_, select

from central_server.services.publishing.projection_reading import read_calendar
from central_server.services.publishing.release_calendar import Month
from central_server.services.records.record_state import chunks
from central_server.storage.internal import RECORD_TABLES
from central_server.storage.store import RecordStore
from court_core.clock import Clock, court_date
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.document_steps import STATUS_LABELS, status_label
from court_core.rules.month_report import Standing, month_of, standing
from court_core.rules.withholding import is_withheld

_UNNAMED = "未指定"
_SETTLED = tuple(status for status in STATUS_LABELS if standing(status) != "missing")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One document. `due_on`: by when its copy is owed, the 20th of its batch, or under the rule of seven working days
    its publication (法释〔2016〕19号 art. 7). `overdue`: that day has passed. `approved`: a withholding is in force.
    """

    document_id: str
    case_number: str
    kind: str
    judge: str
    division: str
    effective_on: date
    month: str
    status: str
    status_label: str
    standing: Standing
    approved: bool
    due_on: date
    overdue: bool

    def as_json(self) -> dict[str, Any]:
        """The fields by name, dates as ISO text."""
        return asdict(self) | {"effective_on": self.effective_on.isoformat(), "due_on": self.due_on.isoformat()}


@dataclass(frozen=True)
class MonthReport:
    """A month's account. `lines` are the documents of the month's batch, `earlier` those of months before that are still
    missing, `coming` those that took effect in the month after its 20th and go with the next batch.
    """

    month: str
    submit_on: date
    publish_on: date
    rule: str
    confirmed: bool
    lines: tuple[ReportLine, ...]
    earlier: tuple[ReportLine, ...]
    coming: tuple[ReportLine, ...]

    def standing(self, wanted: Standing) -> tuple[ReportLine, ...]:
        """The month's documents that stand so."""
        return tuple(line for line in self.lines if line.standing == wanted)

    @property
    def awaiting_approval(self) -> int:
        """Those counted as withheld whose approval is not through."""
        return sum(line.standing == "withheld" and not line.approved for line in self.lines)

    @cached_property
    def divisions(self) -> Mapping[str, Mapping[Standing, int]]:
        """Division → how many of its documents stand where."""
        found: dict[str, dict[Standing, int]] = {}
        for line in self.lines:
            counts = found.setdefault(line.division, {"submitted": 0, "withheld": 0, "missing": 0})
            counts[line.standing] += 1
        return dict(sorted(found.items()))

    def as_json(self) -> dict[str, Any]:
        """`effective` = `submitted` + `withheld` + the number of `missing`, for the court and for each division."""
        missing = self.standing("missing")
        return {
            "month": self.month,
            "submit_on": self.submit_on.isoformat(),
            "publish_on": self.publish_on.isoformat(),
            "rule": self.rule,
            "confirmed": self.confirmed,
            "effective": len(self.lines),
            "submitted": len(self.standing("submitted")),
            "withheld": len(self.standing("withheld")),
            "awaiting_approval": self.awaiting_approval,
            "missing": [line.as_json() for line in missing],
            "documents": [line.as_json() for line in self.lines],
            "earlier": [line.as_json() for line in self.earlier],
            "coming": [line.as_json() for line in self.coming],
            "divisions": [
                {"division": name, "effective": sum(counts.values()), **counts}
                for name, counts in self.divisions.items()
            ],
        }


def month_report(store: RecordStore, court_id: str, clock: Clock, month: Month) -> MonthReport:
    """The account of the month as it stands today. Raises CourtError `release.month-ahead` for a batch yet to begin."""
    today = court_date(clock.now())
    with store.read() as connection:
        calendar = read_calendar(connection, court_id)
        if month.first > calendar.batch_month(today):
            raise CourtError("release.month-ahead", month=month.text)
        reading = _Reading(connection, court_id, calendar, today)
        # What took effect after the 20th of the month before goes with this month.
        lines = tuple(reading.lines(month.previous.first, min(month.last, today)))
    submit_on, publish_on = calendar.submit_on(month.first), calendar.publish_on(month.first)
    return MonthReport(
        month.text,
        submit_on.date,
        publish_on.date,
        calendar.settings.publication_rule,
        submit_on.confirmed and publish_on.confirmed,
        tuple(line for line in lines if line.month == month.text),
        tuple(line for line in lines if line.month < month.text and line.standing == "missing"),
        tuple(line for line in lines if line.month > month.text),
    )


class _Reading:
    """Documents with their cases, flags and batches, in one snapshot."""

    def __init__(self, connection: Connection, court_id: str, calendar: CourtCalendar, today: date) -> None:
        self._connection = connection
        self._court_id = court_id
        self._calendar = calendar
        self._today = today
        self._judges = self._names("staff")
        self._divisions = self._names("division")

    def lines(self, first: date, last: date) -> Iterator[ReportLine]:
        """All that took effect in these days, and of the time before what is still missing; by division and judge."""
        document, case = RECORD_TABLES["document"], RECORD_TABLES["case"]
        statement = (
            select(
                document.c.id,
                document.c.kind,
                document.c.status,
                document.c.effective_on,
                document.c.judge_id,
                case.c.judge_id.label("case_judge_id"),
                case.c.division_id,
                case.c.number_text,
            )
            .join(case, (case.c.court_id == document.c.court_id) & (case.c.id == document.c.case_id))
            .where(
                document.c.court_id == self._court_id,
                case.c.court_id == self._court_id,
                document.c.effective_on != "",
                document.c.effective_on <= last.isoformat(),
                or_(document.c.effective_on >= first.isoformat(), document.c.status.not_in(_SETTLED)),
            )
        )
        rows = self._connection.execute(statement).all()
        ids = [row.id for row in rows]
        flags, batches = self._flags(ids), self._batches(ids)
        lines = [self._line(row, flags.get(row.id, ()), batches.get(row.id, "")) for row in rows]
        yield from sorted(lines, key=lambda line: (line.division, line.judge, line.case_number, line.document_id))

    def _line(self, row: Any, flags: Sequence[str], went_with: str) -> ReportLine:
        effective_on = date.fromisoformat(row.effective_on)
        where = standing(row.status, flags)
        by_days = self._calendar.settings.publication_rule == "seven-days"
        batch_month = self._calendar.batch_month(effective_on)
        due = self._calendar.publish_after(effective_on) if by_days else self._calendar.submit_on(batch_month)
        return ReportLine(
            row.id,
            row.number_text,
            row.kind,
            self._judges.get(row.judge_id or row.case_judge_id or "", _UNNAMED),
            self._divisions.get(row.division_id or "", _UNNAMED),
            effective_on,
            month_of(batch_month, went_with),
            row.status,
            status_label(row.status),
            where,
            any(map(is_withheld, flags)),
            due.date,
            where == "missing" and due.date < self._today,
        )

    def _flags(self, document_ids: Sequence[str]) -> Mapping[str, list[str]]:
        flag = RECORD_TABLES["withholding"].c
        found: dict[str, list[str]] = defaultdict(list)
        for group in chunks(document_ids):
            for row in self._connection.execute(
                select(flag.document_id, flag.status).where(
                    flag.court_id == self._court_id, flag.document_id.in_(group)
                )
            ):
                found[row.document_id].append(row.status)
        return found

    def _batches(self, document_ids: Sequence[str]) -> Mapping[str, str]:
        """The month of the batch that each last went with."""
        step = RECORD_TABLES["document_step"].c
        found: dict[str, str] = {}
        for group in chunks(document_ids):
            statement = (
                select(step.document_id, step.month)
                .where(step.court_id == self._court_id, step.document_id.in_(group), step.action == "submit")
                .order_by(step.made_at, step.id)
            )
            found.update({row.document_id: row.month or "" for row in self._connection.execute(statement)})
        return found

    def _names(self, record_type: str) -> Mapping[str, str]:
        table = RECORD_TABLES[record_type].c
        rows = self._connection.execute(select(table.id, table.name).where(table.court_id == self._court_id))
        return {row.id: row.name for row in rows}
