"""The store on PostgreSQL: COPY into a temporary table, then INSERT … SELECT … ON CONFLICT."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter

import psycopg
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from central_server.storage.store import RecordStore, Result, Row, RowsRefusedError, Transaction, key_columns
from court_core.errors import CourtError

_ATTEMPTS = 5
_DISK_FULL = "53100"
_CLASHES = ("40001", "40P01")  # serialization failure, deadlock


class PostgresTransaction(Transaction):
    """Bulk writes through COPY on the driver's connection, in the same transaction."""

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
        make, copy, move, clear = _statements(table, names, upsert)
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        try:
            with driver.cursor() as cursor:
                cursor.execute(make)
                with cursor.copy(copy) as into:
                    for row in rows:
                        into.write_row(values(row))
            self.connection.exec_driver_sql(move)
            self.connection.exec_driver_sql(clear)
        except (psycopg.IntegrityError, psycopg.DataError) as error:
            raise RowsRefusedError(table.name) from error
        except DBAPIError as error:
            if isinstance(error.orig, psycopg.IntegrityError | psycopg.DataError):
                raise RowsRefusedError(table.name) from error
            raise


@lru_cache(maxsize=256)
def _statements(table: Table, names: tuple[str, ...], upsert: bool) -> tuple[bytes, bytes, str, str]:
    """Make the temporary table, copy into it, move the rows over, empty it for the next call."""
    columns = ", ".join(f'"{name}"' for name in names)
    waiting = f"waiting_{table.name}"
    # `LIKE` copies no keys: a doubled row is refused by the real table, not here.
    make = f'CREATE TEMPORARY TABLE IF NOT EXISTS "{waiting}" (LIKE "{table.name}") ON COMMIT DELETE ROWS'
    move = f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM "{waiting}"'  # noqa: S608 - our own names
    if upsert:
        keys = key_columns(table)
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
        move += f" ON CONFLICT ({', '.join(keys)}) " + (f"DO UPDATE SET {sets}" if sets else "DO NOTHING")
    copy = f'COPY "{waiting}" ({columns}) FROM STDIN'
    return make.encode(), copy.encode(), move, f'DELETE FROM "{waiting}"'  # noqa: S608 - our own names


class PostgresStore(RecordStore):
    """Transactions run in the caller's thread; one that met a deadlock runs again."""

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in a READ COMMITTED transaction; rows it changes are locked by its own SELECT … FOR UPDATE."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self.engine.connect() as connection, connection.begin():
                    return work(PostgresTransaction(connection))
            except (DBAPIError, psycopg.Error) as error:
                if _state(error) == _DISK_FULL:
                    raise CourtError("server.disk-full") from error
                if attempt == _ATTEMPTS or _state(error) not in _CLASHES:
                    raise
                time.sleep(0.02 * 2**attempt)
        raise AssertionError("unreachable")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot: feed and records are seen as of the same moment."""
        with (
            self.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()


def _state(error: Exception) -> str | None:
    origin = error.orig if isinstance(error, DBAPIError) else error
    return origin.sqlstate if isinstance(origin, psycopg.Error) else None
