"""Time limits (审限): 民事诉讼法 85, 152, 164, 168, 187; 刑事诉讼法 105, 208, 220, 225; 行政诉讼法 81, 83; DOMAIN §3."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.dates import Span
from court_core.rules.time_limits import (
    EXCLUSION_GROUNDS,
    LIMITS,
    ExcludedPeriod,
    TimeLimit,
    days_left,
    deadline,
    limit_for,
    limit_named,
    merged_periods,
    total_span,
)
from court_core.rules.working_days import Calendar, CalendarDate

CALENDAR = Calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "filed", "steps", "last_day"),
    [
        ("民事普通", "2026-01-15", 0, "2026-07-15"),
        ("civil-ordinary", "2025-12-15", 1, "2026-12-15"),  # +6月院长批准
        ("民事简易", "2026-01-15", 0, "2026-04-15"),
        ("civil-summary", "2026-01-15", 1, "2026-05-15"),  # +1
        ("小额", "2026-01-15", 0, "2026-03-16"),  # the 15th is a Sunday
        ("small-claims", "2026-01-15", 1, "2026-04-15"),
        ("特别程序", "2026-01-05", 0, "2026-02-04"),
        ("支付令-受理", "2026-01-05", 0, "2026-01-12"),  # the 10th is a Saturday
        ("支付令-发令", "2026-01-05", 0, "2026-01-20"),
        ("刑事公诉", "2026-01-15", 0, "2026-03-16"),
        ("刑事公诉", "2026-01-15", 1, "2026-04-15"),  # 至迟三月
        ("刑事公诉", "2026-01-15", 2, "2026-07-15"),  # +3月
        ("刑事简易", "2026-01-05", 0, "2026-01-26"),  # the 25th is a Sunday
        ("刑事简易", "2026-01-05", 1, "2026-02-24"),  # 一个半月: 02-20, in the Spring Festival
        ("速裁", "2026-01-05", 0, "2026-01-15"),
        ("速裁", "2026-01-05", 1, "2026-01-20"),
        ("刑事自诉", "2026-01-15", 0, "2026-07-15"),
        ("行政普通", "2026-01-15", 0, "2026-07-15"),
        ("行政简易", "2026-01-05", 0, "2026-02-24"),  # 45 days: 02-19
        ("执行", "2026-01-15", 0, "2026-07-15"),
        ("非诉执行", "2026-01-15", 0, "2026-04-15"),
        # 民法典 第202条: no corresponding day, so the month's last
        ("civil-ordinary", "2025-08-31", 0, "2026-02-28"),
        ("civil-ordinary", "2025-08-30", 0, "2026-02-28"),
    ],
)
def test_a_limit_ends_on_its_day_or_the_next_working_day(name: str, filed: str, steps: int, last_day: str) -> None:
    assert deadline(limit_named(name), day(filed), calendar=CALENDAR, extended=steps) == CalendarDate(day(last_day))


def test_custody_is_never_extended_by_a_holiday() -> None:
    """刑事诉讼法 第105条 第四款."""
    in_custody = limit_named("criminal-public-custody")
    assert deadline(in_custody, day("2026-01-15"), calendar=CALENDAR) == CalendarDate(day("2026-03-15"))  # a Sunday
    free = limit_named("criminal-public")
    assert deadline(free, day("2026-01-15"), calendar=CALENDAR, custody=True).date == day("2026-03-15")
    # it needs no calendar, so it is certain in any year
    assert deadline(in_custody, day("2030-01-15"), calendar=CALENDAR).confirmed


def test_a_limit_that_ends_in_an_unknown_year_is_unconfirmed() -> None:
    assert deadline(limit_named("执行"), day("2026-08-03"), calendar=CALENDAR) == CalendarDate(day("2027-02-03"), False)


@pytest.mark.parametrize(
    ("excluded", "last_day"),
    [
        ([], "2026-04-15"),
        ([("2026-02-01", "2026-02-10")], "2026-04-27"),  # ten days: 04-25 is a Saturday
        ([("2026-02-01", "2026-02-10"), ("2026-02-01", "2026-02-10")], "2026-04-27"),  # the same twice counts once
        ([("2026-02-01", "2026-02-06"), ("2026-02-05", "2026-02-10")], "2026-04-27"),  # overlapping
        ([("2026-02-01", "2026-02-05"), ("2026-02-06", "2026-02-10")], "2026-04-27"),  # touching
        ([("2026-02-06", "2026-02-10"), ("2026-02-01", "2026-02-05")], "2026-04-27"),  # in any order
        ([("2026-01-10", "2026-01-15")], "2026-04-15"),  # before the clock starts
        ([("2026-01-10", "2026-01-17")], "2026-04-17"),  # only what lies in the limit
        ([("2026-04-15", "2026-04-20")], "2026-04-21"),  # begins on the last day
        ([("2026-04-16", "2026-04-20")], "2026-04-15"),  # begins after it
        (
            [("2026-02-01", "2026-02-10"), ("2026-04-20", "2026-04-24")],
            "2026-04-30",
        ),  # the second lies in the lengthened limit
        ([("2026-03-02", "2026-03-02")], "2026-04-16"),
    ],
)
def test_excluded_days_push_the_end_by_as_many_days(excluded: list[tuple[str, str]], last_day: str) -> None:
    periods = [(day(a), day(b)) for a, b in excluded]
    assert deadline(limit_named("民事简易"), day("2026-01-15"), periods, CALENDAR).date == day(last_day)


def test_a_period_that_still_runs_is_counted_until_the_day_asked() -> None:
    running = ExcludedPeriod(day("2026-02-01"), None, "appraisal")
    limit = limit_named("民事简易")
    assert deadline(limit, day("2026-01-15"), [running], CALENDAR, as_of=day("2026-02-10")).date == day("2026-04-27")
    # asked before it even began, it takes at least its first day
    assert deadline(limit, day("2026-01-15"), [running], CALENDAR, as_of=day("2026-01-20")).date == day("2026-04-16")
    with pytest.raises(CourtError) as refused:
        deadline(limit, day("2026-01-15"), [running], CALENDAR)
    assert refused.value.code == "time-limit.period-open"


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(CourtError) as refused:
        deadline(limit_named("执行"), day("2026-01-15"), [(day("2026-02-10"), day("2026-02-01"))], CALENDAR)
    assert refused.value.code == "time-limit.period-reversed"


def test_extensions_are_counted_from_the_approvals_or_from_the_steps_of_the_law() -> None:
    limit = limit_named("civil-ordinary")
    assert total_span(limit, 1) == Span(12)
    assert total_span(limit, [Span(3), Span(days=15)]) == Span(9, 15)
    assert deadline(limit, day("2025-08-31"), calendar=CALENDAR, extended=[Span(1)]).date == day("2026-03-31")
    for steps in (2, -1):
        with pytest.raises(CourtError) as refused:
            deadline(limit, day("2026-01-15"), calendar=CALENDAR, extended=steps)
        assert refused.value.code == "time-limit.no-extension"


def test_a_civil_case_that_turns_from_summary_to_ordinary_runs_on() -> None:
    """简转普: counted from the same filing, so the ordinary limit's end."""
    assert deadline(limit_named("普通"), day("2026-01-15"), calendar=CALENDAR).date == day("2026-07-15")


