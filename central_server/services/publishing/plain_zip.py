"""A zip that depends on nothing but its content: entries stored in the order given, dated the earliest a zip can hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def write_zip(target: IO[bytes], entries: Iterable[tuple[str, bytes]]) -> None:
    """Write the entries (name, content). Not compressed: zlib's output differs between its versions."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
