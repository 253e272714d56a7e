"""The internal database: record tables derived from their declarations, and what sync, access and audit need.

`court_id` leads every key and stands in every statement, so that the same schema distributes by court; `meta` and the
migration table aside, nothing here is shared between courts. Instants are ISO text with Z, hashes lower-case hex.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from central_server.storage.release_tables import ReleaseTables, add_release_tables
from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import server_table

INTERNAL = MetaData()

RECORD_TABLES: dict[str, Table] = {
    name: server_table(record_type, INTERNAL) for name, record_type in RECORD_TYPES.items()
}

CASE_TABLE = RECORD_TABLES["case"]
STAFF_TABLE = RECORD_TABLES["staff"]

# Two workstations may register the same case number at the same moment; only the database can refuse the second.
Index("uq_case_number_text", CASE_TABLE.c.court_id, CASE_TABLE.c.number_text, unique=True)


def _text(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in names]


def _optional(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=True) for name in names]


meta = Table(
    "meta",
    INTERNAL,
    *_text("court_id", "name", "value"),
    PrimaryKeyConstraint("court_id", "name"),
)
"""A court's own constants: `server_epoch`, `public_key` (Ed25519, hex; the private half has a file of its own), `horizon`."""

counter = Table(
    "counter",
    INTERNAL,
    *_text("court_id"),
    Column("value", BigInteger, nullable=False),
    PrimaryKeyConstraint("court_id"),
)
"""The last change number given out. Its row stays locked from allocation to commit, so numbers commit in order."""

feed = Table(
    "feed",
    INTERNAL,
    *_text("court_id", "record_type", "record_id"),
    Column("change_number", BigInteger, nullable=False),
    *_text("state"),
    Column("version", Integer, nullable=False),
    *_optional("case_id", "judge_id", "clerk_id", "division_id"),
    *_text("changed_at"),
    PrimaryKeyConstraint("court_id", "record_type", "record_id"),
    Index("uq_feed_change_number", "court_id", "change_number", unique=True),
    Index("ix_feed_case_id", "court_id", "case_id"),
    Index("ix_feed_judge_id", "court_id", "judge_id", "change_number"),
    Index("ix_feed_clerk_id", "court_id", "clerk_id", "change_number"),
)
"""One row per record: its latest change number, `live` or `deleted`, and whose it is at present."""

departure = Table(
    "departure",
    INTERNAL,
    *_text("court_id"),
    Column("change_number", BigInteger, nullable=False),
    *_text("record_type", "record_id"),
    *_optional("judge_id", "clerk_id", "division_id"),
    *_text("departed_at"),
    PrimaryKeyConstraint("court_id", "change_number"),
    Index("ix_departure_departed_at", "court_id", "departed_at"),
)
"""A record that changed hands at that change number, and whose it was before: they are told to evict it."""

device = Table(
    "device",
    INTERNAL,
    *_text("court_id", "id", "user_id", "name", "public_key"),
    Column("epoch", Integer, nullable=False),
    *_text("enrolled_at"),
    *_optional("revoked_at"),
    *_text("audit_head"),
    Column("audit_count", BigInteger, nullable=False),
    PrimaryKeyConstraint("court_id", "id"),
)
"""An enrolled workstation: one user, one Ed25519 key, the highest epoch seen, and its audit chain's last head."""

batch = Table(
    "batch",
    INTERNAL,
    *_text("court_id", "device_id"),
    Column("device_epoch", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    *_text("batch_id", "user_id", "sha256"),
    Column("reply", LargeBinary, nullable=False),
    *_text("received_at"),
    PrimaryKeyConstraint("court_id", "device_id", "device_epoch", "sequence"),
    UniqueConstraint("court_id", "batch_id", name="uq_batch_batch_id"),
)
"""Every batch applied, with its hash and the exact bytes of its reply."""

operation = Table(
    "operation",
    INTERNAL,
    *_text("court_id", "op_id", "record_type", "record_id", "user_id", "device_id", "batch_id", "status"),
    Column("version", Integer, nullable=False),
    *_text("fields", "conflict_ids", "made_at"),
    PrimaryKeyConstraint("court_id", "op_id"),
    Index("ix_operation_record", "court_id", "record_type", "record_id", "version"),
)
"""Every operation taken over, once: an operation that comes again in another batch gets the same result."""

account = Table(
    "account",
    INTERNAL,
    *_text("court_id", "id", "login", "password_hash", "created_at"),
    *_optional("disabled_at"),
    PrimaryKeyConstraint("court_id", "id"),
    UniqueConstraint("court_id", "login", name="uq_account_login"),
)
"""What a person signs in with; `id` is the staff record's."""

session = Table(
    "session",
    INTERNAL,
    *_text("court_id", "token_sha256", "user_id", "device_id", "created_at", "expires_at"),
    *_optional("revoked_at"),
    PrimaryKeyConstraint("court_id", "token_sha256"),
    Index("ix_session_user_id", "court_id", "user_id"),
)
"""A signed-in device. Only the token's hash is kept."""

enrolment_code = Table(
    "enrolment_code",
    INTERNAL,
    *_text("court_id", "code_sha256", "user_id", "created_at", "expires_at"),
    *_optional("used_at"),
    PrimaryKeyConstraint("court_id", "code_sha256"),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    INTERNAL,
    *_text("court_id", "kind", "subject"),
    Column("failures", Integer, nullable=False),
    *_text("last_failed_at", "blocked_until"),
    PrimaryKeyConstraint("court_id", "kind", "subject"),
)
"""Failed sign-ins in a row, counted for accounts and for addresses apart; `subject` is a SHA-256."""

blob = Table(
    "blob",
    INTERNAL,
    *_text("court_id", "sha256"),
    Column("size", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    *_text("created_by", "created_at"),
    PrimaryKeyConstraint("court_id", "sha256"),
)
"""A file known by its hash; its bytes lie in the file store."""

blob_chunk = Table(
    "blob_chunk",
    INTERNAL,
    *_text("court_id", "sha256"),
    Column("position", Integer, nullable=False),
    *_text("chunk_sha256"),
    PrimaryKeyConstraint("court_id", "sha256", "position"),
)
"""A chunk that lies on disk, durably, of a file that is not complete yet."""

blob_use = Table(
    "blob_use",
    INTERNAL,
    *_text("court_id", "sha256", "record_type", "record_id"),
    PrimaryKeyConstraint("court_id", "sha256", "record_type", "record_id"),
)
"""Which records name a file: who may see one of them may read and send the file."""

audit = Table(
    "audit",
    INTERNAL,
    *_text("court_id", "id", "at", "actor_id", "action", "subject", "details"),
    PrimaryKeyConstraint("court_id", "id"),
    Index("ix_audit_at", "court_id", "at"),
)
"""What the server did for whom: sign-ins, enrolments, administration, deletions with the values deleted."""

RELEASE: ReleaseTables = add_release_tables(INTERNAL)
"""The ledger of releases; see release_tables."""
