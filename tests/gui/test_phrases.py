"""常用语 in forms: offered while one types and put in with Alt+1…9, as in the cells of the grid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.friday.entry_panel import EntryPanel
from clerk_app.ui.widgets.phrase_book import PhraseBook
from clerk_app.ui.widgets.phrase_entry import PhraseEntry
from clerk_app.ui.widgets.phrase_popup import PhrasePopup
from clerk_app.use_cases.sync_views import Phrase
from tests.gui.court_week import PHRASES
from tests.gui.reading import Reading
from tests.gui.test_friday_grid import Desk

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def commit(editor: QWidget, text: str) -> None:
    """What an input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)


def offered(window: QWidget) -> tuple[str, ...]:
    shown = [popup for popup in window.findChildren(PhrasePopup) if popup.isVisible()]
    return shown[0].phrases if shown else ()


class TestBook:
    book = PhraseBook(PHRASES)

    @pytest.mark.parametrize(
        ("typed", "first", "count"),
        [("", "案款已发放申请人，收据入卷", 9), ("案款", "案款已发放申请人，收据入卷", 3), ("没有的话", "", 0)],
    )
    def test_what_begins_with_the_typed_text_is_offered_first(self, typed: str, first: str, count: int) -> None:
        phrases = self.book.offered(typed)
        assert len(phrases) == count
        assert not first or phrases[0] == first

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("电话联系被执行人，督促履行，其称月底还款", "contact"),
            ("电话联系", ""),
            ("约谈被执行人，制作笔录入卷", "interview"),
        ],
    )
    def test_a_text_that_goes_on_from_a_phrase_has_its_kind(self, text: str, kind: str) -> None:
        assert self.book.kind_of(text) == kind


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def editor(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QLineEdit | QPlainTextEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    field: QLineEdit | QPlainTextEdit = request.param(window)
    window.resize(600, 400)
    entry = PhraseEntry(window, lambda: PhraseBook(PHRASES))
    entry.serve(field)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    yield field
    window.close()


def text_of(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


class TestEveryTextField:
    def test_alt_and_a_number_put_a_phrase_into_an_empty_field(self, editor: QLineEdit | QPlainTextEdit) -> None:
        QTest.keyClick(editor, Key.Key_4, ALT)
        assert text_of(editor) == PHRASES[3].text

    def test_typing_offers_what_fits_and_alt_completes_it(self, editor: QLineEdit | QPlainTextEdit) -> None:
        commit(editor, "案款")
        assert offered(editor.window())[1] == PHRASES[1].text
        QTest.keyClick(editor, Key.Key_2, ALT)
        assert text_of(editor) == PHRASES[1].text
        assert offered(editor.window()) == ()

    def test_a_phrase_that_does_not_fit_on_comes_in_at_the_cursor(self, editor: QLineEdit | QPlainTextEdit) -> None:
        commit(editor, "经查，")
        QTest.keyClick(editor, Key.Key_5, ALT)
        assert text_of(editor) == f"经查，{PHRASES[4].text}"

    def test_esc_takes_the_list_away_and_keeps_the_text(self, editor: QLineEdit | QPlainTextEdit) -> None:
        commit(editor, "案款")
        QTest.keyClick(editor, Key.Key_Escape)
        assert offered(editor.window()) == ()
        assert text_of(editor) == "案款"

    def test_a_phrase_can_be_taken_back_by_undo(self, editor: QLineEdit | QPlainTextEdit) -> None:
        commit(editor, "案款")
        QTest.keyClick(editor, Key.Key_1, ALT)
        editor.undo()
        assert text_of(editor) == "案款"

    def test_leaving_the_field_takes_the_list_away(self, editor: QLineEdit | QPlainTextEdit) -> None:
        commit(editor, "案款")
        editor.clearFocus()
        assert offered(editor.window()) == ()


def test_in_a_text_of_several_lines_the_line_one_is_in_is_completed(qtbot: QtBot) -> None:
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    PhraseEntry(field, lambda: PhraseBook(PHRASES)).serve(field)
    field.setPlainText("第一行\n电话\n第三行")
    cursor = field.textCursor()
    cursor.setPosition(len("第一行\n电话"))
    field.setTextCursor(cursor)
    PhraseEntry(field, lambda: PhraseBook(PHRASES)).put(field, PHRASES[3].text)
    assert field.toPlainText() == f"第一行\n{PHRASES[3].text}\n第三行"


class TestNodeForm:
    def test_the_persons_phrases_work_in_the_note_and_are_hinted_at(self, reading: Reading) -> None:
        reading.choose(1)
        reading.choose_node("enforcement-notice")
        assert "Alt+1…9" in reading.words()
        note = reading.page.case.progress.form.input("-note")
        QTest.keyClick(note, Key.Key_1, ALT)
        reading.settle()
        first = reading.court.office.phrases()[0].text
        assert reading.page.case.progress.draft().typed["-note"] == first

    def test_a_changed_phrase_is_there_with_the_next_case(self, reading: Reading) -> None:
        reading.choose(1)
        reading.court.office.save_phrases((Phrase("已向被执行人说明逾期不履行的后果", ""),))
        reading.choose(2)
        reading.choose_node("enforcement-notice")
        QTest.keyClick(reading.page.case.progress.form.input("-note"), Key.Key_1, ALT)
        reading.settle()
        assert reading.page.case.progress.draft().typed["-note"] == "已向被执行人说明逾期不履行的后果"


class TestDetailedEntry:
    @pytest.fixture
    def panel(self, qtbot: QtBot) -> Iterator[EntryPanel]:
        desk = Desk(qtbot)
        desk.page._open_details(1, 0)
        panel = desk.page.findChild(EntryPanel)
        assert panel is not None
        yield panel
        desk.page.close()

    def test_a_phrase_brings_its_type_and_level_along(self, panel: EntryPanel) -> None:
        QTest.keyClick(panel.form.input("content"), Key.Key_4, ALT)
        typed = panel.form.typed()
        assert (typed["content"], typed["kind"], typed["visibility"]) == (PHRASES[3].text, "contact", "both")

    def test_a_type_that_was_chosen_stays(self, panel: EntryPanel) -> None:
        panel.form.restore({"kind": "visit"})
        QTest.keyClick(panel.form.input("content"), Key.Key_4, ALT)
        assert panel.form.typed()["kind"] == "visit"
