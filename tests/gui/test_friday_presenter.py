"""The Friday grid without a window: gaps, drafts, undo, paste, submitting (DOMAIN §4, DESIGN "The look")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import pytest

from clerk_app.ui.friday.cell_text import (
    draft_text,
    table_for_clipboard,
    table_from_clipboard,
    typed_from_draft,
    typed_from_text,
)
from clerk_app.ui.friday.history import CellKey, Typed
from clerk_app.ui.friday.presenter import FridayPresenter
from clerk_app.ui.friday.screen import Look
from clerk_app.ui.jobs import Refused
from clerk_app.use_cases.staged import Staged, at_once
from clerk_app.use_cases.week_views import CellsSaved
from court_core.errors import CourtError
from tests.gui.court_week import FRIDAY_MORNING, MONDAY, CourtWeek, ImmediateJobs

T = TypeVar("T")


class Screen:
    """Notes what the presenter told its view."""

    def __init__(self) -> None:
        self.changed: list[Sequence[CellKey]] = []
        self.refusals: list[str] = []
        self.outcomes: list[CellsSaved] = []
        self.internal = 0
        self.loads = 0
        self.kept_at: list[datetime] = []
        self.reload: Callable[[], None] = lambda: None

    def week_loaded(self) -> None:
        self.loads += 1

    def rows_filtered(self) -> None:
        self.loads += 1

    def cells_changed(self, keys: Sequence[CellKey]) -> None:
        self.changed.append(keys)

    def drafts_kept(self, at: datetime) -> None:
        self.kept_at.append(at)

    def submitted(self, outcome: CellsSaved, internal: int) -> None:
        self.outcomes.append(outcome)
        self.internal = internal
        if outcome.saved:
            self.reload()  # as the window does with what a page saved

    def refuse(self, refusal: CourtError) -> None:
        self.refusals.append(refusal.code)


class Bench:
    """A presenter on a week of 16 cases, Friday morning."""

    def __init__(self) -> None:
        self.week = CourtWeek()
        self.screen = Screen()
        self.now = FRIDAY_MORNING
        self.grid = FridayPresenter(self.week, ImmediateJobs(), lambda: self.now, self.screen)
        self.screen.reload = self.grid.reload
        self.grid.load()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_numbers_above_the_grid_count_what_is_still_to_type(bench: Bench) -> None:
    facts = bench.grid.facts()
    assert (facts.gaps, facts.owed, facts.done, facts.idle_cases, facts.cases) == (14, 64, 50, 2, 16)
    assert [day.missing for day in bench.grid.sheet.day_facts()] == [3, 4, 2, 5, 16]
    bench.grid.write(1, 0, "到现场查看，厂房已腾空")
    assert (bench.grid.facts().gaps, bench.grid.facts().done, bench.grid.facts().drafts) == (13, 51, 1)
    assert bench.grid.sheet.day_facts()[0].missing == 2


def test_a_gap_is_hatched_until_something_is_typed(bench: Bench) -> None:
    assert bench.grid.face(1, 0).look is Look.GAP
    bench.grid.typing(1, 0, "到")
    assert bench.grid.face(1, 0).look is Look.TEXT
    bench.grid.stop_typing()
    assert bench.grid.face(1, 0).look is Look.GAP


def test_half_a_sentence_is_kept_as_a_draft_and_escape_drops_it_again(bench: Bench) -> None:
    bench.grid.typing(1, 0, "到现场")
    bench.grid.keep_drafts()
    assert bench.week.drafts == {("case-001", MONDAY): "到现场"}
    bench.grid.stop_typing()
    bench.grid.keep_drafts()
    assert bench.week.drafts == {}


def test_typing_is_one_step_to_undo_however_many_letters(bench: Bench) -> None:
    for text in ("到", "到现", "到现场"):
        bench.grid.typing(1, 0, text)
    bench.grid.write(1, 0, "到现场")
    assert bench.grid.undo() == "录入"
    assert bench.grid.face(1, 0).look is Look.GAP
    assert bench.grid.redo() == "录入"
    assert bench.grid.face(1, 0).text == "到现场"
    assert bench.grid.undo() == "录入"
    assert bench.grid.undo() == ""


def test_space_marks_a_day_without_business_and_leaves_words_alone(bench: Bench) -> None:
    assert bench.grid.mark_nothing(1, 0)
    assert bench.grid.face(1, 0).look is Look.NOTHING
    assert bench.grid.mark_nothing(1, 0)  # again: taken back
    assert bench.grid.face(1, 0).look is Look.GAP
    assert not bench.grid.mark_nothing(0, 0)
    assert bench.screen.refusals == ["week.cell-has-text"]


def test_ctrl_d_takes_over_the_cell_above_entry_or_draft_or_nothing(bench: Bench) -> None:
    assert bench.grid.same_as_above(1, 0)
    assert bench.grid.face(1, 0).text == "电话催告，承诺本周履行"
    bench.grid.write(0, 1, "送达评估报告")
    assert bench.grid.same_as_above(1, 1)
    assert bench.grid.face(1, 1).text == "送达评估报告"
    assert bench.grid.same_as_above(1, 3)
    assert bench.grid.face(1, 3).look is Look.NOTHING
    assert not bench.grid.same_as_above(0, 0)
    assert not bench.grid.same_as_above(2, 4)  # nothing stands above


def test_f4_goes_from_gap_to_gap_round_the_grid(bench: Bench) -> None:
    seen = []
    row, day = 0, 0
    while (gap := bench.grid.next_gap(row, day)) is not None:
        row, day = gap
        seen.append(gap)
        bench.grid.mark_nothing(row, day)
    assert len(seen) == 14 + 16
    assert seen[:3] == [(0, 1), (1, 0), (1, 1)]
    assert {day for _, day in seen[14:]} == {4}  # today is not owed yet, so it comes last
    assert bench.grid.facts().gaps == 0


def test_a_paste_from_excel_is_one_step_and_skips_what_does_not_fit(bench: Bench) -> None:
    table = table_from_clipboard('查封车辆\t"第一行\n第二行"\r\n\t无事项\r\n')
    outcome = bench.grid.paste(14, 3, [*table, ["多出的行"]])
    assert (outcome.filled, outcome.outside) == (3, 1)
    assert bench.grid.face(14, 3).text == "查封车辆"
    assert bench.grid.face(14, 4).text == "第一行\n第二行"
    assert bench.grid.face(15, 4).look is Look.NOTHING
    assert bench.grid.face(15, 3).text == "结案审批"  # a blank cell of the table changes nothing
    assert bench.grid.undo() == "粘贴 3 格"
    assert bench.grid.facts().drafts == 0


def test_submitting_makes_entries_of_the_drafts_and_keeps_what_is_refused(bench: Bench) -> None:
    bench.grid.write(1, 0, "到现场查看")
    bench.grid.mark_nothing(1, 1)
    bench.grid.write(6, 0, "账号被冻结")
    bench.week.refuse["case-006", MONDAY] = CourtError("date.before-filing", date="x", filed_on="y")
    bench.grid.submit()
    assert [(cell.case_id, cell.text, cell.nothing) for cell in bench.week.saved] == [
        ("case-001", "到现场查看", False),
        ("case-001", "", True),
    ]
    assert bench.screen.outcomes[0].saved == 2
    face = bench.grid.face(6, 0)
    assert face.draft
    assert face.refusal is not None
    assert face.refusal.code == "date.before-filing"
    assert not bench.grid.face(1, 0).draft
    assert bench.grid.face(1, 0).pending
    assert bench.grid.undo() == ""  # an entry of the log is never undone


def test_nothing_typed_means_nothing_to_submit(bench: Bench) -> None:
    bench.grid.submit()
    assert bench.screen.refusals == ["week.nothing-to-submit"]


def test_rewriting_an_entry_becomes_an_amendment_and_its_own_text_none(bench: Bench) -> None:
    assert bench.grid.sheet.edit_text(0, 0) == "电话催告，承诺本周履行"
    bench.grid.write(0, 0, "电话催告，承诺下周履行")
    assert bench.grid.face(0, 0).amends
    bench.grid.write(0, 0, "电话催告，承诺本周履行")
    assert not bench.grid.face(0, 0).draft


def test_an_entry_that_stands_is_not_deleted(bench: Bench) -> None:
    bench.grid.clear([(0, 0)])
    assert bench.screen.refusals == ["week.entry-stands"]
    bench.grid.write(0, 0, "改写")
    bench.grid.clear([(0, 0), (1, 0)])
    assert bench.grid.face(0, 0).text == "电话催告，承诺本周履行"


def test_after_the_release_on_friday_afternoon_entries_show_a_lock(bench: Bench) -> None:
    assert not bench.grid.face(0, 0).released
    assert bench.week.release is not None
    bench.now = bench.week.release
    assert bench.grid.face(0, 0).released


def test_filters_count_and_a_filled_row_stays_until_the_next_choice(bench: Bench) -> None:
    chips = {key: count for key, _, count in bench.grid.sheet.filters()}
    assert (chips["all"], chips["gaps"], chips["idle"], chips["node:财产查控"]) == (16, 8, 2, 6)
    bench.grid.choose_filter("idle")
    assert [row.case_id for row in bench.grid.rows] == ["case-001", "case-006"]
    bench.grid.choose_filter("gaps")
    first = bench.grid.rows[0].case_id
    bench.grid.write(0, 1, "补上")
    assert bench.grid.rows[0].case_id == first
    assert len(bench.grid.rows) == 8


def test_drafts_survive_being_loaded_again_in_another_program_run(bench: Bench) -> None:
    bench.grid.write(1, 0, "到现场查看")
    bench.grid.mark_nothing(2, 3)
    bench.grid.keep_drafts()
    again = FridayPresenter(bench.week, ImmediateJobs(), lambda: FRIDAY_MORNING, Screen())
    again.load()
    assert again.face(1, 0).text == "到现场查看"
    assert again.face(2, 3).look is Look.NOTHING
    assert again.facts().drafts == 2


class LateJobs:
    """Answers when the test says so, in order, as the database thread does."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        self.waiting.append(lambda: done(work()))

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = "",
        end: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self.database(work, done)

    def staged(self, job: Callable[[], Staged[T]], done: Callable[[T], None], refused: Refused | None = None) -> None:
        self.database(lambda: at_once(job()), done)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.mark.parametrize("week", ["2026-W47", "2026-W46"])
