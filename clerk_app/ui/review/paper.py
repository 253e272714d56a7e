"""One side of the comparison: a text to read, its masked places marked by colour and explained on hover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip
from typing_extensions import override

from clerk_app.ui.review.walk import Positions
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font

_LINE_HEIGHT = 148
_PAPER_MARGIN = 14
_READING_PT = 11.0
_EYE = 0.4
"""How far down a place is brought, as a share of the height."""
_CALM = (0.1, 0.8)
"""Within this share of the height nothing moves."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the text, in characters. `number` is the place's, 0 for what a check found."""

    start: int
    end: int
    number: int
    tip: str
    ground: str = ""
    underline: str = ""
    dashed: bool = False


class Paper(QTextEdit):
    """Read only. Keys it does not need for reading go to whoever holds it."""

    place_clicked = Signal(int)
    """Number of the masked place under the mouse."""
    key_handler: Callable[[QKeyEvent], bool] | None = None
    """Asked first for every key; True when it was taken."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # the width must not change with the length of the text, or the two sides would wrap differently
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFont(ui_font(_READING_PT))
        self.document().setDocumentMargin(_PAPER_MARGIN)
        self._text = self._reason = ""
        self._positions = Positions("")
        self._marks: tuple[Mark, ...] = ()
        self._current = 0
        self._selections: dict[_Look, QTextEdit.ExtraSelection] = {}
        self._drawn: list[QTextEdit.ExtraSelection] = []
        self._cursors: dict[tuple[int, int], QTextCursor] = {}

    @property
    def text(self) -> str:
        """The text as given."""
        return self._text

    def show_text(self, text: str) -> None:
        """Shows another text; the same one keeps selection and place."""
        if text == self._text:
            return
        bar = self.verticalScrollBar()
        stood = bar.value()
        self._text, self._positions = text, Positions(text)
        self._marks, self._selections, self._drawn, self._cursors = (), {}, [], {}
        self.setExtraSelections([])
        self.setPlainText(text.replace("\r\n", " \n"))  # Qt makes one break of the two, and offsets would shift
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        every.mergeBlockFormat(lines)
        bar.setValue(stood)

    @property
    def reason(self) -> str:
        """Why there is no text to read."""
        return self._reason

    def show_reason(self, reason: str) -> None:
        """Stands in the place of a text that cannot be shown."""
        self._reason = reason
        self.setAccessibleDescription(reason)
        self.viewport().update()

    def show_marks(self, marks: Sequence[Mark], current: int) -> None:
        """Marks these places, `current` most of all."""
        new = tuple(marks)
        if (new, current) == (self._marks, self._current):
            return
        if new != self._marks:
            known = self._selections  # a text cursor for each of hundreds of places costs more than a key may
            looks = [_look(mark) for mark in new if mark.end > mark.start]
            self._selections = {look: known.get(look) or self._selection(look) for look in looks}
            self._drawn = [self._selections[look] for look in looks]
        self._marks, self._current = new, current
        # drawn last, so over the others
        over = [mark for mark in new if mark.number and mark.number == current and mark.end > mark.start]
        self.setExtraSelections([*self._drawn, *(self._selection(_looked_at(mark)) for mark in over)])

    def bring(self, offset: int) -> None:
        """Scrolls until a place can be read with what stands around it, and puts the text cursor there."""
        self.put_cursor(offset)
        bar, height, top = self.verticalScrollBar(), self.viewport().height(), self.line_top(offset)
        if not _CALM[0] * height <= top <= _CALM[1] * height:
            bar.setValue(round(bar.value() + top - _EYE * height))

    def put_cursor(self, offset: int) -> None:
        """Puts the text cursor at a place; nothing scrolls."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_units(offset))
        bar = self.verticalScrollBar()
        stood = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(stood)  # setTextCursor scrolls to the edge

    def selected(self) -> str:
        """The selected words, empty without any."""
        cursor = self.textCursor()
        return self._text[self._offset(cursor.selectionStart()) : self._offset(cursor.selectionEnd())]

    def drop_selection(self) -> None:
        """Nothing is selected any more."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def line_top(self, offset: int) -> int:
        """Where the line with this offset begins, in pixels from the top of what is seen."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_units(offset))
        return int(self.cursorRect(cursor).top())

    def offset_at(self, height: int) -> int:
        """The offset of the line that stands at this height of what is seen."""
        return self._offset(self.cursorForPosition(QPoint(_PAPER_MARGIN, height)).position())

    def mark_at(self, place: QPoint) -> Mark | None:
        """The mark under a place of what is seen."""
        spot = QPointF(place) + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        units = self.document().documentLayout().hitTest(spot, Qt.HitTestAccuracy.ExactHit)
        if units < 0:
            return None
        offset = self._offset(units)
        return next((mark for mark in self._marks if mark.start <= offset < mark.end), None)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(event.pos())
            if mark is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), mark.tip, self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text or not self._reason:
            super().paintEvent(event)
            return
        # Qt's own placeholder is cut off after the first block's height, and a text cursor would stand beside it
        painter = QPainter(self.viewport())
        painter.setPen(QColor(tokens.SECONDARY))
        place = self.viewport().rect().adjusted(_PAPER_MARGIN, _PAPER_MARGIN, -_PAPER_MARGIN, -_PAPER_MARGIN)
        painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._reason)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        mark = self.mark_at(event.position().toPoint())
        if mark is not None and mark.number and not self.textCursor().hasSelection():
            self.place_clicked.emit(mark.number)

    @override
    def event(self, event: QEvent) -> bool:
        # Tab has to be taken before Qt makes it move the focus
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.key_handler is not None
            and self.key_handler(event)
        ):
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setCursorWidth(2)

    def _offset(self, units: int) -> int:
        return self._positions.to_offset(units)

    def _selection(self, look: _Look) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(look.start, look.end)
        selection.format = _format(look.ground, look.underline, look.ink, dashed=look.dashed)
        return selection

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """The stretch of the text: an answer changes how hundreds of places look, and where they stand seldom."""
        known = self._cursors.get((start, end))
        if known is None:
            known = self._cursors[start, end] = QTextCursor(self.document())
            known.setPosition(self._positions.to_units(start))
            known.setPosition(self._positions.to_units(end), QTextCursor.MoveMode.KeepAnchor)
        return known


@cache
def _format(ground: str, underline: str, ink: str, *, dashed: bool) -> QTextCharFormat:
    form = QTextCharFormat()
    if ground:
        form.setBackground(QColor(ground))
    if ink:
        form.setForeground(QColor(ink))
    styles = QTextCharFormat.UnderlineStyle
    form.setUnderlineStyle(styles.NoUnderline)  # the place looked at is drawn over what is underlined
    if underline:
        form.setUnderlineStyle(styles.DashUnderline if dashed else styles.SingleUnderline)
        form.setUnderlineColor(QColor(underline))
    return form


class _Look(NamedTuple):
    """How a stretch of the text is drawn."""

    start: int
    end: int
    ground: str
    underline: str = ""
    dashed: bool = False
    ink: str = ""


def _look(mark: Mark) -> _Look:
    return _Look(mark.start, mark.end, mark.ground, mark.underline, mark.dashed)


def _looked_at(mark: Mark) -> _Look:
    return _Look(mark.start, mark.end, tokens.ACCENT, ink=tokens.WHITE)
