"""The Friday release ([2013] 公开执行日志工作程序): which entries go out when, once, and corrected how."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Row, select

from central_server.services.publishing.projection_rules import published_rows
from central_server.storage.internal import RELEASE, audit
from central_server.storage.published import party_log
from central_server.storage.published_engine import reading
from court_core.errors import CourtError
from court_core.rules.week import Week
from tests.support.court_world import FRIDAY, THURSDAY, WEEK, CourtWorld

NUMBER = "（2026）粤0103执101号"


def logs(world: CourtWorld) -> list[Row[tuple[str, ...]]]:
    """The released entries on parties' pages, by content."""
    with reading(world.published) as connection:
        rows: list[Row[tuple[str, ...]]] = list(connection.execute(select(party_log).order_by(party_log.c.content)))
    return rows


def contents(world: CourtWorld) -> list[str]:
    return [str(row.content) for row in logs(world)]


@pytest.fixture
def case_id(any_world: CourtWorld) -> str:
    case_id = any_world.case(NUMBER)
    any_world.reader(case_id, "陈申请")
    return case_id


def test_a_release_that_runs_twice_changes_nothing(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    world.log(case_id, "第一条")
    first = world.releases.release_logs(Week.parse(WEEK))
    ledger = _ledger(world)
    before = logs(world)
    world.clock.set(date(2026, 11, 23), 9)

    second = world.releases.release_logs(Week.parse(WEEK))

    assert (first.released, second.released, second.total) == (1, 0, 1)
    assert _ledger(world) == ledger
    assert logs(world) == before


def test_a_release_cut_short_before_projection_is_completed_by_the_next(
    any_world: CourtWorld, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = any_world
    world.log(case_id, "第一条")
    releases = world.releases
    monkeypatch.setattr(releases, "_projection", None)
    with pytest.raises(AttributeError):
        releases.release_logs(Week.parse(WEEK))
    assert contents(world) == []

    again = world.releases.release_logs(Week.parse(WEEK))

    assert (again.released, again.total) == (0, 1)
    assert contents(world) == ["第一条"]


@pytest.mark.parametrize(
    ("work_date", "week"),
    [
        (date(2026, 11, 16), "2026-W47"),
        (date(2026, 11, 20), "2026-W47"),
        (date(2026, 11, 21), "2026-W48"),  # a Saturday goes into the next release
        (date(2026, 11, 13), "2026-W47"),  # forgotten last week, caught up now
    ],
)
def test_an_entry_goes_out_with_the_first_release_after_its_work(world: CourtWorld, work_date: date, week: str) -> None:
    case_id = world.case(NUMBER)
    world.reader(case_id, "陈申请")
    world.clock.set(date(2026, 11, 21), 10)
    world.log(case_id, "内容", work_date)
    world.releases.release_logs(Week.parse("2026-W47"))
    world.clock.set(date(2026, 11, 27), 15)
    world.releases.release_logs(Week.parse("2026-W48"))

    assert [row.release_week for row in logs(world)] == [week]


def test_a_week_without_a_working_day_goes_out_with_the_next(world: CourtWorld) -> None:
    """2026-10-01 to 10-07 are holidays: W40 ends on Wednesday, the rest of the days wait for 10-09."""
    case_id = world.case(NUMBER, filed_on="2026-09-01")
    world.reader(case_id, "陈申请")
    world.clock.set(date(2026, 10, 9), 15)
    world.log(case_id, "假期前", date(2026, 9, 30))
    world.log(case_id, "假期中", date(2026, 10, 2))

    before = world.releases.release_logs(Week.parse("2026-W40"))
    after = world.releases.release_logs(Week.parse("2026-W41"))

    assert (before.week, before.released) == ("2026-W40", 1)
    assert (after.week, after.released) == ("2026-W41", 1)


def test_a_week_that_has_not_begun_is_refused(world: CourtWorld) -> None:
    with pytest.raises(CourtError) as refused:
        world.releases.release_logs(Week.parse("2026-W48"))
    assert refused.value.code == "release.week-ahead"


def test_a_release_before_its_time_is_said_to_be_early_and_is_asked_for_again(
    world: CourtWorld,
) -> None:
    case_id = world.case(NUMBER)
    world.reader(case_id, "陈申请")
    world.clock.set(THURSDAY, 9)
    world.log(case_id, "周三的工作", date(2026, 11, 18))

    early = world.releases.release_logs(Week.parse(WEEK))
    world.clock.set(THURSDAY, 17)
    world.log(case_id, "周四的工作")
    world.clock.set(FRIDAY, 14)
    due = world.releases.release_due()

    assert early.early
    assert due.logs is not None
    assert (due.logs.released, due.logs.total, due.logs.early) == (1, 2, False)
    assert contents(world) == ["周三的工作", "周四的工作"]


@pytest.mark.parametrize(
    ("day", "hour", "week"),
    [
        (date(2026, 11, 19), 9, "2026-W46"),
        (date(2026, 11, 20), 13, "2026-W46"),
        (date(2026, 11, 20), 14, "2026-W47"),
        (date(2026, 11, 23), 8, "2026-W47"),  # a release day that was missed is made up for
        (date(2026, 9, 24), 14, "2026-W39"),  # Friday 09-25 is Mid-Autumn: the release moves to Thursday
    ],
)
def test_the_calendar_asks_for_the_last_release_that_is_due(world: CourtWorld, day: date, hour: int, week: str) -> None:
    world.clock.set(day, hour)

    first, second = world.releases.release_due(), world.releases.release_due()

    assert first.logs is not None
    assert first.logs.week == week
    assert second.logs is None


def test_an_entry_corrected_before_its_release_shows_its_last_form_only(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    first = world.log(case_id, "写错的", entered_at="2026-11-19T01:00:00.000Z")
    second = world.log(case_id, "又写错的", entered_at="2026-11-19T02:00:00.000Z", amends_id=first)
    world.log(case_id, "写对的", entered_at="2026-11-19T03:00:00.000Z", amends_id=second)

    released = world.releases.release_logs(Week.parse(WEEK))

    assert released.released == 1
    (row,) = logs(world)
    assert (row.content, row.amends_id, row.amended_by_id) == ("写对的", None, None)


def test_an_entry_corrected_after_its_release_stands_with_its_correction(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    first = world.log(case_id, "一、原文", entered_at="2026-11-19T01:00:00.000Z")
    world.releases.release_logs(Week.parse(WEEK))
    world.clock.set(date(2026, 11, 27), 15)
    wrong = world.log(case_id, "没有放出的更正", entered_at="2026-11-23T01:00:00.000Z", amends_id=first)
    last = world.log(case_id, "二、更正", entered_at="2026-11-24T01:00:00.000Z", amends_id=wrong)

    world.releases.release_logs(Week.parse("2026-W48"))

    original, correction = logs(world)
    assert (original.content, original.amends_id, original.amended_by_id) == ("一、原文", None, last)
    assert (correction.content, correction.amends_id, correction.release_week) == ("二、更正", first, "2026-W48")


def test_a_correction_to_internal_before_the_release_keeps_all_of_it_inside(world: CourtWorld) -> None:
    case_id = world.case(NUMBER)
    world.reader(case_id, "陈申请")
    first = world.log(case_id, "不该公开的", entered_at="2026-11-19T01:00:00.000Z")
    world.log(case_id, "改为内部", entered_at="2026-11-19T02:00:00.000Z", amends_id=first, visibility="internal")

    assert world.releases.release_logs(Week.parse(WEEK)).released == 0
    assert contents(world) == []


def test_entries_wait_for_their_day_and_sides_are_told_apart(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    world.reader(case_id, "林被执", role="被执行人")
    world.reader(case_id, "何第三", role="第三人")
    world.log(case_id, "双方可见")
    world.log(case_id, "申请人可见", kind="query", visibility="applicant")
    world.log(case_id, "下周才公开", not_before="2026-11-25")
    world.log(case_id, "内部", visibility="internal")
    world.log(case_id, "拟于明日搜查被执行人住处")
    world.releases.release_logs(Week.parse(WEEK))

    assert contents(world) == ["双方可见"] * 2 + ["申请人可见"]
    world.clock.set(date(2026, 11, 27), 15)
    world.releases.release_due()
    assert contents(world) == ["下周才公开"] * 2 + ["双方可见"] * 2 + ["申请人可见"]


def test_a_catch_up_entry_keeps_showing_when_it_was_entered(world: CourtWorld) -> None:
    case_id = world.case(NUMBER)
    world.reader(case_id, "陈申请")
    # 23:30 UTC on Thursday is already Friday at the court.
    world.log(case_id, "补录", date(2026, 11, 17), entered_at="2026-11-19T23:30:00.000Z")
    world.releases.release_logs(Week.parse(WEEK))

    (row,) = logs(world)
    assert (row.work_date, row.entered_on) == ("2026-11-17", "2026-11-20")
    password = world.access.issue(NUMBER, "陈申请").password
    visitor = world.visitor()
    visitor.sign_in(NUMBER, password)
    assert "工作后第 3 天" in visitor.get("/party")


def test_a_release_leaves_an_audit_row_once(world: CourtWorld) -> None:
    case_id = world.case(NUMBER)
    world.log(case_id, "内容")
    world.releases.release_logs(Week.parse(WEEK))
    world.releases.release_logs(Week.parse(WEEK))

    with world.store.read() as connection:
        rows = connection.execute(select(audit.c.subject).where(audit.c.action == "release-logs")).scalars().all()
    assert rows == [WEEK]


def test_projection_again_writes_nothing(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    world.log(case_id, "内容")
    world.event(case_id, "filed", date(2026, 10, 8), {"cause": "买卖合同纠纷"})
    world.releases.release_due()

    assert world.projection.project_all() == 0
    assert world.projection.project_touched() == 0


def test_who_holds_no_password_has_no_page(any_world: CourtWorld, case_id: str) -> None:
    """What nobody can open does not leave the internal database either."""
    world = any_world
    world.party(case_id, "林被执", role="被执行人")
    world.log(case_id, "内容")
    world.releases.release_due()
    assert contents(world) == ["内容"]

    world.access.issue(NUMBER, "林被执")
    assert contents(world) == ["内容", "内容"]
    world.access.revoke(NUMBER, "林被执")
    assert contents(world) == ["内容"]


def test_published_rows_are_a_pure_function_of_facts(world: CourtWorld) -> None:
    from central_server.services.publishing.projection_reading import read_facts

    case_id = world.case(NUMBER)
    world.reader(case_id, "陈申请")
    with world.store.read() as connection:
        facts = read_facts(connection, world.court_id, [case_id])[case_id]

    assert published_rows(facts, FRIDAY, ()) == published_rows(facts, FRIDAY, ())


def _ledger(world: CourtWorld) -> list[object]:
    with world.store.read() as connection:
        return [
            *map(tuple, connection.execute(select(RELEASE.entry).order_by(RELEASE.entry.c.entry_id))),
            *map(tuple, connection.execute(select(RELEASE.run))),
        ]
