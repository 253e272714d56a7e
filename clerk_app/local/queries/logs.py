"""Enforcement log entries by case, days, officer, kind and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from clerk_app.local import schema
from clerk_app.local.reader import Reader
from clerk_app.local.records import Record

_log = schema.RECORD_TABLES["log_entry"]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is not given does not narrow. `days` are the first and the last work date; `words` occur in the content."""

    case_id: str = ""
    officer_id: str = ""
    kind: str = ""
    days: tuple[date, date] | None = None
    words: str = ""
    limit: int = 500


def log_entries(reader: Reader, wanted: LogFilter) -> tuple[Record, ...]:
    """The entries that fit, the newest work date first, of one day the last entered first."""
    statement = select(_log.c.id).order_by(_log.c.work_date.desc(), _log.c.entered_at.desc(), _log.c.id.desc())
    if wanted.case_id:
        statement = statement.where(_log.c.case_id == wanted.case_id)
    if wanted.officer_id:
        statement = statement.where(_log.c.officer_id == wanted.officer_id)
    if wanted.kind:
        statement = statement.where(_log.c.kind == wanted.kind)
    if wanted.days:
        first, last = (day.isoformat() for day in wanted.days)
        statement = statement.where(_log.c.work_date.between(first, last))
    if wanted.words:
        statement = statement.where(_log.c.content.contains(wanted.words, autoescape=True))
    ids = reader.connection.execute(statement.limit(wanted.limit)).scalars().all()
    found = (reader.get("log_entry", entry_id) for entry_id in ids)
    return tuple(entry for entry in found if entry is not None)
