"""Tables of the record types, derived from their declarations for the workstation's and the server's database.

`extra` keeps fields that a newer program sent and this one does not know, so that they survive the round trip.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, PrimaryKeyConstraint, Table, Text

from court_core.records.fields import Field, Kind, RecordType, Value, Values

_TYPES = {Kind.INTEGER: BigInteger, Kind.MONEY: BigInteger, Kind.BOOLEAN: Boolean}


def workstation_table(record_type: RecordType, metadata: MetaData) -> Table:
    """The table on an officer's machine. `version` is the server's last known; 0 until the server knows the record."""
    table = Table(
        record_type.name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("version", Integer, nullable=False, default=0),
        *(_column(field) for field in record_type.fields),
        Column("extra", Text, nullable=False, default="{}"),
    )
    for field in record_type.fields:
        if field.indexed:
            Index(f"ix_{record_type.name}_{field.name}", table.c[field.name])
    return table


def server_table(record_type: RecordType, metadata: MetaData) -> Table:
    """The table of the central database. `court_id` leads every key, so that the schema distributes by court."""
    table = Table(
        record_type.name,
        metadata,
        Column("court_id", Text, nullable=False),
        Column("id", Text, nullable=False),
        Column("version", Integer, nullable=False),
        *(_column(field) for field in record_type.fields),
        Column("extra", Text, nullable=False, default="{}"),
        Column("updated_by", Text, nullable=False),
        Column("updated_at", Text, nullable=False),
        PrimaryKeyConstraint("court_id", "id"),
    )
    for field in record_type.fields:
        if field.indexed:
            Index(f"ix_{record_type.name}_{field.name}", table.c.court_id, table.c[field.name])
    return table


def to_row(record_type: RecordType, values: Values) -> dict[str, Value]:
    """A complete row (record columns and `extra`) of `values`; fields not given are null."""
    return dict(zip((*record_type.by_name, "extra"), to_columns(record_type, values), strict=True))


def to_columns(record_type: RecordType, values: Values) -> tuple[Value, ...]:
    """The same as a tuple, in the order of the table's columns: the fields as declared, then `extra`."""
    fields, get = record_type.by_name, values.get
    row = list(map(get, fields))
    for place in record_type.structured_places:
        if row[place] is not None:
            row[place] = _dump(row[place])
    if values.keys() <= fields.keys():
        row.append("{}")
    else:
        row.append(_dump({name: value for name, value in values.items() if name not in fields}))
    return tuple(row)


def column_value(field: Field, value: Value) -> Value:
    """How one field's value stands in its column: structured values as JSON text, others as they are."""
    return _dump(value) if value is not None and field.kind in (Kind.LIST, Kind.JSON) else value


def from_row(record_type: RecordType, row: Mapping[str, Any]) -> dict[str, Value]:
    """The record's values in a row that holds at least its columns and `extra`."""
    values: dict[str, Value] = {name: row[name] for name in record_type.by_name}
    for name in record_type.structured:
        stored = row[name]
        if stored is not None:
            values[name] = json.loads(stored)
    extra = row["extra"]
    if extra and extra != "{}":
        values.update(json.loads(extra))
    return values


# Made once: json.dumps makes an encoder for each value.
_dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _column(field: Field) -> Column[Any]:
    return Column(field.name, _TYPES.get(field.kind, Text), nullable=True)
