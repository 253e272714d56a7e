"""Dates as the court writes and counts them: reading, printing, adding months and days."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from court_core.clock import COURT_ZONE
from court_core.errors import CourtError

# Dates outside these years are slips of the keyboard; arithmetic on them would also run off datetime.date.
EARLIEST_YEAR = 1949
LATEST_YEAR = 2199

_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:时])(\d{2})?分?(?::\d{2})?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A length of time as statutes give it: months, then days. Half a month is 15 days (法释〔2021〕1号 第202条)."""

    months: int = 0
    days: int = 0

    def __add__(self, other: Span) -> Span:
        return Span(self.months + other.months, self.days + other.days)

    @property
    def text(self) -> str:
        """As clerks say it: 6个月, 30日, 1个月15日."""
        months = f"{self.months}个月" if self.months else ""
        days = f"{self.days}日" if self.days or not self.months else ""
        return months + days


def check_range(day: date) -> date:
    """The same date, or CourtError `date.out-of-range` when its year cannot be meant."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise CourtError("date.out-of-range", date=day.isoformat(), earliest=EARLIEST_YEAR, latest=LATEST_YEAR)
    return day


def parse_date(text: str) -> date:
    """Read 2026-11-20, 2026/11/20, 2026.11.20, 20261120 or 2026年11月20日, in full- or half-width, spaces anywhere.

    Raises CourtError `date.unreadable` for anything else, for a day that does not exist and for an unlikely year.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        raise CourtError("date.unreadable", text=text)
    try:
        return check_range(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError as error:
        raise CourtError("date.unreadable", text=text) from error


def parse_datetime(text: str) -> datetime:
    """Read a date with a clock time of the court (naive, Asia/Shanghai): `2026-11-20 09:30`, `2026年11月20日9时30分`.

    Raises CourtError `date.unreadable`.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("T", " ")
    day = _DATE.match(plain)
    if day is None:
        raise CourtError("date.unreadable", text=text)
    clock = _CLOCK.fullmatch("".join(plain[day.end() :].split()))
    if clock is None:
        raise CourtError("date.unreadable", text=text)
    try:
        moment = time(int(clock[1]), int(clock[2] or 0))
    except ValueError as error:
        raise CourtError("date.unreadable", text=text) from error
    return datetime.combine(parse_date(day.group()), moment)


def chinese_date(day: date) -> str:
    """2026年11月20日, as documents and party-visible sentences print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def court_instant(day: date, at: time) -> datetime:
    """The aware UTC instant of a wall-clock time of the court."""
    return datetime.combine(day, at, COURT_ZONE).astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later; where the month has none, its last day (民法典 第202条)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise CourtError(
            "date.out-of-range", date=f"{year}-{month + 1:02d}", earliest=EARLIEST_YEAR, latest=LATEST_YEAR
        )
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_span(day: date, span: Span) -> date:
    """The last day of a period that begins the day after `day` (民法典 第201、202条): months first, then days."""
    check_range(day)
    return check_range(add_months(day, span.months) + timedelta(days=span.days))
