"""The server's audit rows: who did what to whom. Never a password, never what a case is about."""

from __future__ import annotations

import json

from central_server.storage.internal import audit
from central_server.storage.store import Transaction
from court_core.ids import new_id

SERVER = "server"
"""The actor of what nobody asked for by name: command line, releases, imports."""


def record_audit(
    tx: Transaction, court_id: str, at: str, actor_id: str, action: str, subject: str, **details: object
) -> None:
    """Add one row in the same transaction as what it tells."""
    row = {
        "court_id": court_id,
        "id": new_id(),
        "at": at,
        "actor_id": actor_id,
        "action": action,
        "subject": subject,
        "details": json.dumps(details, ensure_ascii=False, sort_keys=True),
    }
    tx.insert(audit, [row])
