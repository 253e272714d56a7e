"""A column among many values, in a statement that is prepared once however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select


def among(column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether the column is one of the values, which are bound as one JSON list."""
    return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))
