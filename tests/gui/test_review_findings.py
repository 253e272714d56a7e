"""检查发现 by keyboard: the reasons that are given most often have a number."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.ui.theme.fonts import set_text_scale
from tests.gui.review_desk import ReviewDesk
from tests.gui.review_text import TEXT
from tests.gui.test_review_page import Key, opened, press, read


def test_a_frequent_reason_is_two_keys(qtbot: QtBot) -> None:
    desk = ReviewDesk(text=TEXT)
    view = opened(qtbot, desk)
    press(view, Key.Key_F6)
    press(view, Key.Key_2)
    assert view.findings.answer.text() == "依法应当公开"
    assert desk.calls == []
    press(view, Key.Key_Return)
    assert desk.calls[-1][0] == "answer"
    assert "已全部答复" in read(view)


def test_who_only_reads_gives_no_reason(qtbot: QtBot) -> None:
    desk = ReviewDesk(text=TEXT)
    desk.may_edit = False
    view = opened(qtbot, desk)
    press(view, Key.Key_F6)
    press(view, Key.Key_1)
    assert view.findings.answer.text() == ""


@pytest.mark.parametrize("percent", [100, 125])
def test_one_finding_leaves_the_text_its_room_and_is_shown_whole(qtbot: QtBot, percent: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    set_text_scale(application, percent)
    try:
        view = opened(qtbot, ReviewDesk(text=TEXT))
        view.resize(1076, 690)
        panel = view.findings
        assert panel.model.rowCount() == 1
        assert panel.height() < view.height() / (4 if percent == 100 else 3)
        for widget in (panel._what, panel.answer, panel.leave_button, panel.mask_button, *panel._reasons):
            low = widget.mapTo(panel, widget.rect().bottomLeft()).y()
            assert low < panel.height()
            assert widget.height() >= widget.heightForWidth(widget.width())
        for button in (panel.leave_button, panel.mask_button, *panel._reasons):
            assert button.width() >= button.sizeHint().width(), button.text()
        row = panel.table.visualRect(panel.model.index(0, 0))
        assert panel.table.viewport().rect().contains(row)
    finally:
        set_text_scale(application, 100)
