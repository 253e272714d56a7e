"""The court's calendar: Friday cut-off and release, the 1st, the 20th, the 25th, and 7 working days ([2013], DOMAIN §9).

Which dates exist is data (`DEADLINE_KINDS`), how they move on holidays is a setting (`CourtCalendarSettings`); a screen
asks `CourtCalendar` and holds no rule of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Literal

from court_core.errors import CourtError
from court_core.rules.dates import add_months, court_instant
from court_core.rules.time_limits import LIMITS, TimeLimit, deadline, limit_named
from court_core.rules.week import Week
from court_core.rules.working_days import Calendar, CalendarDate

MonthShift = Literal["next", "previous", "none"]
FridayShift = Literal["previous", "next", "none"]
PublicationRule = Literal["batch", "seven-days"]


@dataclass(frozen=True, slots=True)
class DeadlineKind:
    """A date of the court's calendar as commands and screens name it."""

    key: str
    label: str
    rule: str


DEADLINE_KINDS: tuple[DeadlineKind, ...] = (
    DeadlineKind("friday-cutoff", "执行日志补录截止", "[2013] 公开执行日志工作程序 第一条"),
    DeadlineKind("friday-release", "执行日志公开", "[2013] 公开执行日志工作程序 第二条"),
    DeadlineKind("report-1", "报送直播、微博案号", "[2013] 庭审网上直播微博工作程序 第四条"),
    DeadlineKind("submit-20", "报送裁判文书", "[2013] 裁判文书网上公布工作程序 第二、三条"),
    DeadlineKind("publish-25", "公布裁判文书", "[2013] 裁判文书网上公布工作程序 第四条"),
    DeadlineKind("publish-7", "生效后七个工作日公布", "法释〔2016〕19号 第七条"),
)


