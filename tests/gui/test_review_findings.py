"""检查发现 by keyboard: the reasons that are given most often have a number."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

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
