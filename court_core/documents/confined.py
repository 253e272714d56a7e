"""Files from outside are read in a process of their own: little memory, little time, no further file, no network.

A reader that meets a file made to harm it dies alone; the clerk gets a sentence. Where the system knows no limits for
a process (Windows, macOS in part), the time limit remains.
"""

from __future__ import annotations

import json
import os
import subprocess  # the reader is a process of its own
import sys
from pathlib import Path, PurePath
from typing import Any

from court_core.documents.gate import check_size
from court_core.documents.handing_over import document_from_json
from court_core.documents.legacy import as_docx, is_legacy
from court_core.documents.model import ReadDocument
from court_core.errors import CourtError

TIME_LIMIT_SECONDS = 20
FROZEN_ARGUMENT = "--read-document"  # what the frozen program is started with to be the reader

_SOURCE = "import sys;sys.path[:0]={path!r};from court_core.documents.confined_reader import main;main()"
# Nothing of the surroundings but what a Python needs to start at all: Windows' folder, libraries of an own build.
_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_CREATE_NO_WINDOW = 0x08000000


def read_confined(data: bytes, name: str, *, seconds: float = TIME_LIMIT_SECONDS) -> ReadDocument:
    """`reading.read` in a child process; an old .doc or .wps is made into a .docx first, by LibreOffice.

    Raises what `reading.read` and `legacy.as_docx` raise, and CourtError `document.reading-too-long`,
    `document.reading-failed`.
    """
    check_size(len(data))
    if PurePath(name).suffix.casefold() != ".txt" and is_legacy(data):
        data, name = as_docx(data), f"{PurePath(name).stem}.docx"
    done = _run(json.dumps(name).encode() + b"\n" + data, seconds)
    if done.returncode != 0:
        raise CourtError("document.reading-failed")
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
        if "refused" in answer:
            raise CourtError(str(answer["refused"]), **{str(key): text for key, text in answer["details"].items()})
        return document_from_json(answer)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CourtError("document.reading-failed") from error


def _run(request: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    flags = _CREATE_NO_WINDOW if sys.platform == "win32" else 0
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    try:
        return subprocess.run(  # noqa: S603  # fixed arguments, no shell, this program itself
            reader_command(),
            input=request,
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=flags,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise CourtError("document.reading-too-long") from error
    except OSError as error:
        raise CourtError("document.reading-failed") from error


def reader_command() -> list[str]:
    """How the child is started: this program's own Python, or the frozen program itself."""
    if getattr(sys, "frozen", False):
        # On Windows the program started from the desktop has no standard input and output; the other one has.
        with_pipes = Path(sys.executable).with_name("clerk-app.exe")
        return [str(with_pipes if with_pipes.is_file() else sys.executable), FROZEN_ARGUMENT]
    import court_core

    # Without `site`: half the start; what the reader needs besides the standard library is lxml and this package.
    places = [str(Path(court_core.__path__[0]).parent), _home_of_lxml()]
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", _SOURCE.format(path=places)]


def _home_of_lxml() -> str:
    import lxml

    return str(Path(lxml.__path__[0]).parent)
