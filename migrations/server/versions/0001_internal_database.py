"""The internal database: records of the court, feed, devices, batches, accounts, files, audit.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def upgrade() -> None:
    _create_records()
    _create_sync()
    _create_access()


def _create_records() -> None:
    op.create_table(
        "court",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("code", "name", "old_prefix", "settings", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_table(
        "division",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("name", nullable=True),
        sa.Column("position", sa.BigInteger, nullable=True),
        sa.Column("active", sa.Boolean, nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_table(
        "staff",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("login", "name", "division_id", "roles", nullable=True),
        sa.Column("active", sa.Boolean, nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_staff_login", "staff", ["court_id", "login"])
    op.create_table(
        "calendar_year",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("year", sa.BigInteger, nullable=True),
        *_text("days", "source", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_table(
        "case",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("number_text", nullable=True),
        sa.Column("number_year", sa.BigInteger, nullable=True),
        *_text("number_court", "number_type", nullable=True),
        sa.Column("number", sa.BigInteger, nullable=True),
        *_text("number_suffix", "cause", nullable=True),
        sa.Column("amount", sa.BigInteger, nullable=True),
        *_text("procedure", "source", "received_on", "filed_on", "time_limit", "judge_id", nullable=True),
        *_text("clerk_id", "division_id", "status", "closed_on", "close_mode", "source_system", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_case_clerk_id", "case", ["court_id", "clerk_id"])
    op.create_index("ix_case_division_id", "case", ["court_id", "division_id"])
    op.create_index("ix_case_filed_on", "case", ["court_id", "filed_on"])
    op.create_index("ix_case_judge_id", "case", ["court_id", "judge_id"])
    op.create_index("ix_case_number_text", "case", ["court_id", "number_text"])
    op.create_index("ix_case_status", "case", ["court_id", "status"])
    op.create_index("uq_case_number_text", "case", ["court_id", "number_text"], unique=True)
    op.create_table(
        "party",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("case_id", "name", "role", "side", "kind", nullable=True),
        sa.Column("position", sa.BigInteger, nullable=True),
        *_text("id_number", "phone", "address", "representative", "notice_number", "left_on", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_party_case_id", "party", ["court_id", "case_id"])
    op.create_table(
        "agent",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("case_id", "party_id", "name", "kind", "firm", "phone", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_agent_case_id", "agent", ["court_id", "case_id"])
    op.create_table(
        "process_event",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("case_id", "node", "happened_on", "operator_id", nullable=True),
        *_text("details", "note", "public_from", "entered_at", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_process_event_case_id", "process_event", ["court_id", "case_id"])
    op.create_table(
        "log_entry",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("case_id", "work_date", "entered_at", "officer_id", "kind", "place", nullable=True),
        *_text("present", "content", "result", "attachments", "visibility", "not_before", "amends_id", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_log_entry_case_id", "log_entry", ["court_id", "case_id"])
    op.create_index("ix_log_entry_officer_id", "log_entry", ["court_id", "officer_id"])
    op.create_index("ix_log_entry_work_date", "log_entry", ["court_id", "work_date"])
    op.create_table(
        "document",
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("case_id", "kind", "title", "decided_on", "effective_on", nullable=True),
        *_text("served_on", "status", "status_on", "judge_id", "file_sha256", "file_name", nullable=True),
        sa.Column("file_size", sa.BigInteger, nullable=True),
        *_text("docx_sha256", nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_document_case_id", "document", ["court_id", "case_id"])
    op.create_index("ix_document_effective_on", "document", ["court_id", "effective_on"])
    _records(
        "withholding",
        ("case_id", "document_id"),
        *("case_id", "document_id", "ground_list", "ground", "reason", "status", "status_on"),
        *("flagged_by", "flagged_on", "head_id", "head_on"),
        *("head_opinion", "vice_president_id", "vice_president_on", "vice_president_opinion"),
    )
    _records(
        "web_copy",
        ("case_id", "document_id"),
        *("case_id", "document_id", "profile", "source_sha256", "content", "replacements", "answers"),
        *("prepared_by", "prepared_on", "confirmed_by", "confirmed_on"),
    )
    _records(
        "document_step",
        ("case_id", "document_id"),
        *("case_id", "document_id", "action", "status", "reason", "month", "made_by", "made_at"),
    )
    _records("masking_rule", ("words",), "action", "words", "note", "made_by", "made_on", "revoked_on")
    _records(
        "conflict",
        ("case_id", "record_id"),
        *("case_id", "record_type", "record_id", "fields", "base", "mine", "theirs"),
        *("mine_by", "mine_at", "theirs_by", "theirs_at"),
        *("status", "choice", "resolved_by", "resolved_at"),
    )


def _records(name: str, indexed: tuple[str, ...], *fields: str) -> None:
    """A record type whose fields are all text."""
    op.create_table(
        name,
        *_text("court_id", "id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text(*fields, nullable=True),
        *_text("extra", "updated_by", "updated_at"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    for field in indexed:
        op.create_index(f"ix_{name}_{field}", name, ["court_id", field])


def _create_sync() -> None:
    op.create_table(
        "batch",
        *_text("court_id", "device_id"),
        sa.Column("device_epoch", sa.Integer, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        *_text("batch_id", "user_id", "sha256"),
        sa.Column("reply", sa.LargeBinary, nullable=False),
        *_text("received_at"),
        sa.PrimaryKeyConstraint("court_id", "device_id", "device_epoch", "sequence"),
        sa.UniqueConstraint("court_id", "batch_id", name="uq_batch_batch_id"),
    )
    op.create_table(
        "blob",
        *_text("court_id", "sha256"),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        *_text("created_by", "created_at"),
        sa.PrimaryKeyConstraint("court_id", "sha256"),
    )
    op.create_table(
        "blob_chunk",
        *_text("court_id", "sha256"),
        sa.Column("position", sa.Integer, nullable=False),
        *_text("chunk_sha256"),
        sa.PrimaryKeyConstraint("court_id", "sha256", "position"),
    )
    op.create_table(
        "blob_use",
        *_text("court_id", "sha256", "record_type", "record_id"),
        sa.PrimaryKeyConstraint("court_id", "sha256", "record_type", "record_id"),
    )
    op.create_table(
        "counter",
        *_text("court_id"),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("court_id"),
    )
    op.create_table(
        "departure",
        *_text("court_id"),
        sa.Column("change_number", sa.BigInteger, nullable=False),
        *_text("record_type", "record_id"),
        *_text("judge_id", "clerk_id", "division_id", nullable=True),
        *_text("departed_at"),
        sa.PrimaryKeyConstraint("court_id", "change_number"),
    )
    op.create_index("ix_departure_departed_at", "departure", ["court_id", "departed_at"])
    op.create_table(
        "feed",
        *_text("court_id", "record_type", "record_id"),
        sa.Column("change_number", sa.BigInteger, nullable=False),
        *_text("state"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("case_id", "judge_id", "clerk_id", "division_id", nullable=True),
        *_text("changed_at"),
        sa.PrimaryKeyConstraint("court_id", "record_type", "record_id"),
    )
    op.create_index("ix_feed_case_id", "feed", ["court_id", "case_id"])
    op.create_index("ix_feed_clerk_id", "feed", ["court_id", "clerk_id", "change_number"])
    op.create_index("ix_feed_judge_id", "feed", ["court_id", "judge_id", "change_number"])
    op.create_index("uq_feed_change_number", "feed", ["court_id", "change_number"], unique=True)
    op.create_table(
        "operation",
        *_text("court_id", "op_id", "record_type", "record_id", "user_id", "device_id", "batch_id", "status"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("fields", "conflict_ids", "made_at"),
        sa.PrimaryKeyConstraint("court_id", "op_id"),
    )
    op.create_index("ix_operation_record", "operation", ["court_id", "record_type", "record_id", "version"])
    op.create_table(
        "projection_due",
        *_text("court_id", "case_id", "due_on"),
        sa.PrimaryKeyConstraint("court_id", "case_id"),
    )
    op.create_index("ix_projection_due_due_on", "projection_due", ["court_id", "due_on"])
    op.create_table(
        "projection_progress",
        *_text("court_id"),
        sa.Column("change_number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("court_id"),
    )
    op.create_table(
        "release_run",
        *_text("court_id", "kind", "period"),
        sa.Column("complete", sa.Boolean, nullable=False),
        *_text("first_at", "last_at"),
        sa.PrimaryKeyConstraint("court_id", "kind", "period"),
    )
    op.create_table(
        "released_document",
        *_text("court_id", "document_id", "kind", "released_at", "case_id", "month"),
        sa.PrimaryKeyConstraint("court_id", "document_id", "kind", "released_at"),
    )
    op.create_index("ix_released_document_case_id", "released_document", ["court_id", "case_id"])
    op.create_index("ix_released_document_month", "released_document", ["court_id", "month"])
    op.create_table(
        "released_entry",
        *_text("court_id", "entry_id", "case_id", "week", "released_at"),
        sa.PrimaryKeyConstraint("court_id", "entry_id"),
    )
    op.create_index("ix_released_entry_case_id", "released_entry", ["court_id", "case_id"])
    op.create_index("ix_released_entry_week", "released_entry", ["court_id", "week"])


def _create_access() -> None:
    op.create_table(
        "account",
        *_text("court_id", "id", "login", "password_hash", "created_at"),
        *_text("disabled_at", nullable=True),
        sa.PrimaryKeyConstraint("court_id", "id"),
        sa.UniqueConstraint("court_id", "login", name="uq_account_login"),
    )
    op.create_table(
        "audit",
        *_text("court_id", "id", "at", "actor_id", "action", "subject", "details"),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_index("ix_audit_at", "audit", ["court_id", "at"])
    op.create_table(
        "device",
        *_text("court_id", "id", "user_id", "name", "public_key"),
        sa.Column("epoch", sa.Integer, nullable=False),
        *_text("enrolled_at"),
        *_text("revoked_at", nullable=True),
        *_text("audit_head"),
        sa.Column("audit_count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("court_id", "id"),
    )
    op.create_table(
        "enrolment_code",
        *_text("court_id", "code_sha256", "user_id", "created_at", "expires_at"),
        *_text("used_at", nullable=True),
        sa.PrimaryKeyConstraint("court_id", "code_sha256"),
    )
    op.create_table(
        "meta",
        *_text("court_id", "name", "value"),
        sa.PrimaryKeyConstraint("court_id", "name"),
    )
    op.create_table(
        "session",
        *_text("court_id", "token_sha256", "user_id", "device_id", "created_at", "expires_at"),
        *_text("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("court_id", "token_sha256"),
    )
    op.create_index("ix_session_user_id", "session", ["court_id", "user_id"])
    op.create_table(
        "sign_in_attempt",
        *_text("court_id", "kind", "subject"),
        sa.Column("failures", sa.Integer, nullable=False),
        *_text("last_failed_at", "blocked_until"),
        sa.PrimaryKeyConstraint("court_id", "kind", "subject"),
    )


def downgrade() -> None:
    for table in (
        "conflict",
        "masking_rule",
        "document_step",
        "web_copy",
        "withholding",
        "document",
        "log_entry",
        "process_event",
        "agent",
        "party",
        "case",
        "calendar_year",
        "staff",
        "division",
        "court",
        "released_entry",
        "released_document",
        "release_run",
        "projection_progress",
        "projection_due",
        "operation",
        "feed",
        "departure",
        "counter",
        "blob_use",
        "blob_chunk",
        "blob",
        "batch",
        "sign_in_attempt",
        "session",
        "meta",
        "enrolment_code",
        "device",
        "audit",
        "account",
    ):
        op.drop_table(table)
