"""Batches sent, answers given and pages pulled, in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clerk_app.local.acknowledging import Acknowledged
from clerk_app.local.changes import ChangeSet
from clerk_app.local.store import LocalStore
from court_core.protocol.messages import BatchReply, OperationResult, PulledRecord, PullPage
from court_core.protocol.sealed_batch import SealedBatch, Sender
from court_core.protocol.sealing import open_sealed
from court_core.records.fields import Value
from tests.integration.local.conftest import USER

DEVICE_KEY = Ed25519PrivateKey.generate()
SENDER = Sender("court", "device", 1, USER)
NOW = "2026-11-20T02:00:00.000Z"


def batch_of(store: LocalStore, sender: Sender = SENDER) -> SealedBatch | None:
    return store.exchange.next_batch(sender, DEVICE_KEY.sign)


def next_batch(store: LocalStore) -> SealedBatch:
    batch = batch_of(store)
    assert batch is not None
    return batch


def answer(store: LocalStore, batch: SealedBatch, **by_number: Mapping[str, Any]) -> Acknowledged:
    """All applied at version 1, but for the operations named by their number in the batch (`n0`, `n1`)."""
    results = []
    for number, operation in enumerate(open_sealed(batch.body).operations):
        given = by_number.get(f"n{number}", {"status": "applied", "version": 1})
        results.append(OperationResult(op_id=operation.op_id, **given))
    return store.exchange.acknowledge(batch, reply_to(batch, results))


def reply_to(batch: SealedBatch, results: list[OperationResult], batch_id: str = "") -> BatchReply:
    return BatchReply(
        batch_id=batch_id or batch.batch_id,
        sequence=batch.sequence,
        results=results,
        change_number=1,
        server_time=NOW,
        audit_receipt="00",
    )


def live(record_type: str, record_id: str, version: int, values: Mapping[str, Value]) -> PulledRecord:
    return item(record_type, record_id, "live", version, values)


def item(
    record_type: str,
    record_id: str,
    state: Literal["live", "deleted", "evicted"],
    version: int = 0,
    values: Mapping[str, Value] | None = None,
) -> PulledRecord:
    return PulledRecord(
        change_number=1,
        record_type=record_type,
        record_id=record_id,
        state=state,
        version=version,
        values=dict(values or {}),
    )


def pull(store: LocalStore, *items: PulledRecord, more: bool = False) -> ChangeSet:
    cursor = store.exchange.place().cursor
    page = PullPage(items=list(items), cursor=cursor + "+", more=more, server_time=NOW)
    return store.exchange.take_page(page, cursor)


def value(store: LocalStore, record_type: str, record_id: str, name: str) -> Value:
    with store.read() as reader:
        record = reader.get(record_type, record_id)
        assert record is not None
        return record[name]


def update(store: LocalStore, record_id: str, **values: Value) -> None:
    with store.write(USER) as unit:
        unit.update("case", record_id, values)


def has(store: LocalStore, record_type: str, record_id: str) -> bool:
    with store.read() as reader:
        return reader.get(record_type, record_id) is not None
