"""The court's proof of what was public from when to when, kept for changes that workstations bring (法释〔2016〕19号 art. 16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from central_server.services.records.changes import RecordChange
from central_server.services.records.record_state import RecordState
from central_server.storage.internal import RECORD_TABLES, RELEASE
from central_server.storage.store import Transaction
from court_core.clock import court_date, parse_instant
from court_core.rules.withholding import blocks_publication


def note_public_changes(tx: Transaction, court_id: str, changes: Sequence[RecordChange], at: str) -> frozenset[str]:
    """Note each document that became public, or ceased to be, with these changes. Answers the cases of the latter."""
    month = f"{court_date(parse_instant(at)):%Y-%m}"
    rows, ended = {}, set()
    for document_id, case_id, kind in (*_turned(changes), *_flagged(tx, court_id, changes)):
        if kind == "withdrawn":
            ended.add(case_id)
        rows[document_id, kind] = {
            "court_id": court_id,
            "document_id": document_id,
            "kind": kind,
            "released_at": at,
            "case_id": case_id,
            "month": month,
        }
    tx.upsert(RELEASE.document, list(rows.values()))
    return frozenset(ended)


def _turned(changes: Sequence[RecordChange]) -> Iterator[tuple[str, str, str]]:
    """Documents whose status made them public, or ended that: id, case, kind of the line."""
    for change in changes:
        was, now = _is_published(change.before), _is_published(change.after)
        if change.after.record_type == "document" and was != now:
            yield change.after.record_id, change.after.case_id or "", "published" if now else "withdrawn"


def _flagged(tx: Transaction, court_id: str, changes: Sequence[RecordChange]) -> Iterator[tuple[str, str, str]]:
    """Public documents that a flag made offline takes back, or whose flag is lifted; the status stays what it was."""
    kinds: dict[str, str] = {}
    for change in changes:
        was, now = _blocks(change.before), _blocks(change.after)
        if change.after.record_type == "withholding" and was != now:
            values = change.after.values or change.before.values
            kinds[str(values.get("document_id"))] = "withdrawn" if now else "published"
    if not kinds:
        return
    document = RECORD_TABLES["document"].c
    statement = select(document.id, document.case_id).where(
        document.court_id == court_id, document.id.in_(kinds), document.status == "published"
    )
    for row in tx.connection.execute(statement):
        yield row.id, row.case_id, kinds[row.id]


def _is_published(state: RecordState) -> bool:
    return state.values.get("status") == "published"


def _blocks(state: RecordState) -> bool:
    return state.state == "live" and blocks_publication(str(state.values.get("status")))
