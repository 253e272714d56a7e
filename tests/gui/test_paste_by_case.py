"""A table from Excel whose first column names cases goes to these cases, not by position, and nothing of it is lost."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from clerk_app.ui.friday.cell_text import table_from_clipboard
from clerk_app.ui.friday.left_out import LeftOutLines
from clerk_app.ui.friday.pasting import AGAIN, NO_NUMBER, NO_ROW, SEVERAL_ROWS, UNREADABLE, Laid, by_case
from clerk_app.ui.friday.screen import Look
from tests.gui.court_week import CourtWeek
from tests.gui.test_friday_grid import CTRL, Desk, Key
from tests.gui.test_friday_presenter import Bench

ROWS = tuple(CourtWeek().rows)  # 尾号 1847 2063 2118 恢96 1902 2240 2251 3365 1533 2307 2310 2311 1766 2085 2192 2204
FULL_1847, FULL_96 = "（2026）粤0103执1847号", "(2026)粤0103执恢96号"


def lay(text: str) -> Laid | None:
    return by_case(table_from_clipboard(text), ROWS)


@pytest.mark.parametrize(
    ("first", "case_id"),
    [
        (FULL_1847, "case-000"),
        ("(2026)粤0103执1847号", "case-000"),
        ("〔2026〕粤０１０３执１８４７号", "case-000"),
        ("（2026）粤0103执 1847 号", "case-000"),
        (FULL_96, "case-003"),
        ("1847", "case-000"),
        ("847", "case-000"),
        ("1847号", "case-000"),
        ("１８４７", "case-000"),
        ("096", "case-003"),
    ],
)
def test_the_first_column_names_the_case_in_any_usual_spelling(first: str, case_id: str) -> None:
    laid = lay(f"{first}\t查封车辆\t无事项")
    assert laid == Laid(((case_id, ("查封车辆", "无事项")),), ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("查封车辆\t无事项", "words"),
        ("1\t查封车辆\n2\t约谈", "a column that numbers the lines"),
        ("12\t查封车辆\n13\t约谈", "the same from the tenth line on"),
        ("300\t500\n320\t480", "figures that are no 尾号 of this week"),
        ("1847\n2063", "one column alone is text for the cells"),
        (FULL_1847, "a single text"),
        ("1847\t查封车辆\n执行中\t约谈", "not every first cell is a 尾号"),
        ("\t查封车辆", "nothing in the first column"),
        ("", "an empty clipboard"),
    ],
)
def test_a_table_that_names_no_cases_goes_by_position_as_before(text: str, why: str) -> None:
    assert lay(text) is None, why


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"{FULL_1847}\t甲\n（2026）粤0103执9999号\t乙", [(2, NO_ROW)]),
        (f"{FULL_1847}\t甲\n（2025）粤0103执1847号\t乙", [(2, NO_ROW)]),  # another year is another case
        ("1847\t甲\n999\t乙", [(2, NO_ROW)]),
        ("1847\t甲\n1847\t乙", [(2, AGAIN)]),
        ("1847\t甲\n96\t乙", []),  # a short number beside 尾号 is the whole number
        ("1847\t甲\n47\t乙", [(2, NO_ROW)]),
        (f"847\t甲\n{FULL_1847}\t乙", [(2, AGAIN)]),
        (f"{FULL_1847}\t甲\n\t乙", [(2, NO_NUMBER)]),
        (f"{FULL_1847}\t甲\n合计\t2", [(2, UNREADABLE)]),
        ("（2026）粤0103执9999号\t乙", [(1, NO_ROW)]),  # never by position: it would stand in another case's log
        (f"案号\t周一\n{FULL_1847}\t甲\n（2026）粤0103执9999号\t乙", [(3, NO_ROW)]),
    ],
)
def test_a_line_that_finds_no_row_is_named_with_its_reason(text: str, reasons: list[tuple[int, str]]) -> None:
    laid = lay(text)
    assert laid is not None
    assert [(line.place, line.reason) for line in laid.left_out] == reasons


def test_a_tail_that_two_cases_share_is_not_guessed() -> None:
    rows = tuple(CourtWeek(rows=32).rows)  # the second sixteen: 1848, 2064, …
    shared = [row.number for row in rows if row.number.endswith("311号")]
    laid = by_case([["2311", "甲"], ["311", "乙"], ["1847", "丙"]], rows)
    assert laid is not None
    assert len(shared) > 1
    assert [(line.place, line.reason) for line in laid.left_out] == [(1, SEVERAL_ROWS), (2, SEVERAL_ROWS)]


def test_every_cell_of_the_table_is_either_laid_or_left_out() -> None:
    text = f"案号\t一\t二\n2063\ta\tb\n{FULL_1847}\tc\n（2026）粤0103执8号\td\te\n\n2063\tf"
    laid = lay(text)
    assert laid is not None
    texts = [cell for _, cells in laid.lines for cell in cells] + [c for line in laid.left_out for c in line.cells[1:]]
    assert sorted(filter(None, texts)) == ["a", "b", "c", "d", "e", "f"]


class TestGrid:
    def test_lines_go_to_their_cases_from_the_current_day_on_as_one_step(self) -> None:
        bench = Bench()
        table = table_from_clipboard(f"2063\t到现场\t无事项\n{FULL_96}\t约谈")
        outcome = bench.grid.paste(9, 1, table)  # the row of the cursor does not matter, the day does
        assert (outcome.filled, outcome.by_case, outcome.left_out) == (3, True, ())
        assert bench.grid.face(1, 1).text == "到现场"
        assert bench.grid.face(1, 2).look is Look.NOTHING
        assert bench.grid.face(3, 1).text == "约谈"
        assert not bench.grid.face(9, 1).draft
        assert bench.grid.undo() == "粘贴 3 格"
        assert bench.grid.facts().drafts == 0

    def test_a_case_hidden_by_the_filter_gets_its_line_and_is_shown(self) -> None:
        bench = Bench()
        bench.grid.choose_filter("idle")
        assert "1902" not in "".join(row.number for row in bench.grid.rows)
        assert bench.grid.paste(0, 0, [["1902", "发放审批"]]).filled == 1
        assert len(bench.grid.rows) == 16
        assert bench.grid.face(4, 0).text == "发放审批"

    def test_days_beyond_the_week_are_counted(self) -> None:
        outcome = Bench().grid.paste(0, 4, [["1847", "今天", "明天"]])
        assert (outcome.filled, outcome.outside) == (1, 1)


class TestWindow:
    def test_lines_without_a_row_are_listed_and_stay_on_the_clipboard(self, qtbot: QtBot) -> None:
        desk = Desk(qtbot)
        text = f"{FULL_1847}\t查封车辆\n（2026）粤0103执9999号\t约谈"
        QGuiApplication.clipboard().setText(text)
        told: list[str] = []
        desk.page.warned.connect(lambda sentence, _: told.append(sentence))
        desk.table.go(5, 1)
        desk.press(Key.Key_V, CTRL)
        assert told == ["已粘贴 1 格；1 行没有对应的案件，没有粘贴。"]
        assert desk.grid.face(0, 1).text == "查封车辆"
        listed = desk.page.findChild(LeftOutLines)
        assert listed is not None
        assert listed.isVisible()
        cells = [str(listed.model.index(0, column).data()) for column in range(4)]
        assert cells == ["2", "（2026）粤0103执9999号", NO_ROW, "约谈"]
        assert QGuiApplication.clipboard().text() == text
        listed._copy()
        assert table_from_clipboard(QGuiApplication.clipboard().text()) == [["（2026）粤0103执9999号", "约谈"]]
        listed.reject()

    def test_a_paste_by_case_numbers_says_so(self, qtbot: QtBot) -> None:
        desk = Desk(qtbot)
        QGuiApplication.clipboard().setText("1847\t查封车辆\n2063\t约谈")
        told: list[str] = []
        desk.page.confirmed.connect(told.append)
        desk.press(Key.Key_V, CTRL)
        assert told == ["已按案号粘贴 2 格，按 Ctrl+Z 可整体撤销。"]
