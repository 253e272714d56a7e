"""Taking in a page of the server's changes, part by part, the cursor with the last; work that waits here untouched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, and_, delete, exists, or_, select

from clerk_app.local import due_dates, outbox_rows, rows, schema, search_index
from clerk_app.local.changes import ChangeSet
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.records import case_of
from clerk_app.local.rows import Base
from clerk_app.local.settling import settle
from clerk_app.local.sync_state import read_place, write_place
from court_core.errors import CourtError
from court_core.protocol.messages import PulledRecord, PullPage
from court_core.records.types import RECORD_TYPES

PART = 32
"""Records between two looks at whether a save waits: some 2 ms for new ones, 8 ms for cases that are indexed anew."""

Key = tuple[str, str]
_NESTED = frozenset({dict, list})
_ANYTHING_HERE = select(or_(*(exists(select(table.c.id)) for table in schema.RECORD_TABLES.values())))
_MARK_SEEN = "INSERT OR IGNORE INTO rebuild_seen (record_type, record_id) SELECT ?, value FROM json_each(?)"


def begin_rebuild(connection: Connection) -> None:
    """Take everything from the server anew. The outbox, drafts and files stay; what the server no longer shows this
    person is removed at the end.
    """
    connection.execute(delete(schema.rebuild_seen))
    write_place(connection, cursor="", rebuilding=True)


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


@dataclass
class _Touched:
    """What a part changed, and what must follow it: the search index and the kept time limits of these cases."""

    records: set[Key] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)
    to_index: set[str] = field(default_factory=set)
    due: set[str] = field(default_factory=set)

    def note(self, record_type: str, record_id: str, *cases: str | None, indexed: bool = True) -> None:
        """A record changed; `cases` are those it belongs and belonged to. `indexed`: in what is searched, too."""
        self.records.add((record_type, record_id))
        concerned = {case_id for case_id in cases if case_id}
        self.cases |= concerned
        if indexed and record_type in search_index.INDEXED_FIELDS:
            self.to_index |= concerned
        if record_type in due_dates.DEPENDS_ON:
            self.due |= concerned


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
        place = replace(place, rebuilding=False)
        write_place(connection, rebuilding=False)
    touched = _Touched()
    for record_type, arrived in part.by_type.items():
        if place.rebuilding:
            _mark_seen(connection, record_type, arrived)
        _take(connection, record_type, arrived, touched)
    _evict_with_cases(connection, part.by_type.get("case", []), touched)
    if part.cursor is not None:
        if place.rebuilding and part.last:
            _finish_rebuild(connection, touched)
            write_place(connection, rebuilding=False)
        write_place(connection, cursor=part.cursor)
    search_index.reindex(connection, touched.to_index)
    due_dates.forget(connection, touched.due)
    return ChangeSet(frozenset(touched.records), frozenset(touched.cases))


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


def _take(connection: Connection, record_type: str, arrived: Sequence[Arrival], touched: _Touched) -> None:
    """Write those of one type's records that say something new."""
    ids = [item.record_id for item, _ in arrived]
    here, held = rows.read_columns(connection, record_type, ids), rows.read_bases(connection, record_type, ids)
    fresh: list[rows.Row] = []
    confirmed: dict[str, int] = {}
    gone: list[str] = []
    for item, row in arrived:
        old = here.get(item.record_id)
        if item.record_id in held:
            touched.note(record_type, item.record_id, _take_over_waiting(connection, item, held[item.record_id]))
        elif row is None:
            if old is not None:
                gone.append(item.record_id)
                touched.note(record_type, item.record_id, rows.case_in(record_type, old))
        elif old is None:
            fresh.append(row)
            touched.note(record_type, item.record_id, rows.case_in(record_type, row))
        elif differing := rows.differing(record_type, old, row):
            fresh.append(row)
            # A record that was deleted and made anew since the last pull may have been in another case before.
            cases = rows.case_in(record_type, old), rows.case_in(record_type, row)
            searched = not differing.isdisjoint(search_index.INDEXED_FIELDS.get(record_type, ()))
            touched.note(record_type, item.record_id, *cases, indexed=searched)
        elif rows.version_in(old) != item.version:
            # Our own change come back, mostly: nothing that is shown, searched or counted follows from it.
            confirmed[item.record_id] = item.version
    rows.put_columns(connection, record_type, fresh)
    rows.set_versions(connection, record_type, confirmed)
    rows.remove_rows(connection, record_type, gone)


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


def _evict_with_cases(connection: Connection, cases: Sequence[Arrival], touched: _Touched) -> None:
    """What belongs to a case that left this person's scope leaves with it; waiting work keeps its record here."""
    case_ids = [item.record_id for item, _ in cases if item.state == "evicted"]
    if not case_ids:
        return
    for record_type, table in schema.RECORD_TABLES.items():
        if record_type == "case" or "case_id" not in table.c:
            continue
        found = connection.execute(
            select(table.c.id, table.c.case_id).where(table.c.case_id.in_(schema.LISTED)), {"ids": json.dumps(case_ids)}
        ).all()
        for row in found:
            if _evict(connection, record_type, row.id):
                touched.note(record_type, row.id, row.case_id)


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


def _finish_rebuild(connection: Connection, touched: _Touched) -> None:
    """Remove what the server did not show: deleted long ago, or out of scope."""
    seen = schema.rebuild_seen
    for record_type, table in schema.RECORD_TABLES.items():
        unseen = ~exists().where(and_(seen.c.record_type == record_type, seen.c.record_id == table.c.id))
        ids = connection.execute(select(table.c.id).where(unseen)).scalars().all()
        for record_id, row in rows.read_columns(connection, record_type, ids).items():
            if _evict(connection, record_type, record_id):
                touched.note(record_type, record_id, rows.case_in(record_type, row))
    connection.execute(delete(seen))