@pytest.mark.parametrize("beat", [False, True])
def test_what_is_typed_while_a_week_is_being_read_is_never_lost(week: str, beat: bool) -> None:
    jobs, office = LateJobs(), CourtWeek()
    grid = FridayPresenter(office, jobs, lambda: FRIDAY_MORNING, Screen())
    grid.load()
    jobs.run()
    grid.write(1, 0, "先写的")
    grid.load(week)  # another week, or the same one again after a sync
    grid.write(1, 0, "读取期间改写的")
    if beat:
        grid.keep_drafts()
    jobs.run()
    grid.keep_drafts()
    jobs.run()
    assert office.drafts["case-001", MONDAY] == "读取期间改写的"
    if week == "2026-W47":
        assert grid.face(1, 0).text == "读取期间改写的"


def test_a_draft_that_could_not_be_kept_is_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.grid.write(1, 0, "到现场查看")
    keep = bench.week.keep_cell_draft

    def full(*_: object) -> None:
        raise CourtError("form.required", label="x")

    monkeypatch.setattr(bench.week, "keep_cell_draft", full)
    bench.grid.keep_drafts()
    assert bench.grid.unkept == 1
    assert bench.screen.refusals == ["form.required"]
    monkeypatch.setattr(bench.week, "keep_cell_draft", keep)
    bench.grid.keep_drafts()
    assert bench.week.drafts == {("case-001", MONDAY): "到现场查看"}


