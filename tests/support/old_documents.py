"""Documents as Word 97 saved them, made with LibreOffice where there is one; and what only looks like one."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

from court_core.documents.pdf import find_converter
from tests.support.word_samples import ole_with


def as_old(content: bytes, folder: Path, kind: str = "docx") -> bytes | None:
    """The document as Word 97 would save it; None where no LibreOffice can make one."""
    converter = find_converter()
    if converter is None:
        return None
    source = folder / f"old.{kind}"
    source.write_bytes(content)
    command = [str(converter), f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", "--convert-to", "doc",
               "--outdir", str(folder), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return source.with_suffix(".doc").read_bytes()


def named_stream(flags: int, magic: int = 0xA5EC) -> bytes:
    """The least of an OLE file that names Word's stream in its directory, with the head of that stream."""
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + struct.pack("<IQ", 1, 4096)
    head = struct.pack("<H8xH", magic, flags)
    start = ole_with("")[:8] + bytes(22) + struct.pack("<H", 9) + bytes(480)
    return start + entry.ljust(512, b"\0") + head.ljust(4096, b"\0")
