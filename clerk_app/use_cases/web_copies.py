"""The web copies of this workstation: shown beside their originals, opened to be worked on, saved with their status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import allowed, check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.document_files import can_be_read, words_file
from clerk_app.use_cases.document_ledger import may_take, take_step
from clerk_app.use_cases.making_reviewed import Maker
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.reviewed_copy import Answered, Place, ReviewedCopy, from_values, profile_label, to_values
from clerk_app.use_cases.web_copy_views import CHECK_LABELS, KIND_LABELS, ReviewFinding, ReviewSpan, WebCopyView
from clerk_app.use_cases.wording import text_of
from court_core.errors import CourtError
from court_core.masking.profiles import load_profile
from court_core.records.access import Action
from court_core.rules.document_steps import status_label, step_for

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.originals import Originals
    from court_core.records.fields import Value

WITHOUT_ORIGINAL = "原件还没有传到本机，只能看公开稿。"
_UNANSWERED: Mapping[str, Value] = {"confirmed_by": None, "confirmed_on": None}


@dataclass(frozen=True)
class OpenCopy:
    """A copy to be worked on: its records as they stood, its state, and what makes it anew."""

    document: Record
    record: Record
    reviewed: ReviewedCopy
    maker: Maker


def web_copy(desk: Desk, originals: Originals, document_id: str) -> WebCopyView:
    """The copy beside its original.

    Raises CourtError `document.unknown`, `web-copy.missing`, `web-copy.unreadable`, and as reading the original.
    """
    with desk.store.read() as reader:
        document, record = document_record(reader, document_id), copy_record(reader, document_id)
        case = case_record(reader, text_of(document["case_id"]))
    source = text_of(record["source_sha256"])
    outdated = source != document["file_sha256"]
    # Of a former original only the file itself is known; an old .doc is not made into a .docx for looking at it.
    words = source if outdated else words_file(document)
    here = can_be_read(desk, words)
    original = originals.read(desk, words).text if here else ""
    reviewed = from_values(record.values)
    status = text_of(document["status"])
    may_write = allowed(desk, Action.UPDATE, "web_copy", case.values)
    may_edit = may_write and here and not outdated and may_take(desk, document, "mask")
    ready = not outdated and here and not reviewed.open_count
    return WebCopyView(
        document_id=document_id,
        case_number=text_of(case["number_text"]),
        document_title=text_of(document["title"]),
        title=reviewed.copy.title,
        profile=text_of(record["profile"]),
        profile_label=profile_label(text_of(record["profile"])),
        status=status,
        status_label=status_label(status),
        outdated=outdated,
        original=original,
        masked=reviewed.copy.text,
        spans=tuple(_span(number, place) for number, place in enumerate(reviewed.places, 1)),
        findings=tuple(_finding(number, finding) for number, finding in enumerate(reviewed.findings, 1)),
        notes=reviewed.notes if here else (WITHOUT_ORIGINAL, *reviewed.notes),
        open_count=reviewed.open_count,
        may_confirm=may_write and ready and may_take(desk, document, "confirm"),
        remembered=reviewed.wording.remembered,
        may_edit=may_edit,
    )


def open_copy(desk: Desk, originals: Originals, document_id: str, action: str = "mask") -> OpenCopy:
    """The copy, for the step `action` of its document.

    Raises CourtError `document.unknown`, `web-copy.missing`, `web-copy.outdated`, `web-copy.unreadable`,
    `document-step.…`, `access.refused`, `masking.profile-unknown`, and as reading the original.
    """
    with desk.store.read() as reader:
        document, record = document_record(reader, document_id), copy_record(reader, document_id)
        case = case_record(reader, text_of(document["case_id"]))
    check(desk, Action.UPDATE, "web_copy", case.values)
    step_for(text_of(document["status"]), action, desk.actor.roles, in_effect=bool(document["effective_on"]))
    if record["source_sha256"] != document["file_sha256"]:
        raise CourtError("web-copy.outdated")
    maker = maker_of(desk, originals, document, text_of(record["profile"]))
    return OpenCopy(document, record, from_values(record.values), maker)


def maker_of(desk: Desk, originals: Originals, document: Record, profile: str) -> Maker:
    """What makes the copies of a document. Raises CourtError `masking.profile-unknown`, and as reading the original."""
    return Maker(
        read=originals.read(desk, words_file(document)),
        profile=load_profile(profile),
        finder=originals.finder(),
        title=text_of(document["title"]),
        file_name=text_of(document["file_name"]),
    )


def save_copy(
    desk: Desk,
    unit: UnitOfWork,
    opened: OpenCopy,
    reviewed: ReviewedCopy,
    said: Mapping[str, object],
    confirmed: Mapping[str, Value] = _UNANSWERED,
) -> None:
    """Saves the state; whoever changes it takes an earlier confirmation off, and the document is 已隐名 again.

    `said` is the answer itself, for the audit: that keeps the copy's hash only (docs/adr/006).
    Raises CourtError `web-copy.overtaken` when the copy is no longer what it was when it was opened.
    """
    now = copy_record(unit, opened.document.id)
    if any(now[name] != opened.record[name] for name in ("source_sha256", "content", "replacements", "answers")):
        raise CourtError("web-copy.overtaken")
    document = document_record(unit, opened.document.id)
    take_step(desk, unit, document, "confirm" if confirmed["confirmed_on"] else "mask")
    if unit.update("web_copy", opened.record.id, {**to_values(reviewed), **confirmed}):
        unit.audit("web-copy.answer", f"web_copy:{opened.record.id}", said)


def copy_record(reader: Reader, document_id: str) -> Record:
    """The document's web copy. Raises CourtError `web-copy.missing`."""
    record = reader.get("web_copy", document_id)
    if record is None:
        raise CourtError("web-copy.missing")
    return record


def _span(number: int, place: Place) -> ReviewSpan:
    return ReviewSpan(
        number=number,
        start=place.start,
        end=place.end,
        copy_start=place.copy_start,
        copy_end=place.copy_start + len(place.replacement),
        kind=place.kind,
        kind_label=KIND_LABELS.get(place.kind, place.kind),
        original=place.original,
        replacement=place.replacement,
        why=place.why,
        sure=place.sure,
        unsure=place.unsure,
        decision=place.decision,
        left=place.left,
    )


def _finding(number: int, finding: Answered) -> ReviewFinding:
    return ReviewFinding(
        number=number,
        check=finding.check,
        check_label=CHECK_LABELS[finding.check],
        place=finding.place,
        excerpt=finding.excerpt,
        what_to_do=finding.what_to_do,
        subject=finding.subject,
        start=finding.start,
        end=finding.end,
        sure=finding.sure,
        answer=finding.answer,
    )
