"""The report of the 20th for the whole court ([2013] 公布工作程序 art. 2, 3): every document in effect is accounted for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from central_server.services.administration.month_report import MonthReport, month_report
from central_server.services.publishing.release_calendar import Month
from court_core.errors import CourtError
from tests.support.court_world import CourtWorld


def report(world: CourtWorld, month: str) -> MonthReport:
    return month_report(world.store, world.court_id, world.clock, Month.parse(month))


@pytest.fixture
def court(any_world: CourtWorld) -> CourtWorld:
    """A month with a document in every state, on the 20th; two divisions."""
    world = any_world
    world.clock.set(date(2026, 11, 20), 16)
    civil = world.save("division", {"name": "民一庭", "position": 2, "active": True})
    case_id = world.case("（2026）粤0103执55号")
    other = world.case("（2026）粤0103民初9号", division_id=civil, judge_id=world.judge_id)
    for status in ("effective", "masked", "confirmed", "returned", "withdrawn", "submitted", "passed", "published"):
        world.document(case_id, status=status, effective_on="2026-11-03")
    world.document(other, status="registered", effective_on=None)
    for state, status in (("approved", "withheld"), ("flagged", "withheld"), ("refused", "masked")):
        world.withholding(other, world.document(other, status=status, effective_on="2026-11-04"), status=state)
    return world


def test_every_document_in_effect_is_accounted_for(court: CourtWorld) -> None:
    found = report(court, "2026-11")
    said: dict[str, Any] = found.as_json()

    assert (said["effective"], said["submitted"], said["withheld"], len(said["missing"])) == (11, 3, 2, 6)
    assert said["awaiting_approval"] == 1
    assert said["submit_on"] == "2026-11-20"
    assert said["publish_on"] == "2026-11-25"
    assert {(line["case_number"], line["judge"], line["division"]) for line in said["missing"]} == {
        ("（2026）粤0103执55号", "何执行", "执行局"),
        ("（2026）粤0103民初9号", "苏法官", "民一庭"),
    }
    assert said["divisions"] == [
        {"division": "执行局", "effective": 8, "submitted": 3, "withheld": 0, "missing": 5},
        {"division": "民一庭", "effective": 3, "submitted": 0, "withheld": 2, "missing": 1},
    ]
    for part in (said, *said["divisions"]):
        missing = part["missing"] if isinstance(part["missing"], int) else len(part["missing"])
        assert part["effective"] == part["submitted"] + part["withheld"] + missing


def test_what_takes_effect_after_the_20th_goes_with_the_next_month(world: CourtWorld) -> None:
    """20 September 2026 is a Sunday that is worked, so the batch closes that day; 20 February moves to the 24th."""
    world.clock.set(date(2026, 10, 20), 9)
    case_id = world.case("（2026）粤0103执55号", filed_on="2026-01-05")
    for day in ("2026-09-20", "2026-09-21", "2026-10-20", "2026-02-24", "2026-02-25"):
        world.document(case_id, effective_on=day)

    def days(lines: Any) -> list[str]:
        return sorted(line.effective_on.isoformat() for line in lines)

    september, october = report(world, "2026-09"), report(world, "2026-10")
    assert days(september.lines) == ["2026-09-20"]
    assert days(september.coming) == ["2026-09-21"]
    assert days(september.earlier) == ["2026-02-24", "2026-02-25"]
    assert days(october.lines) == ["2026-09-21", "2026-10-20"]
    assert days(october.earlier) == ["2026-02-24", "2026-02-25", "2026-09-20"]
    assert days(report(world, "2026-02").lines) == ["2026-02-24"]
    assert days(report(world, "2026-03").lines) == ["2026-02-25"]


def test_a_document_submitted_early_counts_with_the_batch_it_went_with(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 24), 9)
    case_id = world.case("（2026）粤0103执55号")
    document_id = world.document(case_id, status="submitted", effective_on="2026-11-23")
    step = {"case_id": case_id, "document_id": document_id, "action": "submit", "status": "submitted"}
    world.save("document_step", {**step, "month": "2026-11", "made_at": "2026-11-23T02:00:00.000Z"})
    assert [line.standing for line in report(world, "2026-11").lines] == ["submitted"]
    # Returned, and sent again with its own batch.
    world.save("document_step", {**step, "month": "2026-12", "made_at": "2026-11-24T02:00:00.000Z"})
    assert report(world, "2026-11").lines == ()
    assert [line.month for line in report(world, "2026-12").lines] == ["2026-12"]


@pytest.mark.parametrize(
    ("settings", "today", "due", "overdue"),
    [
        ({}, date(2026, 11, 20), "2026-11-20", False),
        ({}, date(2026, 11, 23), "2026-11-20", True),
        ({"submit_day": 18}, date(2026, 11, 20), "2026-11-18", True),
        ({"publication_rule": "seven-days"}, date(2026, 11, 12), "2026-11-12", False),  # 7 working days after 11-03
        ({"publication_rule": "seven-days"}, date(2026, 11, 13), "2026-11-12", True),
        ({"publication_rule": "seven-days", "publish_working_days": 3}, date(2026, 11, 13), "2026-11-06", True),
    ],
)
def test_by_when_a_missing_one_is_owed_follows_the_courts_own_rule(
    world: CourtWorld, settings: dict[str, Any], today: date, due: str, overdue: bool
) -> None:
    world.save("court", {"settings": {"calendar": settings}}, world.court_id)
    world.clock.set(today, 9)
    world.document(world.case("（2026）粤0103执55号"), effective_on="2026-11-03")
    (line,) = report(world, "2026-11").standing("missing")
    assert (line.due_on.isoformat(), line.overdue) == (due, overdue)


def test_a_month_whose_batch_has_not_begun_is_refused_and_an_empty_one_is_empty(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 20), 9)
    assert report(world, "2026-11").as_json()["effective"] == 0
    with pytest.raises(CourtError) as refused:
        report(world, "2026-12")
    assert refused.value.code == "release.month-ahead"
    world.clock.set(date(2026, 11, 21), 9)
    assert report(world, "2026-12").lines == ()


def test_a_year_without_a_calendar_is_said_to_be_unconfirmed(world: CourtWorld) -> None:
    world.clock.set(date(2027, 3, 1), 9)
    assert not report(world, "2027-02").confirmed
