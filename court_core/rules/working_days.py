"""Working days of the court: the State Council's yearly arrangement, counted forwards and backwards (DOMAIN §9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from court_core.rules.dates import check_range
from court_core.rules.year_table import YearTable

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class CalendarDate:
    """A date of the court's calendar. `confirmed` is false when a year it was counted through has no known arrangement:
    it is then counted Monday to Friday and must be shown as 未确认, never as certain.
    """

    date: date
    confirmed: bool = True

    @property
    def text(self) -> str:
        """2026-02-02, with （未确认） behind it where the arrangement of the year is not known."""
        return self.date.isoformat() if self.confirmed else f"{self.date.isoformat()}（未确认）"

    def as_json(self) -> dict[str, str | bool]:
        """The keys of `clerk-app deadline --json`."""
        return {"date": self.date.isoformat(), "confirmed": self.confirmed}

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: `chinesecalendar` (2004–2026) and the tables the administrator imported, which go first.

    The package is imported at the first question, not at start-up. `packaged=False` leaves it out.
    """

    imported: tuple[YearTable, ...] = ()
    packaged: bool = True
    _days: Mapping[date, bool] = field(init=False, repr=False, compare=False)
    _years: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Flatten the imported tables; a later table of a year replaces the earlier one as a whole."""
        latest = {table.year: table for table in self.imported}
        days = {day: worked for year in sorted(latest) for day, worked in latest[year].days.items()}
        object.__setattr__(self, "_days", MappingProxyType(days))
        object.__setattr__(self, "_years", frozenset(table.year for table in self.imported))

    @classmethod
    def of_records(cls, records: Iterable[tuple[int, Mapping[str, bool]]]) -> Calendar:
        """From stored `calendar_year` records: year and `{ISO date: worked}`. Raises the errors of `year_table`."""
        return cls(tuple(YearTable.of_days(year, days) for year, days in records))

    def covers(self, year: int) -> bool:
        """Whether the arrangement of that year is known."""
        return year in self._years or (self.packaged and year in _packaged().years)

    def is_working(self, day: date) -> bool:
        """Whether the court works that day. In a year not covered: Monday to Friday; ask `covers` before trusting it."""
        worked = self._days.get(day)
        if worked is not None:
            return worked
        if self.packaged and day.year not in self._years:
            worked = _packaged().days.get(day)
            if worked is not None:
                return worked
        return day.weekday() < 5

    def on(self, day: date) -> CalendarDate:
        """The day itself, confirmed when its year is covered."""
        return CalendarDate(day, self.covers(day.year))

    def next_working(self, day: date) -> CalendarDate:
        """That day if the court works, otherwise the first working day after it (民事诉讼法 第85条)."""
        return self._walk(day, _ONE_DAY)

    def previous_working(self, day: date) -> CalendarDate:
        """That day if the court works, otherwise the last working day before it."""
        return self._walk(day, -_ONE_DAY)

    def add_working_days(self, day: date, count: int) -> CalendarDate:
        """The `count`-th working day after `day`, which itself is not counted (民法典 第201条).

        0 is the day itself or the next working day; a negative count goes backwards.
        """
        if count == 0:
            return self.next_working(day)
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        confirmed = self.covers(check_range(day).year)
        for _ in range(abs(count)):
            reached = self._walk(day + step, step)
            day, confirmed = reached.date, confirmed and reached.confirmed
        return CalendarDate(day, confirmed)

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """All working days from `first` to `last`, both included; none when they are reversed."""
        span = (last - first).days
        return tuple(d for d in (first + timedelta(days=n) for n in range(span + 1)) if self.is_working(d))

    def _walk(self, day: date, step: timedelta) -> CalendarDate:
        confirmed = True
        while True:
            confirmed = confirmed and self.covers(check_range(day).year)
            if self.is_working(day):
                return CalendarDate(day, confirmed)
            day += step


@dataclass(frozen=True, slots=True)
class _Packaged:
    """What `chinesecalendar` knows: its years, and the days that differ from Monday to Friday."""

    years: range
    days: Mapping[date, bool]


@cache
def _packaged() -> _Packaged:
    from chinese_calendar import constants  # here, because an import at start-up would delay the first window

    days = {**dict.fromkeys(constants.holidays, False), **dict.fromkeys(constants.workdays, True)}
    years = range(min(day.year for day in days), max(day.year for day in days) + 1)
    return _Packaged(years, MappingProxyType(days))
