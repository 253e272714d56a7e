"""The server's answer to a batch: what was taken leaves the outbox, what was refused is kept with its reason.

Edits that were saved while the batch was on its way stay pending, laid over what the answer says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import outbox_rows, rows, schema, search_index
from clerk_app.local.changes import ChangeSet
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.rebase import WaitingOperation, base_after, shown_values, without_refused
from clerk_app.local.records import case_of
from clerk_app.local.rows import Base
from clerk_app.local.settling import keep_refused, settle
from court_core.errors import CourtError
from court_core.protocol.messages import Batch, BatchReply, OperationResult
from court_core.protocol.sealed_batch import SealedBatch
from court_core.protocol.sealing import open_sealed
from court_core.records.types import RECORD_TYPES

Key = tuple[str, str]
_REFUSED = ("rejected", "held")
_FOLLOWS = CourtError("sync.follows-refused")
_HELD_TEXT = OperationResult(
    op_id="", status="held", code=_FOLLOWS.code, message=_FOLLOWS.message, remedy=_FOLLOWS.remedy
)


@dataclass
class Acknowledged:
    """What an answer came to. `refused` counts rejected and held operations."""

    taken: int = 0
    conflicts: int = 0
    refused: int = 0
    change_set: ChangeSet = field(default_factory=ChangeSet)


@dataclass(frozen=True, slots=True)
class Answered:
    """A batch and the answer to it, matched: all that needs no database."""

    batch: Batch
    results: dict[str, OperationResult]
    receipt: str


def match(sealed: SealedBatch, reply: BatchReply) -> Answered:
    """Lay a batch and its answer side by side, before the writer's turn is taken.

    Raises ValueError when the answer is not one to this batch.
    """
    results = {result.op_id: result for result in reply.results}
    batch = open_sealed(sealed.body)
    sent = {operation.op_id for operation in batch.operations}
    if reply.batch_id != batch.batch_id or sent != results.keys():
        raise ValueError("the answer does not belong to this batch")
    return Answered(batch, results, reply.audit_receipt)


def acknowledge(connection: Connection, answered: Answered, at: str) -> Acknowledged:
    """Take in the server's answer to a batch; answering twice changes nothing."""
    batch, results = answered.batch, answered.results
    operations = waiting(connection, schema.outbox.c.batch_id == batch.batch_id)
    outcome = Acknowledged()
    for result in results.values():
        outcome.refused += result.status in _REFUSED
        outcome.taken += result.status not in _REFUSED
    outcome.conflicts = len({conflict for result in results.values() for conflict in result.conflict_ids})
    _keep_archive_refusals(connection, batch, operations, results, at)
    followers = outbox_rows.followers(connection, batch.batch_id)
    by_record: dict[Key, list[WaitingOperation]] = {}
    for operation in operations:
        by_record.setdefault((operation.record_type, operation.record_id), []).append(operation)
    outbox_rows.remove_batch(connection, batch.batch_id)
    bases = _bases(connection, by_record)
    standing: list[Key] = []
    created: list[Key] = []
    moved: set[str] = set()
    for key, sent_here in by_record.items():
        base, after = bases[key], followers.get(key, [])
        if not after and len(sent_here) == 1 and _stands(base, sent_here[0], results[sent_here[0].op_id]):
            standing.append(key)
            if base.state == "absent":
                created.append(key)
            continue
        _settle_record(connection, key, base, sent_here, after, results, at)
        if base.case_id and key[0] in search_index.INDEXED_FIELDS:
            moved.add(base.case_id)
    _mark_standing(connection, standing, created)
    search_index.reindex(connection, moved)
    _mark_acknowledged(connection, answered, at)
    outcome.change_set = ChangeSet(
        frozenset(by_record), frozenset(base.case_id for base in bases.values() if base.case_id)
    )
    return outcome


def _stands(base: Base, operation: WaitingOperation, result: OperationResult) -> bool:
    """Whether the row shows already what the server's answer makes of it: the commonest answers by far, and a save must
    not wait while two hundred of them are settled one by one.
    """
    if result.status not in ("applied", "merged"):
        return False
    if operation.action == "create":
        return base.state == "absent" and result.version == 1
    return operation.action == "update" and base.state == "live" and result.version > base.version