@pytest.mark.parametrize(
    ("type_code", "procedure", "key"),
    [
        ("民初", "普通程序", "civil-ordinary"), ("民初", "", "civil-ordinary"), ("民初", "简易程序", "civil-summary"),
        ("民初", "小额诉讼程序", "small-claims"), ("民一初", "简易", "civil-summary"), ("民特", "", "special-procedure"),
        ("民督", "", "payment-order"), ("刑初", "", "criminal-public"), ("刑初", "速裁程序", "criminal-expedited"),
        ("刑初", "简易程序", "criminal-summary"), ("刑初", "自诉程序", "criminal-private"), ("行初", "", "administrative-ordinary"),
        ("行初", "简易程序", "administrative-summary"), ("行审", "", "non-litigation-enforcement"), ("执", "", "enforcement"),
        ("执恢", "", "enforcement"),
    ],
)  # fmt: skip
def test_a_case_has_the_limit_of_its_type_and_procedure(type_code: str, procedure: str, key: str) -> None:
    limit = limit_for(type_code, procedure)
    assert limit is not None and limit.key == key


@pytest.mark.parametrize("type_code", ["民辖", "司救执", "破申", "民申", "执异", "不存在"])
def test_other_types_have_no_default_limit(type_code: str) -> None:
    assert limit_for(type_code) is None


