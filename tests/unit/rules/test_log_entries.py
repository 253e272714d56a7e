"""Enforcement logs: who reads what, work dates, gaps and the cut-off ([2013] 公开执行日志工作程序, DOMAIN §4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.log_entries import (
    LOG_KINDS,
    NOTHING,
    VISIBILITIES,
    ActiveCase,
    Gap,
    catch_up_days,
    check_visibility,
    effective_visibility,
    gaps,
    is_timely,
    log_kind,
    reads_as_planned,
    released_text,
    shown_to,
    work_date_errors,
)
from court_core.rules.week import Week

COURT = CourtCalendar()
WEEK = Week.parse("2026-W47")


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant given in court time."""
    return (datetime.fromisoformat(text) - timedelta(hours=8)).replace(tzinfo=UTC)


@pytest.mark.parametrize("kind", ["plan", "clue", "deliberation", "approval", "outsider", "technical", NOTHING])
@pytest.mark.parametrize("chosen", ["internal", "applicant", "both"])
def test_some_kinds_stay_internal_whatever_is_chosen(kind: str, chosen: str) -> None:
    assert effective_visibility(kind, chosen, "已办结") == "internal"


@pytest.mark.parametrize("kind", [kind.key for kind in LOG_KINDS if not kind.always_internal])
@pytest.mark.parametrize("chosen", ["internal", "applicant", "both"])
def test_other_kinds_show_as_chosen(kind: str, chosen: str) -> None:
    assert effective_visibility(kind, chosen, "已办结") == chosen


@pytest.mark.parametrize(
    ("kind", "chosen"), [("new-kind", "both"), ("contact", "public"), ("contact", ""), ("", "both")]
)
def test_what_this_program_does_not_know_stays_internal(kind: str, chosen: str) -> None:
    assert effective_visibility(kind, chosen) == "internal"


@pytest.mark.parametrize(
    "content",
    ["拟于周五对被执行人住所搜查", "明日扣划账户存款", "计划下周查封房产", "准备司法拘留被执行人", "待 网络 查控", "将对其名下车辆查封",
     "择日强制腾退"],
)  # fmt: skip
def test_a_measure_not_yet_carried_out_is_not_announced(content: str) -> None:
    assert reads_as_planned(content)
    assert effective_visibility("search", "both", content) == "internal"


@pytest.mark.parametrize(
    "content",
    ["已扣划存款32,600.00元", "查封望湖路66号房产，首封，期限三年", "电话催告，被执行人承诺本周履行", "收到总对总反馈：无存款", "拟定和解方案交双方",
     "待收款人提供账号"],
)  # fmt: skip
def test_what_was_done_is_shown(content: str) -> None:
    assert not reads_as_planned(content)


def test_defaults_never_show_more_than_the_kind_allows() -> None:
    for kind in LOG_KINDS:
        assert kind.default_visibility in VISIBILITIES
        assert not kind.always_internal or kind.default_visibility == "internal"
        assert not kind.action or kind.default_visibility != "both"
    assert len({kind.key for kind in LOG_KINDS}) == len({kind.label for kind in LOG_KINDS}) == len(LOG_KINDS)


@pytest.mark.parametrize(
    ("side", "visibility", "shown"),
    [
        ("applicant", "internal", False), ("respondent", "internal", False), ("third", "internal", False),
        ("applicant", "applicant", True), ("respondent", "applicant", False), ("third", "applicant", False),
        ("applicant", "both", True), ("respondent", "both", True), ("third", "both", False),
        ("", "both", False), ("judge", "both", False), ("applicant", "BOTH", False), ("applicant", "", False),
    ],
)  # fmt: skip
def test_who_reads_an_entry(side: str, visibility: str, shown: bool) -> None:
    assert shown_to(side, visibility, today=day("2026-11-20")) is shown


def test_nothing_is_shown_before_its_release_or_its_day() -> None:
    today = day("2026-11-20")
    assert not shown_to("applicant", "both", today=today, released=False)
    assert not shown_to("applicant", "both", today=today, not_before=day("2026-11-21"))
    assert shown_to("applicant", "both", today=today, not_before=today)


def test_a_released_text_shows_four_digits_of_an_account() -> None:
    assert released_text("扣划账号6222021001112233445内存款32,600.00元") == "扣划账号****3445内存款32,600.00元"


@pytest.mark.parametrize(
    ("work_date", "codes"),
    [("2026-11-20", []), ("2026-11-21", ["date.future"]), ("2026-08-11", ["date.before-filing"]), ("2026-08-12", []),
     ("2026-11-19", [])],
)  # fmt: skip
def test_a_work_date_lies_between_filing_and_today(work_date: str, codes: list[str]) -> None:
    errors = work_date_errors(day(work_date), today=day("2026-11-20"), filed_on=day("2026-08-12"))
    assert [error.code for error in errors] == codes


