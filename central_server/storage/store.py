"""The one seam through which everything is written: a transaction with bulk inserts and upserts.

Two adapters keep the same contract (tests/contract/store_contract.py): `SqliteStore` has one writer thread with a
group commit, `PostgresStore` copies into a temporary table and inserts from there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table

Result = TypeVar("Result")
Row = Mapping[str, Any]


class RowsRefusedError(Exception):
    """The database refused the rows of one bulk write: a doubled key, a value that does not fit. Never a full disk."""


class Transaction(ABC):
    """One write transaction. Only the store commits it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @abstractmethod
    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add new rows, all with the same columns. Raises RowsRefusedError; then the transaction needs its savepoint."""

    @abstractmethod
    def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, or replace the columns given where the primary key exists. Raises RowsRefusedError.

        The rows of one call have different primary keys.
        """

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside when it raises, and nothing before it."""
        with self.connection.begin_nested():
            yield


class RecordStore(ABC):
    """The internal database of one server process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @abstractmethod
    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one transaction and return its result after the commit.

        Whatever `work` raises undoes all it did and is raised here; CourtError `server.disk-full` when there is no
        room. `work` may run again after a clash with another transaction, so it does nothing but work on the database.
        """

    @abstractmethod
    def read(self) -> AbstractContextManager[Connection]:
        """One snapshot to read from."""

    @abstractmethod
    def close(self) -> None:
        """Finish what is being written and give the connections back."""


def key_columns(table: Table) -> tuple[str, ...]:
    """The names of a table's primary key columns, `court_id` first."""
    return tuple(column.name for column in table.primary_key.columns)
