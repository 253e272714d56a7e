"""Taking in a page of the server's changes, part by part, the cursor with the last; work that waits here untouched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, exists, null, or_, select

from clerk_app.local import due_dates, outbox_rows, rows, schema, search_index
from clerk_app.local.changes import ChangeSet
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.records import case_of
from clerk_app.local.rows import Base
from clerk_app.local.settling import settle
from clerk_app.local.sync_state import SyncPlace, read_place, write_place
from court_core.errors import CourtError
from court_core.protocol.messages import PulledRecord, PullPage
from court_core.records.types import RECORD_TYPES

PART = 32
"""Records between two looks at whether a save waits: some 2 ms for new ones, 8 ms for cases that are indexed anew."""

Key = tuple[str, str]
_NESTED = frozenset({dict, list})
_ANYTHING_HERE = select(or_(*(exists(select(table.c.id)) for table in schema.RECORD_TABLES.values())))
_MARK_SEEN = "INSERT OR IGNORE INTO rebuild_seen (record_type, record_id) SELECT ?, value FROM json_each(?)"


def begin_rebuild(connection: Connection, *, full: bool) -> None:
    """Take everything from the server anew. The outbox, drafts and files stay; what the server no longer shows this
    person is removed at the end. `full` also distrusts equal versions, because the server was restored.
    """
    connection.execute(delete(schema.rebuild_seen))
    write_place(connection, cursor="", rebuilding=True, full=full)


Arrival = tuple[PulledRecord, rows.Row | None]
"""A record, and its row when it is live."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of a page by type, checked and with their rows: all that needs no database.

    `cursor` stands in the page's last part only; `last` when nothing waits behind the page.
    """

    by_type: dict[str, list[Arrival]]
    cursor: str | None
    last: bool


def lay_out(page: PullPage) -> list[Part]:
    """Prepare a page for storing, before the writer's turn is taken. Raises CourtError `sync.answer-damaged` for values
    that no record can hold.
    """
    parts = [Part(_by_type(page.items[at : at + PART]), None, False) for at in range(0, len(page.items), PART)]
    final = parts.pop().by_type if parts else {}
    return [*parts, Part(final, page.cursor, not page.more)]


def _by_type(items: Iterable[PulledRecord]) -> dict[str, list[Arrival]]:
    # A newer server may know record types that this program does not; it will be pulled again after the upgrade.
    by_type: dict[str, list[Arrival]] = {name: [] for name in RECORD_TYPES}
    for item in items:
        arrived = by_type.get(item.record_type)
        if arrived is not None:
            _check(item)
            live = item.state == "live"
            arrived.append(
                (item, rows.row_of(item.record_type, item.record_id, item.version, item.values) if live else None)
            )
    return {name: arrived for name, arrived in by_type.items() if arrived}


def take_part(connection: Connection, part: Part, expected_cursor: str) -> ChangeSet:
    """Store one part of a page, and with the last one its cursor. What the connection then holds may be committed:
    records, search index and time limits agree after each part.

    A page asked for with another cursor than the stored one is left alone, so that two pulls beside each other never
    move the cursor backwards.
    """
    place = read_place(connection)
    if place.cursor != expected_cursor:
        return ChangeSet()
    if place.rebuilding and not place.cursor and not connection.execute(_ANYTHING_HERE).scalar_one():
        # The first pull of a new workstation: no record can be one that the server does not show, so none is noted.
        place = replace(place, rebuilding=False, full=False)
        write_place(connection, rebuilding=False, full=False)
    changed: dict[Key, str | None] = {}
    left: set[str] = set()
    for record_type, arrived in part.by_type.items():
        if place.rebuilding:
            _mark_seen(connection, record_type, arrived)
        changed |= _take(connection, record_type, arrived, place, left)
    changed |= _evict_with_cases(connection, part.by_type.get("case", []))
    if part.cursor is not None:
        if place.rebuilding and part.last:
            changed |= _finish_rebuild(connection)
            write_place(connection, rebuilding=False, full=False)
        write_place(connection, cursor=part.cursor)
    _refresh(connection, changed, left)
    return ChangeSet(frozenset(changed), frozenset(left.union(filter(None, changed.values()))))


def _check(item: PulledRecord) -> None:
    """Refuse values that cannot be stored in their fields' columns."""
    values, declaration = item.values, RECORD_TYPES[item.record_type]
    # By the values' types first, in one step: hardly any record has a list or an object at all.
    if not _NESTED.isdisjoint(map(type, values.values())):
        for name, value in values.items():
            if type(value) in _NESTED and name in declaration.by_name and name not in declaration.structured:
                raise CourtError("sync.answer-damaged")
    for name in declaration.booleans:
        if values.get(name) not in (None, False, True):
            raise CourtError("sync.answer-damaged")


