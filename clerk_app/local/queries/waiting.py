"""What waits: operations not yet acknowledged, refused ones with their reason, conflicts, and the last sync rounds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from clerk_app.local import rows, schema
from clerk_app.local.reader import Reader
from clerk_app.local.records import Record
from court_core.clock import parse_instant
from court_core.records.fields import Values


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A saved change that the server has not acknowledged. `sealed`: it is on its way and its bytes are fixed."""

    op_id: str
    user_id: str
    record_type: str
    record_id: str
    action: str
    made_at: datetime
    case_id: str | None
    case_number: str
    changes: tuple[tuple[str, object, object], ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """A change the server refused, with its words; `shown` are all values as the person left them.

    `status`: `rejected`, or `held` because an earlier change of the same record was rejected.
    """

    op_id: str
    user_id: str
    record_type: str
    record_id: str
    action: str
    made_at: datetime
    case_id: str | None
    case_number: str
    changes: tuple[tuple[str, object, object], ...]
    shown: Values
    status: str
    code: str
    message: str
    remedy: str
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class SyncLogLine:
    """A round of synchronisation: `outcome` `ok` or an error code; `detail` in words."""

    at: datetime
    outcome: str
    detail: str


_case = schema.RECORD_TABLES["case"]


def waiting_changes(reader: Reader, limit: int = 1000) -> tuple[WaitingChange, ...]:
    """What waits to be sent or acknowledged, oldest first."""
    outbox, base = schema.outbox, schema.base
    statement = (
        select(outbox, base.c.case_id, _case.c.number_text)
        .select_from(
            outbox.outerjoin(
                base, (base.c.record_type == outbox.c.record_type) & (base.c.record_id == outbox.c.record_id)
            ).outerjoin(_case, _case.c.id == base.c.case_id)
        )
        .order_by(outbox.c.position)
        .limit(limit)
    )
    return tuple(
        WaitingChange(
            op_id=row["op_id"],
            user_id=row["user_id"],
            record_type=row["record_type"],
            record_id=row["record_id"],
            action=row["action"],
            made_at=parse_instant(row["made_at"]),
            case_id=row["case_id"],
            case_number=row["number_text"] or "",
            changes=_changes(row),
            sealed=row["batch_id"] is not None,
        )
        for row in reader.connection.execute(statement).mappings()
    )


def count_waiting(reader: Reader) -> int:
    """How many saved changes the server has not acknowledged."""
    return int(reader.connection.execute(select(func.count()).select_from(schema.outbox)).scalar_one())


def refused_changes(reader: Reader, *, settled: bool = False) -> tuple[RefusedChange, ...]:
    """What the server refused and nobody has dealt with yet (or, `settled`, what was dealt with), oldest first."""
    refused = schema.refused
    statement = (
        select(refused, _case.c.number_text)
        .select_from(refused.outerjoin(_case, _case.c.id == refused.c.case_id))
        .where(refused.c.settled_at.is_not(None) if settled else refused.c.settled_at.is_(None))
        .order_by(refused.c.made_at, refused.c.op_id)
    )
    return tuple(_refused(row) for row in reader.connection.execute(statement).mappings())


def open_conflicts(reader: Reader) -> tuple[Record, ...]:
    """Conflicts that wait for a person, oldest first."""
    return tuple(reader.find("conflict", status="open"))


def sync_log(reader: Reader, limit: int = 50) -> tuple[SyncLogLine, ...]:
    """The last rounds, newest first."""
    log = schema.sync_log
    statement = select(log.c.at, log.c.outcome, log.c.detail).order_by(log.c.position.desc()).limit(limit)
    return tuple(
        SyncLogLine(parse_instant(row.at), row.outcome, row.detail) for row in reader.connection.execute(statement)
    )


def _refused(row: Any) -> RefusedChange:
    return RefusedChange(
        op_id=row["op_id"],
        user_id=row["user_id"],
        record_type=row["record_type"],
        record_id=row["record_id"],
        action=row["action"],
        made_at=parse_instant(row["made_at"]),
        case_id=row["case_id"],
        case_number=row["number_text"] or "",
        changes=_changes(row),
        shown=json.loads(row["shown"]),
        status=row["status"],
        code=row["code"],
        message=row["message"],
        remedy=row["remedy"],
        refused_at=parse_instant(row["refused_at"]),
    )


def _changes(row: Any) -> tuple[tuple[str, object, object], ...]:
    changes = rows.decode_changes(row["changes"])
    return tuple((name, change.base, change.new) for name, change in changes.items())
