"""Where uploaded files lie: chunks while a file is on its way, one file per SHA-256 when it is whole.

Everything acknowledged has reached the disk: written beside, synced, renamed, and the folder synced.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from court_core.errors import CourtError
from court_core.protocol.blobs import CHUNK_BYTES


class FileStore:
    """A folder of files, apart for each court."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put_chunk(self, court_id: str, sha256: str, position: int, content: bytes) -> None:
        """Store one chunk durably."""
        _write(self._chunk(court_id, sha256, position), [content])

    def assemble(self, court_id: str, sha256: str, positions: Iterable[int]) -> bool:
        """Join the chunks to the whole file when they have the hash it is named by; says whether they have.

        The chunks are removed in both cases: a wrong one cannot be told from the others and all are sent again.
        """
        paths = [self._chunk(court_id, sha256, position) for position in positions]
        whole = hashlib.sha256()
        try:
            for path in paths:
                whole.update(path.read_bytes())
            agrees = whole.hexdigest() == sha256
            if agrees:
                _write(self._whole(court_id, sha256), (path.read_bytes() for path in paths))
        except FileNotFoundError:
            agrees = self._whole(court_id, sha256).exists()
        for path in paths:
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self._chunk(court_id, sha256, 0).parent.rmdir()
        return agrees

    def read_chunk(self, court_id: str, sha256: str, position: int) -> bytes | None:
        """One chunk of a whole file; None when the file is not here."""
        try:
            with self._whole(court_id, sha256).open("rb") as file:
                file.seek(position * CHUNK_BYTES)
                return file.read(CHUNK_BYTES)
        except FileNotFoundError:
            return None

    def read(self, court_id: str, sha256: str) -> bytes | None:
        """A whole file; None when it is not here."""
        try:
            return self._whole(court_id, sha256).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, court_id: str, content: bytes) -> str:
        """Store a whole file at once and return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not self._whole(court_id, sha256).exists():
            _write(self._whole(court_id, sha256), [content])
        return sha256

    def _whole(self, court_id: str, sha256: str) -> Path:
        return self._root / court_id / sha256[:2] / sha256

    def _chunk(self, court_id: str, sha256: str, position: int) -> Path:
        return self._root / court_id / "arriving" / sha256 / str(position)


def _write(path: Path, parts: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise CourtError("server.disk-full") from error
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
