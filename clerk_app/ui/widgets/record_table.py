"""A list of records on screen: fast to scroll, one line each, chosen and opened by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font, width_of
from clerk_app.ui.theme.icons import icon_pixmap
from clerk_app.ui.widgets.record_lines import Index, LineModel, Shown
from clerk_app.ui.widgets.words import TONE_GROUND, TONE_INK, Tone

_TEXT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_LEAST_SHARE: Final = 84
"""Pixels that the sharing columns keep; below it a spare column gives way."""
_SURFACE, _SELECTED = QColor(tokens.SURFACE), QColor(tokens.SELECTED)
_LINE, _ACCENT = QPen(QColor(tokens.LINE)), QColor(tokens.ACCENT)


class RecordTable(QTableView):
    """The list on screen. ↑↓ choose, Enter opens."""

    chosen = Signal(str)
    """The id of the record that became current."""
    opened = Signal(str)
    """Enter or a double click."""

    def __init__(self, model: LineModel, name: str) -> None:
        super().__init__()
        self._records = model
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(model, self))
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.LIST_ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(28)
        self._widths: dict[int, int] = {}
        for place, column in enumerate(model.columns):
            header.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            )
            if column.width:
                needed = width_of(column.sample, tokens.BODY_PT, bold=place == 0) + 22 if column.sample else 0
                self._widths[place] = max(column.width, needed)
                self.setColumnWidth(place, self._widths[place])
        self.doubleClicked.connect(lambda _: self._open_current())

    def current_id(self) -> str:
        """The id of the current record, empty without one."""
        row = self.currentIndex().row()
        return self._records.id_at(row) if 0 <= row < self._records.rowCount() else ""

    def choose(self, record_id: str) -> bool:
        """Makes a record current; False when it is not in the list."""
        row = self._records.row_of(record_id)
        if row is None:
            return False
        self.setCurrentIndex(self._records.index(row, 0))
        return True

    def choose_row(self, row: int) -> None:
        """Makes a row current, within the list."""
        count = self._records.rowCount()
        if count:
            self.setCurrentIndex(self._records.index(min(max(row, 0), count - 1), 0))

    def relist(self, change: Callable[[], None], wanted: str) -> bool:
        """Lists anew by `change` without a jump: the lines on screen stay where they still exist.

        `wanted` becomes current where it is in the list. False when it is not, and then none is current.
        """
        top = self.rowAt(0)
        first = self._records.id_at(top) if top >= 0 else ""
        scrolled = self.verticalScrollBar().value() - max(top, 0) * tokens.LIST_ROW
        change()
        kept = self.choose(wanted)
        row = self._records.row_of(first) if first else None
        if row is not None:
            self.verticalScrollBar().setValue(row * tokens.LIST_ROW + scrolled)
        return kept

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._records.columns
        room = self.viewport().width() - sum(
            self._widths[place] for place, column in enumerate(columns) if column.width
        )
        order = sorted((column.spare, place) for place, column in enumerate(columns) if column.spare)
        for _, place in order:
            gives_way = room < _LEAST_SHARE
            self.setColumnHidden(place, gives_way)
            if gives_way:
                room += self._widths[place]

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self.current_id())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._open_current()
        else:
            super().keyPressEvent(event)

    def _open_current(self) -> None:
        if record_id := self.current_id():
            self.opened.emit(record_id)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NOT_READ: Final = Shown()


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, model: LineModel, table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self._elided: dict[tuple[str, int, bool], str] = {}
        self._inks: dict[str, QPen] = {}

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.line(index.row())
        shown = line[index.column()] if line is not None else _NOT_READ
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, _SELECTED if selected else _SURFACE)
        painter.setPen(_LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), _ACCENT)
        space = rect.adjusted(12, 0, -6, 0)
        if shown.icon:
            pixmap = icon_pixmap(shown.icon, shown.colour, 16, painter.device().devicePixelRatio())
            painter.drawPixmap(QPointF(space.left() - 4, rect.center().y() - 8), pixmap)
            space.setLeft(space.left() + 18)
        if shown.tone is not None:
            self._paint_tag(painter, space, shown.text, shown.tone)
        elif shown.text:
            first = index.column() == 0
            self._paint_words(painter, space, shown, bold=shown.bold or (selected and first))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, shown: Shown, *, bold: bool) -> None:
        painter.setFont(ui_font(tokens.BODY_PT, bold=bold))
        painter.setPen(self._ink(shown.colour))
        key = (shown.text, rect.width(), bold)
        line = self._elided.get(key)
        if line is None:
            if len(self._elided) > 8000:
                self._elided.clear()
            one_line = shown.text.replace("\n", " ")
            line = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, rect.width())
            self._elided[key] = line
        painter.drawText(rect, _TEXT, line)

    def _paint_tag(self, painter: QPainter, rect: QRect, text: str, tone: Tone) -> None:
        painter.setFont(ui_font(tokens.GRID_PT))
        width = min(painter.fontMetrics().horizontalAdvance(text) + 14, rect.width() + 4)
        box = QRectF(rect.left() - 4, rect.center().y() - 10, width, 21)
        if tone is not Tone.NEUTRAL:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(TONE_GROUND[tone]))
            painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._ink(TONE_INK[tone]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _ink(self, colour: str) -> QPen:
        if colour not in self._inks:
            self._inks[colour] = QPen(QColor(colour))
        return self._inks[colour]
