"""Writing record rows and their bases: shared by saving (unit of work) and by sync, inside their transactions."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Update, bindparam, delete, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema
from court_core.protocol.messages import Change
from court_core.records.fields import Value, Values
from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import from_row, to_columns

Row = tuple[Value, ...]
"""A whole row in the order of the table's columns: id, version, the fields, `extra`."""

_FIELDS = 2
"""Where the fields begin in a Row."""

BaseState = Literal["absent", "live", "deleted", "evicted"]

_changes_encoder = msgspec.json.Encoder()
_changes_decoder = msgspec.json.Decoder(dict[str, Change])


@dataclass(frozen=True, slots=True)
class Base:
    """What the server last said of a record that has work waiting here.

    `absent`: it does not know it yet. `deleted`, `evicted`: it took it away, or took it out of this person's scope.
    """

    version: int
    state: BaseState
    values: Values
    case_id: str | None


def encode_changes(changes: dict[str, Change]) -> str:
    """How an operation's changes stand in the outbox."""
    return _changes_encoder.encode(changes).decode()


def decode_changes(stored: str) -> dict[str, Change]:
    """The changes of an outbox row."""
    return _changes_decoder.decode(stored)


def read_row(connection: Connection, record_type: str, record_id: str) -> tuple[int, dict[str, Value]] | None:
    """Version and values of a record's row; None when there is none."""
    row = connection.execute(_select_one(record_type), {"the_id": record_id}).mappings().first()
    return None if row is None else (row["version"], from_row(RECORD_TYPES[record_type], dict(row)))


# Statements are built once: naming some thirty columns for every row costs more than writing the row.
@cache
def _select_one(record_type: str) -> Select[Any]:
    table = schema.RECORD_TABLES[record_type]
    return select(table).where(table.c.id == bindparam("the_id"))


@cache
def _put_record(record_type: str) -> str:
    """The driver's text with one question mark a column, for tuples: naming parameters costs as much as storing them."""
    table = schema.RECORD_TABLES[record_type]
    statement = upsert(table)
    names = [column.name for column in table.columns]
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_={name: statement.excluded[name] for name in names if name != "id"}
    )
    compiled = statement.compile(dialect=sqlite.dialect(), column_keys=names)
    if compiled.positiontup != names:
        raise AssertionError("the columns' order in the statement is not the table's")
    return str(compiled)


def put_row(connection: Connection, record_type: str, record_id: str, version: int, values: Values) -> None:
    """Write the whole row, new or not."""
    put_rows(connection, record_type, [(record_id, version, values)])


def put_rows(connection: Connection, record_type: str, rows: list[tuple[str, int, Values]]) -> None:
    """Write whole rows (id, version, values), new or not, in one statement."""
    put_columns(connection, record_type, [row_of(record_type, *row) for row in rows])


def row_of(record_type: str, record_id: str, version: int, values: Values) -> Row:
    """The row as `put_columns` takes it. Made beforehand where the writer's turn is not to be held for it."""
    return (record_id, version, *to_columns(RECORD_TYPES[record_type], values))


@cache
def _select_listed(record_type: str) -> Select[Any]:
    table = schema.RECORD_TABLES[record_type]
    return select(table).where(table.c.id.in_(schema.LISTED))


def read_columns(connection: Connection, record_type: str, ids: Collection[str]) -> dict[str, Row]:
    """Those of the rows that stand here, by id, to be compared with rows of `row_of`."""
    found = connection.execute(_select_listed(record_type), {"ids": json.dumps(list(ids))})
    return {row[0]: tuple(row) for row in found}


@cache
def _names(record_type: str) -> tuple[str, ...]:
    return tuple(column.name for column in schema.RECORD_TABLES[record_type].columns)


def differing(record_type: str, old: Row, new: Row) -> set[str]:
    """The fields (`extra` counts as one) in which two rows of the same record differ; the version is none."""
    if old[_FIELDS:] == new[_FIELDS:]:
        return set()
    names = _names(record_type)
    return {names[place] for place in range(_FIELDS, len(names)) if old[place] != new[place]}


def version_in(row: Row) -> Value:
    """The version that a row states."""
    return row[_FIELDS - 1]


@cache
def _case_place(record_type: str) -> int | None:
    names = _names(record_type)
    wanted = "id" if record_type == "case" else "case_id"
    return names.index(wanted) if wanted in names else None


