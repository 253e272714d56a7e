"""The ledger of releases in the internal database: what went out when, and how far projection has come.

`released_entry` and `released_document` are never deleted from: they are the court's proof of what was public from when.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, PrimaryKeyConstraint, Table, Text


@dataclass(frozen=True, slots=True)
class ReleaseTables:
    """The ledger's tables on one metadata.

    `run`: one row per kind (`logs`, `documents`) and period (`2026-W47`, `2026-11`); `complete` once it ran at or after
    its time, so that the calendar does not ask for it again. `entry`: log entries that went out. `document`: documents
    (`published`) and notices (`withheld`) that went out. `progress`: the change number up to which cases were projected.
    `due`: cases of which more becomes visible on a coming day.
    """

    run: Table
    entry: Table
    document: Table
    progress: Table
    due: Table


def add_release_tables(metadata: MetaData) -> ReleaseTables:
    """Declare the ledger on `metadata`; `court_id` leads every key."""
    run = Table(
        "release_run",
        metadata,
        *_text("court_id", "kind", "period"),
        Column("complete", Boolean, nullable=False),
        *_text("first_at", "last_at"),
        PrimaryKeyConstraint("court_id", "kind", "period"),
    )
    entry = Table(
        "released_entry",
        metadata,
        *_text("court_id", "entry_id", "case_id", "week", "released_at"),
        PrimaryKeyConstraint("court_id", "entry_id"),
        Index("ix_released_entry_case_id", "court_id", "case_id"),
        Index("ix_released_entry_week", "court_id", "week"),
    )
    document = Table(
        "released_document",
        metadata,
        *_text("court_id", "document_id", "kind", "released_at", "case_id", "month"),
        PrimaryKeyConstraint("court_id", "document_id", "kind", "released_at"),
        Index("ix_released_document_case_id", "court_id", "case_id"),
        Index("ix_released_document_month", "court_id", "month"),
    )
    progress = Table(
        "projection_progress",
        metadata,
        *_text("court_id"),
        Column("change_number", BigInteger, nullable=False),
        PrimaryKeyConstraint("court_id"),
    )
    due = Table(
        "projection_due",
        metadata,
        *_text("court_id", "case_id", "due_on"),
        PrimaryKeyConstraint("court_id", "case_id"),
        Index("ix_projection_due_due_on", "court_id", "due_on"),
    )
    return ReleaseTables(run, entry, document, progress, due)


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]
