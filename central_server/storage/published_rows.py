"""Writing rows of the published database so that writing the same again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]


def upsert(connection: Connection, table: Table, row: Row) -> None:
    """Add a row, or set the columns given where its key exists."""
    keys = key_names(table)
    values = dict(row)
    others = {name: value for name, value in values.items() if name not in keys}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(keys), set_=others)
        if others
        else statement.on_conflict_do_nothing(index_elements=list(keys))
    )


def replace_rows(connection: Connection, table: Table, scope: Row, rows: Iterable[Row]) -> int:
    """Make the rows within `scope` (which names `court_id`) exactly these. Answers how many differed.

    Rows already there and equal are not touched: a release that runs twice writes nothing the second time.
    """
    names = [column.name for column in table.columns]
    keys = key_names(table)
    wanted = {_key(row, keys): {name: row.get(name) for name in names} for row in rows}
    within = and_(*(table.c[name] == value for name, value in scope.items()))
    found = [dict(row) for row in connection.execute(select(table).where(within)).mappings()]
    present = {_key(row, keys): row for row in found}
    changed = 0
    for key in present.keys() - wanted.keys():
        connection.execute(delete(table).where(*(table.c[name] == part for name, part in zip(keys, key, strict=True))))
        changed += 1
    for key, row in wanted.items():
        if present.get(key) != row:
            upsert(connection, table, row)
            changed += 1
    return changed


def key_names(table: Table) -> tuple[str, ...]:
    """The names of the table's primary key, `court_id` first."""
    return tuple(column.name for column in table.primary_key.columns)


def _key(row: Row, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in keys)
