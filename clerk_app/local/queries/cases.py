"""The case list: ids in order, one page by keyset, the rows of a page, and search as it is typed.

Measured for 20,000 cases: a list of ids within 30 ms, a search within 5 ms; so a screen can ask at every key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, or_, select, text, true, tuple_

from clerk_app.local import schema
from clerk_app.local.queries.among import among
from clerk_app.local.reader import Reader
from clerk_app.local.search_index import phrase, plain

Order = Literal["filed", "number", "due"]

_case = schema.RECORD_TABLES["case"]
_party = schema.RECORD_TABLES["party"]
_event = schema.RECORD_TABLES["process_event"]
_log = schema.RECORD_TABLES["log_entry"]
_conflict = schema.RECORD_TABLES["conflict"]
_staff = schema.RECORD_TABLES["staff"]
_due = schema.case_due

_FAR = "9999-99-99"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list; what is not given does not narrow.

    `mine` is a user id: cases they judge, enforce or clerk. `overdue_on`: time limits that ended before that day.
    `due_until`: that end on that day or earlier. `unlogged`: enforcement cases without an entry from the first to the
    last day. `number_types` are type codes (执, 执恢). `pending`: something saved here waits to be sent.
    """

    mine: str = ""
    statuses: tuple[str, ...] = ()
    division_id: str = ""
    number_types: tuple[str, ...] = ()
    overdue_on: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    unlogged: tuple[date, date] | None = None
    pending: bool = False
    order: Order = "filed"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list. `parties` are (role, name) in their order; `last_node` is the latest process event's node."""

    id: str
    version: int
    number_text: str
    cause: str
    status: str
    judge_id: str
    judge: str
    clerk_id: str
    division_id: str
    filed_on: date | None
    time_limit: str
    parties: tuple[tuple[str, str], ...]
    last_node: str
    last_event_on: date | None
    last_log_on: date | None
    due_on: date | None
    due_state: str
    pending: bool
    conflicts: int


@dataclass(frozen=True, slots=True)
class Hits:
    """Cases found, and whether there are more than were asked for."""

    ids: tuple[str, ...]
    more: bool


def case_ids(reader: Reader, wanted: CaseFilter) -> tuple[str, ...]:
    """The ids of all cases that fit, in order."""
    order, _ = _order(wanted)
    listed = _select(wanted).order_by(*order).subquery()
    # One long text instead of twenty thousand rows: half the time.
    joined = reader.connection.execute(select(func.group_concat(listed.c.id))).scalar_one()
    return tuple(joined.split(",")) if joined else ()


def case_page(reader: Reader, wanted: CaseFilter, after: str = "", limit: int = 200) -> Hits:
    """One page, beginning behind the case `after`."""
    order, key = _order(wanted)
    statement = _select(wanted).order_by(*order).limit(limit + 1)
    if after:
        mark = reader.connection.execute(_joined(select(*key)).where(_case.c.id == after)).first()
        if mark is not None:
            behind = tuple_(*key) < tuple(mark) if wanted.order == "filed" else tuple_(*key) > tuple(mark)
            statement = statement.where(behind)
    found = _ids(reader, statement)
    return Hits(found[:limit], len(found) > limit)


def count_cases(reader: Reader, *wanted: CaseFilter) -> tuple[int, ...]:
    """How many cases fit each of the filters, in one look through all cases."""
    fitting = [func.count().filter(and_(true(), *_conditions(one))) for one in wanted]
    statement: Select[Any] = select().add_columns(*fitting)
    return tuple(reader.connection.execute(_joined(statement)).one())


def search_cases(reader: Reader, typed: str, limit: int = 200) -> Hits:
    """Cases by what was typed: up to four digits are the number's tail (尾号), anything else is looked up in case
    number, parties, agents and cause. Words between spaces must all occur. Newest registered first.
    """
    words = [word for word in typed.split() if plain(word)]
    if not words:
        return Hits((), False)
    if len(words) == 1 and plain(words[0]).isascii() and plain(words[0]).isdigit():
        found = _by_tail(reader, plain(words[0]), limit)
        if found.ids:
            return found
    query = " AND ".join(phrase(word) for word in words)
    statement = text(
        "SELECT case_id FROM case_search JOIN search ON search.rowid = case_search.number"
        " WHERE search MATCH :query ORDER BY search.rowid DESC LIMIT :limit"
    )
    ids = tuple(reader.connection.execute(statement, {"query": query, "limit": limit + 1}).scalars())
    return Hits(ids[:limit], len(ids) > limit)


