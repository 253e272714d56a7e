"""审管办 between the 20th and the 25th: passing, returning with a reason, and withdrawing what was published (art. 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.local.queries.documents import DocumentFilter, DocumentLine, document_lines
from clerk_app.use_cases.access import allowed, check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.document_ledger import may_take, steps_of, take_step
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.reviewed_copy import profile_label
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.web_copy_views import DocumentReviewRow
from clerk_app.use_cases.wording import day_of, instant_of, text_of
from court_core.clock import court_date
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.rules.document_steps import status_label

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record

_TO_REVIEW = ("submitted", "passed")
_STEPS = ("pass", "return", "withdraw")
_MOST = 5000


def documents_to_review(desk: Desk) -> tuple[DocumentReviewRow, ...]:
    """What was submitted, the longest waiting first, then what passed and is not published yet."""
    with desk.store.read() as reader:
        names = StaffNames(reader)
        lines = document_lines(reader, DocumentFilter(statuses=_TO_REVIEW, limit=_MOST))
        rows = [_row(desk, names, reader, line) for line in lines]
    return tuple(sorted(rows, key=lambda row: (row.status != "submitted", str(row.submitted_on), row.case_number)))


def pass_document(desk: Desk, document_id: str) -> Saved:
    """Passes a submitted document for publication.

    Raises CourtError `document.unknown`, `document-step.not-allowed`, `document-step.not-yours`, `access.refused`,
    `web-copy.missing`, `web-copy.outdated`, `web-copy.unconfirmed`.
    """
    return _step(desk, document_id, "pass", "")


def return_document(desk: Desk, document_id: str, reason: str) -> Saved:
    """Sends a submitted or passed document back to its judge. Raises as `pass_document`, `document-step.reason-missing`."""
    return _step(desk, document_id, "return", reason)


def withdraw_document(desk: Desk, document_id: str, reason: str) -> Saved:
    """Takes a published document back; the server takes it off the portal. Raises as `return_document`."""
    return _step(desk, document_id, "withdraw", reason)


def check_copy(reader: Reader, document: Record) -> None:
    """Raises CourtError `web-copy.missing`, `web-copy.outdated`, `web-copy.unconfirmed` for what may not go out."""
    copy = reader.get("web_copy", document.id)
    if copy is None:
        raise CourtError("web-copy.missing")
    if copy["source_sha256"] != document["file_sha256"]:
        raise CourtError("web-copy.outdated")
    if not copy["confirmed_on"]:
        raise CourtError("web-copy.unconfirmed")


def _step(desk: Desk, document_id: str, action: str, reason: str) -> Saved:
    with desk.store.write(desk.actor.user_id) as unit:
        document = document_record(unit, document_id)
        case = case_record(unit, text_of(document["case_id"]))
        check(desk, Action.UPDATE, "document", case.values)
        take_step(desk, unit, document, action, reason=reason)
        if action == "pass":
            check_copy(unit, document)
        return Saved(document_id, unit.change_set)


def _row(desk: Desk, names: StaffNames, reader: Reader, line: DocumentLine) -> DocumentReviewRow:
    document = line.document
    case = reader.get("case", text_of(document["case_id"]))
    copy = reader.get("web_copy", document.id)
    submitted = next((step for step in reversed(steps_of(reader, document.id)) if step["action"] == "submit"), None)
    submitted_at = instant_of(submitted["made_at"]) if submitted else None
    effective_on = day_of(document["effective_on"])
    status = text_of(document["status"])
    may_update = case is not None and allowed(desk, Action.UPDATE, "document", case.values)
    return DocumentReviewRow(
        document_id=document.id,
        case_number=line.case_number,
        title=text_of(document["title"]),
        judge=names.name(document["judge_id"]) or (names.name(case["judge_id"]) if case else ""),
        status=status,
        status_label=status_label(status),
        submitted_on=court_date(submitted_at) if submitted_at else None,
        month=text_of(submitted["month"]) if submitted else "",
        publish_by=desk.calendar.publication_due(effective_on).date if effective_on else None,
        profile_label=profile_label(text_of(copy["profile"])) if copy else "",
        outdated=copy is not None and copy["source_sha256"] != document["file_sha256"],
        may=tuple(action for action in _STEPS if may_update and may_take(desk, document, action)),
    )
