"""Applying a sealed batch: exactly once, in one transaction, with one result per operation (docs/SYNC.md §4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import select, update

from central_server.services.giving_out.device_state import last_place
from central_server.services.identity.server_key import ServerKey
from central_server.services.intake.evaluate import Effect, Evaluator
from central_server.services.intake.ledger import (
    last_author_of,
    open_conflicts_of,
    own_court_codes,
    own_versions_of,
    read_ledger,
)
from central_server.services.intake.order import in_order
from central_server.services.publishing.public_ledger import note_public_changes
from central_server.services.records.callers import Caller
from central_server.services.records.changes import RecordChange, publish, write_rows
from central_server.services.records.record_state import Key, RecordState, chunks
from central_server.storage.internal import audit, batch, device, operation
from central_server.storage.matching import one_of
from central_server.storage.store import RecordStore, RowsRefusedError, Transaction
from court_core.clock import Clock, court_date, instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.protocol.messages import Batch, BatchReply, Operation, OperationResult, audit_receipt_bytes

_encoder = msgspec.json.Encoder()


class BatchApplier:
    """Applies batches of one court. The caller has checked hash, signature, versions and sizes (services.intake)."""

    def __init__(
        self, store: RecordStore, clock: Clock, key: ServerKey, withdrawn: Callable[[frozenset[str]], None]
    ) -> None:
        """`withdrawn` is told, after the commit, the cases of which a document ceased to be public."""
        self._store = store
        self._clock = clock
        self._key = key
        self._withdrawn = withdrawn

    def apply(self, caller: Caller, sealed: Batch, sha256: str) -> bytes:
        """The reply's bytes: fresh, or those stored when this batch was applied before.

        Raises CourtError `sync.forked-device`, `sync.sequence-gap` or `sync.device-unknown`; nothing is applied then.
        """
        reply, withdrawn = self._store.write(lambda tx: self._apply(tx, caller, sealed, sha256))
        if withdrawn:
            self._withdrawn(withdrawn)
        return reply

    def _apply(self, tx: Transaction, caller: Caller, sealed: Batch, sha256: str) -> tuple[bytes, frozenset[str]]:
        stored = _find_place(tx, caller.court_id, sealed, sha256)
        if stored is not None:
            return stored, frozenset()
        at = instant_text(self._clock.now())
        results, change_number, withdrawn = self._apply_operations(tx, caller, sealed, at)
        receipt = self._key.sign(
            audit_receipt_bytes(caller.court_id, sealed.device_id, sealed.audit_count, sealed.audit_head)
        )
        reply = _encoder.encode(
            BatchReply(
                batch_id=sealed.batch_id,
                sequence=sealed.sequence,
                results=results,
                change_number=change_number,
                server_time=at,
                audit_receipt=receipt,
            )
        )
        _store_batch(tx, caller, sealed, sha256, reply, at)
        return reply, withdrawn

    def _apply_operations(
        self, tx: Transaction, caller: Caller, sealed: Batch, at: str
    ) -> tuple[list[OperationResult], int, frozenset[str]]:
        known = _known_results(tx, caller.court_id, sealed.operations)
        fresh = {item.op_id: item for item in sealed.operations if item.op_id not in known}
        effects, changes, evaluator, before = self._write(tx, caller, list(fresh.values()), at)
        _record_operations(tx, caller, sealed.batch_id, effects)
        _record_deletions(tx, caller, changes, at)
        withdrawn = note_public_changes(tx, caller.court_id, changes, at)
        change_number = publish(tx, caller.court_id, changes, evaluator.ledger.cases, before, at)
        results = known | {effect.operation.op_id: effect.result for effect in effects}
        return [results[item.op_id] for item in sealed.operations], change_number, withdrawn

    def _write(
        self, tx: Transaction, caller: Caller, operations: list[Operation], at: str
    ) -> tuple[list[Effect], list[RecordChange], Evaluator, dict[str, RecordState]]:
        """All in bulk; where the database refuses that, one operation after another, so that a bad one fails alone."""
        evaluator, ordered = self._evaluator(tx, caller, operations, at)
        before = dict(evaluator.ledger.cases_before)
        effects: list[Effect] = []
        for item in ordered:
            effects.append(evaluator.evaluate(item))
            evaluator.accept(effects[-1])
        changes = _net(effects)
        try:
            with tx.savepoint():
                write_rows(tx, caller.court_id, changes)
        except RowsRefusedError:
            evaluator, ordered = self._evaluator(tx, caller, operations, at)
            effects = [_write_one(tx, caller.court_id, evaluator, item) for item in ordered]
            changes = _net(effects)
        return effects, changes, evaluator, before

    def _evaluator(
        self, tx: Transaction, caller: Caller, operations: list[Operation], at: str
    ) -> tuple[Evaluator, list[Operation]]:
        connection, court_id = tx.connection, caller.court_id
        ledger = read_ledger(connection, court_id, operations)
        numbered = any(item.record_type == "case" and "number_text" in item.changes for item in operations)
        evaluator = Evaluator(
            caller,
            ledger,
            now=at,
            today=court_date(self._clock.now()),
            own_codes=own_court_codes(connection, court_id) if numbered else frozenset(),
            last_author=last_author_of(connection, court_id),
            own_versions=own_versions_of(connection, court_id, caller.user_id),
            open_conflicts=open_conflicts_of(connection, court_id),
        )
        current = {key: state.values for key, state in ledger.records.items()}
        return evaluator, in_order(operations, current)


def _find_place(tx: Transaction, court_id: str, sealed: Batch, sha256: str) -> bytes | None:
    """The stored reply of a batch that was applied; None when it is the device's next one."""
    # Resends of one device wait here for each other; on SQLite the one writer sees to that.
    found = tx.connection.execute(
        select(device.c.epoch)
        .where(device.c.court_id == court_id, device.c.id == sealed.device_id, device.c.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise CourtError("sync.device-unknown")
    rows = tx.connection.execute(
        select(batch.c.sequence, batch.c.sha256, batch.c.reply)
        .where(
            batch.c.court_id == court_id,
            batch.c.device_id == sealed.device_id,
            batch.c.device_epoch == sealed.device_epoch,
            batch.c.sequence >= sealed.sequence,
        )
        .order_by(batch.c.sequence)
        .limit(1)
    ).one_or_none()
    if rows is not None:
        if rows.sequence == sealed.sequence and rows.sha256 == sha256:
            return bytes(rows.reply)
        raise CourtError("sync.forked-device")
    known_id = tx.connection.execute(
        select(batch.c.sequence).where(batch.c.court_id == court_id, batch.c.batch_id == sealed.batch_id)
    ).one_or_none()
    if known_id is not None:
        raise CourtError("sync.forked-device")
    last, last_sha256 = last_place(tx.connection, court_id, sealed.device_id, sealed.device_epoch)
    if sealed.sequence != last + 1:
        raise CourtError("sync.sequence-gap", expected=last + 1, last_sha256=last_sha256)
    if sealed.previous_sha256 != last_sha256:
        raise CourtError("sync.forked-device")
    return None


def _known_results(tx: Transaction, court_id: str, operations: Sequence[Operation]) -> dict[str, OperationResult]:
    """Results of operations that an earlier batch brought already: a cloned disk sends the same work twice."""
    known: dict[str, OperationResult] = {}
    for group in chunks(item.op_id for item in operations):
        rows = tx.connection.execute(
            select(operation.c.op_id, operation.c.status, operation.c.version, operation.c.conflict_ids).where(
                operation.c.court_id == court_id, one_of(tx.connection, operation.c.op_id, group)
            )
        )
        for op_id, status, version, conflict_ids in rows:
            ids = conflict_ids.split(",") if conflict_ids else []
            known[op_id] = OperationResult(op_id=op_id, status=status, version=version, conflict_ids=ids)
    return known


def _net(effects: Sequence[Effect]) -> list[RecordChange]:
    """What the effects come to per record: how it was before the first, how it is after the last."""
    net: dict[Key, RecordChange] = {}
    for effect in effects:
        for change in effect.changes:
            first = net.get(change.after.key)
            net[change.after.key] = RecordChange(first.before if first else change.before, change.after)
    return [change for change in net.values() if change.before.state != "absent" or change.after.state == "live"]


def _write_one(tx: Transaction, court_id: str, evaluator: Evaluator, item: Operation) -> Effect:
    effect = evaluator.evaluate(item)
    try:
        with tx.savepoint():
            write_rows(tx, court_id, effect.changes)
    except RowsRefusedError:
        return evaluator.reject(item, CourtError("sync.refused-by-database"))
    evaluator.accept(effect)
    return effect


def _record_operations(tx: Transaction, caller: Caller, batch_id: str, effects: Sequence[Effect]) -> None:
    rows = [
        {
            "court_id": caller.court_id,
            "op_id": effect.operation.op_id,
            "record_type": effect.operation.record_type,
            "record_id": effect.operation.record_id,
            "user_id": caller.user_id,
            "device_id": caller.device_id,
            "batch_id": batch_id,
            "status": effect.result.status,
            "version": effect.result.version,
            "fields": ",".join(effect.fields),
            "conflict_ids": ",".join(effect.result.conflict_ids),
            "made_at": effect.operation.made_at,
        }
        for effect in effects
        if effect.taken
    ]
    tx.insert(operation, rows)


def _record_deletions(tx: Transaction, caller: Caller, changes: Sequence[RecordChange], at: str) -> None:
    """What was deleted stays readable in the audit: nothing that was ever saved is lost."""
    rows = [
        {
            "court_id": caller.court_id,
            "id": new_id(),
            "at": at,
            "actor_id": caller.user_id,
            "action": "delete",
            "subject": f"{change.after.record_type}/{change.after.record_id}",
            "details": msgspec.json.encode(change.before.values).decode(),
        }
        for change in changes
        if change.after.state == "deleted"
    ]
    tx.insert(audit, rows)


def _store_batch(tx: Transaction, caller: Caller, sealed: Batch, sha256: str, reply: bytes, at: str) -> None:
    row = {
        "court_id": caller.court_id,
        "device_id": sealed.device_id,
        "device_epoch": sealed.device_epoch,
        "sequence": sealed.sequence,
        "batch_id": sealed.batch_id,
        "user_id": sealed.user_id,
        "sha256": sha256,
        "reply": reply,
        "received_at": at,
    }
    tx.insert(batch, [row])
    tx.connection.execute(
        update(device)
        .where(
            device.c.court_id == caller.court_id, device.c.id == sealed.device_id, device.c.epoch < sealed.device_epoch
        )
        .values(epoch=sealed.device_epoch)
    )
    tx.connection.execute(
        update(device)
        .where(
            device.c.court_id == caller.court_id,
            device.c.id == sealed.device_id,
            device.c.audit_count <= sealed.audit_count,
        )
        .values(audit_head=sealed.audit_head, audit_count=sealed.audit_count)
    )
