"""What the screen 同步与冲突, the settings and the case import show: frozen dataclasses, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class ConflictField:
    """One field of a conflict, each value as a person reads it, and the raw values beside."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str
    raw_base: object
    raw_mine: object
    raw_theirs: object


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A question only a person can settle: two people changed the same fields from the same base."""

    id: str
    case_id: str
    case_number: str
    record_type: str
    record_id: str
    title: str
    fields: tuple[ConflictField, ...]
    mine_by: str
    mine_at: datetime | None
    theirs_by: str
    theirs_at: datetime | None
    status: str
    choice: str
    resolved_by: str
    resolved_at: datetime | None
    pending: bool


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A saved change that waits to be sent: `title` reads （2026）粤0103执12号 · 执行日志.

    Of one the server refused, `refused` is the reason with its remedy, and `text` what was written.
    """

    op_id: str
    record_type: str
    record_id: str
    case_id: str
    title: str
    action: str
    made_at: datetime
    refused: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A 常用语: Alt+1…9 types it. `kind` is the log kind it suggests; empty: any."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: `state` is `ok`, `warning` or `failed`; `remedy` says what to do."""

    name: str
    label: str
    state: str
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """The audit chain: `sound`, `broken` (at `row`), or `unanchored` (no countersignature of the server yet)."""

    state: str
    rows: int
    broken_row: int | None
    anchored_rows: int
    message: str


@dataclass(frozen=True, slots=True)
class CalendarImported:
    """A year's working-day arrangement taken over."""

    year: int
    holidays: int
    working_weekends: int
    change_set: ChangeSet
