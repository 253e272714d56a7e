"""A list of records: fast to scroll, one line each, words with tones and icons. Pages come as one scrolls.

What a line shows is worked out once, when it is first painted, and kept. No proxy model: filtering is a query.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
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
from clerk_app.ui.widgets.words import TONE_GROUND, TONE_INK, Tone

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Shown:
    """What one place of a line shows: words, perhaps as a tag, perhaps with an icon before them."""

    text: str = ""
    tone: Tone | None = None
    colour: str = tokens.INK
    bold: bool = False
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its width in pixels; 0 shares what is left.

    It is wide enough for `sample` at any text size. Where there is no room, the columns with the lowest `spare` above 0
    give way first.
    """

    head: str
    width: int = 0
    sample: str = ""
    spare: int = 0


_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TEXT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_ROOT: Final = QModelIndex()
_LEAST_SHARE: Final = 84
"""Pixels that the sharing columns keep; below it a spare column gives way."""
_SURFACE, _SELECTED = QColor(tokens.SURFACE), QColor(tokens.SELECTED)
_LINE, _ACCENT = QPen(QColor(tokens.LINE)), QColor(tokens.ACCENT)


class RecordModel(QAbstractTableModel, Generic[R]):
    """Records in the order they were given, with a function that says what each shows."""

    def __init__(
        self, columns: Sequence[Column], id_of: Callable[[R], str], show: Callable[[R], Sequence[Shown]]
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._id_of, self._show = id_of, show
        self._records: list[R] = []
        self._rows: dict[str, int] = {}
        self._shown: dict[int, Sequence[Shown]] = {}
        self._more: Callable[[], None] | None = None

    def replace(self, records: Sequence[R], more: Callable[[], None] | None = None) -> None:
        """Other records altogether; `more` is called when the end comes into sight."""
        self.beginResetModel()
        self._records = list(records)
        self._rows = {self._id_of(record): row for row, record in enumerate(self._records)}
        self._shown.clear()
        self._more = more
        self.endResetModel()

    def append(self, records: Sequence[R], more: Callable[[], None] | None = None) -> None:
        """The next page."""
        self._more = more
        if not records:
            return
        start = len(self._records)
        self.beginInsertRows(_ROOT, start, start + len(records) - 1)
        self._records.extend(records)
        self._rows.update({self._id_of(record): start + row for row, record in enumerate(records)})
        self.endInsertRows()

    def update(self, records: Sequence[R]) -> None:
        """Newer states of records that are in the list; others are left out."""
        for record in records:
            row = self._rows.get(self._id_of(record))
            if row is not None:
                self._records[row] = record
                self._shown.pop(row, None)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def record(self, row: int) -> R:
        """The record of a row."""
        return self._records[row]

    def row_of(self, record_id: str) -> int | None:
        """The row of a record, None when it is not in the list."""
        return self._rows.get(record_id)

    def shown(self, row: int, column: int) -> Shown:
        """What a place shows."""
        line = self._shown.get(row)
        if line is None:
            line = self._shown[row] = self._show(self._records[row])
        return line[column]

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._records)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return self._more is not None and not parent.isValid()

    @override
    def fetchMore(self, parent: Index) -> None:
        more, self._more = self._more, None  # asked once; the answer sets it again
        if more is not None:
            more()

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self.shown(index.row(), index.column()).text
        if role == _TIP:
            shown = self.shown(index.row(), index.column())
            return shown.tip or shown.text
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == _DISPLAY:
                return self.columns[section].head
            if role == _ALIGN:
                return _LEFT
        return None


class RecordTable(QTableView, Generic[R]):
    """The list on screen. ↑↓ choose, Enter opens."""

    chosen = Signal(str)
    """The id of the record that became current."""
    opened = Signal(str)
    """Enter or a double click."""

    def __init__(self, model: RecordModel[R], id_of: Callable[[R], str], name: str) -> None:
        super().__init__()
        self._records, self._id_of = model, id_of
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
        return self._id_of(self._records.record(row)) if 0 <= row < self._records.rowCount() else ""

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


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, model: RecordModel[Any], table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self._elided: dict[tuple[str, int, bool], str] = {}
        self._inks: dict[str, QPen] = {}

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = self._model.shown(index.row(), index.column())
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