def case_in(record_type: str, row: Row) -> str | None:
    """The id of the case that a row belongs to; None for the court's reference records."""
    place = _case_place(record_type)
    found = None if place is None else row[place]
    return found if isinstance(found, str) else None


def put_columns(connection: Connection, record_type: str, rows: list[Row]) -> None:
    """Write whole rows of `row_of`, new or not, in one statement."""
    if rows:
        connection.exec_driver_sql(_put_record(record_type), rows)


def remove_row(connection: Connection, record_type: str, record_id: str) -> None:
    """Take the record's row away."""
    table = schema.RECORD_TABLES[record_type]
    connection.execute(delete(table).where(table.c.id == record_id))


def remove_rows(connection: Connection, record_type: str, ids: list[str]) -> None:
    """Take these rows away."""
    if ids:
        table = schema.RECORD_TABLES[record_type]
        connection.execute(delete(table).where(table.c.id == bindparam("the_id")), [{"the_id": one} for one in ids])


def read_base(connection: Connection, record_type: str, record_id: str) -> Base | None:
    """The base of a record that has work waiting; None when nothing waits for it."""
    row = connection.execute(select(schema.base).where(*_is(record_type, record_id))).first()
    return None if row is None else _base(row)


_OF_LISTED = (schema.base.c.record_type == bindparam("the_type"), schema.base.c.record_id.in_(schema.LISTED))
_BASES = select(schema.base).where(*_OF_LISTED)
_REMOVE_BASES = delete(schema.base).where(*_OF_LISTED)


def read_bases(connection: Connection, record_type: str, record_ids: Collection[str]) -> dict[str, Base]:
    """The bases of those of one type's records that have work waiting."""
    wanted = {"the_type": record_type, "ids": json.dumps(list(record_ids))}
    return {row.record_id: _base(row) for row in connection.execute(_BASES, wanted)}


_KEEP_BASE = upsert(schema.base).on_conflict_do_nothing()


def keep_base(connection: Connection, record_type: str, record_id: str, base: Base) -> None:
    """Store the base before the first waiting change of a record; one that is there already stays as it is."""
    connection.execute(_KEEP_BASE, _base_row(record_type, record_id, base))


def keep_bases(connection: Connection, record_type: str, bases: list[tuple[str, Base]]) -> None:
    """The same for many records of one type, in one statement."""
    if bases:
        connection.execute(_KEEP_BASE, [_base_row(record_type, record_id, base) for record_id, base in bases])


def put_base(connection: Connection, record_type: str, record_id: str, base: Base) -> None:
    """Replace the base by what the server says now."""
    row = _base_row(record_type, record_id, base)
    statement = upsert(schema.base)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["record_type", "record_id"],
            set_={name: statement.excluded[name] for name in ("case_id", "version", "state", "content")},
        ),
        row,
    )


def remove_base(connection: Connection, record_type: str, record_id: str) -> None:
    """Nothing waits for this record any more."""
    connection.execute(delete(schema.base).where(*_is(record_type, record_id)))


def remove_bases(connection: Connection, record_type: str, record_ids: list[str]) -> None:
    """Nothing waits for these records of one type any more."""
    if record_ids:
        connection.execute(_REMOVE_BASES, {"the_type": record_type, "ids": json.dumps(record_ids)})


@cache
def _set_version(record_type: str) -> Update:
    table = schema.RECORD_TABLES[record_type]
    return update(table).where(table.c.id == bindparam("the_id")).values(version=bindparam("the_version"))


def set_versions(connection: Connection, record_type: str, wanted: Mapping[str, int]) -> None:
    """Set the versions of rows, by id, that stand already as the server has them."""
    if wanted:
        rows = [{"the_id": record_id, "the_version": version} for record_id, version in wanted.items()]
        connection.execute(_set_version(record_type), rows)


def _is(record_type: str, record_id: str) -> tuple[ColumnElement[bool], ...]:
    return schema.base.c.record_type == record_type, schema.base.c.record_id == record_id


def _base(row: Any) -> Base:
    return Base(row.version, cast("BaseState", row.state), json.loads(row.content), row.case_id)


def _base_row(record_type: str, record_id: str, base: Base) -> dict[str, object]:
    content = json.dumps(base.values, ensure_ascii=False, sort_keys=True)
    return {
        "record_type": record_type,
        "record_id": record_id,
        "case_id": base.case_id,
        "version": base.version,
        "state": base.state,
        "content": content,
    }
