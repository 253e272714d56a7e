"""The files of a document in the store: the original as it was handed in, and what was made of an old one.

Masking, review and the mark read `words_file`; what a person saves elsewhere is always the original itself.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from clerk_app.use_cases.wording import text_of
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.use_cases.desk import Desk
    from court_core.documents.conversions import Conversions
    from court_core.records.fields import Value


def kept_file(desk: Desk, content: bytes, name: str, docx: bytes = b"") -> dict[str, Value]:
    """Puts a document's file into the store; answers with the fields that name it.

    `docx` is what was made of an old file; empty, it is made here. Raises as `court_core.documents.original.take_in`.
    """
    from court_core.documents.gate import check_docx  # here: start-up does without them
    from court_core.documents.original import Original, take_in

    if docx:
        check_docx(docx)
    original = Original(PurePath(name).name, content, docx) if docx else take_in(content, name)
    return {
        "file_sha256": desk.store.blobs.put(content),
        "file_name": original.name,
        "file_size": len(content),
        "docx_sha256": desk.store.blobs.put(original.docx) if original.docx else None,
    }


def document_as_word(desk: Desk, document: Record, conversions: Conversions | None = None) -> bytes:
    """The original as a .docx, to print from it.

    Raises CourtError `document.file-missing`, `file.damaged`, and as `court_core.documents.original.as_word`.
    """
    from court_core.documents.original import as_word

    content = desk.store.blobs.get(words_file(document))
    if content is None:
        raise CourtError("document.file-missing")
    return as_word(content, text_of(document["title"]), conversions)


def words_file(document: Record) -> str:
    """The SHA-256 of the file that is read: of an old .doc the .docx made of it, else the original."""
    return text_of(document["docx_sha256"] or document["file_sha256"])