def test_phrases_are_filtered_by_what_is_typed_and_bring_their_kind(bench: Bench) -> None:
    assert len(bench.grid.phrases.offered("")) == 9
    offered = bench.grid.phrases.offered("案款")
    assert offered[0].startswith("案款")
    assert offered[-1] == "发放审批已通过，案款待财务转账"
    assert bench.grid.fill(1, 0, offered[0])
    bench.grid.write(1, 1, f"{offered[0]}，回执已取")
    bench.grid.submit()
    assert {cell.kind for cell in bench.week.saved} == {"payment"}


@pytest.mark.parametrize(
    ("typed", "internal"),
    [
        (Typed("电话联系被执行人，督促履行"), False),
        (Typed("到现场查看"), False),
        (Typed("今天下了雨"), True),  # 其他: 内部 unless somebody chose otherwise
        (Typed("今天下了雨", kind="other", visibility="both"), False),
        (Typed("拟明日扣划存款"), True),  # a measure announced stays inside whatever is chosen (DOMAIN §4)
        (Typed("拟明日扣划存款", kind="deduction", visibility="both"), True),
        (Typed("线索：邻居反映被执行人住在城郊"), True),
        (Typed("合议庭讨论", visibility="both"), True),
        (Typed(nothing=True), False),  # says by itself that there is nothing to read
    ],
)
def test_a_cell_says_when_its_words_stay_inside_the_court(bench: Bench, typed: Typed, internal: bool) -> None:
    bench.week.drafts[bench.grid.key(0, 4)] = draft_text(typed)
    bench.grid.load()
    assert bench.grid.face(0, 4).internal is internal


