"""Which cases are to be projected again: those the feed says were touched, and those that time alone changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from central_server.services.records.record_state import chunks
from central_server.storage.internal import CASE_TABLE, RECORD_TABLES, RELEASE, feed

_CHANGES_AT_ONCE = 20_000
_SHOWN_NAMES = ("staff", "division")


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed since the last projection: the cases concerned and the change number reached."""

    case_ids: frozenset[str]
    change_number: int


def read_touched(connection: Connection, court_id: str) -> Touched | None:
    """The next portion of the feed after the last projection; None when there is nothing new."""
    progress = RELEASE.progress.c
    reached = connection.execute(
        select(progress.change_number).where(progress.court_id == court_id)
    ).scalar_one_or_none()
    rows = connection.execute(
        select(feed.c.change_number, feed.c.record_type, feed.c.record_id, feed.c.case_id)
        .where(feed.c.court_id == court_id, feed.c.change_number > (reached or 0))
        .order_by(feed.c.change_number)
        .limit(_CHANGES_AT_ONCE)
    ).all()
    if not rows:
        return None
    case_ids = {row.case_id for row in rows if row.case_id}
    case_ids |= _cases_naming(connection, court_id, {row.record_id for row in rows if row.record_type in _SHOWN_NAMES})
    if any(row.record_type == "court" for row in rows):
        case_ids |= _cases_with_the_courts_name(connection, court_id)
    return Touched(frozenset(case_ids), rows[-1].change_number)


def due_cases(connection: Connection, court_id: str, today: date) -> list[str]:
    """The cases of which something becomes visible, or stops to be, with this day."""
    due = RELEASE.due.c
    statement = select(due.case_id).where(due.court_id == court_id, due.due_on <= today.isoformat())
    return list(connection.execute(statement).scalars())


def _cases_naming(connection: Connection, court_id: str, people: set[str]) -> set[str]:
    """Cases whose pages show the name of one of these persons or divisions."""
    found: set[str] = set()
    entries, documents = RECORD_TABLES["log_entry"], RECORD_TABLES["document"]
    for group in chunks(people):
        for column, result in (
            (CASE_TABLE.c.judge_id, CASE_TABLE.c.id),
            (CASE_TABLE.c.clerk_id, CASE_TABLE.c.id),
            (CASE_TABLE.c.division_id, CASE_TABLE.c.id),
            (entries.c.officer_id, entries.c.case_id),
            (documents.c.judge_id, documents.c.case_id),
        ):
            table = column.table
            statement = select(result).where(table.c.court_id == court_id, column.in_(group)).distinct()
            found.update(connection.execute(statement).scalars())
    return found


def _cases_with_the_courts_name(connection: Connection, court_id: str) -> set[str]:
    documents = RECORD_TABLES["document"]
    statement = select(documents.c.case_id).where(
        documents.c.court_id == court_id, documents.c.status.in_(("published", "withheld"))
    )
    return set(connection.execute(statement.distinct()).scalars())
