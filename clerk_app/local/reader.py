"""One read snapshot of the officer's database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, select

from clerk_app.local import schema
from clerk_app.local.records import Record
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import column_value, from_row


class Reader:
    """What stands in the database at one moment. Screens' larger questions stand in `local/queries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """For `local/queries` and sync; nobody else writes SQL."""
        return self._connection

    def get(self, record_type: str, record_id: str) -> Record | None:
        """The record as this person sees it: the server's values with what waits here laid over them."""
        row = self._connection.execute(_by_id(record_type), {"wanted": record_id}).mappings().first()
        return None if row is None else _record(record_type, row)

    def find(self, record_type: str, **equals: Value) -> list[Record]:
        """The records whose fields equal the given values (None finds empty ones), in the order of their ids."""
        table = schema.RECORD_TABLES[record_type]
        fields = RECORD_TYPES[record_type].by_name
        conditions = [table.c[name] == column_value(fields[name], value) for name, value in equals.items()]
        return self.matching(record_type, conditions, (table.c.id,))

    def matching(
        self, record_type: str, conditions: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]]
    ) -> list[Record]:
        """For `local/queries`: the records that meet all conditions on their table's columns, in that order."""
        statement = _records(record_type).where(*conditions).order_by(*order)
        return [_record(record_type, row) for row in self._connection.execute(statement).mappings()]

    def setting(self, key: str, default: Value = None) -> Value:
        """A setting of this workstation, as the JSON value that was put; `default` where none was."""
        stored = self._connection.execute(
            select(schema.setting.c.value).where(schema.setting.c.key == key)
        ).scalar_one_or_none()
        return default if stored is None else json.loads(stored)


def _records(record_type: str) -> Select[Any]:
    table = schema.RECORD_TABLES[record_type]
    waits = exists().where(and_(schema.base.c.record_type == record_type, schema.base.c.record_id == table.c.id))
    return select(table, waits.label("pending"))


@cache
def _by_id(record_type: str) -> Select[Any]:
    return _records(record_type).where(schema.RECORD_TABLES[record_type].c.id == bindparam("wanted"))


def _record(record_type: str, row: Any) -> Record:
    return Record(row["id"], row["version"], from_row(RECORD_TYPES[record_type], row), bool(row["pending"]))
