"""Everything this workstation holds of one case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from clerk_app.local import schema
from clerk_app.local.queries.among import among
from clerk_app.local.reader import Reader
from clerk_app.local.records import Record
from court_core.clock import parse_instant


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A change of a record made on this workstation: `changes` are field → (before, after)."""

    at: datetime
    user_id: str
    action: str
    record_type: str
    record_id: str
    changes: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that belongs to it. Events and logs stand in the order of their days, the oldest first."""

    case: Record
    parties: tuple[Record, ...]
    agents: tuple[Record, ...]
    events: tuple[Record, ...]
    logs: tuple[Record, ...]
    documents: tuple[Record, ...]
    withholdings: tuple[Record, ...]
    conflicts: tuple[Record, ...]


def case_file(reader: Reader, case_id: str) -> CaseFile | None:
    """The case and its records; None when this workstation does not hold it (any more)."""
    case = reader.get("case", case_id)
    if case is None:
        return None
    return CaseFile(
        case=case,
        parties=_of(reader, "party", case_id, "position"),
        agents=_of(reader, "agent", case_id),
        events=_of(reader, "process_event", case_id, "happened_on", "entered_at"),
        logs=_of(reader, "log_entry", case_id, "work_date", "entered_at"),
        documents=_of(reader, "document", case_id, "decided_on"),
        withholdings=_of(reader, "withholding", case_id, "flagged_on"),
        conflicts=_of(reader, "conflict", case_id),
    )


def _of(reader: Reader, record_type: str, case_id: str, *order: str) -> tuple[Record, ...]:
    def key(record: Record) -> tuple[object, ...]:
        values = (record.values.get(name) for name in order)
        return (*((value is None, value) for value in values), record.id)

    return tuple(sorted(reader.find(record_type, case_id=case_id), key=key))


def case_history(reader: Reader, file: CaseFile, limit: int = 200) -> tuple[HistoryLine, ...]:
    """What was changed here in the case and its records, newest first."""
    parts = (file.parties, file.agents, file.events, file.logs, file.documents, file.withholdings)
    subjects = {f"case:{file.case.id}"} | {
        f"{name}:{record.id}"
        for name, records in zip(
            ("party", "agent", "process_event", "log_entry", "document", "withholding"), parts, strict=True
        )
        for record in records
    }
    return tuple(_take(_history(reader, subjects), limit))


def _history(reader: Reader, subjects: set[str]) -> Iterator[HistoryLine]:
    audit = schema.audit
    found = reader.connection.execute(
        select(audit.c.body).where(among(audit.c.subject, sorted(subjects))).order_by(audit.c.sequence.desc())
    )
    for body in found.scalars():
        content = json.loads(body)
        if not content["action"].startswith("record."):
            continue
        record_type, _, record_id = content["subject"].partition(":")
        changes = content["details"].get("changes", {})
        yield HistoryLine(
            at=parse_instant(content["at"]),
            user_id=content["user"],
            action=content["action"].removeprefix("record."),
            record_type=record_type,
            record_id=record_id,
            changes=tuple((name, before, after) for name, (before, after) in changes.items()),
        )


def _take(lines: Iterator[HistoryLine], limit: int) -> Iterator[HistoryLine]:
    for _, line in zip(range(limit), lines, strict=False):
        yield line
