"""Archived work put back into the outbox, when a restored server lost it and the batches themselves no longer fit."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import outbox_rows, rows, schema
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.records import case_of
from clerk_app.local.rows import Base
from clerk_app.local.settling import settle
from court_core.protocol.messages import Operation
from court_core.protocol.sealing import open_sealed


def requeue_archive(connection: Connection) -> int:
    """Every operation of the archive becomes pending again under its own id, before what is pending already.

    Call after a rebuild: the records then show what the server has. The archive is emptied, since its work is in the
    outbox again.
    """
    table = schema.batch
    archived = connection.execute(
        select(table.c.body, table.c.user_id)
        .where(table.c.acknowledged_at.is_not(None))
        .order_by(table.c.device_epoch, table.c.sequence)
    ).all()
    operations = [(operation, row.user_id) for row in archived for operation in open_sealed(row.body).operations]
    lowest = connection.execute(select(schema.outbox.c.position).order_by(schema.outbox.c.position).limit(1)).scalar()
    first = (lowest if lowest is not None else 1) - len(operations)
    for position, (operation, user_id) in enumerate(operations, start=first):
        _requeue(connection, operation, user_id, position)
    for key in dict.fromkeys((operation.record_type, operation.record_id) for operation, _ in operations):
        base = rows.read_base(connection, *key)
        if base is not None:
            settle(connection, *key, base, waiting(connection, *outbox_rows.of_record(*key)))
    connection.execute(delete(table).where(table.c.acknowledged_at.is_not(None)))
    return len(operations)


def _requeue(connection: Connection, operation: Operation, user_id: str, position: int) -> None:
    here = rows.read_row(connection, operation.record_type, operation.record_id)
    values = {name: change.new for name, change in operation.changes.items()}
    case_id = case_of(operation.record_type, operation.record_id, here[1] if here else values)
    if here is not None:
        rows.keep_base(connection, operation.record_type, operation.record_id, Base(here[0], "live", here[1], case_id))
    else:
        rows.keep_base(connection, operation.record_type, operation.record_id, Base(0, "absent", {}, case_id))
    connection.execute(
        upsert(schema.outbox).on_conflict_do_nothing(index_elements=["op_id"]),
        {
            "position": position,
            "op_id": operation.op_id,
            "user_id": user_id,
            "record_type": operation.record_type,
            "record_id": operation.record_id,
            "action": operation.action,
            "base_version": operation.base_version,
            "changes": rows.encode_changes(operation.changes),
            "made_at": operation.made_at,
            "batch_id": None,
        },
    )
