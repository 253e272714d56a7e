"""The court's proof of what was public from when to when, kept for changes that workstations bring (法释〔2016〕19号 art. 16)."""

from __future__ import annotations

from collections.abc import Iterable

from central_server.services.records.changes import RecordChange
from central_server.storage.internal import RELEASE
from central_server.storage.store import Transaction
from court_core.clock import court_date, parse_instant
from court_core.records.fields import Values


def note_public_changes(tx: Transaction, court_id: str, changes: Iterable[RecordChange], at: str) -> frozenset[str]:
    """Note each document that became published, or ceased to be, with these changes. Answers the cases of the latter."""
    month = f"{court_date(parse_instant(at)):%Y-%m}"
    rows, ended = [], set()
    for change in changes:
        was, now = _is_published(change.before.values), _is_published(change.after.values)
        if change.after.record_type != "document" or was == now:
            continue
        case_id = change.after.case_id or ""
        if was:
            ended.add(case_id)
        rows.append(
            {
                "court_id": court_id,
                "document_id": change.after.record_id,
                "kind": "withdrawn" if was else "published",
                "released_at": at,
                "case_id": case_id,
                "month": month,
            }
        )
    tx.insert(RELEASE.document, rows)
    return frozenset(ended)


def _is_published(values: Values) -> bool:
    return values.get("status") == "published"
