"""The store on SQLite: one writer thread; transactions that wait at the same time share one commit."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from central_server.storage.engine import WRITING
from central_server.storage.store import RecordStore, Result, Row, RowsRefusedError, Transaction, key_columns
from court_core.errors import CourtError

_GROUP = 64


class SqliteTransaction(Transaction):
    """Bulk writes by `executemany` on the driver, with statement text made once per table."""

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add new rows."""
        self._run(table, rows, upsert=False)

    def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add or replace rows."""
        self._run(table, rows, upsert=True)

    def _run(self, table: Table, rows: Sequence[Row], *, upsert: bool) -> None:
        if not rows:
            return
        names = tuple(rows[0])
        values = itemgetter(*names)
        try:
            self.connection.exec_driver_sql(_statement(table, names, upsert), [values(row) for row in rows])
        except (IntegrityError, DataError, OverflowError) as error:
            raise RowsRefusedError(table.name) from error


@lru_cache(maxsize=256)
def _statement(table: Table, names: tuple[str, ...], upsert: bool) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    text = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'  # noqa: S608 - our own names
    if not upsert:
        return text
    keys = key_columns(table)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
    action = f"DO UPDATE SET {sets}" if sets else "DO NOTHING"
    return f"{text} ON CONFLICT ({', '.join(keys)}) {action}"


class SqliteStore(RecordStore):
    """One thread owns the writing connection. Each work runs in a savepoint of its own, up to 64 share a commit."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="sqlite-writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Hand `work` to the writer thread and wait for its commit."""
        job = _Job(work)
        with self._closing:
            if self._closed:
                raise RuntimeError("the store is closed")
            self._jobs.put(job)
        result: Result = job.done.result()
        return result

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot (WAL): writers do not wait for it and it does not see them."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Commit what waits, end the thread, close the file."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._thread.join()
        self.engine.dispose()

    def _serve(self) -> None:
        ended = False
        while not ended:
            jobs, ended = self._collect()
            if jobs:
                self._run(jobs)

    def _collect(self) -> tuple[list[_Job], bool]:
        """The next job and all that wait behind it already."""
        jobs: list[_Job] = []
        item = self._jobs.get()
        while item is not None:
            jobs.append(item)
            if len(jobs) == _GROUP:
                return jobs, False
            try:
                item = self._jobs.get_nowait()
            except queue.Empty:
                return jobs, False
        return jobs, True

    def _run(self, jobs: list[_Job]) -> None:
        outcomes: list[tuple[_Job, Any]] = []
        try:
            with self.engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                for job in jobs:
                    self._attempt(connection, job, outcomes)
        except BaseException as error:  # the commit failed: nobody's work is in the database
            reason = CourtError("server.disk-full") if _is_full(error) else error
            for job in jobs:
                if not job.done.done():
                    job.done.set_exception(reason)
            return
        for job, result in outcomes:
            job.done.set_result(result)

    @staticmethod
    def _attempt(connection: Connection, job: _Job, outcomes: list[tuple[_Job, Any]]) -> None:
        own: Exception | None = None
        try:
            with connection.begin_nested():
                try:
                    result = job.work(SqliteTransaction(connection))
                except Exception as error:
                    own = error
                    raise
        except Exception as error:
            driver: Any = connection.connection.driver_connection
            if not driver.in_transaction:
                # A full disk makes SQLite roll back everything, savepoints included: the whole group has failed.
                raise (own or error) from None
            job.done.set_exception(own or error)
        else:
            outcomes.append((job, result))


def _is_full(error: BaseException) -> bool:
    return isinstance(error, OperationalError) and "disk is full" in str(error.orig)


class _Job:
    def __init__(self, work: Callable[[Transaction], Any]) -> None:
        self.work = work
        self.done: Future[Any] = Future()
