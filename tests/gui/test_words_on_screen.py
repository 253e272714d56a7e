"""Words are never cut off, and messages move nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.arrange import in_column
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.message_bar import FloatingMessageBar
from court_core.errors import CourtError

LONG = "两个人改了同一处时，这里会并排列出，由人决定取哪个。"


@pytest.mark.parametrize("width", [280, 420, 900])
@pytest.mark.parametrize("remedy", ["短", LONG, LONG * 4])
def test_an_empty_list_shows_its_remedy_whole(qtbot: QtBot, width: int, remedy: str) -> None:
    state = EmptyState("git-merge", "没有冲突", remedy)
    qtbot.addWidget(state)
    state.resize(width, 500)
    state.show()
    (label,) = [found for found in state.findChildren(QLabel) if found.text() == remedy]
    needed = label.fontMetrics().boundingRect(
        0, 0, label.width(), 9999, int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignHCenter), remedy
    )
    assert label.height() >= needed.height()
    assert label.width() >= needed.width()
    assert label.width() <= width


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.setLayout(in_column(QPushButton("第一行"), None))
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def test_a_message_floats_and_moves_nothing(page: QWidget) -> None:
    button = page.findChildren(QPushButton)[0]
    before = button.mapTo(page, QPoint(0, 0))
    bar = FloatingMessageBar(page)
    bar.confirm("已提交 3 条日志。")
    assert bar.isVisible()
    assert button.mapTo(page, QPoint(0, 0)) == before
    assert bar.geometry().right() < 700  # no wider than its words ask
    bar.refuse(CourtError("credentials.wait", minutes=15))
    page.resize(500, 600)
    assert bar.geometry().right() < 500
    assert bar.code == "credentials.wait"


def test_escape_takes_the_message_away(page: QWidget) -> None:
    bar = FloatingMessageBar(page)
    bar.warn(LONG, LONG)
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert bar.isHidden()