def test_every_limit_is_found_by_each_of_its_names_and_no_name_is_used_twice() -> None:
    names = [name for limit in LIMITS for name in (limit.key, limit.label, *limit.aliases)]
    assert len(names) == len(set(names))
    assert all(limit_named(name) for name in names)
    assert limit_named(" 民事 普通 ").key == "civil-ordinary"
    with pytest.raises(CourtError) as refused:
        limit_named("无期")
    assert refused.value.code == "time-limit.unknown"


def test_all_grounds_of_the_rule_are_listed() -> None:
    assert len({ground.key for ground in EXCLUSION_GROUNDS}) == 9


def test_days_left_turn_negative_when_the_limit_has_passed() -> None:
    assert days_left(CalendarDate(day("2026-11-20")), day("2026-11-18")) == 2
    assert days_left(day("2026-11-20"), day("2026-11-20")) == 0
    assert days_left(day("2026-11-20"), day("2026-11-22")) == -2


_filed = st.dates(date(2004, 2, 1), date(2024, 6, 1))
_limits = st.sampled_from(LIMITS)
_period = st.tuples(st.integers(-30, 300), st.integers(0, 60))


def _periods(filed: date, raw: list[tuple[int, int]]) -> list[tuple[date, date | None]]:
    return [(filed + timedelta(days=a), filed + timedelta(days=a + n)) for a, n in raw]


@given(_limits, _filed, st.lists(_period, max_size=5))
def test_a_deadline_never_falls_on_a_rest_day(limit: TimeLimit, filed: date, raw: list[tuple[int, int]]) -> None:
    reached = deadline(limit, filed, _periods(filed, raw), CALENDAR)
    assert limit.custody or (CALENDAR.is_working(reached.date) and reached.confirmed)


@given(_limits, _filed, st.lists(_period, max_size=5), _period)
def test_excluding_more_days_never_shortens_a_limit(
    limit: TimeLimit, filed: date, raw: list[tuple[int, int]], one_more: tuple[int, int]
) -> None:
    before = deadline(limit, filed, _periods(filed, raw), CALENDAR)
    after = deadline(limit, filed, _periods(filed, [*raw, one_more]), CALENDAR)
    assert after.date >= before.date


@given(_limits, _filed, st.lists(_period, max_size=5))
def test_the_end_is_the_limit_and_the_excluded_days_within_it(
    limit: TimeLimit, filed: date, raw: list[tuple[int, int]]
) -> None:
    """Counted day by day: from the day after filing to the end, exactly the limit's days are not excluded."""
    periods = _periods(filed, raw)
    plain = deadline(limit, filed, (), CALENDAR, custody=True).date
    end = deadline(limit, filed, sorted(periods, key=str), CALENDAR, custody=True).date
    excluded = {a + timedelta(days=n) for a, b in periods if b for n in range((b - a).days + 1)}
    days = [filed + timedelta(days=n) for n in range(1, (end - filed).days + 1)]
    counted = [d for d in days if d not in excluded]
    assert len(counted) == (plain - filed).days
    assert counted[-1] == end


@given(st.lists(_period, max_size=8))
def test_merged_periods_are_ordered_and_apart(raw: list[tuple[int, int]]) -> None:
    merged = merged_periods(_periods(day("2020-01-01"), raw))
    assert all(a[1] + timedelta(days=1) < b[0] for a, b in pairwise(merged))


def test_a_limit_that_would_leave_the_calendar_is_refused() -> None:
    with pytest.raises(CourtError) as refused:
        deadline(limit_named("执行"), date.max, calendar=CALENDAR)
    assert refused.value.code == "date.out-of-range"
