"""The last day of each case's time limit, kept so that lists can be ordered and narrowed by it without the rules.

The rules work it out (`court_core.rules.time_limits`); whatever changes a case or its process forgets it, and
`queries.cases.without_due` names the cases for which it must be worked out anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema

_FORGET = delete(schema.case_due).where(schema.case_due.c.case_id.in_(schema.LISTED))
DEPENDS_ON = frozenset({"case", "process_event"})


@dataclass(frozen=True, slots=True)
class DueDate:
    """`due_on` None: no time limit runs. `state` is the use case's word for it (`none`, `stopped`, `runs`, …)."""

    case_id: str
    due_on: date | None
    state: str


def put(connection: Connection, due: Iterable[DueDate]) -> None:
    """Store these, replacing older ones."""
    found = [
        {"case_id": one.case_id, "due_on": one.due_on and one.due_on.isoformat(), "state": one.state} for one in due
    ]
    if found:
        statement = upsert(schema.case_due)
        statement = statement.on_conflict_do_update(
            index_elements=["case_id"], set_={"due_on": statement.excluded.due_on, "state": statement.excluded.state}
        )
        connection.execute(statement, found)


def forget(connection: Connection, case_ids: Iterable[str]) -> None:
    """Something of these cases changed."""
    connection.execute(_FORGET, {"ids": json.dumps(list(case_ids))})


def forget_all(connection: Connection) -> None:
    """The calendar or the rules changed: every time limit is to be worked out again."""
    connection.execute(delete(schema.case_due))
