"""A .docx as PDF through LibreOffice, where it is installed.

The converter runs as a process of its own with a fresh profile, so that an open LibreOffice of the user is neither
needed nor disturbed, and with a time limit. It is given only documents that passed the gate.
"""

from __future__ import annotations

import os
import shutil
import subprocess  # the converter is another program
import tempfile
from pathlib import Path

from court_core.documents.gate import check_docx
from court_core.errors import CourtError

TIME_LIMIT_SECONDS = 120
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


def convert_to_pdf(content: bytes, converter: Path | None = None) -> bytes:
    """The .docx as PDF bytes.

    Raises CourtError `document.no-converter`, `document.conversion-failed`, and the gate's for a bad file.
    """
    check_docx(content)
    program = converter or find_converter()
    if program is None:
        raise CourtError("document.no-converter")
    with tempfile.TemporaryDirectory(prefix="clerk-pdf-") as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(content)
        profile = (Path(folder) / "profile").as_uri()
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
                   "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, str(source)]  # fmt: skip
        environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp"}
        try:
            subprocess.run(  # noqa: S603  # fixed arguments, no shell, the program found above
                command, env=environment, capture_output=True, timeout=TIME_LIMIT_SECONDS, check=True
            )
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise CourtError("document.conversion-failed") from error
