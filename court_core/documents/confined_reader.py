"""The child process of `confined`: limits itself, reads one file from standard input, answers with JSON."""

from __future__ import annotations

import codecs
import gc
import json
import sys

from court_core.documents.handing_over import document_to_json
from court_core.documents.reading import read
from court_core.errors import CourtError

_MIB = 1 << 20
MEMORY = 200 * _MIB  # address space; a judgment of 600,000 characters takes 140 MB
CPU_SECONDS = 15
_ENCODINGS = ("ascii", "cp437", "gb18030", "latin-1", "utf-8", "utf-16", "utf-16-le", "utf-16-be")


def main() -> None:
    """Read a file's name (JSON, one line) and its bytes; write the document or the refusal."""
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)  # loaded now: once confined, no file can be opened, not even one of Python's own
    gc.disable()  # this process ends before garbage matters
    confine()
    name = str(json.loads(sys.stdin.buffer.readline()))
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(answer(data, name))
    sys.stdout.buffer.flush()


def answer(data: bytes, name: str) -> bytes:
    """What goes back to the parent. Too little memory counts as a file that unfolds too far."""
    try:
        return document_to_json(read(data, name)).encode()
    except CourtError as refusal:
        code, details = refusal.code, {key: str(text) for key, text in refusal.details.items()}
    except (MemoryError, RecursionError):
        code, details = "document.bomb", {}
    return json.dumps({"refused": code, "details": details}).encode()


def confine() -> None:
    """No more memory, time, files or processes than reading one judgment takes."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock remains
        return
    limits = [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
    ]
    for kind, most in limits:
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
