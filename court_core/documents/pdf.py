"""A .docx as PDF through LibreOffice, where it is installed.

It is given only documents that passed the gate.
"""

from __future__ import annotations

import shutil
import subprocess  # the converter is another program
from pathlib import Path

from court_core.documents.conversions import Conversions
from court_core.documents.gate import check_docx
from court_core.errors import CourtError

TIME_LIMIT_SECONDS = 120
_INTO = "pdf:writer_pdf_Export"
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)


def find_converter() -> Path | None:
    """LibreOffice's command, on the search path or where its installers put it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return next((place for place in map(Path, _USUAL_PLACES) if place.is_file()), None)


def convert_to_pdf(content: bytes, converter: Path | None = None, *, conversions: Conversions | None = None) -> bytes:
    """The .docx as PDF bytes; `conversions` may end it.

    Raises CourtError `document.no-converter`, `document.conversion-failed`, and the gate's for a bad file.
    """
    check_docx(content)
    program = converter or find_converter()
    if program is None:
        raise CourtError("document.no-converter")
    try:
        return (conversions or Conversions()).convert(program, content, ".docx", _INTO, TIME_LIMIT_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise CourtError("document.conversion-failed") from error