def _take(
    connection: Connection, record_type: str, arrived: Sequence[Arrival], place: SyncPlace, left: set[str]
) -> dict[Key, str | None]:
    """Write one type's records; answers each changed one with its case. `left` takes the case that a record was in
    before, when it was deleted and made anew in another one since the last pull.
    """
    ids = [item.record_id for item, _ in arrived]
    here, held = _here(connection, record_type, ids), rows.read_bases(connection, record_type, ids)
    changed: dict[Key, str | None] = {}
    fresh: list[rows.Row] = []
    gone: list[str] = []
    for item, row in arrived:
        key, old = (record_type, item.record_id), here.get(item.record_id)
        if item.record_id in held:
            changed[key] = _take_over_waiting(connection, item, held[item.record_id])
        elif row is None:
            if old is not None:
                gone.append(item.record_id)
                changed[key] = old[1]
        elif old is None or old[0] != item.version or place.full:
            fresh.append(row)
            changed[key] = case_of(record_type, item.record_id, item.values)
            if old is not None and old[1] and old[1] != changed[key]:
                left.add(old[1])
    rows.put_columns(connection, record_type, fresh)
    rows.remove_rows(connection, record_type, gone)
    return changed


def _take_over_waiting(connection: Connection, item: PulledRecord, base: Base) -> str | None:
    """The record has work waiting: only its base moves, and the waiting work is laid over the new one."""
    if item.state == "live":
        case_id = case_of(item.record_type, item.record_id, item.values) or base.case_id
        moved = Base(item.version, "live", item.values, case_id)
    else:
        moved = replace(base, state=item.state, version=max(base.version, item.version))
    operations = waiting(connection, *outbox_rows.of_record(item.record_type, item.record_id))
    settle(connection, item.record_type, item.record_id, moved, operations)
    return moved.case_id


@cache
def _select_here(record_type: str) -> Select[Any]:
    table = schema.RECORD_TABLES[record_type]
    case_column = table.c.id if record_type == "case" else table.c.get("case_id", null())
    return select(table.c.id, table.c.version, case_column).where(table.c.id.in_(schema.LISTED))


def _here(connection: Connection, record_type: str, ids: Sequence[str]) -> dict[str, tuple[int, str | None]]:
    """Version and case of those records that stand here."""
    found = connection.execute(_select_here(record_type), {"ids": json.dumps(ids)})
    return {record_id: (version, case_id) for record_id, version, case_id in found}


def _evict_with_cases(connection: Connection, cases: Sequence[Arrival]) -> dict[Key, str | None]:
    """What belongs to a case that left this person's scope leaves with it; waiting work keeps its record here."""
    changed: dict[Key, str | None] = {}
    case_ids = [item.record_id for item, _ in cases if item.state == "evicted"]
    if not case_ids:
        return changed
    for record_type, table in schema.RECORD_TABLES.items():
        if record_type == "case" or "case_id" not in table.c:
            continue
        found = connection.execute(
            select(table.c.id, table.c.case_id).where(table.c.case_id.in_(schema.LISTED)), {"ids": json.dumps(case_ids)}
        ).all()
        changed |= {(record_type, row.id): row.case_id for row in found if _evict(connection, record_type, row.id)}
    return changed


def _evict(connection: Connection, record_type: str, record_id: str) -> bool:
    base = rows.read_base(connection, record_type, record_id)
    if base is None:
        rows.remove_row(connection, record_type, record_id)
        return True
    if base.state == "absent":
        return False
    operations = waiting(connection, *outbox_rows.of_record(record_type, record_id))
    settle(connection, record_type, record_id, replace(base, state="evicted"), operations)
    return True


def _mark_seen(connection: Connection, record_type: str, arrived: Iterable[Arrival]) -> None:
    seen = [item.record_id for item, row in arrived if row is not None]
    connection.exec_driver_sql(_MARK_SEEN, (record_type, json.dumps(seen)))


def _finish_rebuild(connection: Connection) -> dict[Key, str | None]:
    """Remove what the server did not show: deleted long ago, or out of scope."""
    changed: dict[Key, str | None] = {}
    seen = schema.rebuild_seen
    for record_type, table in schema.RECORD_TABLES.items():
        unseen = ~exists().where(and_(seen.c.record_type == record_type, seen.c.record_id == table.c.id))
        ids = connection.execute(select(table.c.id).where(unseen)).scalars().all()
        here = _here(connection, record_type, ids)
        for record_id in ids:
            if _evict(connection, record_type, record_id):
                changed[(record_type, record_id)] = here[record_id][1]
    connection.execute(delete(seen))
    return changed


def _refresh(connection: Connection, changed: dict[Key, str | None], left: set[str]) -> None:
    """Search index and kept time limits follow what changed."""
    indexed = {case for (name, _), case in changed.items() if case and name in search_index.INDEXED_TYPES}
    search_index.reindex(connection, indexed | left)
    due = {case for (name, _), case in changed.items() if case and name in due_dates.DEPENDS_ON}
    due_dates.forget(connection, due | left)
