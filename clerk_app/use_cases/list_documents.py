"""The judicial documents of this workstation, with their flags 不上网公开."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from clerk_app.local.queries.documents import DocumentFilter, DocumentLine, document_lines
from clerk_app.use_cases.access import allowed
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import DocumentQuery
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.views import DOCUMENT_TABS, DocumentRow, WithholdingView
from clerk_app.use_cases.wording import day_of, number_of, text_of
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.rules import withholding as rules
from court_core.rules.dates import add_months, parse_date
from court_core.rules.document_steps import status_label

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from court_core.rules.working_days import CalendarDate

_TO_SUBMIT = ("effective", "masked", "confirmed", "returned")
_TO_REVIEW = ("submitted", "passed")
_PUBLISHED = ("published", "withdrawn")
_MOST = 5000


def list_documents(desk: Desk, query: DocumentQuery) -> tuple[DocumentRow, ...]:
    """Documents of a tab, the latest decided first. Raises CourtError `date.unreadable` for a month that is none."""
    wanted = DocumentFilter(case_id=query.case_id, effective=_month(query.month), limit=_MOST)
    with desk.store.read() as reader:
        names = StaffNames(reader)
        rows = (document_row(desk, names, line, reader) for line in document_lines(reader, wanted))
        return tuple(row for row in rows if in_tab(row, query.tab) and _has(row, query.text))[: query.limit]


def document_counts(desk: Desk) -> dict[str, int]:
    """How many documents each tab holds."""
    with desk.store.read() as reader:
        names = StaffNames(reader)
        rows = [document_row(desk, names, line, reader) for line in document_lines(reader, DocumentFilter(limit=_MOST))]
    return {tab: sum(in_tab(row, tab) for row in rows) for tab in DOCUMENT_TABS}


def in_tab(row: DocumentRow, tab: str) -> bool:
    """Whether a tab shows the document."""
    match tab:
        case "registered":
            return row.status == "registered"
        case "to-submit":
            return row.status in _TO_SUBMIT
        case "to-review":
            return row.status in _TO_REVIEW
        case "published":
            return row.status in _PUBLISHED
        case "withheld":
            return row.status == "withheld"
        case "to-approve":
            return row.withholding is not None and "approve" in row.withholding.may
    return True


def document_row(desk: Desk, names: StaffNames, line: DocumentLine, reader: Reader) -> DocumentRow:
    """A document as the list shows it."""
    document = line.document
    effective_on = day_of(document["effective_on"])
    status = text_of(document["status"])
    case = reader.get("case", text_of(document["case_id"])) if line.withholding else None
    return DocumentRow(
        id=document.id,
        case_id=text_of(document["case_id"]),
        case_number=line.case_number,
        kind=text_of(document["kind"]),
        title=text_of(document["title"]),
        decided_on=day_of(document["decided_on"]),
        effective_on=effective_on,
        served_on=day_of(document["served_on"]),
        status=status,
        status_label=status_label(status),
        judge=names.name(document["judge_id"]),
        file_name=text_of(document["file_name"]),
        file_size=number_of(document["file_size"]),
        has_file=line.file_here,
        publish_by=desk.calendar.publication_due(effective_on).date if effective_on else None,
        withholding=withholding_view(desk, names, line.withholding, document, line.case_number, case)
        if line.withholding
        else None,
        pending=document.pending,
        goes_on=_goes_on(desk, status),
    )


def _goes_on(desk: Desk, status: str) -> CalendarDate | None:
    if status == "confirmed":
        return desk.calendar.next_submission(desk.today)
    return desk.calendar.next_publication(desk.today) if status in _TO_REVIEW else None


def withholding_view(
    desk: Desk, names: StaffNames, record: Record, document: Record | None, case_number: str, case: Record | None
) -> WithholdingView:
    """A flag with its way through approval, and what the person at the desk may do with it now."""
    status = text_of(record["status"])
    may = rules.allowed_actions(status, desk.actor.roles)
    if case is not None and not allowed(desk, Action.UPDATE, "withholding", case.values):
        may = ()
    return WithholdingView(
        id=record.id,
        document_id=text_of(record["document_id"]),
        case_number=case_number,
        document_title=text_of(document["title"]) if document else "",
        ground_list=text_of(record["ground_list"]),
        ground=text_of(record["ground"]),
        ground_label=ground_label(text_of(record["ground"]), text_of(record["ground_list"])),
        reason=text_of(record["reason"]),
        status=status,
        status_label=next((label for key, label in rules.STATUS_LABELS.items() if key == status), status),
        flagged_by=names.name(record["flagged_by"]),
        flagged_on=day_of(record["flagged_on"]),
        head=names.name(record["head_id"]),
        head_on=day_of(record["head_on"]),
        head_opinion=text_of(record["head_opinion"]),
        vice_president=names.name(record["vice_president_id"]),
        vice_president_on=day_of(record["vice_president_on"]),
        vice_president_opinion=text_of(record["vice_president_opinion"]),
        may=may,
        pending=record.pending,
    )


def ground_label(ground: str, ground_list: str) -> str:
    """⑤可能产生不良影响; the stored id where this program's lists do not have it."""
    try:
        return rules.ground_named(ground, ground_list).text
    except CourtError:
        return ground


def _month(month: str) -> tuple[date, date] | None:
    if not month:
        return None
    first = parse_date(f"{month}-01")
    return first, add_months(first, 1) - timedelta(days=1)


def _has(row: DocumentRow, text: str) -> bool:
    wanted = text.strip()
    return not wanted or any(wanted in place for place in (row.title, row.case_number, row.kind, row.judge))
