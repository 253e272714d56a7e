"""What process events mean for a case's time: excluded periods, seizures, taking effect (DOMAIN §3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.case_clock import (
    Event,
    approved_extensions,
    effective_on,
    excluded_periods,
    seizure_expiry,
    seizure_reminder,
    seizures,
)
from court_core.rules.dates import Span
from court_core.rules.time_limits import deadline, limit_named


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(node: str, happened_on: str, **fields: object) -> Event:
    return Event(node, day(happened_on), fields)


@pytest.mark.parametrize(
    ("happened", "periods"),
    [
        (event("appraisal", "2026-03-01", entrusted_on="2026-03-01", replied_on="2026-03-20"), [("2026-03-01", "2026-03-20", "appraisal")]),
        (event("appraisal", "2026-03-01", entrusted_on="2026-03-01"), [("2026-03-01", None, "appraisal")]),
        (event("audit", "2026-03-01", entrusted_on="2026-03-01", replied_on="2026-03-02"), [("2026-03-01", "2026-03-02", "audit-valuation")]),
        (event("jurisdiction-objection", "2026-03-01", raised_on="2026-03-01", ruled_on="2026-03-09"),
         [("2026-03-01", "2026-03-09", "jurisdiction-objection")]),
        (event("service", "2026-03-01", notice_from="2026-03-01", notice_to="2026-03-31"), [("2026-03-01", "2026-03-31", "public-notice")]),
        (event("service", "2026-03-01", method="邮寄送达"), []),
        (event("settlement", "2026-03-01", start="2026-03-01", end="2026-04-01"), [("2026-03-01", "2026-04-01", "settlement")]),
        (event("auction", "2026-03-01", start="2026-03-01", end="2026-04-01"), [("2026-03-01", "2026-04-01", "auction")]),
        (event("stayed", "2026-03-01", start="2026-03-01", end="2026-04-01"), [("2026-03-01", "2026-04-01", "stay")]),
        (event("supplementary-investigation", "2026-03-01", start="2026-03-01", end="2026-04-01"),
         [("2026-03-01", "2026-04-01", "supplementary-investigation")]),
        (event("excluded", "2026-03-01", ground="当事人和解", start="2026-03-01", end="2026-04-01"), [("2026-03-01", "2026-04-01", "settlement")]),
        (event("excluded", "2026-03-01", ground="其他", start="2026-03-01", end="2026-04-01"), [("2026-03-01", "2026-04-01", "other")]),
        (event("appraisal", "2026-03-01", entrusted_on="三月", replied_on="2026-03-20"), []),
        (event("appraisal", "2026-03-01", entrusted_on=20260301, replied_on=None), []),
        # a slip of the keyboard must not lengthen a limit
        (event("appraisal", "2026-03-01", entrusted_on="2026-03-20", replied_on="2026-03-01"), []),
        (event("hearing-held", "2026-03-01", time="2026-03-01T09:30"), []),
        (event("of-a-newer-program", "2026-03-01", start="2026-03-01"), []),
    ],
)  # fmt: skip
def test_each_node_takes_its_own_days_out(happened: Event, periods: list[tuple[str, str | None, str]]) -> None:
    found = [(p.start.isoformat(), p.end and p.end.isoformat(), p.ground) for p in excluded_periods([happened])]
    assert found == periods


def test_a_suspension_lasts_until_the_day_before_the_case_resumes() -> None:
    events = [event("resumed", "2026-04-01"), event("suspended", "2026-03-01"), event("suspended", "2026-05-01")]
    assert [(p.start, p.end) for p in excluded_periods(events)] == [
        (day("2026-03-01"), day("2026-03-31")),
        (day("2026-05-01"), None),
    ]


def test_a_suspension_resumed_the_same_day_excludes_nothing() -> None:
    assert excluded_periods([event("suspended", "2026-03-01"), event("resumed", "2026-03-01")]) == ()


def test_the_deadline_of_a_case_with_an_appraisal_and_an_extension() -> None:
    events = [
        event("appraisal", "2026-03-02", entrusted_on="2026-03-02", replied_on="2026-03-11"),
        event("extended", "2026-04-01", months=1, reason="疑难"),
    ]
    limit = limit_named("民事简易")
    due = deadline(limit, day("2026-01-15"), excluded_periods(events), extended=approved_extensions(events))
    assert due.date == day("2026-05-25")
    assert approved_extensions(
        [
            event("extended", "2026-04-01", days=20),
            event("extended", "2026-04-01"),
            event("extended", "2026-04-01", months="2", days=-5),
        ]
    ) == (Span(days=20),)


@given(st.lists(st.sampled_from([
    event("suspended", "2026-03-01"), event("resumed", "2026-04-01"), event("suspended", "2026-03-10"), event("resumed", "2026-03-05"),
    event("appraisal", "2026-03-01", entrusted_on="2026-03-01", replied_on="2026-03-20"),
    event("auction", "2026-02-01", start="2026-02-20"),
]), max_size=8))  # fmt: skip
def test_events_in_any_order_and_number_always_give_a_deadline(events: list[Event]) -> None:
    plain = deadline(limit_named("执行"), day("2026-01-15"))
    with_events = deadline(limit_named("执行"), day("2026-01-15"), excluded_periods(events), as_of=day("2026-06-01"))
    assert with_events.date >= plain.date


@pytest.mark.parametrize(
    ("kind", "carried_out", "expires"),
    [("存款", "2026-03-10", "2027-03-10"), ("动产", "2026-03-10", "2028-03-10"), ("不动产", "2026-03-10", "2029-03-10"),
     ("存款", "2028-02-29", "2029-02-28")],
)  # fmt: skip
def test_seizures_last_one_two_and_three_years(kind: str, carried_out: str, expires: str) -> None:
    """民诉法解释 第485条; DOMAIN §3."""
    assert seizure_expiry(kind, day(carried_out)) == day(expires)


def test_an_unknown_kind_of_property_is_refused() -> None:
    with pytest.raises(CourtError) as refused:
        seizure_expiry("股权", day("2026-03-10"))
    assert refused.value.code == "node.field-unreadable"


def test_the_officer_is_reminded_thirty_days_before() -> None:
    assert seizure_reminder(day("2027-03-10")) == day("2027-02-08")


def test_seizures_in_force_are_listed_by_expiry() -> None:
    events = [
        event("seizure", "2026-03-10", kind="不动产", property="望湖路66号", carried_out_on="2026-03-10"),
        event(
            "seizure", "2026-03-10", kind="存款", property="账户", carried_out_on="2026-03-10", expires_on="2026-09-10"
        ),
        event("seizure", "2026-03-10", kind="动产", property="车", measure="查封"),  # not carried out
        event(
            "seizure", "2026-03-10", kind="商标", property="商标", carried_out_on="2026-03-10"
        ),  # a kind nobody knows
    ]
    found = [(s.property, s.expires_on, s.remind_from) for s in seizures(events)]
    assert found == [
        ("账户", day("2026-09-10"), day("2026-08-11")),
        ("商标", day("2027-03-10"), day("2027-02-08")),
        ("望湖路66号", day("2029-03-10"), day("2029-02-08")),
    ]


def test_publication_counts_from_the_latest_document_that_took_effect() -> None:
    assert effective_on([]) is None
    assert effective_on(
        [event("effective", "2026-03-01"), event("effective", "2026-04-01"), event("closed", "2026-05-01")]
    ) == day("2026-04-01")
