"""The court's working week (ISO week, Monday to Sunday), written 2026-W47."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from court_core.errors import CourtError
from court_core.rules.dates import EARLIEST_YEAR, LATEST_YEAR, check_range
from court_core.rules.working_days import Calendar

_WEEK = re.compile(r"([0-9]{4})-?[Ww]([0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week; `year` is the ISO year, so that 2025-12-29 lies in 2026-W01."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week a date lies in."""
        iso = check_range(day).isocalendar()
        return cls(iso.year, iso.week)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read 2026-W47 (also 2026W47, lower case). CourtError `calendar.week-unreadable`, also for W53 of a short year."""
        match = _WEEK.fullmatch(text.strip())
        if match is None or not EARLIEST_YEAR <= int(match[1]) <= LATEST_YEAR:
            raise CourtError("calendar.week-unreadable", text=text[:20])
        try:
            date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError as error:
            raise CourtError("calendar.week-unreadable", text=text[:20]) from error
        return cls(int(match[1]), int(match[2]))

    @property
    def text(self) -> str:
        """2026-W47."""
        return f"{self.year:04d}-W{self.number:02d}"

    def __str__(self) -> str:
        return self.text

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def friday(self) -> date:
        """The day of the cut-off and the release when it is no holiday."""
        return self.monday + timedelta(days=4)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    @property
    def next(self) -> Week:
        """The week after."""
        return Week.of(self.monday + timedelta(days=7))

    @property
    def previous(self) -> Week:
        """The week before."""
        return Week.of(self.monday - timedelta(days=7))

    def working_days(self, calendar: Calendar) -> tuple[date, ...]:
        """The days worked in it, a Saturday or Sunday worked in exchange included."""
        return calendar.working_days(self.monday, self.sunday)
