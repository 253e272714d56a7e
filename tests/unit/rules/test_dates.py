"""Dates as people type them, and periods by 民法典 第201、202条."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.dates import (
    Span,
    add_months,
    add_span,
    check_range,
    chinese_date,
    court_instant,
    parse_date,
    parse_datetime,
)


@pytest.mark.parametrize(
    "text",
    ["2026-11-20", "2026/11/20", "2026.11.20", "20261120", "2026年11月20日", "２０２６年１１月２０日", " 2026 - 11 - 20 ", "2026年11月20"],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text", ["", "昨天", "2026-13-01", "2026-02-29", "26-11-20", "2026-11", "0001-01-01", "9999-12-31", "2026-11-20x", "11/20/2026"]
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CourtError) as refused:
        parse_date(text)
    assert refused.value.code in ("date.unreadable", "date.out-of-range")


@pytest.mark.parametrize(
    "text", ["2026-11-20 09:30", "2026-11-20T09:30", "2026年11月20日9时30分", "2026/11/20 9：30", "2026-11-20 09:30:00"]
)
def test_hearing_times_are_read(text: str) -> None:
    assert parse_datetime(text) == datetime(2026, 11, 20, 9, 30)


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20 25:00", "9:30", "2026-02-30 09:30", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(CourtError) as refused:
        parse_datetime(text)
    assert refused.value.code == "date.unreadable"


def test_noon_at_the_court_is_four_in_the_morning_utc() -> None:
    assert court_instant(date(2026, 11, 20), time(12)) == datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_a_date_prints_as_documents_print_it() -> None:
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-01-15", 6, "2026-07-15"), ("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"),
     ("2026-01-31", 1, "2026-02-28"), ("2026-12-31", 2, "2027-02-28"), ("2028-02-29", 12, "2029-02-28"),
     ("2026-11-30", 3, "2027-02-28"), ("2026-03-31", -1, "2026-02-28")],
)  # fmt: skip
def test_a_month_ends_on_the_corresponding_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(st.dates(date(1950, 1, 1), date(2190, 1, 1)), st.integers(0, 36), st.integers(0, 36))
def test_a_longer_period_never_ends_sooner(day: date, months: int, more: int) -> None:
    assert add_months(day, months) <= add_months(day, months + more)


def test_half_a_month_is_fifteen_days() -> None:
    assert add_span(date(2026, 1, 10), Span(1, 15)) == date(2026, 2, 25)
    assert (Span(1) + Span(0, 15)).text == "1个月15日"
    assert (Span(6).text, Span(days=20).text, Span().text) == ("6个月", "20日", "0日")


@pytest.mark.parametrize("day", [date.min, date.max, date(1940, 12, 31), date(2200, 1, 1)])
def test_arithmetic_on_an_absurd_date_is_a_refusal_and_no_crash(day: date) -> None:
    counts: list[Callable[[], date]] = [
        lambda: check_range(day),
        lambda: add_months(day, 12),
        lambda: add_span(day, Span(6, 3)),
    ]
    for count in counts:
        with pytest.raises(CourtError) as refused:
            count()
        assert refused.value.code == "date.out-of-range"
