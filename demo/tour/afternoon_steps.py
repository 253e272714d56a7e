"""Friday afternoon: the administrator releases the week, and a party reads the own case over HTTP."""

from __future__ import annotations

from datetime import time

from court_core.rules.week import Week
from demo.administrator import party_password, release_by_command, release_week
from demo.dossier import Dossier
from demo.tour.friday_steps import INTERNAL, VISIBLE, CaughtUp
from demo.tour.party_visit import PartyVisit
from demo.tour.record import TourRecord
from demo.tour.scene import Scene

_AFTER_RELEASE = time(14, 30)


def friday_afternoon(scene: Scene, record: TourRecord, dossier: Dossier, morning: CaughtUp) -> None:
    """Before the release, the release, and what each party sees then."""
    week = Week.of(dossier.today)
    cases = {case.number.text: case for case in dossier.cases}
    case = cases[morning.case_number]
    applicant = case.on("applicant")[0].name
    password = party_password(scene.home, case.number.text, applicant)
    said, planned = "".join(VISIBLE), "".join(INTERNAL)
    with record.step("公开之前，当事人看不到本周日志"):
        page = _page(scene, case.number.text, password)
        assert said not in page, "this week's log shows before the release"
    with record.step("电脑管理员周五下午公开执行日志") as step:
        scene.home.clock.set_to(dossier.today, _AFTER_RELEASE)
        released = release_week(scene.home, week)
        assert released.released > 0
        assert not released.early
        again = release_by_command(scene.home, week)
        assert again["released"] == 0, "a second release found something more"
        step.seen |= {"公开": released.released, "案件": released.cases, "再次运行": "没有变化"}
    with record.step("当事人凭案号和密码看到已公开的日志") as step:
        page = _page(scene, case.number.text, password)
        (scene.folder / "party.txt").write_text(page + "\n", encoding="utf-8")
        assert said in page, "the released log is not on the party's page"
        assert planned not in page
        assert "无事项" not in page
        step.seen |= {"案号": case.number.text, "当事人": applicant, "读到": _line_with(page, said)}
    with record.step("密码不对、别的案件，都看不到"):
        other = next(text for text in cases if text != case.number.text)
        for number, tried in ((case.number.text, "2222-2222-2222-2222"), (other, password)):
            visit = PartyVisit(scene.card.portal_url)
            try:
                refused = visit.sign_in(number, tried)
                assert visit.status == 403, f"answered {visit.status}"
                assert said not in refused
            finally:
                visit.close()


def _page(scene: Scene, case_number: str, password: str) -> str:
    visit = PartyVisit(scene.card.portal_url)
    try:
        page = visit.sign_in(case_number, password)
        assert visit.status == 200, f"the portal answered {visit.status}: {page[:200]}"
        return page
    finally:
        visit.close()


def _line_with(page: str, words: str) -> str:
    return next(line for line in page.splitlines() if words in line)
