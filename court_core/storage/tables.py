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
    row: dict[str, Value] = dict.fromkeys(record_type.by_name)
    extra: dict[str, Value] = {}
    for name, value in values.items():
        if name not in row:
            extra[name] = value
        elif value is not None and name in record_type.structured:
            row[name] = _dump(value)
        else:
            row[name] = value
    row["extra"] = _dump(extra) if extra else "{}"
    return row


def column_value(field: Field, value: Value) -> Value:
    """How one field's value stands in its column: structured values as JSON text, others as they are."""
    return _dump(value) if value is not None and field.kind in (Kind.LIST, Kind.JSON) else value


def from_row(record_type: RecordType, row: Mapping[str, Any]) -> dict[str, Value]:
    """The record's values in a row that holds at least its columns and `extra`."""
    values: dict[str, Value] = {}
    for name in record_type.by_name:
        value = row[name]
        values[name] = json.loads(value) if value is not None and name in record_type.structured else value
    extra = row["extra"]
    if extra and extra != "{}":
        values.update(json.loads(extra))
    return values


def _dump(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _column(field: Field) -> Column[Any]:
    return Column(field.name, _TYPES.get(field.kind, Text), nullable=True)
