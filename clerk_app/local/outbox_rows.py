"""The outbox's rows as waiting operations, read and written in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from clerk_app.local import rows, schema
from clerk_app.local.rebase import WaitingOperation, folded
from court_core.protocol.messages import Operation
from court_core.records.types import RECORD_TYPES

_outbox = schema.outbox


def waiting(connection: Connection, *conditions: ColumnElement[bool]) -> list[WaitingOperation]:
    """The operations that fit, in the order they were made."""
    statement = select(_outbox).where(*conditions).order_by(_outbox.c.position)
    return [_operation(row) for row in connection.execute(statement)]


def of_record(record_type: str, record_id: str) -> tuple[ColumnElement[bool], ...]:
    """The condition for one record's operations."""
    return _outbox.c.record_type == record_type, _outbox.c.record_id == record_id


def followers(connection: Connection, batch_id: str) -> dict[tuple[str, str], list[WaitingOperation]]:
    """Per record of a batch, its operations that are not in that batch, in order."""
    # From the batch's own rows outwards: a search from the whole outbox would read a week of work for each batch.
    mine = (
        select(_outbox.c.record_type, _outbox.c.record_id).where(_outbox.c.batch_id == batch_id).distinct().subquery()
    )
    same = (mine.c.record_type == _outbox.c.record_type) & (mine.c.record_id == _outbox.c.record_id)
    statement = (
        select(_outbox)
        .select_from(mine)
        .join(_outbox, same)
        .where(_outbox.c.batch_id.is_distinct_from(batch_id))
        .order_by(_outbox.c.position)
    )
    found: dict[tuple[str, str], list[WaitingOperation]] = {}
    for row in connection.execute(statement):
        operation = _operation(row)
        found.setdefault((operation.record_type, operation.record_id), []).append(operation)
    return found


def rewrite(connection: Connection, before: Iterable[WaitingOperation], after: Sequence[WaitingOperation]) -> None:
    """Store what a rebase or a fold changed; operations that are gone are removed, sealed ones never touched."""
    old = {operation.op_id: operation for operation in before}
    changed = [one for one in after if not one.sealed and old.get(one.op_id) != one]
    if changed:
        connection.execute(
            update(_outbox)
            .where(_outbox.c.op_id == bindparam("the_op"))
            .values(changes=bindparam("new_changes"), base_version=bindparam("new_version")),
            [
                {
                    "the_op": one.op_id,
                    "new_changes": rows.encode_changes(dict(one.changes)),
                    "new_version": one.base_version,
                }
                for one in changed
            ],
        )
    remove(connection, old.keys() - {one.op_id for one in after})


def fold(connection: Connection, user_id: str, record_type: str, record_id: str) -> None:
    """Make one operation of a person's unsealed edits of the same fields of a record; see `rebase.folded`."""
    unsealed = waiting(
        connection, _outbox.c.batch_id.is_(None), _outbox.c.user_id == user_id, *of_record(record_type, record_id)
    )
    for action, run in groupby(unsealed, key=lambda operation: operation.action):
        updates = list(run)
        one = folded(RECORD_TYPES[record_type], updates) if action == "update" else None
        if one is not None and one.changes:
            rewrite(connection, updates, [one])


def remove(connection: Connection, op_ids: Iterable[str]) -> None:
    """Take operations out of the outbox."""
    gone = [{"the_op": op_id} for op_id in op_ids]
    if gone:
        connection.execute(delete(_outbox).where(_outbox.c.op_id == bindparam("the_op")), gone)


def remove_batch(connection: Connection, batch_id: str) -> None:
    """Take a batch's operations out of the outbox."""
    connection.execute(delete(_outbox).where(_outbox.c.batch_id == batch_id))


def as_message(operation: WaitingOperation) -> Operation:
    """The operation as it goes into a batch."""
    return Operation(
        op_id=operation.op_id,
        record_type=operation.record_type,
        record_id=operation.record_id,
        action=operation.action,  # type: ignore[arg-type]  # the outbox holds only the three literals
        base_version=operation.base_version,
        changes=dict(operation.changes),
        made_at=operation.made_at,
    )


def _operation(row: Any) -> WaitingOperation:
    return WaitingOperation(
        position=row.position,
        op_id=row.op_id,
        user_id=row.user_id,
        record_type=row.record_type,
        record_id=row.record_id,
        action=row.action,
        base_version=row.base_version,
        changes=rows.decode_changes(row.changes),
        made_at=row.made_at,
        batch_id=row.batch_id,
    )
