"""Pulling: what changed above the cursor within the caller's scope, in order of change numbers (docs/SYNC.md §5)."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, or_, select

from central_server.services.identity.meta import HORIZON, read_meta, read_server_epoch
from central_server.services.records.callers import Caller
from central_server.storage.internal import RECORD_TABLES, counter, departure, feed
from central_server.storage.matching import one_of
from central_server.storage.store import RecordStore
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError
from court_core.protocol.messages import PulledRecord, PullPage
from court_core.records.access import Action, Reach
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import from_row

MAX_PAGE = 500
MAX_LARGE = 40
"""A page ends with the fortieth record that carries a whole judgment; on a bad line a page must come through."""
_LARGE = ("web_copy", "conflict")
MAX_LARGE_BYTES = 16 * 1024 * 1024
"""What these may be together; a workstation takes an answer of 32 MiB."""
_QUIET_STEP = 1_000


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a workstation stands. `begun_at` is the court's last change number when its rebuild began: what was
    deleted up to there never reached it, so tombstones pruned up to there are not missed.
    """

    epoch: str
    scope: str
    number: int
    begun_at: int


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    record_type: str
    record_id: str
    state: str
    version: int


class ChangePuller:
    """Reads pages of one court's feed."""

    def __init__(self, store: RecordStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def page(self, caller: Caller, cursor: str, limit: int = MAX_PAGE) -> PullPage:
        """The next page; an empty cursor begins a rebuild.

        Raises CourtError `sync.cursor-unreadable`; `sync.server-restored`, `sync.scope-changed` or
        `sync.cursor-too-old` when the workstation must rebuild from an empty cursor, keeping its outbox.
        """
        with self._store.read() as connection:
            at = self._open(connection, caller, cursor)
            items, more = self._items(connection, caller, at, max(1, min(limit, MAX_PAGE)))
            records = _with_values(connection, caller.court_id, items)
            fitting = _fitting(records)
            more = more or fitting < len(records)
            number = items[fitting - 1].number if items else at.number
            if not more:
                number = max(number, self._quiet(connection, caller.court_id, number, at.begun_at))
            return PullPage(
                items=records[:fitting],
                cursor=_write(_Cursor(at.epoch, at.scope, number, at.begun_at)),
                more=more,
                server_time=instant_text(self._clock.now()),
            )

    def _quiet(self, connection: Connection, court_id: str, number: int, begun_at: int) -> int:
        """Where a reader who has seen everything stands. Somebody to whom nothing new belongs moves on as well, or the
        horizon would overtake him; in steps, so that an idle round does not write a new cursor each time.
        """
        last = _last_number(connection, court_id)
        return last if last - max(number, begun_at) >= _QUIET_STEP else begun_at

    def _open(self, connection: Connection, caller: Caller, cursor: str) -> _Cursor:
        scope = caller.scope_fingerprint
        epoch = read_server_epoch(connection, caller.court_id)
        if not cursor:
            return _Cursor(epoch, scope, 0, _last_number(connection, caller.court_id))
        at = _read(cursor)
        if at.epoch != epoch:
            raise CourtError("sync.server-restored")
        if at.scope != scope:
            raise CourtError("sync.scope-changed")
        horizon = int(read_meta(connection, caller.court_id, HORIZON) or 0)
        if max(at.number, at.begun_at) < horizon:
            raise CourtError("sync.cursor-too-old")
        return at

    def _items(self, connection: Connection, caller: Caller, at: _Cursor, limit: int) -> tuple[list[_Item], bool]:
        """Up to `limit` items above the cursor, and whether more wait.

        What was deleted or departed before a rebuild began never reached the workstation and is left out.
        """
        columns = feed.c
        present = connection.execute(
            select(columns.change_number, columns.record_type, columns.record_id, columns.state, columns.version)
            .where(
                columns.court_id == caller.court_id,
                columns.change_number > at.number,
                _scope(feed, caller),
                or_(columns.state == "live", columns.change_number > at.begun_at),
            )
            .order_by(columns.change_number)
            .limit(limit + 1)
        ).all()
        found = [_Item(*row) for row in present]
        found += _departed(connection, caller, max(at.number, at.begun_at), limit + 1)
        found.sort(key=lambda item: item.number)
        large = [place for place, item in enumerate(found) if item.record_type in _LARGE]
        limit = min(limit, large[MAX_LARGE - 1] + 1) if len(large) >= MAX_LARGE else limit
        return found[:limit], len(found) > limit


def _last_number(connection: Connection, court_id: str) -> int:
    return int(connection.execute(select(counter.c.value).where(counter.c.court_id == court_id)).scalar_one())


def _departed(connection: Connection, caller: Caller, after: int, limit: int) -> list[_Item]:
    """Records that were the caller's and are not any more."""
    rows = connection.execute(
        select(
            departure.c.change_number,
            departure.c.record_type,
            departure.c.record_id,
            feed.c.judge_id,
            feed.c.clerk_id,
            feed.c.division_id,
        )
        .join(
            feed,
            and_(
                feed.c.court_id == departure.c.court_id,
                feed.c.record_type == departure.c.record_type,
                feed.c.record_id == departure.c.record_id,
            ),
        )
        .where(
            departure.c.court_id == caller.court_id,
            feed.c.court_id == caller.court_id,
            departure.c.change_number > after,
            _scope(departure, caller),
            ~_scope(feed, caller),
        )
        .order_by(departure.c.change_number)
        .limit(limit)
    ).all()
    return [_Item(row.change_number, row.record_type, row.record_id, "evicted", 0) for row in rows]


def _scope(table: FromClause, caller: Caller) -> ColumnElement[bool]:
    """The condition that a row of feed or departures is within the caller's reach of seeing."""
    by_reach: dict[Reach, list[str]] = defaultdict(list)
    for name in RECORD_TYPES:
        by_reach[caller.reach(name, Action.SEE)].append(name)
    columns = table.c
    # COALESCE: a null owner must make the negated condition true, not unknown.
    own = or_(_equals(columns.judge_id, caller.user_id), _equals(columns.clerk_id, caller.user_id))
    conditions: list[ColumnElement[bool]] = [false()]
    if table is feed:
        # About a record of the whole court: for the two people it names, whatever their roles.
        conditions.append(and_(columns.record_type == "conflict", columns.case_id.is_(None), own))
    if types := by_reach[Reach.COURT]:
        conditions.append(columns.record_type.in_(types))
    if types := by_reach[Reach.DIVISION]:
        within = or_(own, _equals(columns.division_id, caller.division_id)) if caller.division_id else own
        conditions.append(and_(columns.record_type.in_(types), within))
    if types := by_reach[Reach.OWN]:
        conditions.append(and_(columns.record_type.in_(types), own))
    return or_(*conditions)


def _equals(column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
    return and_(column.is_not(None), column == value)


def _with_values(connection: Connection, court_id: str, items: Sequence[_Item]) -> list[PulledRecord]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.state == "live":
            wanted[item.record_type].append(item.record_id)
    values = {name: _values(connection, court_id, name, ids) for name, ids in wanted.items()}
    return [
        PulledRecord(
            change_number=item.number,
            record_type=item.record_type,
            record_id=item.record_id,
            state=item.state,  # type: ignore[arg-type]  # live, deleted or evicted
            version=item.version,
            values=values[item.record_type].get(item.record_id, {}) if item.state == "live" else {},
        )
        for item in items
    ]


def _fitting(records: Sequence[PulledRecord]) -> int:
    """How many of these one page holds: large ones until they are too many bytes, at least one."""
    room = MAX_LARGE_BYTES
    for place, record in enumerate(records):
        if record.record_type in _LARGE:
            room -= len(msgspec.json.encode(record.values))
            if room < 0:
                return max(place, 1)
    return len(records)


def _values(connection: Connection, court_id: str, record_type: str, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
    """The values of these records, and nothing else of them: a docket of twenty thousand goes through here."""
    declaration, table = RECORD_TYPES[record_type], RECORD_TABLES[record_type]
    names = ("id", *declaration.by_name, "extra")
    found = connection.execute(
        select(*(table.c[name] for name in names)).where(
            table.c.court_id == court_id, one_of(connection, table.c.id, ids)
        )
    )
    return {row[0]: from_row(declaration, dict(zip(names, row, strict=True))) for row in found}


def _write(cursor: _Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _read(text: str) -> _Cursor:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=_Cursor)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
        raise CourtError("sync.cursor-unreadable") from error