def _by_tail(reader: Reader, digits: str, limit: int) -> Hits:
    tail = int(digits)
    number = _case.c.number
    if len(digits) <= 3:
        # One index serves one, two and three digits: 7 is found as 007, 017, … 997.
        condition: ColumnElement[bool] = (number % text("1000")).in_(range(tail, 1000, 10 ** len(digits)))
    elif len(digits) == 4:
        condition = number % text("10000") == tail
    else:
        condition = and_(number % text("10000") == tail % 10000, number % 10 ** len(digits) == tail)
    statement = (
        select(_case.c.id)
        .where(condition)
        .order_by(_case.c.number_year.desc(), _case.c.number.desc(), _case.c.id)
        .limit(limit + 1)
    )
    ids = _ids(reader, statement)
    return Hits(ids[:limit], len(ids) > limit)


def find_number(reader: Reader, number_text: str) -> str | None:
    """The id of the case with exactly this printed number; None when this workstation holds none."""
    return reader.connection.execute(
        select(_case.c.id).where(_case.c.number_text == number_text).limit(1)
    ).scalar_one_or_none()


def case_lines(reader: Reader, ids: Sequence[str]) -> tuple[CaseLine, ...]:
    """The rows of these cases in the order given; ids that are gone are left out."""
    if not ids:
        return ()
    found = {row["id"]: row for row in reader.connection.execute(_lines().where(among(_case.c.id, ids))).mappings()}
    parties = _parties(reader, ids)
    events = _last_events(reader, ids)
    logs = _latest(reader, _log, _log.c.work_date, ids)
    conflicts = _open_conflicts(reader, ids)
    return tuple(
        _line(found[case_id], parties.get(case_id, ()), events.get(case_id), logs.get(case_id), conflicts.get(case_id))
        for case_id in ids
        if case_id in found
    )


def without_due(reader: Reader, limit: int = 1000) -> tuple[str, ...]:
    """Cases whose time limit must be worked out (again)."""
    missing = ~exists().where(_due.c.case_id == _case.c.id)
    return _ids(reader, select(_case.c.id).where(missing).limit(limit))


def _ids(reader: Reader, statement: Select[Any]) -> tuple[str, ...]:
    return tuple(reader.connection.execute(statement).scalars())


def _select(wanted: CaseFilter) -> Select[Any]:
    statement = select(_case.c.id)
    needs_due = wanted.order == "due" or _narrowed(wanted)
    return (_joined(statement) if needs_due else statement).where(*_conditions(wanted))


def _narrowed(wanted: CaseFilter) -> bool:
    return bool(wanted.due_until or wanted.due_from or wanted.overdue_on)


def _joined(statement: Select[Any]) -> Select[Any]:
    return statement.select_from(_case.outerjoin(_due, _due.c.case_id == _case.c.id))


def _order(wanted: CaseFilter) -> tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]:
    """What to order by, and the key of a row for going on behind it."""
    filed = func.coalesce(_case.c.filed_on, literal_column("''"))  # a bound value would miss the index
    if wanted.order == "filed":
        return [filed.desc(), _case.c.id.desc()], [filed, _case.c.id]
    if wanted.order == "due":
        # Where the limit narrows the list, every case has one, and its index gives the order.
        due_on: ColumnElement[Any] = _due.c.due_on if _narrowed(wanted) else func.coalesce(_due.c.due_on, _FAR)
        key: list[ColumnElement[Any]] = [due_on, _case.c.id]
    else:
        key = [-_case.c.number_year, _case.c.number_type, _case.c.number, _case.c.id]
    return key, key


