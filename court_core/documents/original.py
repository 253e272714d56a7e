"""An original as it is handed in: a .docx, an old .doc or .wps, or a text; kept byte for byte.

What works on Word's parts (reading, the mark) takes a .docx. Of an old document one is made when it is taken in, once:
it is kept beside the original, so that every workstation reads the same words at the same places, with LibreOffice or
without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from court_core.documents.conversions import Conversions
from court_core.documents.gate import OLE_MAGIC, check_docx, check_size
from court_core.documents.legacy import as_docx, is_legacy
from court_core.documents.model import with_replacements
from court_core.documents.plain_text import read_text

SUFFIXES = (".docx", ".doc", ".wps", ".txt")
OLD_SUFFIXES = (".doc", ".wps")
"""Of files that take a while to be taken in: another program makes a .docx of them."""

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Original:
    """A file that passed the gate. `docx` is what was made of an old document, empty for others."""

    name: str
    content: bytes = field(repr=False)
    docx: bytes = field(default=b"", repr=False)


def take_in(content: bytes, name: str, conversions: Conversions | None = None) -> Original:
    """Lets a file through. An old document takes seconds, at most a minute; `conversions` may end it.

    Raises the gate's CourtError `document.…`, those of `legacy.as_docx` and `plain_text.read_text`.
    """
    plain = PurePath(name).name
    check_size(len(content))
    if PurePath(name).suffix.casefold() == ".txt":
        read_text(content)
        return Original(plain, content)
    if not is_legacy(content):
        check_docx(content)
        return Original(plain, content)
    docx = as_docx(content, conversions=conversions)
    check_docx(docx)
    return Original(plain, content, docx)


def reading_name(content: bytes) -> str:
    """Under which name `reading.read` takes these bytes for what they are, whatever the file is called by now."""
    return "original.docx" if content.startswith((_ZIP, OLE_MAGIC)) else "original.txt"


def as_word(content: bytes, title: str, conversions: Conversions | None = None) -> bytes:
    """A .docx to print from: the file itself, what LibreOffice makes of an old one, a text laid out as the court writes.

    Raises CourtError as `take_in`.
    """
    if reading_name(content).endswith(".docx"):
        return as_docx(content, conversions=conversions) if is_legacy(content) else content
    from court_core.documents.clean_room import as_docx as laid_out  # here: seldom wanted

    return laid_out(with_replacements(read_text(content), title, ()))