def test_an_amendment_keeps_the_level_of_what_it_amends(bench: Bench) -> None:
    row = bench.week.rows[0]
    rained = replace(row.cells[0], text="今天下了雨", kind="other", visibility="both")
    bench.week.rows[0] = replace(row, cells=(rained, *row.cells[1:]))
    bench.grid.load()
    assert not bench.grid.face(0, 0).internal
    bench.grid.write(0, 0, "今天又下了雨")
    assert not bench.grid.face(0, 0).internal
    bench.week.rows[0] = replace(row, cells=(replace(rained, visibility="internal"), *row.cells[1:]))
    bench.grid.load()
    assert bench.grid.face(0, 0).internal


def test_submitting_counts_what_stays_inside_and_leaves_out_what_was_refused(bench: Bench) -> None:
    for row, text in enumerate(("今天下了雨", "拟明日扣划存款", "电话联系被执行人", "天气很好")):
        bench.grid.write(row, 4, text)
    bench.week.refuse[bench.grid.key(3, 4)] = CourtError("log.empty")
    bench.grid.submit()
    assert bench.screen.internal == 2


@pytest.mark.parametrize(
    "typed",
    [
        Typed("普通文字"),
        Typed(nothing=True),
        Typed('{"cell":不是草稿'),
        Typed("带类型", kind="payment", visibility="both"),
        Typed("两\n行"),
    ],
)
def test_a_kept_draft_reads_back_as_it_was(typed: Typed) -> None:
    assert typed_from_draft(draft_text(typed)) == typed


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", None),
        ("  ", None),
        ("无事项", Typed(nothing=True)),
        ("—", Typed(nothing=True)),
        (" 送达 ", Typed("送达")),
    ],
)
def test_what_a_typed_text_means(text: str, meaning: Typed | None) -> None:
    assert typed_from_text(text) == meaning


@pytest.mark.parametrize(
    ("clipboard", "table"),
    [
        ("一\t二\r\n三\t四\r\n", [["一", "二"], ["三", "四"]]),
        ('"含""引号"""\t二', [['含"引号"', "二"]]),
        ('他说"好"', [['他说"好"']]),
        ('"一\n二"\t三\n四\t五', [["一\n二", "三"], ["四", "五"]]),
        ("", []),
    ],
)
def test_tables_from_excel_are_read_with_their_quoted_line_breaks(clipboard: str, table: list[list[str]]) -> None:
    assert table_from_clipboard(clipboard) == table


def test_what_is_copied_pastes_back_the_same() -> None:
    rows = [["一\n二", 'x"y'], ["", "四"]]
    assert table_from_clipboard(table_for_clipboard(rows)) == rows
