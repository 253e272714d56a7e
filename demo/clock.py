"""The demonstration's clock: the machine's, shifted so that the tour begins on a Friday morning at the court."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.dates import court_instant
from court_core.rules.week import Week


class ShiftedClock:
    """The machine's time plus a shift that stands in a file, so that window and server processes agree on it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The shifted instant, aware, UTC; the machine's own as long as nobody has set the clock."""
        return datetime.now(UTC) + timedelta(milliseconds=self._shift())

    def set_to(self, day: date, at: time) -> None:
        """Let it be that wall-clock time at the court now; it runs on from there."""
        shift = court_instant(day, at) - datetime.now(UTC)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(str(shift // timedelta(milliseconds=1)), encoding="ascii")
        fresh.replace(self._path)  # another process never reads half a number

    def _shift(self) -> int:
        return int(self._path.read_text(encoding="ascii")) if self._path.exists() else 0


def covered_day(calendar: CourtCalendar, today: date) -> date:
    """`today`, or the last day before it whose year's working days are known."""
    while not calendar.calendar.covers(today.year):
        today = date(today.year - 1, 12, 31)
    return today


def latest_full_week(calendar: CourtCalendar, today: date) -> tuple[Week, date]:
    """The latest ordinary week, Monday to Friday, whose release falls on or before `today`, and its Friday."""
    day = covered_day(calendar, today)
    week = Week.of(day)
    while not _is_ordinary(calendar, week) or week.friday > day:
        week = week.previous
    return week, week.friday


def _is_ordinary(calendar: CourtCalendar, week: Week) -> bool:
    return calendar.log_days(week) == tuple(week.days[:5])
