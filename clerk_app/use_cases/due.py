"""When cases' time limits end: worked out by the rules, kept beside the cases so that lists can be ordered by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from clerk_app.local.due_dates import DueDate
from clerk_app.local.queries.case_clocks import CaseClock, case_clocks
from clerk_app.local.queries.cases import without_due
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.views import Due
from court_core.errors import CourtError
from court_core.rules.case_clock import Event, approved_extensions, excluded_periods
from court_core.rules.time_limits import deadline, limit_named

if TYPE_CHECKING:
    from clerk_app.local.records import Record

NO_LIMIT = Due(None, None, True, "none", "")
_RUNS, _RUNS_UNCONFIRMED, _STOPPED, _NONE = "runs", "runs-unconfirmed", "stopped", "none"


def work_out_due(desk: Desk, at_most: int = 500) -> int:
    """Work out the time limits that are missing; answers how many were. Fewer than `at_most`: all are there now."""
    with desk.store.read() as reader:
        case_ids = without_due(reader, at_most)
        clocks = case_clocks(reader, case_ids) if case_ids else ()
    if clocks:
        found = [due_of(desk, clock) for clock in clocks]
        with desk.store.write(desk.actor.user_id) as unit:
            unit.set_due(found)
    return len(clocks)


def due_of(desk: Desk, clock: CaseClock) -> DueDate:
    """The end of one case's limit: none for a closed case or an unknown limit, stopped while days are being excluded."""
    if clock.status not in ("open", "suspended") or clock.filed_on is None or not clock.time_limit:
        return DueDate(clock.case_id, None, _NONE)
    events = [Event(node, day, fields) for node, day, fields in clock.events]
    periods = excluded_periods(events)
    if any(period.end is None and period.start <= desk.today for period in periods):
        return DueDate(clock.case_id, None, _STOPPED)
    try:
        due = deadline(
            limit_named(clock.time_limit),
            clock.filed_on,
            [period for period in periods if period.end is not None],
            desk.calendar.calendar,
            approved_extensions(events),
        )
    except CourtError:
        # A limit of a newer program, or dates far out of range: the list shows none rather than a wrong one.
        return DueDate(clock.case_id, None, _NONE)
    return DueDate(clock.case_id, due.date, _RUNS if due.confirmed else _RUNS_UNCONFIRMED)


def events_of(records: Iterable[Record]) -> list[Event]:
    """Process events as the rules read them, in the order of their days."""
    found = [
        Event(str(record["node"]), date.fromisoformat(str(record["happened_on"])), details)
        for record in records
        if isinstance(details := record["details"] or {}, dict)
    ]
    return sorted(found, key=lambda event: event.happened_on)


def shown_due(desk: Desk, due_on: date | None, state: str) -> Due:
    """A stored time limit as screens show it today: 剩 3 天, 今天到期, 超期 2 天, 已停计."""
    if state == _STOPPED:
        return Due(None, None, True, "stopped", "已停计")
    if due_on is None:
        return NO_LIMIT
    confirmed = state != _RUNS_UNCONFIRMED
    left = (due_on - desk.today).days
    words = f"剩 {left} 天" if left > 0 else "今天到期" if left == 0 else f"超期 {-left} 天"
    nearness = "over" if left < 0 else "soon" if left <= desk.settings.soon_days else "far"
    return Due(due_on, left, confirmed, nearness, words if confirmed else f"{words}（未确认）")
