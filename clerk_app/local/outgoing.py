"""Sealing: pending operations become batches whose bytes never change again, kept until long after they were taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from clerk_app.local import audit_chain, outbox_rows, rows, schema
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.rebase import shown_values, without_refused
from clerk_app.local.settling import keep_refused, settle
from clerk_app.local.sync_state import SyncPlace, read_place, write_place
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.protocol.messages import Batch, OperationResult
from court_core.protocol.sealed_batch import SealedBatch, Sender
from court_core.protocol.sealing import FIRST_PREVIOUS, MAX_OPERATIONS, seal, signed_bytes, split
from court_core.protocol.versions import PROTOCOL_VERSION, SCHEMA_VERSION
from court_core.records.types import RECORD_TYPES

ARCHIVE_DAYS = 30
LARGEST_CHANGES = 1024 * 1024
"""Characters of one operation; in UTF-8 up to three times as many bytes, and the server takes four MiB."""
Sign = Callable[[bytes], bytes]


def next_batch(connection: Connection, sender: Sender, sign: Sign, now: datetime) -> SealedBatch | None:
    """The oldest batch not yet acknowledged; else a fresh one of pending operations; None when nothing waits."""
    place = _place_of(connection, sender)
    table = schema.batch
    unanswered = connection.execute(
        select(table)
        .where(table.c.acknowledged_at.is_(None), table.c.user_id == sender.user_id)
        .order_by(table.c.device_epoch, table.c.sequence)
        .limit(1)
    ).first()
    if unanswered is not None:
        return _sealed(unanswered)
    return _seal_next(connection, sender, sign, place, now)


def seal_all(connection: Connection, sender: Sender, sign: Sign, now: datetime) -> list[SealedBatch]:
    """Everything not yet acknowledged as sealed batches in order, for the file on a USB stick."""
    _place_of(connection, sender)
    while _seal_next(connection, sender, sign, read_place(connection), now) is not None:
        pass
    table = schema.batch
    found = connection.execute(
        select(table)
        .where(table.c.acknowledged_at.is_(None), table.c.user_id == sender.user_id)
        .order_by(table.c.device_epoch, table.c.sequence)
    )
    return [_sealed(row) for row in found]


def _place_of(connection: Connection, sender: Sender) -> SyncPlace:
    """The place for this device; another device id (enrolled anew) or a newer epoch begins a fresh sequence."""
    place = read_place(connection)
    if place.device_id == sender.device_id and place.device_epoch >= sender.device_epoch:
        return place
    begin_epoch(connection, sender.device_id, max(sender.device_epoch, 1))
    return read_place(connection)


def begin_epoch(connection: Connection, device_id: str, device_epoch: int) -> None:
    """Begin a new sequence. What was sealed in the old one and not acknowledged is taken out of its envelope again;
    the server knows each operation by its id, so none is applied twice.
    """
    unanswered = select(schema.batch.c.batch_id).where(schema.batch.c.acknowledged_at.is_(None))
    connection.execute(update(schema.outbox).where(schema.outbox.c.batch_id.in_(unanswered)).values(batch_id=None))
    connection.execute(delete(schema.batch).where(schema.batch.c.acknowledged_at.is_(None)))
    write_place(connection, device_id=device_id, device_epoch=device_epoch, sequence=0, last_sha256=FIRST_PREVIOUS)


def _seal_next(
    connection: Connection, sender: Sender, sign: Sign, place: SyncPlace, now: datetime
) -> SealedBatch | None:
    unsealed = (schema.outbox.c.batch_id.is_(None), schema.outbox.c.user_id == sender.user_id)
    # What is behind the next batch waits for its own turn: looking through all of a long outbox each time would cost
    # more than sending it.
    window = _window(connection, *unsealed)
    if window is None:
        return None
    _refuse_too_large(connection, sender.user_id, now, window)
    _fold(connection, sender.user_id, window)
    window = _window(connection, *unsealed)
    if window is None:
        return None
    operations = waiting(connection, *unsealed, schema.outbox.c.position <= window)
    group = next(split(outbox_rows.as_message(operation) for operation in operations))
    count, head = audit_chain.head(connection)
    batch = Batch(
        protocol=PROTOCOL_VERSION,
        schema=SCHEMA_VERSION,
        batch_id=new_id(),
        court_id=sender.court_id,
        device_id=sender.device_id,
        device_epoch=place.device_epoch,
        sequence=place.sequence + 1,
        previous_sha256=place.last_sha256,
        user_id=sender.user_id,
        audit_head=head,
        audit_count=count,
        operations=group,
    )
    return _store(connection, batch, sign, now)


def _window(connection: Connection, *unsealed: ColumnElement[bool]) -> int | None:
    """The position of the last operation that may go into the next batch; None when nothing waits."""
    position = schema.outbox.c.position
    first = select(position).where(*unsealed).order_by(position).limit(MAX_OPERATIONS).subquery()
    return connection.execute(select(func.max(first.c.position))).scalar()


def _store(connection: Connection, batch: Batch, sign: Sign, now: datetime) -> SealedBatch:
    body, sha256 = seal(batch)
    sealed = SealedBatch(
        batch_id=batch.batch_id,
        device_id=batch.device_id,
        device_epoch=batch.device_epoch,
        sequence=batch.sequence,
        user_id=batch.user_id,
        sha256=sha256,
        signature=sign(signed_bytes(sha256)).hex(),
        body=body,
    )
    connection.execute(
        insert(schema.batch),
        {
            "batch_id": sealed.batch_id,
            "device_id": sealed.device_id,
            "device_epoch": sealed.device_epoch,
            "sequence": sealed.sequence,
            "user_id": sealed.user_id,
            "sha256": sha256,
            "signature": sealed.signature,
            "body": body,
            "operations": len(batch.operations),
            "sealed_at": instant_text(now),
        },
    )
    connection.execute(
        update(schema.outbox)
        .where(schema.outbox.c.op_id.in_([operation.op_id for operation in batch.operations]))
        .values(batch_id=batch.batch_id)
    )
    write_place(connection, sequence=batch.sequence, last_sha256=sha256)
    return sealed


def _refuse_too_large(connection: Connection, user_id: str, now: datetime, window: int) -> None:
    """An operation that no batch can carry would block all that waits behind it; it is kept as refused instead."""
    outbox = schema.outbox
    near = (outbox.c.batch_id.is_(None), outbox.c.user_id == user_id, outbox.c.position <= window)
    for operation in waiting(connection, *near, func.length(outbox.c.changes) > LARGEST_CHANGES):
        key = (operation.record_type, operation.record_id)
        base = rows.read_base(connection, *key)
        if base is None:
            raise LookupError(f"a waiting {operation.record_type} has no base")
        error = CourtError("sync.operation-too-large")
        result = OperationResult(
            op_id=operation.op_id,
            status="rejected",
            code=error.code,
            message=error.message,
            remedy=error.remedy,
        )
        here = waiting(connection, *outbox_rows.of_record(*key))
        shown = shown_values(RECORD_TYPES[key[0]], base, here) or {}
        keep_refused(connection, operation, result, shown, base.case_id, instant_text(now))
        outbox_rows.remove(connection, [operation.op_id])
        left = [one for one in here if one.op_id != operation.op_id]
        settle(connection, *key, base, without_refused([operation], left))


def _fold(connection: Connection, user_id: str, window: int) -> None:
    """Make one operation of several edits of the same fields; see `rebase.folded`."""
    outbox = schema.outbox
    often = connection.execute(
        select(outbox.c.record_type, outbox.c.record_id)
        .where(outbox.c.batch_id.is_(None), outbox.c.user_id == user_id, outbox.c.action == "update")
        .where(outbox.c.position <= window)
        .group_by(outbox.c.record_type, outbox.c.record_id)
        .having(func.count() > 1)
    ).all()
    for record_type, record_id in often:
        outbox_rows.fold(connection, user_id, record_type, record_id)


def archived_after(connection: Connection, device_id: str, device_epoch: int, sequence: int) -> list[SealedBatch]:
    """Acknowledged batches of an epoch behind `sequence`, to offer again to a server that lost them."""
    table = schema.batch
    found = connection.execute(
        select(table)
        .where(
            table.c.device_id == device_id,
            table.c.device_epoch == device_epoch,
            table.c.sequence > sequence,
            table.c.acknowledged_at.is_not(None),
        )
        .order_by(table.c.sequence)
    )
    return [_sealed(row) for row in found]


def archived_epochs(connection: Connection) -> list[tuple[str, int]]:
    """The (device, epoch) pairs of which acknowledged batches are kept, oldest first."""
    table = schema.batch
    found = connection.execute(
        select(table.c.device_id, table.c.device_epoch)
        .where(table.c.acknowledged_at.is_not(None))
        .group_by(table.c.device_id, table.c.device_epoch)
        .order_by(func.min(table.c.sealed_at))
    )
    return [(row.device_id, row.device_epoch) for row in found]


def sha256_at(connection: Connection, device_id: str, device_epoch: int, sequence: int) -> str | None:
    """The hash of the batch kept at that place; None when none is kept."""
    table = schema.batch
    return connection.execute(
        select(table.c.sha256).where(
            table.c.device_id == device_id, table.c.device_epoch == device_epoch, table.c.sequence == sequence
        )
    ).scalar_one_or_none()


def prune_archive(connection: Connection, now: datetime) -> int:
    """Forget batches acknowledged more than ARCHIVE_DAYS ago; answers how many."""
    limit = instant_text(now - timedelta(days=ARCHIVE_DAYS))
    return connection.execute(delete(schema.batch).where(schema.batch.c.acknowledged_at < limit)).rowcount


def _sealed(row: Any) -> SealedBatch:
    return SealedBatch(
        batch_id=row.batch_id,
        device_id=row.device_id,
        device_epoch=row.device_epoch,
        sequence=row.sequence,
        user_id=row.user_id,
        sha256=row.sha256,
        signature=row.signature,
        body=row.body,
    )
