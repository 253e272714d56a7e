"""The yearly table of rest days and exchanged working days that the computer administrator imports.

Format, as CSV (with or without a header line, comma, tab or semicolon) or JSON; only days that differ from
Monday–Friday need a line, following the yearly notice of 国务院办公厅:

    日期,是否上班,说明            {"year": 2027, "days": {"2027-01-01": false, "2027-02-20": true}}
    2027-01-01,休,元旦
    2027-02-20,班,春节调休

`是否上班` reads 班/上班/工作/是/1/true or 休/休息/放假/否/0/false. A table belongs to one year; a day of the December before may be
in it, because notices do exchange such days (2006-12-30). The stored form of a record `calendar_year` is the JSON's `days`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from court_core.errors import CourtError
from court_core.rules.dates import chinese_date, parse_date

_WORKED = {"班", "上班", "工作", "工作日", "是", "1", "true", "yes", "y"}
_REST = {"休", "休息", "休息日", "放假", "假", "否", "0", "false", "no", "n"}
_LARGEST_FILE = 256 * 1024


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's days that differ from Monday–Friday: date → whether the court works."""

    year: int
    days: Mapping[date, bool] = field(hash=False)

    @classmethod
    def of_days(cls, year: int, days: Mapping[str, bool]) -> YearTable:
        """From the stored JSON of a `calendar_year` record; checked like an imported file."""
        return _checked(year, [(line, parse_date(day), days[day]) for line, day in enumerate(days, 1)])

    def as_json(self) -> dict[str, bool]:
        """`{ISO date: worked}` in order of dates, as a `calendar_year` record stores it."""
        return {day.isoformat(): self.days[day] for day in sorted(self.days)}


def parse_year_table(content: bytes | str) -> YearTable:
    """Read an imported CSV or JSON table (UTF-8 or GB18030).

    Raises CourtError `calendar.unreadable`, `calendar.wrong-year`, `calendar.contradiction`, or `calendar.incomplete`
    when New Year, 1 May or 1 October are not given as rest days: then the notice was copied only in part.
    """
    text = _decoded(content)
    rows = _json_rows(text) if text.lstrip().startswith(("{", "[")) else _csv_rows(text)
    if not rows:
        raise CourtError("calendar.unreadable", line=1, reason="没有日期")
    # A December day may lead the file, so the year is the latest that occurs.
    return _checked(max(day.year for _, day, _ in rows), rows)


def _checked(year: int, rows: list[tuple[int, date, bool]]) -> YearTable:
    days: dict[date, bool] = {}
    for line, day, worked in rows:
        _check_year(line, day, year)
        if days.setdefault(day, worked) != worked:
            raise CourtError("calendar.contradiction", date=day.isoformat())
    for month in (1, 5, 10):
        statutory = date(year, month, 1)
        if days.get(statutory, statutory.weekday() < 5):
            raise CourtError("calendar.incomplete", year=year, date=chinese_date(statutory))
    return YearTable(year, MappingProxyType(days))


def _check_year(line: int, day: date, year: int) -> None:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise CourtError("calendar.wrong-year", line=line, date=day.isoformat(), year=year)


def _decoded(content: bytes | str) -> str:
    if len(content) > _LARGEST_FILE:
        raise CourtError("calendar.unreadable", line=1, reason="文件过大")
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CourtError("calendar.unreadable", line=1, reason="不是文本文件")


def _json_rows(text: str) -> list[tuple[int, date, bool]]:
    try:
        loaded: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CourtError("calendar.unreadable", line=getattr(error, "lineno", 1), reason="不是有效的 JSON") from error
    days = loaded.get("days", loaded) if isinstance(loaded, dict) else None
    if not isinstance(days, dict):
        raise CourtError("calendar.unreadable", line=1, reason="缺少 days")
    rows = [(line, _date(line, str(day)), _worked(line, worked)) for line, (day, worked) in enumerate(days.items(), 1)]
    declared = loaded.get("year") if isinstance(loaded, dict) and "days" in loaded else None
    if isinstance(declared, int):
        for line, day, _ in rows:
            _check_year(line, day, declared)
    return rows


def _csv_rows(text: str) -> list[tuple[int, date, bool]]:
    rows: list[tuple[int, date, bool]] = []
    for line, raw in enumerate(text.splitlines(), 1):
        plain = raw.replace("，", ",").replace("\t", ",").replace(";", ",").replace("；", ",")
        cells = [cell.strip() for cell in next(csv.reader([plain]), [])]
        if not any(cells) or raw.lstrip().startswith("#"):
            continue
        if not rows and not any(character.isdigit() for character in cells[0]):
            continue  # a header line
        if len(cells) < 2:
            raise CourtError("calendar.unreadable", line=line, reason="缺少“是否上班”")
        rows.append((line, _date(line, cells[0]), _worked(line, cells[1])))
    return rows


def _date(line: int, text: str) -> date:
    try:
        return parse_date(text)
    except CourtError as error:
        raise CourtError("calendar.unreadable", line=line, reason=f"认不出日期“{text[:20]}”") from error


def _worked(line: int, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _WORKED:
        return True
    if word in _REST:
        return False
    raise CourtError("calendar.unreadable", line=line, reason=f"认不出“{word[:20]}”，请填 班 或 休")
