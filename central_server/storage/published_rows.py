"""Writing rows of the published database in bulk, so that writing the same again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from central_server.storage.published import published_document
from central_server.storage.published_cards import entry_of, found_by, has_cards, put_cards, remove_cards
from central_server.storage.published_index import put_in, take_out
from central_server.storage.published_parties import party_kinds

Row = Mapping[str, Any]

_DERIVED = frozenset((published_document.c.party_kinds.name,))


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add complete rows, or set their columns where the key exists. Documents and notices are listed, texts indexed."""
    if not rows:
        return
    values = [_with_derived(table, row) for row in rows]
    connection.execute(_upsert_statement(table, connection.dialect.name), values)
    if has_cards(table):
        for court_id, of_court in _by_court(values).items():
            put_cards(connection, table, court_id, of_court)
            if table is published_document:
                _index(connection, court_id, of_court)


def replace_rows(
    connection: Connection, table: Table, court_id: str, case_ids: Sequence[str], rows: Iterable[Row]
) -> int:
    """Make the rows of these cases (a few hundred at most) exactly these. Answers how many differed.

    Rows already there and equal are not touched: a release that runs twice writes nothing the second time.
    """
    names = [column.name for column in table.columns if column.name not in _DERIVED]
    keys = key_names(table)
    wanted = {_key(row, keys): {name: row.get(name) for name in names} for row in rows}
    of_cases = (table.c.court_id == court_id, table.c.case_id.in_(case_ids))
    statement = select(*(table.c[name] for name in names)).where(*of_cases)
    found = [dict(row) for row in connection.execute(statement).mappings()]
    present = {_key(row, keys): row for row in found}
    gone = [dict(zip(_parameters(keys), key, strict=True)) for key in present.keys() - wanted.keys()]
    if gone:
        connection.execute(_delete_statement(table), gone)
        if has_cards(table):
            remove_cards(connection, table, court_id, [row["key_document_id"] for row in gone])
        if table is published_document:
            take_out(connection, court_id, [row["key_document_id"] for row in gone])
    different = [row for key, row in wanted.items() if present.get(key) != row]
    upsert(connection, table, different)
    return len(gone) + len(different)


def key_names(table: Table) -> tuple[str, ...]:
    """The names of the table's primary key, `court_id` first."""
    return tuple(column.name for column in table.primary_key.columns)


# Made once per table: SQLAlchemy takes longer to make such a statement than the database to run it.
@lru_cache(maxsize=64)
def _upsert_statement(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    keys = key_names(table)
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    others = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
    return insert.on_conflict_do_update(index_elements=list(keys), set_=others)


@lru_cache(maxsize=64)
def _delete_statement(table: Table) -> Delete:
    keys = key_names(table)
    names = zip(keys, _parameters(keys), strict=True)
    return delete(table).where(*(table.c[name] == bindparam(parameter) for name, parameter in names))


def _index(connection: Connection, court_id: str, documents: Sequence[Row]) -> None:
    take_out(connection, court_id, [row["document_id"] for row in documents])
    put_in(
        connection,
        court_id,
        ((row["document_id"], entry_of(published_document, row), found_by(row)) for row in documents),
    )


def _with_derived(table: Table, row: Row) -> dict[str, Any]:
    return dict(row) if table is not published_document else {**row, "party_kinds": party_kinds(row.get("text"))}


def _by_court(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["court_id"]].append(row)
    return found


def _parameters(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"key_{name}" for name in keys)


def _key(row: Row, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in keys)
