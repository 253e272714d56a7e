"""Taking in a page of the server's changes: page and cursor in one transaction, work that waits here untouched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, and_, delete, exists, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import due_dates, outbox_rows, rows, schema, search_index
from clerk_app.local.changes import ChangeSet
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.records import case_of
from clerk_app.local.rows import Base
from clerk_app.local.settling import settle
from clerk_app.local.sync_state import SyncPlace, read_place, write_place
from court_core.errors import CourtError
from court_core.protocol.messages import PulledRecord, PullPage
from court_core.records.fields import Kind, Values
from court_core.records.types import RECORD_TYPES

Key = tuple[str, str]
STRUCTURED = (Kind.JSON, Kind.LIST)


def begin_rebuild(connection: Connection, *, full: bool) -> None:
    """Take everything from the server anew. The outbox, drafts and files stay; what the server no longer shows this
    person is removed at the end. `full` also distrusts equal versions, because the server was restored.
    """
    connection.execute(delete(schema.rebuild_seen))
    write_place(connection, cursor="", rebuilding=True, full=full)


def take_page(connection: Connection, page: PullPage, expected_cursor: str, *, last: bool) -> ChangeSet:
    """Store one page and its cursor. Raises CourtError `sync.answer-damaged` for values that no record can hold.

    A page asked for with another cursor than the stored one is left alone, so that two pulls beside each other never
    move the cursor backwards. `last`: nothing more waits behind it.
    """
    place = read_place(connection)
    if place.cursor != expected_cursor:
        return ChangeSet()
    # A newer server may know record types that this program does not; it will be pulled again after the upgrade.
    items = [item for item in page.items if item.record_type in RECORD_TYPES]
    _check(items)
    if place.rebuilding:
        _mark_seen(connection, items)
    changed = _take(connection, items, place)
    if place.rebuilding and last:
        changed |= _finish_rebuild(connection)
        write_place(connection, rebuilding=False, full=False)
    _refresh(connection, changed)
    write_place(connection, cursor=page.cursor)
    return ChangeSet(frozenset(changed), frozenset(case_id for case_id in changed.values() if case_id))


def _check(items: Iterable[PulledRecord]) -> None:
    """Refuse a page whose values cannot be stored, before anything of it is."""
    for item in items:
        fields = RECORD_TYPES[item.record_type].by_name
        for name, value in item.values.items():
            field = fields.get(name)
            if field is not None and field.kind not in STRUCTURED and isinstance(value, dict | list):
                raise CourtError("sync.answer-damaged")


def _take(connection: Connection, items: Sequence[PulledRecord], place: SyncPlace) -> dict[Key, str | None]:
    """Write the items; answers each changed record with its case."""
    held = _held(connection, items)
    changed: dict[Key, str | None] = {}
    for record_type in RECORD_TYPES:
        mine = [item for item in items if item.record_type == record_type]
        if not mine:
            continue
        here = _here(connection, record_type, [item.record_id for item in mine])
        fresh: list[tuple[str, int, Values]] = []
        for item in mine:
            key = (item.record_type, item.record_id)
            old = here.get(item.record_id)
            if key in held:
                changed[key] = _take_over_waiting(connection, item, held[key])
            elif item.state != "live":
                if old is not None:
                    changed[key] = old[1]
            elif old is None or old[0] != item.version or place.full:
                fresh.append((item.record_id, item.version, item.values))
                changed[key] = case_of(record_type, item.record_id, item.values)
        rows.put_rows(connection, record_type, fresh)
        gone = [
            item.record_id
            for item in mine
            if item.state != "live" and (record_type, item.record_id) not in held and item.record_id in here
        ]
        rows.remove_rows(connection, record_type, gone)
    evicted = [item.record_id for item in items if item.record_type == "case" and item.state == "evicted"]
    return changed | _evict_with_cases(connection, evicted)


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


def _held(connection: Connection, items: Iterable[PulledRecord]) -> dict[Key, Base]:
    """The bases of those items that have work waiting."""
    wanted = {(item.record_type, item.record_id) for item in items}
    ids = func.json_each(json.dumps([record_id for _, record_id in wanted])).table_valued("value")
    found = connection.execute(
        select(schema.base.c.record_type, schema.base.c.record_id).where(
            schema.base.c.record_id.in_(select(ids.c.value))
        )
    ).all()
    bases = {key: rows.read_base(connection, *key) for key in (tuple(row) for row in found) if key in wanted}
    return {key: base for key, base in bases.items() if base is not None}


def _here(connection: Connection, record_type: str, ids: Sequence[str]) -> dict[str, tuple[int, str | None]]:
    """Version and case of those records that stand here."""
    table = schema.RECORD_TABLES[record_type]
    case_column = table.c.id if record_type == "case" else table.c.get("case_id")
    columns = [table.c.id, table.c.version] + ([case_column.label("case_key")] if case_column is not None else [])
    found = connection.execute(select(*columns).where(table.c.id.in_(ids)))
    return {row[0]: (row[1], row[2] if case_column is not None else None) for row in found}


def _evict_with_cases(connection: Connection, case_ids: Sequence[str]) -> dict[Key, str | None]:
    """What belongs to a case that left this person's scope leaves with it; waiting work keeps its record here."""
    changed: dict[Key, str | None] = {}
    if not case_ids:
        return changed
    for record_type, table in schema.RECORD_TABLES.items():
        if record_type == "case" or "case_id" not in table.c:
            continue
        found = connection.execute(select(table.c.id, table.c.case_id).where(table.c.case_id.in_(case_ids))).all()
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


def _mark_seen(connection: Connection, items: Iterable[PulledRecord]) -> None:
    seen = [{"record_type": item.record_type, "record_id": item.record_id} for item in items if item.state == "live"]
    if seen:
        connection.execute(upsert(schema.rebuild_seen).on_conflict_do_nothing(), seen)


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


def _refresh(connection: Connection, changed: dict[Key, str | None]) -> None:
    """Search index and kept time limits follow what changed."""
    indexed = {case for (name, _), case in changed.items() if case and name in search_index.INDEXED_TYPES}
    search_index.reindex(connection, indexed)
    due_dates.forget(connection, {case for (name, _), case in changed.items() if case and name in due_dates.DEPENDS_ON})
