"""The grid itself: keys, input method, paste. Every key is answered without waiting for the database."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from clerk_app.ui.clipboard import copy_text
from clerk_app.ui.friday.cell_text import table_for_clipboard, table_from_clipboard
from clerk_app.ui.friday.delegate import CellDelegate, CellEditor
from clerk_app.ui.friday.header import WeekHeader
from clerk_app.ui.friday.model import FIRST_DAY, IDLE, NODE, NUMBER, RESPONDENT, WeekModel
from clerk_app.ui.friday.presenter import FridayPresenter
from clerk_app.ui.friday.screen import Look, Pasted
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import width_of
from clerk_app.ui.widgets.phrase_entry import Editor, PhraseEntry, alt_number

_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_MIN_DAY_WIDTH, _LEAST_DAY_WIDTH = 118, 92
"""Below the first, columns of facts give way; below the second, the grid scrolls."""

Index = QModelIndex | QPersistentModelIndex
_FIXED = ((NUMBER, 190, "（2026）粤0103执恢411号"), (RESPONDENT, 112, ""), (NODE, 86, ""), (IDLE, 62, "11 天"))
"""Column, least width, and a text that must always fit."""

_SPARE = (NODE, IDLE)
"""Facts that give way to the days, in this order: both can be read in the case, and the chips above count them."""


class WeekTable(QTableView):
    """Cases × days. The words above the grid are the page's business; this is only what the keys do."""

    pasted = Signal(object)
    """What a paste did, a `screen.Pasted`."""
    details_wanted = Signal(int, int)
    """Ctrl+E: the detailed entry of a place (row, day)."""
    editing = Signal()
    """The open editor's text changed."""
    edit_closed = Signal()
    """No editor is open any more: what had to wait for it can be shown."""
    no_gap_left = Signal()
    nothing_to_undo = Signal()

    def __init__(self, presenter: FridayPresenter, model: WeekModel) -> None:
        super().__init__()
        self._presenter = presenter
        self._phrases = PhraseEntry(self, lambda: presenter.phrases, _finish_composition)
        self._editor: CellEditor | None = None
        self._editing_place = (0, 0)
        self.setModel(model)
        self._delegate = CellDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(WeekHeader(model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.GRID_ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setTabKeyNavigation(True)  # or Qt would take Tab for itself before keyPressEvent
        self.setAccessibleName("执行日志表格")

    # ── Places ───────────────────────────────────────────────────────────────────────────────────────────────

    def place(self) -> tuple[int, int] | None:
        """Row and day of the current cell, None on the facts at the left or without a current cell."""
        index = self.currentIndex()
        return (index.row(), index.column() - FIRST_DAY) if index.isValid() and index.column() >= FIRST_DAY else None

    def go(self, row: int, day: int) -> None:
        """Makes a cell current, within the grid."""
        rows, days = len(self._presenter.rows), len(self._presenter.days)
        if rows and days:
            row, day = min(max(row, 0), rows - 1), min(max(day, 0), days - 1)
            self.setCurrentIndex(self.model().index(row, day + FIRST_DAY))

    def fit_columns(self) -> None:
        """The days share what the facts leave. Where that is too little, facts that stand elsewhere too give way.

        Only a merged week of many days scrolls.
        """
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        widths = {
            column: max(width, width_of(sample, tokens.GRID_PT, bold=True) + 28) for column, width, sample in _FIXED
        }
        days = len(self._presenter.days)
        room = self.viewport().width() - sum(widths.values())
        for column in _SPARE:
            gives_way = days > 0 and room // days < _MIN_DAY_WIDTH
            self.setColumnHidden(column, gives_way)
            if gives_way:
                room += widths[column]
        for column, width in widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        stretch = days > 0 and room // days >= _LEAST_DAY_WIDTH
        for column in range(FIRST_DAY, FIRST_DAY + days):
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            )
            if not stretch:
                self.setColumnWidth(column, _LEAST_DAY_WIDTH)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for row in {current.row(), previous.row()} - {-1}:  # the facts at the left show which row is current
            for column in (NUMBER, RESPONDENT, NODE, IDLE):
                self.update(self.model().index(row, column))

    # Qt draws the whole grid anew when the keyboard comes and goes, so at each editor that opens; only this cell shows it.
    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.place() is not None:
            self.update(self.currentIndex())
            return
        super().focusInEvent(event)
        self.go(0, 0)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update(self.currentIndex())

    # ── Keys while no editor is open ─────────────────────────────────────────────────────────────────────────

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._answer_sequence(event) or self._answer_key(event):
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # past the last cell: the focus goes on to the next widget
            return
        place = self.place()
        opens_editor = bool(event.text()) and event.text().isprintable()
        if opens_editor and place is not None and not self._presenter.may_write(*place):
            event.accept()
            return
        super().keyPressEvent(event)

    def _answer_sequence(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        for key, action in (
            (standard.Paste, self.paste),
            (standard.Copy, self.copy),
            (standard.Undo, self.undo),
            (standard.Redo, self.redo),
        ):
            if event.matches(key):
                action()
                return True
        return False

    def _answer_key(self, event: QKeyEvent) -> bool:
        place = self.place()
        if place is None:
            return False
        row, day = place
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if (number := alt_number(event)) is not None:
            self._take_phrase(number)
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._step_right(row, day, 1 if event.key() == Qt.Key.Key_Tab else -1)
        actions: dict[tuple[int, bool], Callable[[], object]] = {
            (Qt.Key.Key_Return, False): lambda: self.go(row + 1, day),
            (Qt.Key.Key_Enter, False): lambda: self.go(row + 1, day),
            (Qt.Key.Key_F4, False): self.next_gap,
            (Qt.Key.Key_D, True): lambda: self._down_after(self._presenter.same_as_above(row, day)),
            (Qt.Key.Key_E, True): lambda: self.details_wanted.emit(row, day),
            (Qt.Key.Key_Y, True): self.redo,
            (Qt.Key.Key_Space, False): lambda: self._down_after(self._presenter.mark_nothing(row, day)),
            (Qt.Key.Key_Delete, False): lambda: self._presenter.clear(self._selected_places()),
            (Qt.Key.Key_Backspace, False): lambda: self._presenter.clear(self._selected_places()),
            (Qt.Key.Key_F2, False): self.edit_current,
        }
        action = actions.get((event.key(), control))
        if action is None:
            return False
        action()
        return True

    def next_gap(self, *, back: bool = False) -> None:
        """F4: the next missing cell, wherever it is."""
        place = self.place() or (0, -1)
        target = self._presenter.next_gap(*place, back=back)
        if target is None:
            self.no_gap_left.emit()
        else:
            self.go(*target)

    def edit_current(self) -> None:
        """F2: opens the cell; a text of several lines opens in the detailed entry, where lines can be kept."""
        place = self.place()
        if place is None or not self._presenter.may_write(*place):
            return
        if "\n" in self._presenter.sheet.edit_text(*place):
            self.details_wanted.emit(*place)
        else:
            self.edit(self.currentIndex())
            if self._editor is not None:
                self._editor.end(False)

    def paste(self) -> None:
        """Ctrl+V: lays the clipboard's table over the grid, by its case numbers or from the current cell."""
        place = self.place()
        table = table_from_clipboard(QGuiApplication.clipboard().text())
        if place is None or not table:
            return
        outcome: Pasted = self._presenter.paste(*place, table)
        self.pasted.emit(outcome)

    def copy(self) -> None:
        """Ctrl+C: the selected cells, for Excel."""
        places = sorted(self._selected_places())
        rows: dict[int, list[str]] = {}
        for row, day in places:
            face = self._presenter.face(row, day)
            rows.setdefault(row, []).append("无事项" if face.look is Look.NOTHING else face.text)
        if rows:
            copy_text(table_for_clipboard(list(rows.values())))

    def undo(self) -> None:
        """Ctrl+Z."""
        if not self._presenter.undo():
            self.nothing_to_undo.emit()

    def redo(self) -> None:
        """Ctrl+Y, Ctrl+Shift+Z."""
        if not self._presenter.redo():
            self.nothing_to_undo.emit()

    def _selected_places(self) -> list[tuple[int, int]]:
        return [(i.row(), i.column() - FIRST_DAY) for i in self.selectedIndexes() if i.column() >= FIRST_DAY]

    def _step_right(self, row: int, day: int, step: int) -> bool:
        """To the next day, after the last to the next case; False at the grid's ends."""
        width = len(self._presenter.days)
        row, day = divmod(row * width + day + step, width)
        if not 0 <= row < len(self._presenter.rows):
            return False
        self.go(row, day)
        return True

    def _down_after(self, filled: bool) -> None:
        """A cell filled by one key is done: like Enter, the next case is at hand."""
        place = self.place()
        if filled and place is not None:
            self.go(place[0] + 1, place[1])

    def _take_phrase(self, number: int) -> None:
        phrases = self._presenter.phrases.offered("")
        place = self.place()
        if place is not None and number <= len(phrases):
            self._down_after(self._presenter.fill(*place, phrases[number - 1]))

    # ── The open editor ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def editor(self) -> CellEditor | None:
        """The editor that is open."""
        return self._editor

    def attach(self, editor: CellEditor, index: Index) -> None:
        """The delegate made an editor: follow its text, so that a draft of half a sentence is kept too."""
        self._editor, self._editing_place = editor, (index.row(), index.column() - FIRST_DAY)
        editor.textEdited.connect(self._on_text_edited)

    def finish_edit(self) -> None:
        """Takes over what is in the editor, half-composed characters included, and closes it."""
        editor = self._editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, _NO_HINT)

    def answer_editor_key(self, event: QKeyEvent) -> bool:
        """Keys of the grid while its editor is open; False leaves the key to the editor."""
        if (number := alt_number(event)) is not None and self._editor is not None:
            self._phrases.put_numbered(self._editor, number)
            return True
        row, day = self._editing_place
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moves: dict[tuple[int, bool], Callable[[], object]] = {
            (Qt.Key.Key_Return, False): lambda: self.go(row + 1, day),
            (Qt.Key.Key_Enter, False): lambda: self.go(row + 1, day),
            (Qt.Key.Key_Down, False): lambda: self.go(row + 1, day),
            (Qt.Key.Key_Up, False): lambda: self.go(row - 1, day),
            (Qt.Key.Key_Tab, False): lambda: self._step_right(row, day, 1),
            (Qt.Key.Key_Backtab, False): lambda: self._step_right(row, day, -1),
            (Qt.Key.Key_F4, False): self.next_gap,
            (Qt.Key.Key_E, True): lambda: self.details_wanted.emit(row, day),
        }
        if event.key() == Qt.Key.Key_Escape:
            self._abandon_edit()
            return True
        move = moves.get((event.key(), control))
        if move is None:
            return False
        self.finish_edit()
        move()
        return True

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._editor = None
        self._phrases.hide()
        super().closeEditor(editor, _NO_HINT)  # our own keys have moved already
        self.edit_closed.emit()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        text = event.commitString()
        committed_at_once = bool(text) and not event.preeditString() and self._editor is None
        place = self.place()
        if place is not None and self._editor is None and not self._presenter.may_write(*place):
            event.accept()
            return
        super().inputMethodEvent(event)
        # A first commit without preedit ("。", or a whole word from a touch pad) opens the editor, and Qt drops it.
        if committed_at_once and self._editor is not None and text not in self._editor.text():
            self._editor.insert(text)

    def _abandon_edit(self) -> None:
        editor = self._editor
        if editor is not None:
            self._presenter.stop_typing()
            self.closeEditor(editor, _NO_HINT)
            self.setFocus()

    def _on_text_edited(self, text: str) -> None:
        self._presenter.typing(*self._editing_place, text)
        self.editing.emit()
        if self._editor is not None:
            self._phrases.offer(self._editor)


def _finish_composition(editor: Editor) -> None:
    if isinstance(editor, CellEditor):
        editor.finish_composition()
