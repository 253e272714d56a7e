"""Printing a withheld document: its original with 不上网公开 in the upper right corner of the first page ([2013] art. 1)."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from clerk_app.local.queries.documents import withholding_of
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_files import document_as_word
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.wording import text_of
from court_core.errors import CourtError
from court_core.rules.withholding import blocks_publication

if TYPE_CHECKING:
    from court_core.documents.conversions import Conversions

SUFFIXES = (".docx", ".pdf")


def stamped_document(
    desk: Desk, document_id: str, suffix: str = ".docx", conversions: Conversions | None = None
) -> tuple[str, bytes]:
    """A suggested file name and the bytes. The printing is recorded in the audit. `conversions` may end what another
    program does for it.

    Raises CourtError `document.not-withheld`, `document.output-kind`, `document.no-converter`,
    `document.conversion-failed`, and as `document_as_word`.
    """
    from court_core.documents.pdf import convert_to_pdf  # here: start-up does without them
    from court_core.documents.stamp import stamp_withheld

    if suffix.lower() not in SUFFIXES:
        raise CourtError("document.output-kind", suffix=suffix)
    with desk.store.read() as reader:
        flag = withholding_of(reader, document_id)
        document = document_record(reader, document_id)
    if flag is None or not blocks_publication(text_of(flag["status"])):
        raise CourtError("document.not-withheld")
    content = stamp_withheld(document_as_word(desk, document, conversions))
    if suffix.lower() == ".pdf":
        content = convert_to_pdf(content, conversions=conversions)
    with desk.store.write(desk.actor.user_id) as unit:
        unit.audit("document.stamp", f"document:{document_id}", {"output": suffix.lower()})
    name = text_of(document["file_name"]) or "文书"
    return f"{PurePath(name).stem}（不上网公开）{suffix.lower()}", content


def save_stamped(desk: Desk, document_id: str, target: Path) -> Path:
    """Writes it to `target`, whose suffix says which kind. Raises also CourtError `document.output-failed`."""
    _, content = stamped_document(desk, document_id, target.suffix)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise CourtError("document.output-failed", name=target.name) from error
    return target
