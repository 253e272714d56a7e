"""The batch of the 20th: the month's confirmed copies go to 审管办, and every document in effect is accounted for.

[2013] 生效裁判文书网上公布工作程序 art. 2, 3: took effect = submitted + withheld + still missing, each missing one with its judge.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clerk_app.local.queries.documents import DocumentFilter, DocumentLine, document_lines
from clerk_app.use_cases.access import allowed
from clerk_app.use_cases.document_ledger import may_take, steps_of, take_step
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.web_copy_views import BatchRow, SubmitReport
from clerk_app.use_cases.wording import day_of, text_of
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.rules.dates import add_months, parse_date
from court_core.rules.document_steps import status_label, step_for
from court_core.rules.month_report import Standing, month_of, standing

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork
    from clerk_app.use_cases.desk import Desk

_EARLIEST = date(2000, 1, 1)
_MOST = 1_000_000


def batch_report(desk: Desk, month: str = "") -> SubmitReport:
    """The month's account as it stands, nothing submitted. `month` is 2026-11; empty: that of today's batch.

    Raises CourtError `release.month-unreadable`, `release.month-ahead`.
    """
    first = batch_of(desk, month)
    with desk.store.read() as reader:
        return _report(desk, reader, first, frozenset())


def submit_batch(desk: Desk, month: str = "") -> SubmitReport:
    """Submits every confirmed copy of this and earlier months that the person may submit, and accounts for the month.

    A copy whose original was changed meanwhile stays and counts as missing. Submitting twice changes nothing.
    Raises CourtError `release.month-unreadable`, `release.month-ahead`, `document-step.not-yours` for roles that submit nothing.
    """
    first = batch_of(desk, month)
    step_for("confirmed", "submit", desk.actor.roles)
    new: set[str] = set()
    with desk.store.write(desk.actor.user_id) as unit:
        for line in _in_effect(desk, unit, first):
            document = line.document
            if may_take(desk, document, "submit") and _may_update(desk, unit, document) and is_ready(unit, document):
                take_step(desk, unit, document, "submit", month=month_text(first))
                new.add(document.id)
        return _report(desk, unit, first, frozenset(new))


def batch_of(desk: Desk, month: str) -> date:
    """The first day of a month typed as 2026-11; empty means that of today's batch. Raises as `submit_batch`."""
    if not month:
        return desk.calendar.batch_month(desk.today)
    if not re.fullmatch(r"\d{4}-\d{2}", month) or not "01" <= month[5:] <= "12":
        raise CourtError("release.month-unreadable", text=month[:20])
    first = parse_date(f"{month}-01")
    if first > desk.calendar.batch_month(desk.today):
        raise CourtError("release.month-ahead", month=month)
    return first


def month_text(first: date) -> str:
    """2026-11."""
    return first.isoformat()[:7]


def is_ready(reader: Reader, document: Record) -> bool:
    """Whether the document has a confirmed copy made of the file it has now."""
    copy = reader.get("web_copy", document.id)
    return copy is not None and bool(copy["confirmed_on"]) and copy["source_sha256"] == document["file_sha256"]


def _in_effect(desk: Desk, reader: Reader, first: date) -> tuple[DocumentLine, ...]:
    """What took effect up to the month's end or today, the oldest first."""
    until = min(add_months(first, 1) - timedelta(days=1), desk.today)
    lines = document_lines(reader, DocumentFilter(effective=(_EARLIEST, until), limit=_MOST))
    return tuple(sorted(lines, key=lambda line: (text_of(line.document["effective_on"]), line.case_number)))


def _report(desk: Desk, reader: Reader, first: date, new: frozenset[str]) -> SubmitReport:
    names = StaffNames(reader)
    own: dict[Standing, list[BatchRow]] = {"submitted": [], "withheld": [], "missing": []}
    late, overdue, month = [], [], month_text(first)
    for line in _in_effect(desk, reader, first):
        row = _row(names, reader, line)
        flags = (text_of(flag["status"]) for flag in reader.find("withholding", document_id=row.document_id))
        where = standing(row.status, flags)
        counted = month_of(desk.calendar.batch_month(row.effective_on or first), _went_with(reader, row.document_id))
        if counted == month:
            own[where].append(row)
        elif counted < month and row.document_id in new:
            late.append(row)
        elif counted < month and where == "missing":
            overdue.append(row)
    return SubmitReport(
        month,
        tuple(own["submitted"]),
        tuple(own["withheld"]),
        tuple(own["missing"]),
        tuple(late),
        tuple(overdue),
        len(new),
    )


def _went_with(reader: Reader, document_id: str) -> str:
    """The month of the batch that a document last went with, as 2026-11; empty while it went with none."""
    steps = (step for step in reversed(steps_of(reader, document_id)) if step["action"] == "submit")
    return next((text_of(step["month"]) for step in steps), "")


def _row(names: StaffNames, reader: Reader, line: DocumentLine) -> BatchRow:
    document = line.document
    case = reader.get("case", text_of(document["case_id"]))
    status = text_of(document["status"])
    return BatchRow(
        document_id=document.id,
        case_number=line.case_number,
        title=text_of(document["title"]),
        judge=names.name(document["judge_id"]) or (names.name(case["judge_id"]) if case else ""),
        effective_on=day_of(document["effective_on"]),
        status=status,
        status_label=status_label(status),
    )


def _may_update(desk: Desk, unit: UnitOfWork, document: Record) -> bool:
    case = unit.get("case", text_of(document["case_id"]))
    return case is not None and allowed(desk, Action.UPDATE, "document", case.values)
