"""The court's calendar: [2013] procedures, DOMAIN §§4, 5, 9. The figures of 2026 are DOMAIN §9's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.court_calendar import DEADLINE_KINDS, CourtCalendar, CourtCalendarSettings
from court_core.rules.time_limits import LIMITS
from court_core.rules.week import Week
from court_core.rules.working_days import Calendar

COURT = CourtCalendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "asked", "answer"),
    [
        # [2013] 直播微博 第四条: the 1st, deferred over rest days
        ("report-1", "2026-01-17", "2026-01-04"), ("report-1", "2026-02-01", "2026-02-02"),
        ("report-1", "2026-03-31", "2026-03-02"), ("report-1", "2026-05-20", "2026-05-06"),
        ("report-1", "2026-10-31", "2026-10-08"), ("report-1", "2026-04-15", "2026-04-01"),
        # [2013] 裁判文书 第二至四条: the 20th and the 25th
        ("submit-20", "2026-02-03", "2026-02-24"), ("submit-20", "2026-09-01", "2026-09-20"),
        ("submit-20", "2026-11-05", "2026-11-20"), ("publish-25", "2026-09-30", "2026-09-28"),
        ("publish-25", "2026-11-05", "2026-11-25"),
        # 法释〔2016〕19号 第七条
        ("publish-7", "2026-02-12", "2026-02-28"), ("publish-7", "2026-09-24", "2026-10-12"),
        # [2013] 执行日志 第一、二条; Fridays of 2026 that are holidays
        ("friday-cutoff", "2026-11-18", "2026-11-20"), ("friday-release", "2026-11-18", "2026-11-20"),
        ("friday-cutoff", "2026-01-02", "2025-12-31"), ("friday-cutoff", "2026-02-20", "2026-02-27"),
        ("friday-cutoff", "2026-05-01", "2026-04-30"), ("friday-cutoff", "2026-06-19", "2026-06-18"),
        ("friday-cutoff", "2026-09-25", "2026-09-24"), ("friday-cutoff", "2026-10-02", "2026-09-30"),
        ("friday-release", "2026-02-16", "2026-02-27"),
        # a time limit's name works as well
        ("civil-summary", "2026-01-15", "2026-04-15"), ("民事普通", "2026-01-15", "2026-07-15"),
    ],
)  # fmt: skip
def test_dates_of_2026(kind: str, asked: str, answer: str) -> None:
    reached = COURT.deadline(kind, day(asked))
    assert (reached.date, reached.confirmed) == (day(answer), True)


@pytest.mark.parametrize(
    "kind", [item.key for item in DEADLINE_KINDS] + [limit.key for limit in LIMITS if not limit.custody]
)
def test_a_year_without_arrangement_is_never_confirmed(kind: str) -> None:
    assert not COURT.deadline(kind, day("2027-03-10")).confirmed


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(CourtError) as refused:
        COURT.deadline("friday", day("2026-11-20"))
    assert refused.value.code == "calendar.kind-unknown"
    assert "friday-cutoff" in refused.value.remedy and "civil-ordinary" in refused.value.remedy


def test_the_cutoff_is_friday_noon_and_the_release_in_the_afternoon() -> None:
    week = Week.parse("2026-W47")
    assert COURT.cutoff_at(week) == datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert COURT.release_at(week) == datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("worked", "week"),
    [
        ("2026-11-19", "2026-W47"),
        ("2026-11-20", "2026-W47"),
        ("2026-11-21", "2026-W48"),  # a Saturday
        ("2026-10-10", "2026-W42"),  # a Saturday worked in exchange: the next release
        (
            "2026-02-14",
            "2026-W09",
        ),  # worked Saturday before a week without a working day: that one merges into the next
        ("2026-02-18", "2026-W09"),
        ("2026-10-01", "2026-W41"),  # after the release that was moved before the holiday
        ("2026-09-20", "2026-W39"),  # a Sunday worked in exchange
    ],
)
def test_a_days_log_goes_out_with_the_first_release_on_or_after_it(worked: str, week: str) -> None:
    assert COURT.release_week(day(worked)).text == week
    assert day(worked) in COURT.release_days(Week.parse(week))


def test_the_friday_grid_has_the_worked_days_since_the_last_release() -> None:
    assert COURT.log_days(Week.parse("2026-W47")) == tuple(day(f"2026-11-{n}") for n in (16, 17, 18, 19, 20))
    assert COURT.log_days(Week.parse("2026-W42"))[0] == day("2026-10-10")
    assert [d.isoformat() for d in COURT.log_days(Week.parse("2026-W09"))] == [
        "2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27"]  # fmt: skip
    assert COURT.log_days(Week.parse("2026-W08")) == COURT.release_days(Week.parse("2026-W08")) == ()


def test_release_day_is_known_by_its_date() -> None:
    assert COURT.is_release_day(day("2026-11-20")) and COURT.is_release_day(day("2026-09-24"))
    moved = CourtCalendar(settings=CourtCalendarSettings.of_json({"friday_shift": "next"}))
    assert moved.is_release_day(day("2026-09-28")) and not moved.is_release_day(day("2026-09-24"))
    assert moved.release_week(day("2026-09-28")).text == "2026-W39"
    assert not COURT.is_release_day(day("2026-09-25")) and not COURT.is_release_day(day("2026-11-19"))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["previous", "next", "none"]))
@example(date(2024, 5, 6), "next")
def test_every_date_belongs_to_exactly_one_release(d: date, shift: str) -> None:
    court = CourtCalendar(settings=CourtCalendarSettings.of_json({"friday_shift": shift}))
    near = [Week.of(d + timedelta(days=7 * n)) for n in range(-2, 6)]
    holding = [week for week in near if d in court.release_days(week)]
    assert holding == [court.release_week(d)]
    assert court.release_on(holding[0]).date == court.release_days(holding[0])[-1] >= d


@given(st.dates(date(2004, 2, 1), date(2026, 12, 1)), st.sampled_from([item.key for item in DEADLINE_KINDS]))
def test_no_date_of_the_court_falls_on_a_rest_day(d: date, kind: str) -> None:
    reached = COURT.deadline(kind, d)
    assert COURT.calendar.is_working(reached.date)


@given(st.dates(date(2004, 2, 1), date(2026, 11, 1)))
def test_the_batch_is_submitted_before_it_is_published(d: date) -> None:
    assert COURT.submit_on(d).date <= COURT.publish_on(d).date
    assert COURT.publication_due(d).date >= d


@pytest.mark.parametrize(
    ("effective", "rule", "due"),
    [("2026-11-20", "batch", "2026-11-25"), ("2026-11-21", "batch", "2026-12-25"), ("2026-12-25", "batch", "2027-01-25"),
     ("2026-02-24", "batch", "2026-02-25"), ("2026-11-20", "seven-days", "2026-12-01")],
)  # fmt: skip
def test_the_court_chooses_the_batch_or_the_seven_days(effective: str, rule: str, due: str) -> None:
    court = CourtCalendar(settings=CourtCalendarSettings.of_json({"publication_rule": rule}))
    assert court.publication_due(day(effective)).date == day(due)


@pytest.mark.parametrize(
    ("today", "submitted", "published"),
    [("2026-11-20", "2026-11-20", "2026-11-25"), ("2026-11-21", "2026-12-21", "2026-11-25"),
     ("2026-11-26", "2026-12-21", "2026-12-25"), ("2026-02-21", "2026-02-24", "2026-02-25"),
     ("2026-09-26", "2026-10-20", "2026-09-28")],
)  # fmt: skip
def test_the_next_batch_and_its_publication(today: str, submitted: str, published: str) -> None:
    assert COURT.next_submission(day(today)).date == day(submitted)
    next_one = COURT.next_publication(day(today))
    assert next_one is not None
    assert next_one.date == day(published)


def test_a_rest_day_takes_last_months_publication_into_this_one() -> None:
    late = CourtCalendar(settings=CourtCalendarSettings.of_json({"publish_day": 28, "publish_shift": "next"}))
    assert late.publish_on(day("2026-02-01")).date == day("2026-02-28")
    assert late.publish_on(day("2027-02-01")).date == day("2027-03-01")
    next_one = late.next_publication(day("2027-03-01"))
    assert next_one is not None
    assert (next_one.date, next_one.confirmed) == (day("2027-03-01"), False)


def test_under_the_seven_days_nothing_waits_for_a_day() -> None:
    court = CourtCalendar(settings=CourtCalendarSettings.of_json({"publication_rule": "seven-days"}))
    assert court.next_publication(day("2026-11-20")) is None


def test_shifts_are_settings() -> None:
    strict = CourtCalendarSettings.of_json(
        {"submit_shift": "previous", "publish_shift": "none", "friday_shift": "next", "cutoff_hour": 11}
    )
    court = CourtCalendar(settings=strict)
    assert court.submit_on(day("2026-02-01")).date == day("2026-02-14")
    assert court.publish_on(day("2026-09-01")).date == day("2026-09-25")
    assert court.release_on(Week.parse("2026-W39")).date == day("2026-09-28")
    # Friday moved past the next Friday would double that one: the week merges.
    assert court.release_on(Week.of(day("2026-02-13"))).date == day("2026-02-13")
    assert court.cutoff_at(Week.parse("2026-W47")).hour == 3
    assert CourtCalendarSettings.of_json(strict.as_json()) == strict


@pytest.mark.parametrize(
    "values",
    [{"cutoff_hour": 25}, {"cutoff_hour": "12"}, {"cutoff_hour": True}, {"submit_day": 31}, {"submit_shift": "later"},
     {"weekday": 3}, {"publication_rule": None}, {"friday_shift": []}],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(CourtError) as refused:
        CourtCalendarSettings.of_json(values)
    assert refused.value.code == "calendar.settings-unreadable"
    assert "？" not in refused.value.full_message


def test_an_event_is_due_within_one_working_day() -> None:
    assert COURT.entry_due(day("2026-11-20")).date == day("2026-11-23")
    assert COURT.entry_due(day("2026-09-30")).date == day("2026-10-08")


@pytest.mark.parametrize(
    ("text", "monday"), [("2026-W47", "2026-11-16"), ("2026-w1", "2025-12-29"), (" 2020W53 ", "2020-12-28")]
)
def test_weeks_are_read_and_printed(text: str, monday: str) -> None:
    week = Week.parse(text)
    assert week.monday == day(monday)
    assert Week.parse(week.text) == week == Week.of(week.sunday)


@pytest.mark.parametrize(
    "text", ["", "2026-47", "2026-W54", "2026-W00", "2021-W53", "W47", "2026-W470", "0001-W01", "9999-W52"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(CourtError) as refused:
        Week.parse(text)
    assert refused.value.code == "calendar.week-unreadable"


@given(st.dates(date(1950, 1, 1), date(2190, 1, 1)))
def test_weeks_follow_each_other_without_a_hole(d: date) -> None:
    week = Week.of(d)
    assert d in week.days and week.next.previous == week and week < week.next
    assert week.next.monday == week.sunday + timedelta(days=1)


def test_a_weeks_working_days_hold_the_exchanged_saturday() -> None:
    assert Week.of(day("2026-10-10")).working_days(Calendar()) == (
        day("2026-10-08"),
        day("2026-10-09"),
        day("2026-10-10"),
    )


def test_dates_at_the_edge_of_the_calendar_are_refused() -> None:
    for kind in ("friday-cutoff", "publish-7", "publish-25", "civil-ordinary", "report-1"):
        with pytest.raises(CourtError) as refused:
            COURT.deadline(kind, date.max)
        assert refused.value.code == "date.out-of-range"
