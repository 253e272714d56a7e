"""How the grid's cells are drawn, and the editor that opens in them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from clerk_app.ui.friday.cell_text import NOTHING
from clerk_app.ui.friday.model import FIRST_DAY, IDLE, NUMBER, RESPONDENT, WeekModel
from clerk_app.ui.friday.screen import CellFace, Look
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.theme.icons import icon_pixmap
from clerk_app.ui.widgets.short_names import short_names

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MARK = 14
_LINE_FLAGS = int(_LEFT | Qt.TextFlag.TextSingleLine)
_SURFACE, _SOFT, _SUNKEN = QColor(tokens.SURFACE), QColor(tokens.ACCENT_SOFT), QColor(tokens.SUNKEN)
_LINE, _CURRENT = QPen(QColor(tokens.LINE)), QPen(QColor(tokens.ACCENT), 2)
_INTERNAL, _INTERNAL_GROUND = "内部", QColor(tokens.GREY_SOFT)
_GAP_GROUND, _GAP_INK = QColor(tokens.AMBER_SOFT), QColor(tokens.AMBER)
_GAP_HATCH, _GAP_LINE = QPen(QColor(tokens.AMBER_HATCH), 2), QPen(QColor(tokens.AMBER_LINE), 1)
_INKS = {colour: QPen(QColor(colour)) for colour in (tokens.INK, tokens.SECONDARY, tokens.HINT, tokens.RED)}
Index = QModelIndex | QPersistentModelIndex


class CellEditor(QLineEdit):
    """A line in a cell. It remembers what the input method is composing, so that closing can keep it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "cell")
        self.setFont(ui_font(tokens.GRID_PT))
        self.setAccessibleName("录入内容")
        self._composing = ""

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def finish_composition(self) -> None:
        """Commits what is being composed. Where the input method does not answer, its letters are kept."""
        if not self._composing:
            return
        QGuiApplication.inputMethod().commit()
        if self._composing:
            leftover = QInputMethodEvent()
            leftover.setCommitString(self._composing)
            self.inputMethodEvent(leftover)


class EditingTable(Protocol):
    """What the delegate needs of the table it draws for."""

    def currentIndex(self) -> QModelIndex:  # noqa: N802  Qt's name
        """The current cell."""
        ...

    def attach(self, editor: CellEditor, index: Index) -> None:
        """Takes note of a new editor."""
        ...

    def answer_editor_key(self, event: QKeyEvent) -> bool:
        """Acts on a key pressed in the editor; False leaves it to the editor."""
        ...


