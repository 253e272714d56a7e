"""Files inside the encrypted database, named by SHA-256 and kept in the 4 MiB chunks in which they travel."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, true, union_all, update
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError
from court_core.protocol.blobs import CHUNK_BYTES, MAX_FILE_BYTES, chunk_count

Transaction = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of this workstation: whether all its chunks are here, and whether the server has it."""

    sha256: str
    size: int
    complete: bool
    uploaded: bool
    problem: str


class BlobStore:
    """The files of documents and log entries. The same content is kept once, however many cases it belongs to."""

    def __init__(self, reading: Transaction, writing: Transaction, clock: Clock) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def put(self, content: bytes) -> str:
        """Keep a file and answer its SHA-256; it is uploaded after the records. Raises CourtError `file.too-large`."""
        if len(content) > MAX_FILE_BYTES:
            raise CourtError("file.too-large", limit=MAX_FILE_BYTES // 1024 // 1024)
        sha256 = hashlib.sha256(content).hexdigest()
        chunks = [
            {"sha256": sha256, "position": at, "content": content[at * CHUNK_BYTES : (at + 1) * CHUNK_BYTES]}
            for at in range(chunk_count(len(content)))
        ]
        with self._writing() as connection:
            known = _row(connection, sha256)
            if known is not None and known.complete:
                return sha256
            self._register(connection, sha256, len(content), complete=True)
            connection.execute(delete(schema.blob_chunk).where(schema.blob_chunk.c.sha256 == sha256))
            if chunks:
                connection.execute(insert(schema.blob_chunk), chunks)
        return sha256

    def get(self, sha256: str) -> bytes | None:
        """The whole file; None when it (or a part of it) has not been fetched from the server yet.

        Raises CourtError `file.damaged` when what is stored is not what was put.
        """
        with self._reading() as connection:
            known = _row(connection, sha256)
            if known is None or not known.complete:
                return None
            chunk = schema.blob_chunk
            parts = connection.execute(
                select(chunk.c.content).where(chunk.c.sha256 == sha256).order_by(chunk.c.position)
            ).scalars()
            content = b"".join(parts)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise CourtError("file.damaged")
        return content

    def info(self, sha256: str) -> StoredFile | None:
        """What is known of the file here; None when nothing is."""
        with self._reading() as connection:
            return _row(connection, sha256)

    def to_upload(self) -> list[StoredFile]:
        """Complete files that the server does not have yet, oldest first."""
        blob = schema.blob
        with self._reading() as connection:
            found = connection.execute(
                select(blob).where(blob.c.complete, ~blob.c.uploaded).order_by(blob.c.added_at, blob.c.sha256)
            )
            return [_file(row) for row in found]

    def chunk(self, sha256: str, position: int) -> bytes | None:
        """One chunk, or None."""
        chunk = schema.blob_chunk
        with self._reading() as connection:
            return connection.execute(
                select(chunk.c.content).where(chunk.c.sha256 == sha256, chunk.c.position == position)
            ).scalar_one_or_none()

    def mark_uploaded(self, sha256: str) -> None:
        """The server has acknowledged the whole file."""
        with self._writing() as connection:
            connection.execute(
                update(schema.blob).where(schema.blob.c.sha256 == sha256).values(uploaded=True, problem="")
            )

    def mark_problem(self, sha256: str, problem: str) -> None:
        """Why the file could not be sent, in words; it is tried again at the next round."""
        with self._writing() as connection:
            connection.execute(update(schema.blob).where(schema.blob.c.sha256 == sha256).values(problem=problem))

    def expect(self, sha256: str, size: int) -> list[int]:
        """Prepare to fetch a file from the server; answers the chunks that are still missing here."""
        with self._writing() as connection:
            self._register(connection, sha256, size, complete=False)
            chunk = schema.blob_chunk
            here = set(connection.execute(select(chunk.c.position).where(chunk.c.sha256 == sha256)).scalars())
        return [at for at in range(chunk_count(size)) if at not in here]

    def add_chunk(self, sha256: str, position: int, content: bytes) -> None:
        """Store one fetched chunk; on disk when this returns, so that a cut resumes behind it."""
        with self._writing() as connection:
            connection.execute(
                upsert(schema.blob_chunk).on_conflict_do_nothing(),
                {"sha256": sha256, "position": position, "content": content},
            )

    def complete(self, sha256: str) -> bool:
        """Check the whole fetched file; False (and its chunks are thrown away) when the hash does not agree."""
        chunk, blob = schema.blob_chunk, schema.blob
        with self._writing() as connection:
            digest = hashlib.sha256()
            for part in connection.execute(
                select(chunk.c.content).where(chunk.c.sha256 == sha256).order_by(chunk.c.position)
            ).scalars():
                digest.update(part)
            if digest.hexdigest() != sha256:
                connection.execute(delete(chunk).where(chunk.c.sha256 == sha256))
                return False
            connection.execute(update(blob).where(blob.c.sha256 == sha256).values(complete=True, uploaded=True))
            return True

    def named_and_missing(self, limit: int) -> list[str]:
        """Files that documents and log entries here name and that are not (wholly) here, the newest records first."""
        document, log = schema.RECORD_TABLES["document"], schema.RECORD_TABLES["log_entry"]
        files = (document.c.file_sha256, document.c.docx_sha256)
        attached = func.json_each(log.c.attachments).table_valued("value")
        named = union_all(
            *(select(document.c.id, name.label("sha256")).where(name.is_not(None)) for name in files),
            select(log.c.id, attached.c.value).select_from(log).join(attached, true()).where(log.c.attachments != "[]"),
        ).subquery()
        blob = schema.blob
        statement = (
            select(named.c.sha256)
            .outerjoin(blob, blob.c.sha256 == named.c.sha256)
            .where(blob.c.complete.is_not(True))
            .order_by(named.c.id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            return list(dict.fromkeys(connection.execute(statement).scalars()))

    def total_bytes(self) -> int:
        """How much the files take."""
        with self._reading() as connection:
            return int(connection.execute(select(func.coalesce(func.sum(schema.blob.c.size), 0))).scalar_one())

    def _register(self, connection: Connection, sha256: str, size: int, *, complete: bool) -> None:
        statement = upsert(schema.blob)
        if complete:
            statement = statement.on_conflict_do_update(index_elements=["sha256"], set_={"complete": True})
        else:
            statement = statement.on_conflict_do_nothing()
        row = {"sha256": sha256, "size": size, "complete": complete, "uploaded": not complete, "problem": ""}
        connection.execute(statement, row | {"added_at": instant_text(self._clock.now())})


def _row(connection: Connection, sha256: str) -> StoredFile | None:
    row = connection.execute(select(schema.blob).where(schema.blob.c.sha256 == sha256)).first()
    return None if row is None else _file(row)


def _file(row: object) -> StoredFile:
    return StoredFile(row.sha256, row.size, row.complete, row.uploaded, row.problem)  # type: ignore[attr-defined]