def test_a_closed_case_takes_entries_up_to_its_closing() -> None:
    def codes(work_date: str) -> list[str]:
        errors = work_date_errors(day(work_date), today=day("2026-11-20"), filed_on=None, closed_on=day("2026-11-18"))
        return [error.code for error in errors]

    assert codes("2026-11-18") == []
    assert codes("2026-11-19") == ["log.after-closing"]
    assert codes("2026-11-21") == ["date.future", "log.after-closing"]


@pytest.mark.parametrize(
    ("entered", "days"),
    [("2026-11-18 09:00", 0), ("2026-11-18 23:59", 0), ("2026-11-19 00:01", 1), ("2026-11-20 11:00", 2), ("2026-11-17 09:00", 0)],
)  # fmt: skip
def test_the_days_of_catching_up_are_counted_in_court_time(entered: str, days: int) -> None:
    assert catch_up_days(day("2026-11-18"), at(entered)) == days


@pytest.mark.parametrize(
    ("worked", "entered", "timely"),
    [
        ("2026-11-16", "2026-11-16 17:00", True),
        ("2026-11-16", "2026-11-20 12:00", True),
        ("2026-11-16", "2026-11-20 12:01", False),
        ("2026-11-20", "2026-11-20 17:00", True),  # the cut-off day's own work, logged the same day
        ("2026-11-20", "2026-11-21 09:00", False),
        ("2026-10-10", "2026-10-16 11:00", True),  # a Saturday worked in exchange: the next week's cut-off
        ("2026-09-23", "2026-09-24 11:59", True),  # Friday 09-25 is a holiday: Thursday noon
        ("2026-09-23", "2026-09-25 09:00", False),
        ("2026-02-14", "2026-02-27 11:00", True),
    ],
)
def test_an_entry_is_in_time_until_the_cutoff_of_its_week(worked: str, entered: str, timely: bool) -> None:
    assert is_timely(day(worked), at(entered), COURT) is timely


CASES = [
    ActiveCase("a", day("2026-08-12")),
    ActiveCase("b", day("2026-11-18")),
    ActiveCase("c", day("2026-08-12"), day("2026-11-17")),
]


def test_gaps_are_the_worked_days_before_today_without_an_entry() -> None:
    entries = [("a", day("2026-11-16")), ("a", day("2026-11-18"))]
    assert gaps(CASES, WEEK, entries, COURT, day("2026-11-20")) == (
        Gap("a", day("2026-11-17")),
        Gap("a", day("2026-11-19")),
        Gap("b", day("2026-11-18")),
        Gap("b", day("2026-11-19")),
        Gap("c", day("2026-11-16")),
        Gap("c", day("2026-11-17")),
    )


def test_today_is_owed_only_when_asked_for() -> None:
    everything = [(case.case_id, WEEK.monday + timedelta(days=n)) for case in CASES for n in range(4)]
    assert gaps(CASES, WEEK, everything, COURT, day("2026-11-20")) == ()
    found = gaps(CASES, WEEK, everything, COURT, day("2026-11-20"), include_today=True)
    assert found == (Gap("a", day("2026-11-20")), Gap("b", day("2026-11-20")))


def test_a_holiday_owes_nothing_and_an_exchanged_saturday_is_owed_the_week_after() -> None:
    case = [ActiveCase("a", day("2026-01-01"))]
    assert gaps(case, Week.parse("2026-W08"), [], COURT, day("2026-12-01")) == ()
    found = [gap.work_date.isoformat() for gap in gaps(case, Week.parse("2026-W09"), [], COURT, day("2026-12-01"))]
    assert found == ["2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27"]


@given(
    st.dates(date(2026, 8, 12), date(2026, 11, 30)),
    st.sets(st.dates(date(2026, 8, 12), date(2026, 11, 30)), max_size=40),
)
def test_every_worked_day_before_today_is_either_logged_or_a_gap_of_exactly_one_week(
    today: date, done: set[date]
) -> None:
    case = ActiveCase("a", day("2026-08-12"))
    weeks = [Week.of(day("2026-08-10") + timedelta(days=7 * n)) for n in range(20)]
    owed = [gap.work_date for week in weeks for gap in gaps([case], week, [("a", d) for d in done], COURT, today)]
    assert len(owed) == len(set(owed))
    worked = COURT.calendar.working_days(day("2026-08-12"), today - timedelta(days=1))
    assert set(owed) == set(worked) - done


def test_unknown_kinds_and_levels_are_refused() -> None:
    assert log_kind("无事项").key == NOTHING
    assert log_kind("contact").label == "电话联系"
    assert check_visibility("both") == "both"
    with pytest.raises(CourtError) as refused:
        log_kind("闲聊")
    assert refused.value.code == "log.kind-unknown"
    with pytest.raises(CourtError) as refused:
        check_visibility("public")
    assert refused.value.code == "log.visibility-unknown"
