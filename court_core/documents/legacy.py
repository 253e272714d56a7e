"""Old .doc and .wps files, made into a .docx by LibreOffice where it is installed.

LibreOffice runs with a fresh profile that forbids macros, updating of links and the network, within a time limit; what
it makes is then a file from outside like any other.
"""

from __future__ import annotations

import struct
import subprocess  # the converter is another program
from pathlib import Path

from court_core.documents.conversions import Conversions
from court_core.documents.gate import check_kind
from court_core.documents.pdf import find_converter
from court_core.errors import CourtError

TIME_LIMIT_SECONDS = 60

_INTO = "docx:MS Word 2007 XML"
_STREAM = "WordDocument".encode("utf-16-le") + b"\0\0"
_SHORT = 4096  # a stream shorter than this shares its sectors with others
_TABLES_IN_HEADER = 109
_WORD_97, _WORD_95 = 0xA5EC, 0xA5DC
_ENCRYPTED = 0x0100  # [MS-DOC] FibBase, bit fEncrypted
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    ("org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    # A proxy nobody answers at: whatever else would ask the network gets no way out.
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def is_legacy(data: bytes) -> bool:
    """Whether this is a document of Word before 2007 or of WPS. Raises CourtError for what is no document at all."""
    try:
        check_kind(data)
    except CourtError as refusal:
        if refusal.code == "document.legacy-doc":
            return True
        raise
    return False


def as_docx(
    data: bytes,
    converter: Path | None = None,
    *,
    seconds: float = TIME_LIMIT_SECONDS,
    conversions: Conversions | None = None,
) -> bytes:
    """The old document as .docx; `conversions` may end it.

    Raises CourtError `document.damaged`, `document.password`, `document.legacy-doc` without LibreOffice, and
    `document.legacy-failed` when it cannot read the file or was ended.
    """
    check_word_stream(data)
    program = converter or find_converter()
    if program is None:
        raise CourtError("document.legacy-doc")
    try:
        return (conversions or Conversions()).convert(program, data, ".doc", _INTO, seconds, _profile())
    except (OSError, subprocess.SubprocessError) as error:
        raise CourtError("document.legacy-failed") from error


def check_word_stream(data: bytes) -> None:
    """Look at the head of Word's own stream, so that LibreOffice is not started for what only says it is a document.

    Raises CourtError `document.damaged` or `document.password`.
    """
    try:
        magic, flags = struct.unpack_from("<H8xH", data, _head_of_word_stream(data))
    except (struct.error, IndexError) as error:
        raise CourtError("document.damaged") from error
    if magic not in (_WORD_97, _WORD_95):
        raise CourtError("document.damaged")
    if flags & _ENCRYPTED:
        raise CourtError("document.password")


def _head_of_word_stream(data: bytes) -> int:
    """Where the stream begins ([MS-CFB]). A short one lies in pieces of 64 bytes inside the stream of the directory's
    first entry.

    Raises struct.error or IndexError where the file ends before.
    """
    shift: int = struct.unpack_from("<H", data, 30)[0]
    first: int
    first, size = struct.unpack_from("<II", data, _entry_of_stream(data) + 116)
    if size >= _SHORT:
        return _offset(first, shift)
    (directory,) = struct.unpack_from("<I", data, 48)
    sector: int = struct.unpack_from("<I", data, _offset(directory, shift) + 116)[0]
    for _ in range(first * 64 >> shift):
        table, place = divmod(sector, 1 << (shift - 2))
        if table >= _TABLES_IN_HEADER:
            raise IndexError
        (table_sector,) = struct.unpack_from("<I", data, 76 + 4 * table)
        sector = struct.unpack_from("<I", data, _offset(table_sector, shift) + 4 * place)[0]
    return _offset(sector, shift) + (first * 64 & ((1 << shift) - 1))


def _entry_of_stream(data: bytes) -> int:
    """Where the directory names Word's stream: entries are 128 bytes long and begin with their name."""
    at = data.find(_STREAM)
    while at >= 0 and at % 128:
        at = data.find(_STREAM, at + 1)
    if at < 0:
        raise IndexError
    return at


def _offset(sector: int, shift: int) -> int:
    if shift not in (9, 12):
        raise IndexError
    return (sector + 1) << shift


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )
