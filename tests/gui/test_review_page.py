"""核对公开稿 on screen: marks, tool tips, scrolling as one, and the keyboard. The engine and both checks are the real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from unittest.mock import Mock, create_autospec

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.jobs import Refused
from clerk_app.ui.review.marks import tip_words
from clerk_app.ui.review.paper import Paper
from clerk_app.ui.review.same_as import SameAsDialog
from clerk_app.ui.review.view import ReviewView
from clerk_app.ui.theme import tokens
from clerk_app.use_cases.staged import Staged
from court_core.errors import CourtError
from tests.gui.court_week import ImmediateJobs
from tests.gui.review_desk import DOCUMENT, ReviewDesk
from tests.gui.review_text import TEXT

T = TypeVar("T")
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(text=TEXT)


@pytest.fixture
def view(qtbot: QtBot, desk: ReviewDesk) -> ReviewView:
    return opened(qtbot, desk)


def opened(qtbot: QtBot, desk: ReviewDesk, jobs: ImmediateJobs | None = None) -> ReviewView:
    view = ReviewView(desk, jobs or ImmediateJobs())
    qtbot.addWidget(view)
    view.resize(1236, 870)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    view.open(DOCUMENT)
    qtbot.waitUntil(view.sides.original.hasFocus)
    return view


def press(view: ReviewView, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    handle = view.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, modifiers)


def number(view: ReviewView) -> int:
    current = view.presenter.current
    return current.number if current else 0


def read(view: ReviewView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def look_at(view: ReviewView, words: str) -> None:
    view.presenter.choose(next(span.number for span in view.presenter.order if span.original == words))


def middle_of(paper: Paper, offset: int) -> QPoint:
    cursor = QTextCursor(paper.document())
    cursor.setPosition(offset)
    rect = paper.cursorRect(cursor)
    return QPoint(rect.left() + 8, rect.center().y())


def test_the_walk_by_keys_from_unsure_to_sure(view: ReviewView) -> None:
    order = [span.number for span in view.presenter.order]
    waiting = sum(span.is_open for span in view.presenter.order)
    assert number(view) == order[0]
    press(view, Key.Key_Tab)
    assert number(view) == order[1]
    press(view, Key.Key_F8)
    assert number(view) == order[2]
    press(view, Key.Key_F8, SHIFT)
    press(view, Key.Key_F8, SHIFT)
    assert number(view) == order[0]
    press(view, Key.Key_Return)
    assert number(view) == order[1]
    assert f"{waiting - 1} 处隐名待确认" in read(view)


def test_what_why_and_how_sure_stand_beside_the_text(view: ReviewView) -> None:
    look_at(view, "云州市骏湄包装设备有限公司")
    said = read(view)
    for words in (
        "单位名称",
        "云州市某包装设备有限公司",
        "当事人首部：被告",
        "有把握（95%）",
    ):
        assert words in said
    assert view.card.everywhere.text() == "相同的 4 处一并处理　E"


def test_a_place_is_explained_on_hover_on_both_sides(view: ReviewView) -> None:
    look_at(view, "黄砚芄")
    span = view.presenter.current
    assert span is not None
    for paper, start in ((view.sides.original, span.start), (view.sides.copy, span.copy_start)):
        mark = paper.mark_at(middle_of(paper, start))
        assert mark is not None
        assert mark.tip.startswith("别名、简称：黄砚芄 → 黄某\n理由：疑为黄砚芃的误写\n把握不大（65%）")
    assert view.sides.original.mark_at(QPoint(16, 4)) is None


def test_both_sides_scroll_as_one(view: ReviewView, qtbot: QtBot) -> None:
    original, copy = view.sides.original, view.sides.copy
    bar, other = original.verticalScrollBar(), copy.verticalScrollBar()
    bar.setValue(0)
    assert other.value() == 0
    for share in (0.25, 0.5, 0.75):
        height = round(share * original.viewport().height())
        bar.setValue(round(share * bar.maximum()))
        offset = original.offset_at(height)
        there = copy.line_top(view.presenter.alignment.to_copy(offset))
        assert abs(there - original.line_top(offset)) <= 2
    other.setValue(other.maximum())
    assert bar.value() == bar.maximum()


def test_a_place_stands_at_the_same_height_on_both_sides(view: ReviewView) -> None:
    for _ in range(12):
        press(view, Key.Key_Tab)
        span = view.presenter.current
        assert span is not None
        top = view.sides.original.line_top(span.start)
        assert 0 <= top < view.sides.original.viewport().height()
        if 0 < view.sides.copy.verticalScrollBar().value() < view.sides.copy.verticalScrollBar().maximum():
            assert abs(top - view.sides.copy.line_top(span.copy_start)) <= 1


def test_a_key_draws_anew_only_what_it_changed(view: ReviewView, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long judgment has hundreds of places, and a key may take 16 ms."""
    drawn = create_autospec(Paper._selection, side_effect=Paper._selection)
    explained = Mock(wraps=tip_words)
    monkeypatch.setattr(Paper, "_selection", drawn)
    monkeypatch.setattr("clerk_app.ui.review.side_by_side.tip_words", explained)
    press(view, Key.Key_Tab)
    assert drawn.call_count == 2  # the place that is looked at now, on both sides
    assert explained.call_count == 0
    press(view, Key.Key_E)
    assert drawn.call_count == 2
    press(view, Key.Key_Return)
    assert explained.call_count < 8 < len(view.presenter.order)


def test_the_place_looked_at_stands_out_on_both_sides(view: ReviewView) -> None:
    span = view.presenter.current
    assert span is not None
    for paper, start, end in (
        (view.sides.original, span.start, span.end),
        (view.sides.copy, span.copy_start, span.copy_end),
    ):
        last = paper.extraSelections()[-1]
        assert (last.cursor.selectionStart(), last.cursor.selectionEnd()) == (start, end)
        assert last.format.background().color() == QColor(tokens.ACCENT)


def test_a_click_chooses_a_place(view: ReviewView) -> None:
    look_at(view, "黄砚芄")
    span = next(item for item in view.presenter.order if item.original == "6222000000964896370")
    QTest.mouseClick(
        view.sides.copy.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view.sides.copy, span.copy_start)
    )
    assert number(view) == span.number


def test_another_replacement_is_typed_and_escape_gives_it_up(view: ReviewView) -> None:
    look_at(view, "梁霖屿")
    press(view, Key.Key_C)
    assert view.card.edit.hasFocus()
    press(view, Key.Key_Escape)
    assert view.sides.original.hasFocus()
    assert view.card.edit.isHidden()
    press(view, Key.Key_C)
    view.card.edit.setText("梁某甲")
    press(view, Key.Key_Return)
    assert "员工梁某甲签收" in view.sides.copy.text
    assert view.sides.original.hasFocus()


def test_the_selected_words_are_masked_everywhere(view: ReviewView, desk: ReviewDesk) -> None:
    paper = view.sides.original
    cursor = QTextCursor(paper.document())
    cursor.setPosition(paper.text.index("韦宁"))
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 2)
    paper.setTextCursor(cursor)
    press(view, Key.Key_R)
    press(view, Key.Key_M)
    assert desk.calls == [("mask_also", "韦宁", True)]
    assert "韦宁" not in view.sides.copy.text
    assert not paper.selected()


def test_keys_for_one_or_all_and_for_remembering(view: ReviewView, desk: ReviewDesk) -> None:
    look_at(view, "黄砚芃")
    assert view.card.everywhere.isChecked()
    press(view, Key.Key_E)
    press(view, Key.Key_R)
    assert (view.card.everywhere.isChecked(), view.card.remember.isChecked()) == (False, True)
    press(view, Key.Key_K)
    assert desk.calls[-1][2:] == ("kept", "", False, True)
    assert not view.card.remember.isChecked()


def test_the_same_person_is_chosen_from_a_list(view: ReviewView, desk: ReviewDesk, qtbot: QtBot) -> None:
    look_at(view, "黄砚芄")
    press(view, Key.Key_S)
    dialog = view.findChildren(SameAsDialog)[-1]
    qtbot.waitExposed(dialog)
    assert dialog.names.count() > 3
    assert "“黄砚芄”与谁是同一人？" in [label.text() for label in dialog.findChildren(QLabel)]
    QTest.keyClick(dialog.names, Key.Key_Down)
    QTest.keyClick(dialog.names, Key.Key_Return)
    assert desk.calls[-1][0] == "same_as"


def test_of_a_firm_it_is_asked_which_firm_it_is(view: ReviewView) -> None:
    look_at(view, "云州市骏湄包装设备有限公司")
    press(view, Key.Key_S)
    dialog = view.findChildren(SameAsDialog)[-1]
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "“云州市骏湄包装设备有限公司”与哪一个是同一单位？" in said


def test_findings_are_answered_by_keyboard_below(view: ReviewView, desk: ReviewDesk) -> None:
    assert "1 项检查待答复" in read(view)
    press(view, Key.Key_F6)
    assert view.findings.table.hasFocus()
    press(view, Key.Key_Return)
    assert view.findings.answer.hasFocus()
    press(view, Key.Key_Return)  # an empty answer is none
    assert desk.calls == []
    view.findings.answer.setText("“出庭”的出")
    press(view, Key.Key_Return)
    assert desk.calls[-1][0] == "answer"
    assert "已全部答复" in read(view)
    press(view, Key.Key_F6)
    assert view.sides.original.hasFocus()


def test_everything_answered_ctrl_enter_confirms_and_goes_back(
    view: ReviewView, desk: ReviewDesk, qtbot: QtBot
) -> None:
    refused: list[object] = []
    view.refused.connect(refused.append)
    press(view, Key.Key_Return, CTRL)
    assert len(refused) == 1
    while view.presenter.current is not None and view.presenter.current.is_open:
        press(view, Key.Key_Return)
    while view.findings.current is not None and view.findings.current.is_open:
        view.findings.answer.setText("不是个人信息")
        view.findings.say()
    assert "没有待办，可以确认" in read(view)
    with qtbot.waitSignal(view.back):
        press(view, Key.Key_Return, CTRL)
    assert desk.status == "confirmed"


def test_what_the_machine_remarks_and_remembers_is_said(view: ReviewView, desk: ReviewDesk) -> None:
    assert "只在正文里提到一两次的人名可能漏掉：请通读一遍，漏了的选中后全文隐去" in read(view)
    desk.remembered.append("一律隐去：王小明")
    view.presenter.load()
    assert "用到的隐名记忆：一律隐去：王小明" in read(view)


def test_a_reader_cannot_answer(view: ReviewView, desk: ReviewDesk) -> None:
    desk.may_edit = desk.may_confirm = False
    view.presenter.load()
    assert not view.card.accept_button.isEnabled()
    assert not view.findings.leave_button.isEnabled()
    press(view, Key.Key_C)
    assert view.card.edit.isHidden()
    assert "查看公开稿" in read(view)
    assert "检查发现" in read(view)
    assert "认可" not in read(view)  # no key is promised that does nothing


def test_on_a_small_screen_nothing_is_wider_than_the_page(view: ReviewView) -> None:
    view.resize(1076, 690)
    assert view.minimumSizeHint().width() <= 1076
    assert view.width() == 1076
    assert view.sides.original.viewport().width() > 300


def test_many_answers_are_told_to_the_other_screens_once(view: ReviewView, qtbot: QtBot) -> None:
    told: list[object] = []
    view.changed_records.connect(told.append)
    press(view, Key.Key_Return)
    press(view, Key.Key_Return)
    assert told == []
    press(view, Key.Key_Escape)
    assert told == [None]


def test_whoever_goes_to_another_page_leaves_nothing_untold(view: ReviewView) -> None:
    told: list[object] = []
    view.changed_records.connect(told.append)
    press(view, Key.Key_Return)
    view.hide()
    assert told == [None]
    view.show()
    view.hide()
    assert told == [None]


class BusyJobs(ImmediateJobs):
    """Takes a job in stages and works on it for as long as the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.finish: list[Callable[[], None]] = []

    def staged(self, job: Callable[[], Staged[T]], done: Callable[[T], None], refused: Refused | None = None) -> None:
        self.finish.append(lambda: ImmediateJobs.staged(self, job, done, refused))


def test_while_the_whole_copy_is_made_anew_nothing_can_be_asked_for(qtbot: QtBot, desk: ReviewDesk) -> None:
    jobs = BusyJobs()
    view = ReviewView(desk, jobs)
    qtbot.addWidget(view)
    view.show()
    view.open(DOCUMENT)
    asking = (
        view.card.accept_button, view.card.change_button, view.findings.answer, view.findings.leave_button, view.profile,
        view._remask,
    )  # fmt: skip
    view.findings.answer.setText("不是个人")
    view.presenter.mask_anew("spc-2024")
    assert not any(widget.isEnabled() for widget in asking)
    qtbot.waitUntil(lambda: "请稍候" in read(view), timeout=5000)
    assert view.findings.answer.text() == "不是个人"
    (finish,) = jobs.finish
    finish()
    assert all(widget.isEnabled() for widget in asking)
    assert "请稍候" not in read(view)


def test_a_reason_that_cannot_stand_there_is_typed_on(view: ReviewView) -> None:
    look_at(view, "黄砚芄")
    press(view, Key.Key_C)
    view.card.edit.setText("黄砚芄甲")
    press(view, Key.Key_Return)
    assert view.card.edit.isVisible()
    assert (view.card.edit.text(), view.card.edit.hasFocus()) == ("黄砚芄甲", True)
    view.card.edit.setText("黄甲")
    press(view, Key.Key_Return)
    assert view.card.edit.isHidden()
    assert view.sides.original.hasFocus()


def test_a_key_held_down_answers_one_place(view: ReviewView, desk: ReviewDesk) -> None:
    first = number(view)
    for key, text in ((Key.Key_Return, "\r"), (Key.Key_K, "k"), (Key.Key_Tab, "\t")):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
        QApplication.sendEvent(view.sides.original, held)
    assert desk.calls == []
    assert number(view) != first  # to look through the places is another thing


def test_without_any_place_it_says_what_to_do_and_words_can_be_masked(qtbot: QtBot) -> None:
    view = opened(qtbot, ReviewDesk(text="云州市临水区人民法院\n通知\n本院通知，请到本院第三法庭领取退还的费用。"))
    assert view.presenter.order == []
    assert "请通读全文；有应当隐去的，选中后按 M。" in read(view)
    assert "把握" not in read(view)
    assert view.card.mask_button.isEnabled()
    refused: list[CourtError] = []
    view.refused.connect(refused.append)
    view.card.mask_button.click()
    assert [refusal.code for refusal in refused] == ["web-copy.nothing-selected"]


def test_escape_leads_from_the_findings_to_the_text_and_from_there_to_the_list(view: ReviewView, qtbot: QtBot) -> None:
    press(view, Key.Key_F6)
    press(view, Key.Key_Return)
    view.findings.answer.setText("写到一半")
    press(view, Key.Key_Escape)
    assert view.sides.original.hasFocus()
    assert view.findings.answer.text() == "写到一半"
    press(view, Key.Key_F6)
    press(view, Key.Key_Escape)
    assert view.sides.original.hasFocus()
    with qtbot.waitSignal(view.back):
        press(view, Key.Key_Escape)