@dataclass(frozen=True, slots=True)
class CourtCalendarSettings:
    """What a court may change, with the defaults of DOMAIN §9.

    Shifts say where a date goes that falls on a rest day. `friday_shift` "previous": to the week's last working day
    before it, and with none, the week merges into the next. Hours are court time.
    """

    friday_shift: FridayShift = "previous"
    cutoff_hour: int = 12
    release_hour: int = 14
    report_day: int = 1
    report_shift: MonthShift = "next"
    submit_day: int = 20
    submit_shift: MonthShift = "next"
    publish_day: int = 25
    publish_shift: MonthShift = "next"
    publish_working_days: int = 7
    publication_rule: PublicationRule = "batch"
    entry_working_days: int = 1

    @classmethod
    def of_json(cls, values: Mapping[str, object]) -> CourtCalendarSettings:
        """From the stored settings of a court; what is absent keeps its default.

        Raises CourtError `calendar.settings-unreadable` for an unknown name or a value that cannot be used.
        """
        known = {item.name: item.default for item in fields(cls)}
        for name, value in values.items():
            allowed = _ALLOWED.get(name)
            if name not in known or allowed is None or isinstance(value, bool) or value not in allowed:
                shown = f"{allowed[0]}–{allowed[-1]}" if isinstance(allowed, range) else "、".join(allowed or known)
                raise CourtError("calendar.settings-unreadable", name=name, value=value, allowed=shown)
        return cls(**values)  # type: ignore[arg-type]  # every value was just checked against _ALLOWED

    def as_json(self) -> dict[str, str | int]:
        """The values by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


_MONTH_SHIFTS = ("next", "previous", "none")
_ALLOWED: Mapping[str, range | tuple[str, ...]] = {
    "friday_shift": ("previous", "next", "none"),
    "cutoff_hour": range(24),
    "release_hour": range(24),
    "report_day": range(1, 29),
    "report_shift": _MONTH_SHIFTS,
    "submit_day": range(1, 29),
    "submit_shift": _MONTH_SHIFTS,
    "publish_day": range(1, 29),
    "publish_shift": _MONTH_SHIFTS,
    "publish_working_days": range(1, 61),
    "publication_rule": ("batch", "seven-days"),
    "entry_working_days": range(1, 31),
}


@dataclass(frozen=True, slots=True)
class CourtCalendar:
    """The dates of one court: its working days and its settings together."""

    calendar: Calendar = field(default_factory=Calendar)
    settings: CourtCalendarSettings = field(default_factory=CourtCalendarSettings)

    def deadline(self, kind: str, day: date) -> CalendarDate:
        """The date of `kind` (a deadline kind or the name of a time limit) for `day`, as `clerk-app deadline` gives it.

        `day` is any day of the week or month asked for, the day a document takes effect, or the day of filing.
        Raises CourtError `calendar.kind-unknown`.
        """
        match kind:
            case "friday-cutoff" | "friday-release":
                return self.release_on(Week.of(day))
            case "report-1":
                return self.report_on(day)
            case "submit-20":
                return self.submit_on(day)
            case "publish-25":
                return self.publish_on(day)
            case "publish-7":
                return self.publish_after(day)
        return deadline(self._limit(kind), day, calendar=self.calendar)

    def report_on(self, month: date) -> CalendarDate:
        """When the divisions report their cases for broadcast in that month (the 1st)."""
        return self._shifted(month.replace(day=self.settings.report_day), self.settings.report_shift)

    def submit_on(self, month: date) -> CalendarDate:
        """When the month's web copies and the report of effective documents are due (the 20th)."""
        return self._shifted(month.replace(day=self.settings.submit_day), self.settings.submit_shift)

    def publish_on(self, month: date) -> CalendarDate:
        """When 审管办 publishes what passed (the 25th)."""
        return self._shifted(month.replace(day=self.settings.publish_day), self.settings.publish_shift)

    def publish_after(self, effective_on: date) -> CalendarDate:
        """The last day of the 7 working days after a document takes effect (法释〔2016〕19号 art. 7)."""
        return self.calendar.add_working_days(effective_on, self.settings.publish_working_days)

    def next_submission(self, today: date) -> CalendarDate:
        """The day of the batch that comes next, today's included."""
        return _next(self.submit_on, today)

    def next_publication(self, today: date) -> CalendarDate | None:
        """When what passes today is published: with the batch that comes next; None where it goes out as it passes, under
        the rule of 7 working days.
        """
        return None if self.settings.publication_rule == "seven-days" else _next(self.publish_on, today)

    def publication_due(self, effective_on: date) -> CalendarDate:
        """When a document must be public under the rule the court chose: the batch it belongs to, or 7 working days.

        What takes effect after the month's submission belongs to the next month's batch.
        """
        if self.settings.publication_rule == "seven-days":
            return self.publish_after(effective_on)
        return self.publish_on(self.batch_month(effective_on))

    def batch_month(self, effective_on: date) -> date:
        """The first day of the month with whose batch (the 20th) a document goes that takes effect on that day."""
        first = effective_on.replace(day=1)
        return first if effective_on <= self.submit_on(effective_on).date else add_months(first, 1)

    def entry_due(self, happened_on: date) -> CalendarDate:
        """By when a process event must be entered: one working day after it (DOMAIN §3)."""
        return self.calendar.add_working_days(happened_on, self.settings.entry_working_days)

    def release_on(self, week: Week) -> CalendarDate:
        """The day of the week's cut-off and release; of the following week's when this one merges into it."""
        confirmed = True
        while True:
            own = self._own_release(week)
            confirmed = confirmed and own.confirmed
            if own.date is not None:
                return CalendarDate(own.date, confirmed)
            week = week.next

    def cutoff_at(self, week: Week) -> datetime:
        """The instant (UTC) until which entries of the week are in time: Friday morning, 12:00 court time."""
        return court_instant(self.release_on(week).date, time(self.settings.cutoff_hour))

    def release_at(self, week: Week) -> datetime:
        """The instant (UTC) from which the week's logs may be released: Friday afternoon."""
        return court_instant(self.release_on(week).date, time(self.settings.release_hour))

    def release_week(self, day: date) -> Week:
        """The week with whose release a day's logs go out: the first release on or after that day.

        So a Saturday worked in exchange, and the days of a week without a release, belong to the next one.
        """
        week = Week.of(day).previous  # whose release a setting may have moved into this week
        while True:
            own = self._own_release(week).date
            if own is not None and own >= day:
                return week
            week = week.next

    def release_days(self, week: Week) -> tuple[date, ...]:
        """Every date whose logs go out with the week's release: after the release before it, up to its own.

        Empty for a week that merges into the next. Every date lies in exactly one week's release.
        """
        last = self._own_release(week).date
        if last is None:
            return ()
        earlier = week.previous
        while (before := self._own_release(earlier).date) is None:
            earlier = earlier.previous
        return tuple(before + timedelta(days=n) for n in range(1, (last - before).days + 1))

    def log_days(self, week: Week) -> tuple[date, ...]:
        """The working days whose logs the week's release shows: the columns of the Friday grid."""
        return tuple(day for day in self.release_days(week) if self.calendar.is_working(day))

    def is_release_day(self, day: date) -> bool:
        """Whether logs are released on that day."""
        return self.release_on(self.release_week(day)).date == day

    def _own_release(self, week: Week) -> _OwnRelease:
        """The release that falls to this week itself, or none when it merges into the next."""
        friday = week.friday
        confirmed = self.calendar.covers(friday.year)
        if self.calendar.is_working(friday) or self.settings.friday_shift == "none":
            return _OwnRelease(friday, confirmed)
        if self.settings.friday_shift == "next":
            moved = self.calendar.next_working(friday)
            # Moved as far as the next Friday or beyond, it would double the next week's release: merge instead.
            return _OwnRelease(moved.date if moved.date < week.next.friday else None, moved.confirmed)
        worked = self.calendar.working_days(week.monday, friday)
        confirmed = confirmed and self.calendar.covers(week.monday.year)
        return _OwnRelease(worked[-1] if worked else None, confirmed)

    def _shifted(self, day: date, shift: MonthShift) -> CalendarDate:
        match shift:
            case "next":
                return self.calendar.next_working(day)
            case "previous":
                return self.calendar.previous_working(day)
            case "none":
                return self.calendar.on(day)

    def _limit(self, kind: str) -> TimeLimit:
        try:
            return limit_named(kind)
        except CourtError as error:
            known = "、".join([item.key for item in DEADLINE_KINDS] + [item.key for item in LIMITS])
            raise CourtError("calendar.kind-unknown", kind=kind, known=known) from error


@dataclass(frozen=True, slots=True)
class _OwnRelease:
    date: date | None
    confirmed: bool


def _next(monthly: Callable[[date], CalendarDate], today: date) -> CalendarDate:
    """The first such day that is not past; a rest day may have moved last month's into this one."""
    months = (add_months(today.replace(day=1), number) for number in (-1, 0, 1, 2))
    return next(found for found in map(monthly, months) if found.date >= today)
