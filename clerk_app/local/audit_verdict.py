"""Checking the audit chain against itself and against the server's receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from clerk_app.local import schema
from clerk_app.local.audit_chain import broken_row
from clerk_app.local.reader import Reader
from court_core.protocol.messages import audit_receipt_bytes


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """`ok`: sound, and the server has countersigned it. `unanchored`: sound in itself, but no valid receipt proves it.

    `broken`: `broken_at` is the first row that is missing, altered, or contradicts a receipt.
    `anchored` is the number of rows the newest valid receipt covers; the rows after it await the next sync.
    """

    state: Literal["ok", "broken", "unanchored"]
    rows: int
    anchored: int = 0
    broken_at: int = 0


def verify_audit(reader: Reader, server_public_key: str) -> AuditVerdict:
    """Read the whole chain. `server_public_key` is the Ed25519 key (hex) that enrolment brought; empty: none is known."""
    connection = reader.connection
    broken, hashes = broken_row(_rows(connection))
    count = max(hashes)
    if broken:
        return AuditVerdict("broken", count, broken_at=broken)
    anchored = 0
    for at, head in _valid_receipts(connection, server_public_key):
        if at > count:
            # The chain was longer when the server countersigned it: its end was cut off.
            return AuditVerdict("broken", count, broken_at=count + 1)
        if hashes[at] != head:
            return AuditVerdict("broken", count, anchored, broken_at=anchored + 1)
        anchored = at
    return AuditVerdict("ok" if anchored or not count else "unanchored", count, anchored)


def _rows(connection: Connection) -> Iterator[tuple[int, str, str]]:
    audit = schema.audit
    for row in connection.execute(select(audit.c.sequence, audit.c.body, audit.c.hash).order_by(audit.c.sequence)):
        yield row.sequence, row.body, row.hash


def _valid_receipts(connection: Connection, server_public_key: str) -> Iterator[tuple[int, str]]:
    """Row count and head of each receipt that the server really signed, oldest first."""
    if not server_public_key:
        return
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(server_public_key))
    for row in connection.execute(select(schema.audit_receipt).order_by(schema.audit_receipt.c.audit_count)):
        signed = audit_receipt_bytes(row.court_id, row.device_id, row.audit_count, row.audit_head)
        try:
            key.verify(bytes.fromhex(row.signature), signed)
        except (InvalidSignature, ValueError):
            continue
        yield row.audit_count, row.audit_head
