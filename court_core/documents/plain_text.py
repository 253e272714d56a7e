"""Text files from outside: which encoding they are in, and whether they are text at all."""

from __future__ import annotations

import codecs
import re

from court_core.documents.gate import check_size
from court_core.documents.model import Paragraph, ReadDocument, placed
from court_core.errors import CourtError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END = re.compile(r"\r\n|[\r\v\f]")  # a page break ends a line too
# What no editor writes into a text and no web copy could hold: other programs' files look like this.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")


def read_text(data: bytes) -> ReadDocument:
    """A text file, each line a paragraph exactly as it stands; line ends of all systems count as one character.

    Raises CourtError `document.empty`, `document.too-big`, `document.text-encoding`, `document.not-text`.
    """
    check_size(len(data))
    text = _LINE_END.sub("\n", decoded(data))
    if _NO_TEXT.search(text):
        raise CourtError("document.not-text")
    if not text.strip():
        raise CourtError("document.empty")
    lines = text.removesuffix("\n").split("\n")
    return placed([Paragraph(line, indent=not line[:1].isspace()) for line in lines])


def decoded(data: bytes) -> str:
    """The text by its byte order mark, else as UTF-8, else as GB18030 (which Windows in Chinese writes)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CourtError("document.text-encoding") from error
