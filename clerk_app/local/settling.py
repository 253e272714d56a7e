"""Bringing one record's row, base and waiting operations into step after the server has spoken."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import outbox_rows, rows, schema
from clerk_app.local.rebase import WaitingOperation, rebased, shown_values
from clerk_app.local.rows import Base
from court_core.protocol.messages import OperationResult
from court_core.records.fields import Values
from court_core.records.types import RECORD_TYPES


def settle(
    connection: Connection, record_type: str, record_id: str, base: Base, operations: Sequence[WaitingOperation]
) -> None:
    """Store `base`, bring the unsealed of `operations` (all that still wait) onto it, and show the outcome."""
    declaration = RECORD_TYPES[record_type]
    moved = rebased(declaration, base, operations)
    outbox_rows.rewrite(connection, operations, moved)
    if moved:
        rows.put_base(connection, record_type, record_id, base)
        show(connection, record_type, record_id, base.version, shown_values(declaration, base, moved))
        return
    rows.remove_base(connection, record_type, record_id)
    show(connection, record_type, record_id, base.version, base.values if base.state == "live" else None)


def show(connection: Connection, record_type: str, record_id: str, version: int, values: Values | None) -> None:
    """Make the record's row say this; None takes it away."""
    if values is None:
        rows.remove_row(connection, record_type, record_id)
    else:
        rows.put_row(connection, record_type, record_id, version, values)


def keep_refused(
    connection: Connection,
    operation: WaitingOperation,
    result: OperationResult,
    shown: Values,
    case_id: str | None,
    at: str,
) -> None:
    """Keep a refused operation with its text and the server's words, until the person has dealt with it."""
    connection.execute(
        upsert(schema.refused).on_conflict_do_nothing(),
        {
            "op_id": operation.op_id,
            "user_id": operation.user_id,
            "record_type": operation.record_type,
            "record_id": operation.record_id,
            "case_id": case_id,
            "action": operation.action,
            "base_version": operation.base_version,
            "changes": rows.encode_changes(dict(operation.changes)),
            "shown": json.dumps(shown, ensure_ascii=False, sort_keys=True),
            "made_at": operation.made_at,
            "status": result.status,
            "code": result.code,
            "message": result.message,
            "remedy": result.remedy,
            "refused_at": at,
        },
    )