def _conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    # Where the limit narrows the list, its index leads, and these only sift: `+` keeps their own indexes out of it.
    # By judge and status SQLite would fetch nearly all cases and sort them.
    status, judge, clerk = (
        (literal_column(f'+"case".{column.name}') if _narrowed(wanted) else column)
        for column in (_case.c.status, _case.c.judge_id, _case.c.clerk_id)
    )
    if wanted.mine:
        conditions.append(or_(judge == wanted.mine, clerk == wanted.mine))
    if wanted.statuses:
        conditions.append(status.in_(wanted.statuses))
    if wanted.division_id:
        conditions.append(_case.c.division_id == wanted.division_id)
    if wanted.number_types:
        conditions.append(_case.c.number_type.in_(wanted.number_types))
    if wanted.overdue_on:
        conditions.append(_due.c.due_on < wanted.overdue_on.isoformat())
    if wanted.due_from:
        conditions.append(_due.c.due_on >= wanted.due_from.isoformat())
    if wanted.due_until:
        conditions.append(_due.c.due_on <= wanted.due_until.isoformat())
    if wanted.unlogged:
        first, last = (day.isoformat() for day in wanted.unlogged)
        # The other way round (per case, is there an entry?) costs twenty thousand look-ups.
        conditions.append(_case.c.id.not_in(select(_log.c.case_id).where(_log.c.work_date.between(first, last))))
    if wanted.pending:
        conditions.append(_case.c.id.in_(select(schema.base.c.case_id)))
    return conditions


def _lines() -> Select[Any]:
    pending = exists().where(schema.base.c.case_id == _case.c.id)
    columns = (
        _case.c.id,
        _case.c.version,
        _case.c.number_text,
        _case.c.cause,
        _case.c.status,
        _case.c.judge_id,
        _case.c.clerk_id,
        _case.c.division_id,
        _case.c.filed_on,
        _case.c.time_limit,
        _staff.c.name.label("judge"),
        _due.c.due_on,
        _due.c.state.label("due_state"),
        pending.label("pending"),
    )
    joined = _case.outerjoin(_due, _due.c.case_id == _case.c.id).outerjoin(_staff, _staff.c.id == _case.c.judge_id)
    return select(*columns).select_from(joined)


def _parties(reader: Reader, ids: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    statement = (
        select(_party.c.case_id, _party.c.role, _party.c.name)
        .where(among(_party.c.case_id, ids), _party.c.left_on.is_(None))
        .order_by(_party.c.case_id, _party.c.position, _party.c.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for case_id, role, name in reader.connection.execute(statement):
        found.setdefault(case_id, []).append((role or "", name or ""))
    return {case_id: tuple(named) for case_id, named in found.items()}


def _last_events(reader: Reader, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    statement = (
        select(_event.c.case_id, _event.c.node, _event.c.happened_on)
        .where(among(_event.c.case_id, ids))
        .order_by(_event.c.happened_on, _event.c.entered_at, _event.c.id)
    )
    return {case_id: (node, day) for case_id, node, day in reader.connection.execute(statement)}


def _latest(reader: Reader, table: Any, day: ColumnElement[Any], ids: Sequence[str]) -> dict[str, str]:
    statement = select(table.c.case_id, func.max(day)).where(among(table.c.case_id, ids)).group_by(table.c.case_id)
    return {row[0]: row[1] for row in reader.connection.execute(statement)}


def _open_conflicts(reader: Reader, ids: Sequence[str]) -> dict[str, int]:
    statement = (
        select(_conflict.c.case_id, func.count())
        .where(among(_conflict.c.case_id, ids), _conflict.c.status == "open")
        .group_by(_conflict.c.case_id)
    )
    return {row[0]: row[1] for row in reader.connection.execute(statement)}


def _line(
    row: Any, parties: tuple[tuple[str, str], ...], event: tuple[str, str] | None, log: str | None, open_: int | None
) -> CaseLine:
    return CaseLine(
        id=row["id"],
        version=row["version"],
        number_text=row["number_text"] or "",
        cause=row["cause"] or "",
        status=row["status"] or "",
        judge_id=row["judge_id"] or "",
        judge=row["judge"] or "",
        clerk_id=row["clerk_id"] or "",
        division_id=row["division_id"] or "",
        filed_on=day_of(row["filed_on"]),
        time_limit=row["time_limit"] or "",
        parties=parties,
        last_node=event[0] if event else "",
        last_event_on=day_of(event[1]) if event else None,
        last_log_on=day_of(log),
        due_on=day_of(row["due_on"]),
        due_state=row["due_state"] or "",
        pending=bool(row["pending"]),
        conflicts=open_ or 0,
    )


def day_of(stored: str | None) -> date | None:
    """The date in a date column."""
    return date.fromisoformat(stored) if stored else None
