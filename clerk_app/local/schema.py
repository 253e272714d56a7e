"""Tables of the officer's database: the record tables derived from their declarations, and what sync and audit need.

The numbers here and the Alembic tree `migrations/workstation` describe the same schema; a test compares both.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    bindparam,
    func,
    select,
    text,
)

from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import workstation_table

APPLICATION_ID = 0x53434C4B
"""`SCLK`: tells an officer's database from another program's file."""

LOCAL_SCHEMA = 1
"""`PRAGMA user_version` of the schema below. A greater number belongs to a newer program and is refused unchanged."""

HEAD_REVISION = "0001"
"""The Alembic revision that makes LOCAL_SCHEMA."""

metadata = MetaData()

RECORD_TABLES: dict[str, Table] = {
    name: workstation_table(record_type, metadata) for name, record_type in RECORD_TYPES.items()
}

# What the server last said of a record that has work waiting here; the record table shows that work laid over it.
base = Table(
    "base",
    metadata,
    Column("record_type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("case_id", Text, index=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),  # absent (not yet known to the server), live, deleted, evicted
    Column("content", Text, nullable=False),  # the values as JSON
    PrimaryKeyConstraint("record_type", "record_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("user_id", Text, nullable=False),
    Column("record_type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("changes", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("batch_id", Text),  # set when sealed; sealed operations never change
    Index("ix_outbox_record", "record_type", "record_id"),
    Index("ix_outbox_batch_id", "batch_id"),
    sqlite_autoincrement=True,
)

# Refused by the server, kept with the text until the person has dealt with it.
refused = Table(
    "refused",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("record_type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("case_id", Text),
    Column("action", Text, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("changes", Text, nullable=False),
    Column("shown", Text, nullable=False),  # all values as the person left them, as JSON
    Column("made_at", Text, nullable=False),
    Column("status", Text, nullable=False),  # rejected, held
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("refused_at", Text, nullable=False),
    Column("settled_at", Text),
)

batch = Table(
    "batch",
    metadata,
    Column("batch_id", Text, primary_key=True),
    Column("device_id", Text, nullable=False),
    Column("device_epoch", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("operations", Integer, nullable=False),
    Column("sealed_at", Text, nullable=False),
    Column("acknowledged_at", Text),
    Index("ix_batch_place", "device_id", "device_epoch", "sequence", unique=True),
    # What waits for its answer, and what is old enough to go, without reading past a month of bodies.
    Index("ix_batch_acknowledged_at", "acknowledged_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("subject", Text, nullable=False, index=True),  # repeated from the body, to find it again
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

audit_receipt = Table(
    "audit_receipt",
    metadata,
    Column("audit_count", Integer, nullable=False),
    Column("audit_head", Text, nullable=False),
    Column("court_id", Text, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    PrimaryKeyConstraint("audit_count", "device_id"),
)

draft = Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

sync_state = Table(
    "sync_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# During a rebuild: what the server has shown so far.
rebuild_seen = Table(
    "rebuild_seen",
    metadata,
    Column("record_type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    PrimaryKeyConstraint("record_type", "record_id"),
)

sync_log = Table(
    "sync_log",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("uploaded", Boolean, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("problem", Text, nullable=False, default=""),
)

blob_chunk = Table(
    "blob_chunk",
    metadata,
    Column("sha256", Text, ForeignKey("blob.sha256", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256", "position"),
)

# Last day of each case's time limit, worked out by the rules when something of the case changes; a cache.
case_due = Table(
    "case_due",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("due_on", Text, index=True),
    Column("state", Text, nullable=False),
)

# The full-text index has no text of its own; this table gives each case its row number there.
case_search = Table(
    "case_search",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("case_id", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

EXTRA_DDL: tuple[str, ...] = (
    'CREATE INDEX ix_case_tail3 ON "case" (number % 1000)',
    'CREATE INDEX ix_case_tail4 ON "case" (number % 10000)',
    # Covers the list's order and its usual filters: twenty thousand ids without touching the table.
    'CREATE INDEX ix_case_list ON "case"'
    " (coalesce(filed_on, ''), id, status, number_type, judge_id, clerk_id, division_id)",
    'CREATE INDEX ix_case_number_order ON "case" (-number_year, number_type, number, id, status)',
    'CREATE INDEX ix_case_week ON "case" (judge_id, number_type, status)',
    "CREATE INDEX ix_process_event_node ON process_event (node)",
    "CREATE VIRTUAL TABLE search USING fts5(grams, content='', contentless_delete=1, detail=full, tokenize='unicode61')",
    "CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END",
    "CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END",
)


LISTED = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
"""For `column IN (…)`: the ids of the parameter `ids`, a JSON list. One text costs less to bind than hundreds."""


def create_schema(connection: Connection) -> None:
    """Make all tables of a new, empty database, and stamp it with schema number and Alembic revision."""
    metadata.create_all(connection)
    for statement in EXTRA_DDL:
        connection.execute(text(statement))
    # As Alembic itself would make it.
    connection.execute(
        text(
            "CREATE TABLE alembic_version"
            " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": HEAD_REVISION})
    connection.execute(text(f"PRAGMA user_version = {LOCAL_SCHEMA}"))
