"""The officer's database: opening it, reading snapshots, writing in turns.

Order of opening: look at the file (missing, empty, plain, keyed), compare the key with its check value, read the first
page, the application id and the schema number; upgrade if it is older; only then hand out connections.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from clerk_app.local import backup, opening
from clerk_app.local import engine as engines
from clerk_app.local.blobs import BlobStore
from clerk_app.local.drafts import DraftStore
from clerk_app.local.exchange import Exchange
from clerk_app.local.faults import foreseen, told_kindly
from clerk_app.local.reader import Reader
from clerk_app.local.unit_of_work import UnitOfWork
from clerk_app.local.writer_lock import FairLock
from court_core.clock import Clock
from court_core.errors import CourtError

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 30.0
"""How long a write waits for another program (a second window, a backup, a virus scanner) before it gives up."""


class LocalStore:
    """One open database. Used from several threads: reads run beside each other, writes take turns."""

    def __init__(self, path: Path, writer: Engine, readers: Engine, clock: Clock, key: bytes) -> None:
        self.path = path
        self._key = key
        self.clock = clock
        self._writer = writer
        self._readers = readers
        self._lock = FairLock()
        self.drafts = DraftStore(self._read_connection, self.write_connection, clock)
        self.blobs = BlobStore(self._read_connection, self.write_connection, clock)
        self.exchange = Exchange(self._read_connection, self._background_connection, clock, lambda: self._lock.awaited)

    @classmethod
    def open(cls, path: Path, key: bytes, clock: Clock) -> LocalStore:
        """Open the database at `path` with its 32-byte key, making it when there is none yet.

        Raises CourtError: `store.wrong-key`, `store.plain-file`, `store.damaged`, `store.unreadable`, `store.lost`,
        `store.foreign-file`, `store.newer`, `store.network-share`, `store.read-only`, `store.disk-full`.
        """
        engines.check_driver()
        with told_kindly():
            opening.prepare(path, key, clock)
        return cls(path, engines.writer_engine(path, key), engines.reader_engine(path, key), clock, key)

    def close(self) -> None:
        """Let the current write finish, then close every connection. Drafts the disk did not take get a last try."""
        if self.drafts.unkept:
            self.drafts.carry_over({})
        with self._lock.turn():
            self._readers.dispose()
            self._writer.dispose()

    def back_up(self, target: Path) -> None:
        """Write a verified copy, encrypted with the same key, while work goes on. Raises CourtError
        `store.backup-failed`, `store.disk-full`.
        """
        with told_kindly():
            backup.back_up(self.path, target, self._key)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One snapshot; nothing that is written meanwhile shows in it."""
        with self._read_connection() as connection:
            yield Reader(connection)

    @contextmanager
    def write(self, user_id: str) -> Iterator[UnitOfWork]:
        """One transaction of `user_id`, committed when the block ends and rolled back when it raises."""
        with self.drafts.ended_by_save() as end_draft, self.write_connection() as connection:
            unit = UnitOfWork(connection, user_id, self.clock)
            yield unit
            unit.finish()
            end_draft(connection)

    @contextmanager
    def write_connection(self) -> Iterator[Connection]:
        """A write transaction that is not audited: for drafts and files. No network inside it."""
        with told_kindly(), self._lock.turn(), self._begin() as connection:
            yield connection

    @contextmanager
    def _background_connection(self) -> Iterator[Connection]:
        """A write transaction of the sync, which gives way to a person's writes. No network inside it."""
        with told_kindly(), self._lock.background_turn(), self._begin() as connection:
            yield connection

    @contextmanager
    def _read_connection(self) -> Iterator[Connection]:
        with told_kindly(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._writer.connect() as connection:
            _start(connection)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
            if self.drafts.unkept:
                self._catch_up_on_drafts(connection)

    def _catch_up_on_drafts(self, connection: Connection) -> None:
        """The disk took something again: now what it refused before. That it still does not is no fault of this write."""
        unkept = self.drafts.unkept
        try:
            with connection.begin():
                self.drafts.catch_up(connection, unkept)
        except DBAPIError as error:
            if foreseen(error) is None:
                raise
            log.info("drafts stay in memory")
        else:
            self.drafts.caught_up(unkept)


def _start(connection: Connection) -> None:
    """Begin the transaction; another process may hold the database for longer than SQLite's own patience."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.begin()
        except OperationalError as error:
            refusal = foreseen(error)
            if not isinstance(refusal, CourtError) or refusal.code != "store.busy" or time.monotonic() > give_up:
                raise
            log.info("database is held by another program, waiting")
        else:
            return
