"""Working days (民事诉讼法 第85条; DOMAIN §9): the package's years, imported tables, and years nobody knows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.resource_files import resource_path
from court_core.rules.working_days import Calendar, CalendarDate
from court_core.rules.year_table import YearTable, parse_year_table

CALENDAR = Calendar()
COVERED = st.dates(date(2004, 1, 15), date(2026, 12, 1))

NOTICE_2027 = """日期,是否上班,说明
2027-01-01,休,元旦
2027-01-02,休
2027-01-03,休
2027-02-05,休,春节
2027-02-20,班,调休
2027-05-01,休
2027-10-01,休
"""


@pytest.mark.parametrize(
    ("day", "moved"),
    [("2026-01-01", "2026-01-04"), ("2026-02-01", "2026-02-02"), ("2026-03-01", "2026-03-02"), ("2026-05-01", "2026-05-06"),
     ("2026-10-01", "2026-10-08"), ("2026-02-20", "2026-02-24"), ("2026-09-20", "2026-09-20"), ("2026-09-25", "2026-09-28")],
)  # fmt: skip
def test_a_date_on_a_rest_day_moves_to_the_next_working_day(day: str, moved: str) -> None:
    assert CALENDAR.next_working(date.fromisoformat(day)) == CalendarDate(date.fromisoformat(moved), True)


@pytest.mark.parametrize(("day", "count", "reached"), [("2026-02-12", 7, "2026-02-28"), ("2026-09-24", 7, "2026-10-12"),
                                                       ("2026-02-28", -7, "2026-02-12"), ("2026-10-01", 0, "2026-10-08")])  # fmt: skip
def test_working_days_are_counted_over_holidays_and_exchanged_saturdays(day: str, count: int, reached: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(day), count).date == date.fromisoformat(reached)


def test_a_year_without_arrangement_is_counted_monday_to_friday_and_says_so() -> None:
    assert not CALENDAR.covers(2027) and not CALENDAR.covers(2003)
    reached = CALENDAR.next_working(date(2027, 5, 1))
    assert reached == CalendarDate(date(2027, 5, 3), False)
    assert reached.text == "2027-05-03（未确认）"
    assert reached.as_json() == {"date": "2027-05-03", "confirmed": False}
    assert CALENDAR.on(date(2026, 5, 4)) == CalendarDate(date(2026, 5, 4), True)


def test_a_count_that_runs_into_an_unknown_year_is_unconfirmed_and_one_that_stops_before_is_not() -> None:
    assert CALENDAR.add_working_days(date(2026, 12, 30), 1) == CalendarDate(date(2026, 12, 31), True)
    assert not CALENDAR.add_working_days(date(2026, 12, 30), 2).confirmed
    assert not CALENDAR.add_working_days(date(2027, 1, 4), -1).confirmed


def test_a_count_through_an_unknown_year_into_a_known_one_stays_unconfirmed() -> None:
    table = YearTable.of_days(
        2028, {"2028-01-01": False, "2028-05-01": False, "2028-10-02": False, "2028-10-01": False}
    )
    reached = Calendar((table,)).add_working_days(date(2026, 12, 30), 270)
    assert reached.date.year == 2028 and not reached.confirmed


def test_an_imported_table_confirms_its_year_and_goes_before_the_package() -> None:
    calendar = Calendar((parse_year_table(NOTICE_2027),))
    assert calendar.covers(2027) and calendar.covers(2026) and not calendar.covers(2028)
    assert calendar.next_working(date(2027, 1, 1)) == CalendarDate(date(2027, 1, 4), True)
    assert calendar.is_working(date(2027, 2, 20)) and not calendar.is_working(date(2027, 2, 5))
    # a corrected table of a year the package knows replaces that year as a whole
    corrected = YearTable.of_days(2026, {"2026-01-01": False, "2026-05-01": False, "2026-10-01": False})
    assert Calendar((corrected,)).is_working(date(2026, 10, 2))
    assert not Calendar((corrected,)).is_working(date(2026, 9, 20))


def test_a_second_import_of_a_year_replaces_the_first_as_a_whole() -> None:
    mistaken = parse_year_table(NOTICE_2027 + "2027-03-08,休\n")
    calendar = Calendar((mistaken, parse_year_table(NOTICE_2027)))
    assert calendar.is_working(date(2027, 3, 8))
    assert hash(calendar) == hash(Calendar((mistaken, parse_year_table(NOTICE_2027))))


def test_a_december_day_of_the_year_before_can_be_exchanged() -> None:
    table = parse_year_table("2026-12-27,班\n" + NOTICE_2027.split("\n", 1)[1])
    assert table.year == 2027
    assert Calendar((table,)).is_working(date(2026, 12, 27))


def test_the_sample_for_administrators_is_the_real_arrangement_of_2026() -> None:
    table = parse_year_table(resource_path("calendars/sample-2026.csv").read_bytes())
    imported, packaged = Calendar((table,), packaged=False), CALENDAR
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [imported.is_working(day) for day in days] == [packaged.is_working(day) for day in days]


def test_csv_json_and_stored_record_say_the_same() -> None:
    table = parse_year_table(NOTICE_2027)
    as_json = json.dumps({"year": 2027, "days": table.as_json()})
    assert parse_year_table(as_json) == table
    assert parse_year_table(as_json.encode()) == table
    assert parse_year_table(NOTICE_2027.encode("gb18030")) == table
    assert parse_year_table(NOTICE_2027.encode("utf-8-sig").replace(b"\n", b"\r\n")) == table
    assert YearTable.of_days(2027, table.as_json()) == table
    assert Calendar.of_records([(2027, table.as_json())]) == Calendar((table,))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "calendar.unreadable"),
        ("日期,是否上班\n", "calendar.unreadable"),
        ("2027-01-01", "calendar.unreadable"),
        ("2027-13-01,休", "calendar.unreadable"),
        ("2027-01-01,也许", "calendar.unreadable"),
        ("{", "calendar.unreadable"),
        ("[]", "calendar.unreadable"),
        ('{"days": []}', "calendar.unreadable"),
        ('{"days": {"2027-01-01": null}}', "calendar.unreadable"),
        ("[" * 100_000, "calendar.unreadable"),
        (b"\xff\xfe\x00\x81", "calendar.unreadable"),
        (b"PK\x03\x04" + bytes(range(256)), "calendar.unreadable"),
        ("x" * 300_000, "calendar.unreadable"),
        ("2027-01-01,休\n2028-05-01,休", "calendar.wrong-year"),
        ('{"year": 2026, "days": {"2027-01-01": false}}', "calendar.wrong-year"),
        ("2027-01-01,休\n2027-01-01,班", "calendar.contradiction"),
        ("2027-01-01,休\n2027-10-01,休\n2027-05-03,班", "calendar.incomplete-or-fine"),
        ("2027-02-05,休", "calendar.incomplete"),
        ("2027-01-01,休", "calendar.incomplete"),
        ("2027-01-01,班\n2027-10-01,休", "calendar.incomplete"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused(content: str | bytes, code: str) -> None:
    if code == "calendar.incomplete-or-fine":
        # 1 May 2027 is a Saturday: it rests without a line of its own.
        assert parse_year_table(content).year == 2027
        return
    with pytest.raises(CourtError) as refused:
        parse_year_table(content)
    assert refused.value.code == code
    assert "？" not in refused.value.full_message


@given(COVERED)
def test_the_next_working_day_is_worked_and_nothing_between_is(day: date) -> None:
    reached = CALENDAR.next_working(day).date
    assert CALENDAR.is_working(reached) and reached >= day
    assert not any(CALENDAR.is_working(day + timedelta(days=n)) for n in range((reached - day).days))
    assert CALENDAR.previous_working(reached).date == reached


@given(COVERED, st.integers(-40, 40))
def test_a_count_lands_on_a_working_day_and_counts_exactly(day: date, count: int) -> None:
    reached = CALENDAR.add_working_days(day, count).date
    assert CALENDAR.is_working(reached)
    if count > 0:
        assert len(CALENDAR.working_days(day + timedelta(days=1), reached)) == count
    if count < 0:
        assert len(CALENDAR.working_days(reached, day - timedelta(days=1))) == -count


def test_absurd_dates_are_refused_and_do_not_loop() -> None:
    counts: list[Callable[[], CalendarDate]] = [
        lambda: CALENDAR.next_working(date.max),
        lambda: CALENDAR.previous_working(date.min),
        lambda: CALENDAR.add_working_days(date(2199, 12, 31), 1),
    ]
    for count in counts:
        with pytest.raises(CourtError) as refused:
            count()
        assert refused.value.code == "date.out-of-range"


def test_the_holiday_package_is_not_loaded_at_start() -> None:
    code = (
        "import sys, court_core.rules.court_calendar as c, court_core.rules.log_entries;"
        "c.CourtCalendar(); sys.exit('chinese_calendar' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