def _settle_record(
    connection: Connection,
    key: tuple[str, str],
    base: Base,
    sent: Sequence[WaitingOperation],
    after: list[WaitingOperation],
    results: dict[str, OperationResult],
    at: str,
) -> None:
    declaration = RECORD_TYPES[key[0]]
    refused: list[WaitingOperation] = []
    for number, operation in enumerate(sent):
        result = results[operation.op_id]
        if result.status in _REFUSED:
            shown = shown_values(declaration, base, sent[: number + 1]) or dict(base.values)
            keep_refused(connection, operation, result, shown, base.case_id, at)
            refused.append(operation)
        elif result.status != "superseded":
            disputed = result.status == "conflict"
            base = base_after(declaration, base, operation, result.version, disputed=disputed)
    if refused:
        if base.state == "absent":
            after = _hold_all(connection, base, [*refused, *after], after, at)
        else:
            freed = without_refused(refused, after)
            outbox_rows.rewrite(connection, after, freed)
            after = freed
    settle(connection, *key, base, after)


def _hold_all(
    connection: Connection,
    base: Base,
    chain: Sequence[WaitingOperation],
    after: list[WaitingOperation],
    at: str,
) -> list[WaitingOperation]:
    """The record could not be made, so what was changed in it since cannot be sent; it is kept beside the refusal."""
    loose = [operation for operation in after if not operation.sealed]
    for operation in loose:
        upto = chain[: chain.index(operation) + 1]
        shown = shown_values(RECORD_TYPES[operation.record_type], base, upto) or {}
        keep_refused(connection, operation, _HELD_TEXT, shown, base.case_id, at)
    outbox_rows.remove(connection, [operation.op_id for operation in loose])
    return [operation for operation in after if operation.sealed]


def _bases(connection: Connection, by_record: dict[Key, list[WaitingOperation]]) -> dict[Key, Base]:
    bases: dict[Key, Base] = {}
    for record_type in {record_type for record_type, _ in by_record}:
        wanted = [record_id for named, record_id in by_record if named == record_type]
        found = rows.read_bases(connection, record_type, wanted)
        if len(found) != len(wanted):
            raise LookupError(f"a waiting {record_type} has no base")
        bases.update(((record_type, record_id), base) for record_id, base in found.items())
    return bases


def _mark_standing(connection: Connection, standing: Sequence[Key], created: Sequence[Key]) -> None:
    """Nothing waits for these any more; the row of an update names its version already, that of a create does not."""
    for record_type in {record_type for record_type, _ in standing}:
        rows.set_versions(connection, record_type, {record_id: 1 for name, record_id in created if name == record_type})
        rows.remove_bases(connection, record_type, [record_id for name, record_id in standing if name == record_type])


def _mark_acknowledged(connection: Connection, answered: Answered, at: str) -> None:
    batch = answered.batch
    connection.execute(update(schema.batch).where(schema.batch.c.batch_id == batch.batch_id).values(acknowledged_at=at))
    receipt = {
        "audit_count": batch.audit_count,
        "audit_head": batch.audit_head,
        "court_id": batch.court_id,
        "device_id": batch.device_id,
        "signature": answered.receipt,
        "received_at": at,
    }
    connection.execute(upsert(schema.audit_receipt).on_conflict_do_nothing(), receipt)


def _keep_archive_refusals(
    connection: Connection,
    batch: Batch,
    operations: Sequence[WaitingOperation],
    results: dict[str, OperationResult],
    at: str,
) -> None:
    """A batch offered again to a restored server may now be refused; its operations left the outbox long ago."""
    here = {operation.op_id for operation in operations}
    for sent in batch.operations:
        result = results[sent.op_id]
        if sent.op_id in here or result.status not in _REFUSED:
            continue
        operation = WaitingOperation(
            0,
            sent.op_id,
            batch.user_id,
            sent.record_type,
            sent.record_id,
            sent.action,
            sent.base_version,
            sent.changes,
            sent.made_at,
            batch.batch_id,
        )
        keep_refused(connection, operation, result, operation.new_values, _case(connection, operation), at)


def _case(connection: Connection, operation: WaitingOperation) -> str | None:
    values = operation.new_values
    if operation.record_type != "case" and "case_id" not in values:
        table = schema.RECORD_TABLES[operation.record_type]
        if "case_id" in table.c:
            return connection.execute(select(table.c.case_id).where(table.c.id == operation.record_id)).scalar()
    return case_of(operation.record_type, operation.record_id, values)
