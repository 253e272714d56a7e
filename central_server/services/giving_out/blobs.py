"""Files of documents and logs: sent in chunks, resumable, read only by who may see a record that names them."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, delete, select, update

from central_server.services.records.audit_trail import record_audit
from central_server.services.records.callers import Caller, Ownership
from central_server.storage.files import FileStore
from central_server.storage.internal import blob, blob_chunk, blob_use, feed
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError
from court_core.protocol.blobs import CHUNK_BYTES, MAX_FILE_BYTES, chunk_count
from court_core.protocol.messages import BlobState
from court_core.records.access import Action

_HEX = set("0123456789abcdef")


class Blobs:
    """The files of one court. A file is known to the server once a record names it: records are sent first."""

    def __init__(self, store: RecordStore, files: FileStore, clock: Clock) -> None:
        self._store = store
        self._files = files
        self._clock = clock

    def state(self, caller: Caller, sha256: str) -> BlobState:
        """Which chunks the server still lacks. Raises CourtError `sync.file-unknown`."""
        with self._store.read() as connection:
            _check_use(connection, caller, sha256)
            return _state(connection, caller.court_id, sha256)

    def put_chunk(
        self, caller: Caller, sha256: str, position: int, size: int, chunk_sha256: str, content: bytes
    ) -> BlobState:
        """Take one chunk; on the disk before this returns. The last one missing completes the file.

        Raises CourtError `sync.file-unknown`, `sync.file-too-large`, `sync.chunk-wrong`, or `sync.file-damaged` when all
        chunks came and the whole has another hash: then all are sent again.
        """
        _check_chunk(position, size, chunk_sha256, content)
        with self._store.read() as connection:
            _check_use(connection, caller, sha256)
            known = _row(connection, caller.court_id, sha256)
        if known is not None and known.complete:
            return BlobState(sha256=sha256, size=known.size, complete=True, missing=[])
        if known is not None and known.size != size:
            # Only the whole hash tells which size is right: begin anew with what this caller says.
            self._store.write(lambda tx: _forget(tx, caller.court_id, sha256))
        self._files.put_chunk(caller.court_id, sha256, position, content)
        state = self._store.write(lambda tx: self._arrived(tx, caller, sha256, position, size, chunk_sha256))
        if not state.missing:
            return self._complete(caller, sha256, size)
        return state

    def chunk(self, caller: Caller, sha256: str, position: int) -> bytes:
        """One chunk of a whole file. Raises CourtError `sync.file-unknown` or `sync.file-incomplete`."""
        with self._store.read() as connection:
            _check_use(connection, caller, sha256)
            known = _row(connection, caller.court_id, sha256)
        if known is None or not known.complete:
            raise CourtError("sync.file-incomplete")
        if not 0 <= position < chunk_count(known.size):
            raise CourtError("sync.file-unknown")
        content = self._files.read_chunk(caller.court_id, sha256, position)
        if content is None:
            raise CourtError("sync.file-incomplete")
        at = instant_text(self._clock.now())
        if position == 0:
            self._store.write(lambda tx: record_audit(tx, caller.court_id, at, caller.user_id, "read-file", sha256))
        return content

    def add(self, court_id: str, content: bytes, by: str) -> str:
        """Store a whole file at the server itself (a load without workstation) and return its SHA-256."""
        sha256 = self._files.put(court_id, content)
        self._store.write(lambda tx: self._mark_complete(tx, court_id, sha256, len(content), by))
        return sha256

    def _arrived(
        self, tx: Transaction, caller: Caller, sha256: str, position: int, size: int, chunk_sha256: str
    ) -> BlobState:
        if _row(tx.connection, caller.court_id, sha256) is None:
            row = {
                "court_id": caller.court_id,
                "sha256": sha256,
                "size": size,
                "complete": False,
                "created_by": caller.user_id,
                "created_at": instant_text(self._clock.now()),
            }
            tx.upsert(blob, [row])
        row = {"court_id": caller.court_id, "sha256": sha256, "position": position, "chunk_sha256": chunk_sha256}
        tx.upsert(blob_chunk, [row])
        return _state(tx.connection, caller.court_id, sha256)

    def _complete(self, caller: Caller, sha256: str, size: int) -> BlobState:
        agrees = self._files.assemble(caller.court_id, sha256, range(chunk_count(size)))
        if not agrees:
            self._store.write(lambda tx: _forget(tx, caller.court_id, sha256))
            raise CourtError("sync.file-damaged")
        self._store.write(lambda tx: self._mark_complete(tx, caller.court_id, sha256, size, caller.user_id))
        return BlobState(sha256=sha256, size=size, complete=True, missing=[])

    def _mark_complete(self, tx: Transaction, court_id: str, sha256: str, size: int, by: str) -> None:
        if _row(tx.connection, court_id, sha256) is None:
            row = {
                "court_id": court_id,
                "sha256": sha256,
                "size": size,
                "complete": True,
                "created_by": by,
                "created_at": instant_text(self._clock.now()),
            }
            tx.upsert(blob, [row])
        tx.connection.execute(
            update(blob).where(blob.c.court_id == court_id, blob.c.sha256 == sha256).values(complete=True)
        )
        tx.connection.execute(
            delete(blob_chunk).where(blob_chunk.c.court_id == court_id, blob_chunk.c.sha256 == sha256)
        )


def _check_chunk(position: int, size: int, chunk_sha256: str, content: bytes) -> None:
    if not 0 < size <= MAX_FILE_BYTES:
        raise CourtError("sync.file-too-large", limit=MAX_FILE_BYTES // (1024 * 1024))
    count = chunk_count(size)
    if not 0 <= position < count:
        raise CourtError("sync.chunk-wrong")
    expected = CHUNK_BYTES if position < count - 1 else size - CHUNK_BYTES * (count - 1)
    if len(content) != expected or hashlib.sha256(content).hexdigest() != chunk_sha256:
        raise CourtError("sync.chunk-wrong")


def _check_use(connection: Connection, caller: Caller, sha256: str) -> None:
    """A record that the caller may see names the file; otherwise it reads as if there were none."""
    if len(sha256) != 64 or not set(sha256) <= _HEX:
        raise CourtError("sync.file-unknown")
    rows = connection.execute(
        select(feed.c.record_type, feed.c.judge_id, feed.c.clerk_id, feed.c.division_id)
        .join(
            blob_use,
            (blob_use.c.court_id == feed.c.court_id)
            & (blob_use.c.record_type == feed.c.record_type)
            & (blob_use.c.record_id == feed.c.record_id),
        )
        .where(feed.c.court_id == caller.court_id, blob_use.c.court_id == caller.court_id, blob_use.c.sha256 == sha256)
    )
    for record_type, judge_id, clerk_id, division_id in rows:
        limit = caller.reach(record_type, Action.SEE)
        if Ownership(judge_id, clerk_id, division_id).is_within(caller, limit):
            return
    raise CourtError("sync.file-unknown")


def _state(connection: Connection, court_id: str, sha256: str) -> BlobState:
    known = _row(connection, court_id, sha256)
    if known is None:
        return BlobState(sha256=sha256, size=0, complete=False, missing=[])
    if known.complete:
        return BlobState(sha256=sha256, size=known.size, complete=True, missing=[])
    here = set(
        connection.execute(
            select(blob_chunk.c.position).where(blob_chunk.c.court_id == court_id, blob_chunk.c.sha256 == sha256)
        ).scalars()
    )
    missing = [position for position in range(chunk_count(known.size)) if position not in here]
    return BlobState(sha256=sha256, size=known.size, complete=False, missing=missing)


def _row(connection: Connection, court_id: str, sha256: str) -> Any:
    return connection.execute(
        select(blob.c.size, blob.c.complete).where(blob.c.court_id == court_id, blob.c.sha256 == sha256)
    ).one_or_none()


def _forget(tx: Transaction, court_id: str, sha256: str) -> None:
    """Nothing is kept of a file whose whole did not agree."""
    tx.connection.execute(delete(blob_chunk).where(blob_chunk.c.court_id == court_id, blob_chunk.c.sha256 == sha256))
    tx.connection.execute(delete(blob).where(blob.c.court_id == court_id, blob.c.sha256 == sha256))
