"""What the court's calendar asks for now: the week whose logs are due, the month whose documents are due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from court_core.clock import court_date
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.dates import add_months
from court_core.rules.week import Week

_MONTH = re.compile(r"([0-9]{4})-?([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written 2026-11."""

    first: date

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read 2026-11. CourtError `release.month-unreadable`."""
        match = _MONTH.fullmatch(text.strip())
        if match is None or not 1 <= int(match[2]) <= 12 or not 1949 <= int(match[1]) <= 2199:
            raise CourtError("release.month-unreadable", text=text[:20])
        return cls(date(int(match[1]), int(match[2]), 1))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a date lies in."""
        return cls(day.replace(day=1))

    @property
    def text(self) -> str:
        """2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        """Its last day."""
        return add_months(self.first, 1) - timedelta(days=1)

    @property
    def previous(self) -> Month:
        """The month before."""
        return Month.of(self.first - timedelta(days=1))


def logs_due(calendar: CourtCalendar, now: datetime) -> Week:
    """The week whose release time came last: this week's from Friday 14:00 on, until then the one before.

    A week that merges into the next is never answered; its logs go out with that.
    """
    week = Week.of(court_date(now))
    while calendar.release_at(week) > now:
        week = week.previous
    return calendar.release_week(calendar.release_on(week).date)


def documents_due(calendar: CourtCalendar, today: date) -> Month:
    """The month whose day of publication (the 25th, moved as the court does) came last."""
    month = Month.of(today)
    while calendar.publish_on(month.first).date > today:
        month = month.previous
    return month
