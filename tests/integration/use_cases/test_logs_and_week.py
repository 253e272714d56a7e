"""The enforcement log and catching it up by Friday noon ([2013] 公开执行日志工作程序)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from clerk_app.use_cases.catch_up import keep_cell_draft, load_week, save_cells, week_gaps
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import CellEntry, LogQuery, NewCase, NewLog, NewParty
from clerk_app.use_cases.log_wording import guessed_log_kind
from clerk_app.use_cases.register_case import edit_case, register_case
from clerk_app.use_cases.week_views import WeekGrid
from clerk_app.use_cases.write_log import amend_log, list_logs, record_nothing, write_log
from court_core.errors import CourtError
from court_core.rules.log_entries import LOG_KINDS, log_kind

from .conftest import DeskOf, SetClock

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(16, 21))


def enforcement_case(desk: Desk, number: int, filed_on: date = date(2026, 11, 2)) -> str:
    form = NewCase(
        f"（2026）粤0103执{number}号", "买卖合同纠纷", filed_on=filed_on, parties=(NewParty("林秀兰", "被执行人"),)
    )
    return register_case(desk, form).record_id


@pytest.fixture
def case_id(officer: Desk) -> str:
    return enforcement_case(officer, 12)


def states(grid: WeekGrid, row: int = 0) -> list[str]:
    return [cell.state for cell in grid.rows[row].cells]


def test_an_entry_of_thursday_entered_on_friday_shows_its_late_day(officer: Desk, case_id: str) -> None:
    write_log(officer, NewLog(case_id, THURSDAY, "contact", "电话联系被执行人", place="办公室"))
    (view,) = list_logs(officer, LogQuery(case_id))
    assert (view.late_days, view.officer, view.kind_label, view.visibility) == (1, "李执行", "电话联系", "both")
    assert view.case_number == "（2026）粤0103执12号"


def test_an_amendment_stands_beside_what_it_corrects(officer: Desk, case_id: str) -> None:
    first = write_log(officer, NewLog(case_id, THURSDAY, "contact", "电话联系被执行人")).record_id
    second = amend_log(officer, first, NewLog(case_id, THURSDAY, "contact", "电话联系申请执行人")).record_id
    views = {view.id: view for view in list_logs(officer, LogQuery(case_id))}
    assert views[first].amended_by == second
    assert views[second].amends_id == first
    assert views[first].content == "电话联系被执行人"


def test_only_its_author_amends_an_entry(officer: Desk, case_id: str, desk_of: DeskOf) -> None:
    entry = write_log(officer, NewLog(case_id, THURSDAY, "contact", "x")).record_id
    edit_case(officer, case_id, {"judge_id": "s-other"})
    with pytest.raises(CourtError, match=r"log\.own-entry"):
        amend_log(desk_of("other-officer"), entry, NewLog(case_id, THURSDAY, "contact", "y"))


@pytest.mark.parametrize(
    ("kind", "chosen", "content", "stored"),
    [
        ("contact", "", "电话联系", "both"),
        ("seizure", "", "已冻结存款", "applicant"),
        ("seizure", "both", "已冻结存款", "both"),
        ("clue", "both", "群众提供线索", "internal"),
        ("contact", "both", "拟于明日搜查其住处", "internal"),
        ("other", "", "整理卷宗", "internal"),
    ],
)
def test_visibility_is_never_more_than_the_rules_allow(
    officer: Desk, case_id: str, kind: str, chosen: str, content: str, stored: str
) -> None:
    write_log(officer, NewLog(case_id, THURSDAY, kind, content, visibility=chosen))
    assert list_logs(officer, LogQuery(case_id))[0].visibility == stored


BAD = [
    ("log.empty", NewLog("", THURSDAY, "contact", "  ")),
    ("log.kind-unknown", NewLog("", THURSDAY, "chat", "x")),
    ("log.visibility-unknown", NewLog("", THURSDAY, "contact", "x", visibility="public")),
    ("date.future", NewLog("", date(2026, 11, 21), "contact", "x")),
    ("date.before-filing", NewLog("", date(2026, 11, 1), "contact", "x")),
    ("field.too-long", NewLog("", THURSDAY, "contact", "x" * 20_001)),
]


@pytest.mark.parametrize(("code", "form"), BAD, ids=[code for code, _ in BAD])
def test_bad_entries_are_refused_and_nothing_is_saved(officer: Desk, case_id: str, code: str, form: NewLog) -> None:
    filled = NewLog(case_id, form.work_date, form.kind, form.content, visibility=form.visibility)
    with pytest.raises(CourtError) as refusal:
        write_log(officer, filled)
    assert refusal.value.code == code
    assert "？" not in refusal.value.full_message
    assert list_logs(officer, LogQuery()) == ()


def test_a_closed_case_takes_no_log_after_its_closing(officer: Desk, case_id: str) -> None:
    edit_case(officer, case_id, {"status": "closed", "closed_on": "2026-11-18", "close_mode": "执行完毕"})
    write_log(officer, NewLog(case_id, WEDNESDAY, "closing", "结案"))
    with pytest.raises(CourtError, match=r"log\.after-closing"):
        write_log(officer, NewLog(case_id, THURSDAY, "contact", "x"))


def test_a_foreign_case_and_a_civil_case_take_no_log(officer: Desk, desk_of: DeskOf, case_id: str) -> None:
    with pytest.raises(CourtError, match=r"access\.refused"):
        write_log(desk_of("other-officer"), NewLog(case_id, THURSDAY, "contact", "x"))
    with pytest.raises(CourtError, match=r"case\.unknown"):
        write_log(officer, NewLog("no-such-case", THURSDAY, "contact", "x"))
    civil = register_case(officer, NewCase("（2026）粤0103民初12号", judge_id="s-officer")).record_id
    with pytest.raises(CourtError, match=r"case\.not-enforcement"):
        write_log(officer, NewLog(civil, THURSDAY, "contact", "x"))


def test_the_grid_of_friday_morning_shows_four_gaps_and_an_open_day(officer: Desk, case_id: str) -> None:
    grid = load_week(officer)
    assert grid.week == "2026-W47"
    assert [day.label for day in grid.days] == ["周一 16", "周二 17", "周三 18", "周四 19", "周五 20"]
    assert states(grid) == ["gap", "gap", "gap", "gap", "open"]
    assert (grid.owed, grid.written, grid.gaps) == (4, 0, 4)
    assert [day.gaps for day in grid.days] == [1, 1, 1, 1, 0]
    assert grid.cutoff is not None
    assert grid.cutoff.isoformat() == "2026-11-20T04:00:00+00:00", "Friday 12:00 at the court"
    assert grid.rows[0].respondent == "林秀兰"


def test_a_case_filed_on_wednesday_owes_nothing_before(officer: Desk) -> None:
    enforcement_case(officer, 13, filed_on=WEDNESDAY)
    assert states(load_week(officer)) == ["not-owed", "not-owed", "gap", "gap", "open"]


def test_many_cells_are_saved_at_once_and_the_grid_is_full(officer: Desk, case_id: str) -> None:
    other = enforcement_case(officer, 13)
    cells = [
        CellEntry(case, day, "电话联系被执行人") for case in (case_id, other) for day in (MONDAY, TUESDAY, WEDNESDAY)
    ]
    cells += [CellEntry(case, THURSDAY, "", nothing=True) for case in (case_id, other)]
    done = save_cells(officer, cells)
    assert (done.saved, done.unchanged, done.refused) == (8, 0, ())
    assert done.change_set.cases == {case_id, other}
    grid = load_week(officer)
    assert states(grid) == ["written", "written", "written", "nothing", "open"]
    assert (grid.gaps, grid.written, grid.owed) == (0, 8, 8)
    assert week_gaps(officer) == ()


def test_saving_the_same_cells_again_writes_nothing(officer: Desk, case_id: str) -> None:
    cells = [CellEntry(case_id, MONDAY, "电话联系被执行人"), CellEntry(case_id, TUESDAY, "", nothing=True)]
    save_cells(officer, cells)
    again = save_cells(officer, cells)
    assert (again.saved, again.unchanged) == (0, 2)
    assert len(list_logs(officer, LogQuery(case_id))) == 2


def test_a_changed_cell_becomes_an_amendment(officer: Desk, case_id: str) -> None:
    save_cells(officer, [CellEntry(case_id, MONDAY, "电话联系被执行人")])
    save_cells(officer, [CellEntry(case_id, MONDAY, "电话联系被执行人，承诺本周还款")])
    newest, first = sorted(list_logs(officer, LogQuery(case_id)), key=lambda view: view.amends_id, reverse=True)
    assert newest.amends_id == first.id
    cell = load_week(officer).rows[0].cells[0]
    assert cell.text == "电话联系被执行人，承诺本周还款"
    assert len(cell.entries) == 2


def test_a_refused_cell_is_told_alone_and_its_text_stays_as_a_draft(officer: Desk, case_id: str) -> None:
    late = enforcement_case(officer, 13, filed_on=WEDNESDAY)
    done = save_cells(officer, [CellEntry(case_id, MONDAY, "电话联系"), CellEntry(late, MONDAY, "约谈被执行人")])
    assert done.saved == 1
    assert [(refusal.case_id, refusal.day, refusal.code) for refusal in done.refused] == [
        (late, MONDAY, "date.before-filing")
    ]
    row = next(row for row in load_week(officer).rows if row.case_id == late)
    assert row.cells[0].draft == "约谈被执行人"


def test_a_draft_survives_until_its_cell_is_saved_and_is_nobody_elses(
    officer: Desk, case_id: str, desk_of: DeskOf
) -> None:
    keep_cell_draft(officer, case_id, MONDAY, "发起网络查")
    assert load_week(officer).rows[0].cells[0].draft == "发起网络查"
    assert officer.store.drafts.all("s-other/") == {}
    save_cells(officer, [CellEntry(case_id, MONDAY, "发起网络查控")])
    assert load_week(officer).rows[0].cells[0].draft == ""
    assert officer.store.drafts.all() == {}


def test_a_week_whose_friday_is_a_holiday_is_caught_up_before_it(officer: Desk, clock: SetClock) -> None:
    clock.go_to(date(2026, 9, 23))
    enforcement_case(officer, 14, filed_on=date(2026, 9, 1))
    grid = load_week(officer, "2026-W39")
    assert grid.cutoff is not None
    assert grid.cutoff.astimezone().date() <= date(2026, 9, 24)
    assert grid.days[-1].day == date(2026, 9, 24), "2026-09-25 is 中秋节"


def test_a_week_without_working_days_merges_into_the_next(officer: Desk, clock: SetClock) -> None:
    clock.go_to(date(2026, 2, 26))
    enforcement_case(officer, 14, filed_on=date(2026, 1, 5))
    grid = load_week(officer, "2026-W08")
    assert grid.days == ()
    assert "并入 2026-W09" in grid.title
    assert week_gaps(officer, "2026-W08") == ()


def test_a_day_closed_within_the_week_is_owed_only_until_then(officer: Desk, case_id: str) -> None:
    edit_case(officer, case_id, {"status": "closed", "closed_on": TUESDAY.isoformat(), "close_mode": "执行完毕"})
    assert states(load_week(officer)) == ["gap", "gap", "not-owed", "not-owed", "not-owed"]
    assert [gap.day for gap in week_gaps(officer)] == [MONDAY, TUESDAY]


def test_nothing_is_recorded_for_a_single_case(officer: Desk, case_id: str) -> None:
    record_nothing(officer, case_id, MONDAY)
    assert [gap.day for gap in week_gaps(officer)] == [TUESDAY, WEDNESDAY, THURSDAY]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话催告，承诺本周还款", "contact"),
        ("委托网络询价", "valuation"),
        ("限高令送达", "restriction"),
        ("案款到账 32,600.00", "payment"),
        ("发放审批", "approval"),
        ("总对总反馈：无存款", "query"),
        ("查封设备清单", "seizure"),
        ("被执行人的邻居提供线索", "clue"),
        ("拟查封其名下房产", "plan"),
        ("同 2307", "other"),
    ],
)
def test_the_kind_is_guessed_from_the_text_and_in_doubt_stays_internal(text: str, kind: str) -> None:
    assert guessed_log_kind(text) == kind


def test_every_guess_is_a_known_kind() -> None:
    from clerk_app.use_cases import log_wording

    known = {kind.key for kind in LOG_KINDS}
    assert {kind for kind, _ in log_wording._ROWS} <= known
    internal: Sequence[str] = [kind for kind, _ in log_wording._ROWS if log_kind(kind).always_internal]
    assert [kind for kind, _ in log_wording._ROWS[: len(internal)]] == list(internal)


def test_logs_are_listed_by_week_kind_and_words(officer: Desk, case_id: str) -> None:
    write_log(officer, NewLog(case_id, MONDAY, "contact", "电话联系"))
    write_log(officer, NewLog(case_id, date(2026, 11, 12), "visit", "现场走访"))
    assert [view.content for view in list_logs(officer, LogQuery(week="2026-W47"))] == ["电话联系"]
    assert [view.content for view in list_logs(officer, LogQuery(kind="visit"))] == ["现场走访"]
    assert [view.content for view in list_logs(officer, LogQuery(text="电话"))] == ["电话联系"]
    assert len(list_logs(officer, LogQuery(mine=True))) == 2


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 20), "2026-W47"),
        (date(2026, 11, 21), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W48"),
    ],
)
def test_until_the_next_week_begins_the_sheet_shows_the_one_that_is_owed(
    officer: Desk, clock: SetClock, case_id: str, day: date, week: str
) -> None:
    clock.go_to(day)
    assert load_week(officer).week == week
