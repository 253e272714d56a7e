"""The ledger of releases and the progress of projection.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "release_run",
        *_text("court_id", "kind", "period"),
        sa.Column("complete", sa.Boolean, nullable=False),
        *_text("first_at", "last_at"),
        sa.PrimaryKeyConstraint("court_id", "kind", "period"),
    )
    op.create_table(
        "released_entry",
        *_text("court_id", "entry_id", "case_id", "week", "released_at"),
        sa.PrimaryKeyConstraint("court_id", "entry_id"),
    )
    op.create_index("ix_released_entry_case_id", "released_entry", ["court_id", "case_id"])
    op.create_index("ix_released_entry_week", "released_entry", ["court_id", "week"])
    op.create_table(
        "released_document",
        *_text("court_id", "document_id", "kind", "released_at", "case_id", "month"),
        sa.PrimaryKeyConstraint("court_id", "document_id", "kind", "released_at"),
    )
    op.create_index("ix_released_document_case_id", "released_document", ["court_id", "case_id"])
    op.create_index("ix_released_document_month", "released_document", ["court_id", "month"])
    op.create_table(
        "projection_progress",
        *_text("court_id"),
        sa.Column("change_number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("court_id"),
    )
    op.create_table(
        "projection_due", *_text("court_id", "case_id", "due_on"), sa.PrimaryKeyConstraint("court_id", "case_id")
    )
    op.create_index("ix_projection_due_due_on", "projection_due", ["court_id", "due_on"])


def downgrade() -> None:
    for table in ("projection_due", "projection_progress", "released_document", "released_entry", "release_run"):
        op.drop_table(table)
