"""Writing changed records: rows first, change numbers last, so that no reader can skip a change that commits late.

Every change of a record goes through here, whoever makes it: a workstation's batch, a release, an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from central_server.services.records.callers import Ownership
from central_server.services.records.record_state import Key, RecordState, chunks, ownership_of
from central_server.storage.internal import RECORD_TABLES, blob_use, counter, departure, feed
from central_server.storage.matching import one_of
from central_server.storage.store import Transaction
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES

_ORDER = {name: position for position, name in enumerate(RECORD_TYPES)}


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record before and after a transaction; `before` may be absent, `after` live or deleted."""

    before: RecordState
    after: RecordState


def write_rows(tx: Transaction, court_id: str, changes: Sequence[RecordChange]) -> None:
    """Bring the record tables to the state after; raises RowsRefusedError as a whole."""
    by_type: dict[str, list[RecordChange]] = defaultdict(list)
    for change in changes:
        by_type[change.after.record_type].append(change)
    for name in sorted(by_type, key=_ORDER.__getitem__):
        table = RECORD_TABLES[name]
        live = [change for change in by_type[name] if change.after.state == "live"]
        tx.insert(table, [change.after.row(court_id) for change in live if change.before.state != "live"])
        tx.upsert(table, [change.after.row(court_id) for change in live if change.before.state == "live"])
        gone = [change.after.record_id for change in by_type[name] if change.after.state == "deleted"]
        for group in chunks(gone):
            tx.connection.execute(
                delete(table).where(table.c.court_id == court_id, one_of(tx.connection, table.c.id, group))
            )


def publish(
    tx: Transaction,
    court_id: str,
    changes: Sequence[RecordChange],
    cases: Mapping[str, RecordState],
    cases_before: Mapping[str, RecordState],
    at: str,
) -> int:
    """Give the changes their numbers in the feed and return the court's last one.

    `cases` holds every case the changed records belong to, after the transaction; `cases_before`, before it. When a
    case changed hands, all its records are numbered anew and what its former owners held is marked as departed.
    """
    ordered = sorted(changes, key=lambda change: _ORDER[change.after.record_type])
    of_case = {case_id: Ownership.of_case(case.values) for case_id, case in cases.items()}
    owners = {
        change.after.key: of_case.get(change.after.case_id or "") or ownership_of(change.after, None)
        for change in ordered
    }
    moved = sorted(
        case_id
        for case_id, case in cases.items()
        if case_id in cases_before
        and cases_before[case_id].state == "live"
        and case is not cases_before[case_id]
        and Ownership.of_case(cases_before[case_id].values) != of_case[case_id]
    )
    rows = [_feed_row(court_id, change.after, owners[change.after.key], at) for change in ordered]
    departed: dict[Key, Ownership] = {}
    if moved:
        for old in _feed_of_cases(tx, court_id, moved):
            key = (old["record_type"], old["record_id"])
            departed[key] = Ownership(old["judge_id"], old["clerk_id"], old["division_id"])
            if key not in owners:
                rows.append({**old, **_owner_columns(of_case[old["case_id"]])})
    tx.upsert(blob_use, list(_blob_uses(court_id, ordered)))
    last = _allocate(tx, court_id, len(rows))
    for number, row in enumerate(rows, last - len(rows) + 1):
        row["change_number"] = number
    tx.upsert(feed, rows)
    tx.insert(
        departure,
        [
            {
                "court_id": court_id,
                "change_number": row["change_number"],
                "record_type": row["record_type"],
                "record_id": row["record_id"],
                **_owner_columns(departed[key]),
                "departed_at": at,
            }
            for row in rows
            if (key := (row["record_type"], row["record_id"])) in departed
        ],
    )
    return last


def _allocate(tx: Transaction, court_id: str, count: int) -> int:
    # From here to the commit this row is locked: numbers become visible in the order they were given out.
    statement = (
        update(counter)
        .where(counter.c.court_id == court_id)
        .values(value=counter.c.value + count)
        .returning(counter.c.value)
    )
    return int(tx.connection.execute(statement).scalar_one())


def _feed_row(court_id: str, state: RecordState, owner: Ownership, at: str) -> dict[str, Any]:
    return {
        "court_id": court_id,
        "record_type": state.record_type,
        "record_id": state.record_id,
        "change_number": 0,
        "state": state.state,
        "version": state.version,
        "case_id": state.case_id,
        **_owner_columns(owner),
        "changed_at": at,
    }


def _owner_columns(owner: Ownership) -> dict[str, str | None]:
    return {"judge_id": owner.judge_id, "clerk_id": owner.clerk_id, "division_id": owner.division_id}


def _feed_of_cases(tx: Transaction, court_id: str, case_ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    for group in chunks(case_ids):
        statement = select(feed).where(feed.c.court_id == court_id, one_of(tx.connection, feed.c.case_id, group))
        for row in tx.connection.execute(statement.order_by(feed.c.change_number)).mappings():
            yield dict(row)


def _blob_uses(court_id: str, changes: Iterable[RecordChange]) -> Iterator[dict[str, str]]:
    uses = {
        (sha256, change.after.record_type, change.after.record_id)
        for change in changes
        if change.after.state == "live"
        for sha256 in _files_in(change.after.values)
    }
    for sha256, record_type, record_id in sorted(uses):
        yield {"court_id": court_id, "sha256": sha256, "record_type": record_type, "record_id": record_id}


def _files_in(values: Mapping[str, Value]) -> Iterator[str]:
    """Hashes of the files a record names; a conflict names those of all its three sides."""
    for name in ("file_sha256", "docx_sha256"):
        sha256 = values.get(name)
        if isinstance(sha256, str) and sha256:
            yield sha256
    attachments = values.get("attachments")
    if isinstance(attachments, list):
        yield from (item for item in attachments if isinstance(item, str))
    for side in ("base", "mine", "theirs"):
        nested = values.get(side)
        if isinstance(nested, dict):
            yield from _files_in(nested)
