"""150 % on a screen of 1920 × 1080: 1280 × 720 remain, of which 1076 × 690 are the page's. Nothing that matters is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.model import COLUMNS
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.ui.friday.model import FIRST_DAY, IDLE, NODE, NUMBER, RESPONDENT
from clerk_app.ui.friday.view import FridayPage
from clerk_app.ui.import_cases.dialog import ImportDialog
from clerk_app.ui.sync.comparison import Comparison, _Side
from clerk_app.ui.theme.fonts import set_text_scale
from clerk_app.use_cases.week_views import WeekGrid
from tests.gui.court_week import FRIDAY_MORNING, CourtWeek, ImmediateJobs
from tests.gui.review_desk import ReviewDesk
from tests.gui.test_documents_page import NOW, Registry, a_document, a_flag
from tests.gui.test_import_dialog import TARGETS, Source
from tests.gui.test_sync_page import conflict, one_field

SMALL, USUAL = (1076, 690), (1236, 870)
HEADS = [column.head for column in COLUMNS]


def on_screen(qtbot: QtBot, page: QWidget, size: tuple[int, int]) -> None:
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)


def in_sight(page: DocumentsPage, name: str) -> bool:
    """Whether the button lies on screen without scrolling."""
    area = page.detail.parentWidget()
    assert area is not None
    return any(
        area.rect().contains(button.mapTo(area, button.rect().bottomRight()))
        for button in page.detail.findChildren(QPushButton)
        if button.accessibleName() == name and button.isVisible()
    )


@pytest.mark.parametrize("move", ["通过", "批准"])
def test_on_a_small_screen_who_decides_need_not_scroll(qtbot: QtBot, move: str) -> None:
    title = "梁霖屿与云州市临水区某建设工程有限公司建设工程施工合同纠纷民事判决书"
    row = a_document("201", status="submitted", status_label="已报送", title=title, served_on=date(2026, 11, 2))
    if move == "批准":
        row = replace(row, status="effective", withholding=a_flag("document-201", may=("approve", "refuse")))
    page = DocumentsPage(Registry([row]), ReviewDesk(), ImmediateJobs(), lambda: NOW, ("trial-management", "judge"))
    on_screen(qtbot, page, SMALL)
    page.opened()
    qtbot.wait(50)  # laid out a moment later
    assert in_sight(page, move)


def test_a_long_file_name_pushes_nothing_out_of_sight(qtbot: QtBot) -> None:
    name = f"关于云州市临水区某建设工程有限公司建设工程施工合同纠纷一案民事判决书_{'最终版' * 12}.docx"
    page = DocumentsPage(
        Registry([a_document("201", file_name=name)]), ReviewDesk(), ImmediateJobs(), lambda: NOW, ("judge",)
    )
    on_screen(qtbot, page, USUAL)
    page.opened()
    qtbot.wait(50)
    assert in_sight(page, "保存日期")


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    set_text_scale(qapp, 125)
    yield
    set_text_scale(qapp, 100)


def documents(qtbot: QtBot, size: tuple[int, int]) -> DocumentsPage:
    flagged = a_document("202", withholding=a_flag("document-202"))
    page = DocumentsPage(Registry([a_document("201"), flagged]), ReviewDesk(), ImmediateJobs(), lambda: NOW, ("judge",))
    on_screen(qtbot, page, size)
    page.opened()
    return page


def shown_heads(page: DocumentsPage) -> list[str]:
    return [head for place, head in enumerate(HEADS) if not page.table.isColumnHidden(place)]


def test_on_a_small_screen_the_list_of_documents_still_shows_the_state(qtbot: QtBot) -> None:
    page = documents(qtbot, SMALL)
    assert "公开期限" not in shown_heads(page)
    state = HEADS.index("状态")
    right = page.table.columnViewportPosition(state) + page.table.columnWidth(state)
    assert not page.table.isColumnHidden(state)
    assert right <= page.table.viewport().width()
    assert not page.table.horizontalScrollBar().isVisible()
    assert page.table.columnWidth(HEADS.index("文书")) >= 84


def test_on_a_usual_screen_the_list_of_documents_shows_every_date(qtbot: QtBot) -> None:
    assert shown_heads(documents(qtbot, USUAL)) == HEADS


@pytest.mark.usefixtures("large_text")
def test_with_large_text_the_state_of_a_document_is_still_there(qtbot: QtBot) -> None:
    page = documents(qtbot, SMALL)
    assert "状态" in shown_heads(page)
    assert not page.table.horizontalScrollBar().isVisible()


class MergedWeek(CourtWeek):
    """A week that holds the days of a holiday week before it too."""

    days = 5

    def load_week(self, week: str = "") -> WeekGrid:
        grid = super().load_week(week)
        extra = tuple(
            replace(grid.days[0], day=date(2026, 11, 13) - timedelta(days=place), label=f"周五 {13 - place}")
            for place in range(self.days - 5)
        )
        rows = tuple(
            replace(row, cells=(*row.cells, *(replace(row.cells[0], day=day.day) for day in extra)))
            for row in grid.rows
        )
        return replace(grid, days=(*extra, *grid.days), rows=rows)


def friday(qtbot: QtBot, size: tuple[int, int], days: int = 5) -> FridayPage:
    week = MergedWeek()
    week.days = days
    page = FridayPage(week, week, ImmediateJobs(), lambda: FRIDAY_MORNING)
    on_screen(qtbot, page, size)
    page.opened()
    qtbot.wait(30)  # Qt lays scroll bars out a moment later
    return page


def cut_days(page: FridayPage) -> list[int]:
    table = page.table
    count = page.model.columnCount()
    room = table.viewport().width()
    return [
        place
        for place in range(FIRST_DAY, count)
        if table.columnViewportPosition(place) + table.columnWidth(place) > room
    ]


@pytest.mark.parametrize(
    ("size", "days", "hidden"),
    [(USUAL, 5, []), (SMALL, 5, [NODE]), (USUAL, 6, []), (SMALL, 6, [NODE, IDLE]), (USUAL, 7, [NODE])],
)
def test_all_working_days_fit_and_the_facts_give_way(
    qtbot: QtBot, size: tuple[int, int], days: int, hidden: list[int]
) -> None:
    page = friday(qtbot, size, days)
    assert cut_days(page) == []
    assert not page.table.horizontalScrollBar().isVisible()
    assert [column for column in (NUMBER, RESPONDENT, NODE, IDLE) if page.table.isColumnHidden(column)] == hidden


def test_a_column_that_gave_way_comes_back_with_the_room(qtbot: QtBot) -> None:
    page = friday(qtbot, SMALL)
    assert page.table.isColumnHidden(NODE)
    page.resize(*USUAL)
    assert not page.table.isColumnHidden(NODE)


def test_keys_lead_past_the_columns_that_gave_way(qtbot: QtBot) -> None:
    page = friday(qtbot, SMALL, 6)
    page.table.go(0, 0)
    assert page.table.place() == (0, 0)
    page.table._step_right(0, 5, 1)
    assert page.table.place() == (1, 0)


@pytest.mark.parametrize("width", [640, 700, 900])
def test_the_sides_of_a_conflict_are_equally_wide(qtbot: QtBot, width: int) -> None:
    comparison = Comparison(lambda: FRIDAY_MORNING)
    on_screen(qtbot, comparison, (width, 600))
    comparison.show_conflict(
        conflict("1902", one_field("cause", "案由", "买卖合同纠纷", "借款合同纠纷", "民间借贷纠纷"))
    )
    qtbot.wait(20)
    before, theirs, mine = comparison.findChildren(_Side)[:3]
    assert abs(theirs.width() - mine.width()) <= 1
    assert abs(before.width() - mine.width()) <= 1
    assert theirs.height() == mine.height()


def test_a_large_dialog_on_a_small_screen_keeps_its_buttons_in_sight(qtbot: QtBot) -> None:
    window = QWidget()
    on_screen(qtbot, window, (1280, 720))
    dialog = ImportDialog(Source(), ImmediateJobs(), TARGETS, window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= 720
    assert dialog.width() <= 1280
    assert dialog._start.mapTo(dialog, dialog._start.rect().bottomRight()).y() < dialog.height()
    dialog.reject()
