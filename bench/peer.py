"""The peer: the same rows by plain `executemany` into a file of the same kind, without sync, search or audit."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine
from sqlalchemy.schema import CreateTable
from sqlcipher3 import dbapi2

_PRAGMAS = ("journal_mode=wal", "synchronous=FULL", "foreign_keys=ON")


def executemany_rate(
    path: Path, table: Table, rows: Sequence[Mapping[str, Any]], *, keyed: bool, per_transaction: int
) -> float:
    """Rows a second, committed in groups of `per_transaction`, into a fresh file with `table` alone."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        if keyed:
            connection.execute(f"PRAGMA key=\"x'{secrets.token_hex(32)}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        dialect = create_engine("sqlite://", module=dbapi2).dialect
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        names = [column.name for column in table.columns]
        columns = ", ".join(f'"{name}"' for name in names)
        statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'
        values = [tuple(row.get(name) for name in names) for row in rows]
        begun = time.perf_counter()
        for first in range(0, len(values), per_transaction):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(statement, values[first : first + per_transaction])
            connection.execute("COMMIT")
        return len(values) / (time.perf_counter() - begun)
    finally:
        connection.close()