class CellDelegate(QStyledItemDelegate):
    """Draws straight from the presenter's faces; measuring of text is cached per width."""

    def __init__(self, model: WeekModel, table: EditingTable) -> None:
        super().__init__()
        self._model = model
        self._table = table
        self._elided: dict[tuple[str, int, bool], str] = {}
        self._gaps: dict[tuple[int, int, float, str], QPixmap] = {}

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        self._table.attach(editor, index)
        return editor

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # before Qt's own handling, which would close the editor later, after the next key has arrived
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._table.answer_editor_key(event)
        return super().eventFilter(editor, event)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.setText(str(index.data(int(Qt.ItemDataRole.EditRole)) or ""))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.finish_composition()
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(-1, -1, 0, 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        current = self._table.currentIndex() == index
        if index.column() < FIRST_DAY:
            self._paint_fact(painter, rect, index, on_row=self._table.currentIndex().row() == index.row())
        else:
            painter.fillRect(rect, _SOFT if selected and not current else _SURFACE)
            self._paint_day(painter, rect, self._model.face(index))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(_LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if current and index.column() >= FIRST_DAY:
            painter.setPen(_CURRENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_fact(self, painter: QPainter, rect: QRect, index: Index, *, on_row: bool) -> None:
        painter.fillRect(rect, _SOFT if on_row else _SURFACE)
        text = str(self._model.data(index))
        late = index.column() == IDLE and text != "—" and int(text.split()[0]) > 7
        colour = tokens.RED if late else tokens.INK if index.column() == NUMBER else tokens.SECONDARY
        bold = late or (on_row and index.column() == 0)
        shown = short_names(text) if index.column() == RESPONDENT else text
        self._words(painter, rect.adjusted(12, 0, -8, 0), shown, colour, bold=bold)

    def _paint_day(self, painter: QPainter, rect: QRect, face: CellFace) -> None:
        if face.look is Look.GAP:
            painter.drawPixmap(rect.topLeft(), self._gap(rect, painter.device().devicePixelRatio()))
            return
        if face.look is Look.BLOCKED:
            painter.fillRect(rect.adjusted(0, 0, -1, -1), _SUNKEN)
            return
        space = rect.adjusted(12, 0, -8, 0)
        for name, colour in _marks(face):
            pixmap = icon_pixmap(name, colour, _MARK, painter.device().devicePixelRatio())
            painter.drawPixmap(QPointF(space.right() - _MARK, rect.center().y() - _MARK // 2), pixmap)
            space.setRight(space.right() - _MARK - 4)
        if face.internal and face.refusal is None:
            space.setRight(self._paint_internal(painter, space))
        if face.look is Look.NOTHING:
            self._words(painter, space, f"— {NOTHING}", tokens.HINT)
        elif face.look is Look.TEXT:
            self._words(painter, space, face.text, tokens.RED if face.refusal else tokens.INK)

    def _gap(self, rect: QRect, scale: float) -> QPixmap:
        """A hatched gap, drawn once for each width of a column and text size."""
        font = ui_font(tokens.META_PT, bold=True)
        key = (rect.width(), rect.height(), scale, font.key())
        if key not in self._gaps:
            self._gaps[key] = _draw_gap(rect.width(), rect.height(), scale, font)
        return self._gaps[key]

    @staticmethod
    def _paint_internal(painter: QPainter, rect: QRect) -> int:
        """The small word 内部 at the right; answers where it begins."""
        painter.setFont(ui_font(tokens.META_PT))
        width = painter.fontMetrics().horizontalAdvance(_INTERNAL) + 8
        box = QRectF(rect.right() - width, rect.center().y() - 8, width, 17)
        outline = QPainterPath()
        outline.addRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outline, _INTERNAL_GROUND)
        painter.setPen(_INKS[tokens.SECONDARY])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _INTERNAL)
        return int(box.left()) - 6

    def _words(self, painter: QPainter, rect: QRect, text: str, colour: str, *, bold: bool = False) -> None:
        painter.setFont(ui_font(tokens.GRID_PT, bold=bold))
        painter.setPen(_INKS[colour])
        key = (text, rect.width(), bold)
        shown = self._elided.get(key)
        if shown is None:
            if len(self._elided) > 4000:
                self._elided.clear()
            one_line = text.replace("\n", " ⏎ ")
            shown = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, rect.width())
            self._elided[key] = shown
        painter.drawText(rect, _LINE_FLAGS, shown)


def _draw_gap(width: int, height: int, scale: float, font: QFont) -> QPixmap:
    pixmap = QPixmap(round(width * scale), round(height * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    box = QRectF(0, 0, width, height).adjusted(4, 4, -5, -5)
    outline = QPainterPath()
    outline.addRoundedRect(box, 4, 4)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outline, _GAP_GROUND)
    painter.setClipPath(outline)
    painter.setPen(_GAP_HATCH)
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += 9
    painter.setClipping(False)
    painter.setPen(_GAP_LINE)
    painter.drawPath(outline)
    label = QRectF(box.left() + 8, box.top() + 3, 34, box.height() - 6)
    painter.fillRect(label, _GAP_GROUND)
    painter.setFont(font)
    painter.setPen(_GAP_INK)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, "补录")
    painter.end()
    return pixmap


def _marks(face: CellFace) -> list[tuple[str, str]]:
    """Icons at the right edge of a cell, the rightmost first."""
    if face.refusal is not None:
        return [("alert-triangle", tokens.RED)]
    marks = []
    if face.draft:
        marks.append(("pencil", tokens.ACCENT))
    elif face.pending:
        marks.append(("cloud-up", tokens.ACCENT))
    if face.released:
        marks.append(("lock", tokens.HINT))
    return marks
