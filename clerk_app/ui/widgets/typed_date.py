"""Dates the way a clerk types them: 20261120, 2026-11-20, 2026年11月20日, 11-20, 11月20日, 20日, 今天, 昨天."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from court_core.errors import CourtError

_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FULL = re.compile(r"(\d{4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})\s*日?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")
_DAY = re.compile(r"(\d{1,2})\s*[日号]")
_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_WEEKDAYS = "一二三四五六日"


def parse_typed_date(text: str, today: date) -> date:
    """The date that was typed; without a year it is the one nearest to `today` (court time).

    So in January `12-28` means last December, and in December `1-5` means next January.
    Raises CourtError `date.unreadable`.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    try:
        if match := _FULL.fullmatch(typed) or _EIGHT_DIGITS.fullmatch(typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _MONTH_DAY.fullmatch(typed) or _FOUR_DIGITS.fullmatch(typed):
            return _nearest(int(match[1]), int(match[2]), today)
        if match := _DAY.fullmatch(typed):
            return today.replace(day=int(match[1]))
    except ValueError as impossible:
        raise CourtError("date.unreadable", text=text) from impossible
    raise CourtError("date.unreadable", text=text)


def _nearest(month: int, day: int, today: date) -> date:
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:  # 29 February exists in one of the years at most
            continue
    if not candidates:
        raise ValueError(f"no month {month} with day {day}")
    return min(candidates, key=lambda candidate: abs(candidate - today))


def weekday_name(day: date) -> str:
    """星期五 for a Friday."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def short_weekday(day: date) -> str:
    """周五 for a Friday."""
    return f"周{_WEEKDAYS[day.weekday()]}"
