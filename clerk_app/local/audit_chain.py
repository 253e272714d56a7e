"""The audit chain: every save, read out, export and print as a row whose hash covers the row before.

Whoever holds the file and the key could rewrite the whole chain; the server's receipts over its head, collected at
each sync, are what such a rewrite cannot reproduce.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select

from clerk_app.local import schema

GENESIS = hashlib.sha256(b"sunshine-clerk audit 1").hexdigest()
"""Stands where the hash of the row before the first would be."""

_APPEND = insert(schema.audit)


def next_hash(previous: str, body: str) -> str:
    """The hash of a row with `body` that follows a row with hash `previous`."""
    return hashlib.sha256(bytes.fromhex(previous) + hashlib.sha256(body.encode()).digest()).hexdigest()


def row_body(sequence: int, at: str, user_id: str, action: str, subject: str, details: Mapping[str, object]) -> str:
    """The text that is hashed: canonical JSON, so that a verifier needs no knowledge of this program."""
    content = {"n": sequence, "at": at, "user": user_id, "action": action, "subject": subject, "details": details}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class AuditWriter:
    """Appends to the chain inside one write transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sequence, self._hash = head(connection)

    def append(self, at: str, user_id: str, action: str, subject: str, details: Mapping[str, object]) -> None:
        """One more row. `subject` names what it is about, as `type:id`."""
        self.append_many(at, user_id, [(action, subject, details)])

    def append_many(self, at: str, user_id: str, entries: Sequence[tuple[str, str, Mapping[str, object]]]) -> None:
        """More rows in one statement, each (action, subject, details)."""
        chained = []
        for action, subject, details in entries:
            self._sequence += 1
            body = row_body(self._sequence, at, user_id, action, subject, details)
            self._hash = next_hash(self._hash, body)
            chained.append({"sequence": self._sequence, "subject": subject, "body": body, "hash": self._hash})
        if chained:
            self._connection.execute(_APPEND, chained)


def head(connection: Connection) -> tuple[int, str]:
    """How many rows the chain has, and the hash of the last."""
    row = connection.execute(
        select(schema.audit.c.sequence, schema.audit.c.hash).order_by(schema.audit.c.sequence.desc()).limit(1)
    ).first()
    return (0, GENESIS) if row is None else (row.sequence, row.hash)


def broken_row(rows: Iterable[tuple[int, str, str]]) -> tuple[int, dict[int, str]]:
    """The first unsound row's number (0 when all are sound), and the hashes of the sound rows by number."""
    hashes = {0: GENESIS}
    previous = GENESIS
    for expected, (sequence, body, stored) in enumerate(rows, start=1):
        previous = next_hash(previous, body)
        if sequence != expected or previous != stored or _stated_number(body) != sequence:
            return expected, hashes
        hashes[sequence] = stored
    return 0, hashes


def _stated_number(body: str) -> object:
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content.get("n") if isinstance(content, dict) else None
