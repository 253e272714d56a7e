"""The web copies of this workstation: shown beside their originals, opened to be worked on, saved with their status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import allowed, check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.document_files import words_file
from clerk_app.use_cases.document_ledger import may_take, take_step
from clerk_app.use_cases.making_reviewed import Maker
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.reviewed_copy import Answered, Place, ReviewedCopy, from_values, profile_label
from clerk_app.use_cases.seen_original import seen_original
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
    from court_core.documents.model import ReadDocument
    from court_core.records.fields import Value

_UNANSWERED: Mapping[str, Value] = {"confirmed_by": None, "confirmed_on": None}


@dataclass(frozen=True)
class OpenCopy:
    """A copy to be worked on: its records as they stood, and how its original is read. What takes the machine time is
    worked out when it is first asked for.
    """

    document: Record
    case: Record
    record: Record
    originals: Originals
    text: Callable[[], ReadDocument]

    @cached_property
    def reviewed(self) -> ReviewedCopy:
        """Its state. Raises CourtError `web-copy.unreadable`."""
        return from_values(self.record.values)

    @cached_property
    def read(self) -> ReadDocument:
        """The original. Raises CourtError as `originals.Originals.fetched`."""
        return self.text()

    @cached_property
    def maker(self) -> Maker:
        """What makes it anew. Raises CourtError `masking.profile-unknown`, and as `read`."""
        return maker_of(self.document, self.read, self.originals, text_of(self.record["profile"]))


def web_copy(desk: Desk, originals: Originals, document_id: str) -> WebCopyView:
    """The copy beside its original.

    Raises CourtError `document.unknown`, `web-copy.missing`, `web-copy.unreadable`, and as reading the original.
    """
    with desk.store.read() as reader:
        document, record = document_record(reader, document_id), copy_record(reader, document_id)
        case = case_record(reader, text_of(document["case_id"]))
    reviewed = from_values(record.values)
    seen = seen_original(desk, document, record, reviewed)
    original = originals.read(desk, seen.sha256).text if seen.sha256 else ""
    return shown(desk, document, case, record, reviewed, original, seen.why_not)


def shown(
    desk: Desk, document: Record, case: Record, record: Record, reviewed: ReviewedCopy, original: str, why_not: str = ""
) -> WebCopyView:
    """The copy as the screen shows it; `original` is the text of what it was made of, or `why_not` says why it is empty."""
    outdated = record["source_sha256"] != document["file_sha256"]
    status = text_of(document["status"])
    may_write = allowed(desk, Action.UPDATE, "web_copy", case.values)
    may_edit = may_write and not why_not and not outdated and may_take(desk, document, "mask")
    ready = not outdated and not why_not and not reviewed.open_count
    return WebCopyView(
        document_id=document.id,
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
        notes=(why_not, *reviewed.notes) if why_not else reviewed.notes,
        open_count=reviewed.open_count,
        may_confirm=may_write and ready and not is_confirmed(document, record) and may_take(desk, document, "confirm"),
        remembered=reviewed.wording.remembered,
        may_edit=may_edit,
        why_no_original=why_not,
    )


def open_copy(desk: Desk, originals: Originals, document_id: str, action: str = "mask") -> OpenCopy:
    """The copy, for the step `action` of its document.

    Raises CourtError `document.unknown`, `web-copy.missing`, `web-copy.outdated`, `document-step.…`, `access.refused`,
    `document.file-missing`; what it is asked for afterwards may raise more.
    """
    with desk.store.read() as reader:
        document, record = document_record(reader, document_id), copy_record(reader, document_id)
        case = case_record(reader, text_of(document["case_id"]))
    check(desk, Action.UPDATE, "web_copy", case.values)
    step_for(text_of(document["status"]), action, desk.actor.roles, in_effect=bool(document["effective_on"]))
    if record["source_sha256"] != document["file_sha256"]:
        raise CourtError("web-copy.outdated")
    return OpenCopy(document, case, record, originals, originals.fetched(desk, words_file(document)))


def is_confirmed(document: Record, record: Record) -> bool:
    """Whether the document stands at its confirmation with this very copy; a conflict may leave it with another one."""
    return document["status"] == "confirmed" and bool(record["confirmed_on"])


def maker_of(document: Record, read: ReadDocument, originals: Originals, profile: str) -> Maker:
    """What makes the copies of a document. Raises CourtError `masking.profile-unknown`."""
    return Maker(
        read=read,
        profile=load_profile(profile),
        finder=originals.finder(),
        title=text_of(document["title"]),
        file_name=text_of(document["file_name"]),
    )


def save_copy(
    desk: Desk,
    unit: UnitOfWork,
    opened: OpenCopy,
    state: Mapping[str, Value],
    said: Mapping[str, object],
    confirmed: Mapping[str, Value] = _UNANSWERED,
) -> None:
    """Saves a state (`reviewed_copy.to_values`); whoever changes it takes an earlier confirmation off, and the document is
    已隐名 again.

    `said` is the answer itself, for the audit: that keeps the copy's hash only (docs/adr/006).
    Raises CourtError `web-copy.overtaken` when the copy is no longer what it was when it was opened.
    """
    now = copy_record(unit, opened.document.id)
    if any(now[name] != opened.record[name] for name in ("source_sha256", "content", "replacements", "answers")):
        raise CourtError("web-copy.overtaken")
    document = document_record(unit, opened.document.id)
    take_step(desk, unit, document, "confirm" if confirmed["confirmed_on"] else "mask")
    if unit.update("web_copy", opened.record.id, {**state, **confirmed}):
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
