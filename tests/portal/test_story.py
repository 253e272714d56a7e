"""The week's story at the portal: written on Thursday, released on Friday afternoon, read by the party alone."""

from __future__ import annotations

from tests.support.court_world import FRIDAY, THURSDAY, WEEK, CourtWorld

NUMBER = "（2026）粤0103执101号"


def test_log_written_on_thursday_is_released_on_friday_afternoon_and_read_with_case_number_and_password(
    any_world: CourtWorld,
) -> None:
    world = any_world
    case_id = world.case(NUMBER)
    world.party(case_id, "陈申请")
    world.clock.set(THURSDAY, 16)
    world.log(case_id, "电话联系被执行人，账号6222021234567893445已核对。", result="约定下周一到庭")
    password = world.access.issue(NUMBER, "陈申请").password

    world.clock.set(FRIDAY, 13, 59)
    before_release = world.releases.release_due()
    visitor = world.visitor()
    assert visitor.sign_in("(2026)粤0103执101号", password.lower().replace("-", " ")) == 200
    assert "还没有公开的执行日志" in visitor.get("/party")

    world.clock.set(FRIDAY, 14, 1)
    released = world.releases.release_due()
    page = visitor.get("/party")

    assert before_release.logs is None or before_release.logs.week != WEEK
    assert released.logs is not None
    assert (released.logs.week, released.logs.released, released.logs.early) == (WEEK, 1, False)
    assert "电话联系被执行人，账号****3445已核对。" in page
    assert "约定下周一到庭" in page
    assert "2026年第47周（11月16日至11月22日）" in page
    assert "2026年11月19日" in page
    assert "何执行" in page


def test_nobody_else_reads_it(world: CourtWorld) -> None:
    case_id = world.case(NUMBER)
    other_case = world.case("（2026）粤0103执102号")
    world.party(case_id, "陈申请")
    world.party(other_case, "黄另案")
    world.log(case_id, "只给本案当事人看的话")
    world.releases.release_due()
    password = world.access.issue("（2026）粤0103执102号", "黄另案").password

    stranger = world.visitor()
    assert "只给本案当事人看的话" not in stranger.get("/party")
    assert stranger.sign_in(NUMBER, password) == 403
    assert stranger.sign_in("（2026）粤0103执102号", password) == 200
    assert "只给本案当事人看的话" not in stranger.get("/party")
