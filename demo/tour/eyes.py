"""A person's eyes on the window: which words can be read, which buttons and fields are there, and pictures of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

W = TypeVar("W", bound=QWidget)
_MOST_ROWS = 400
_FRAME = QColor("#8694A7")


class Eyes:
    """Looks at one top-level window and at the dialogs before it."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def all(self, kind: type[W], words: str = "") -> list[W]:
        """Visible widgets of a kind that show `words`, or bear them as name for screen readers."""
        return [widget for root in self._roots() for widget in _visible(root, kind) if words in _said_by(widget)]

    def one(self, kind: type[W], words: str = "") -> W:
        """The first such widget. Raises LookupError, which names what can be seen instead."""
        found = self.all(kind, words)
        if not found:
            present = "、".join(filter(None, (_said_by(widget)[:20] for widget in self.all(kind))))
            raise LookupError(f"no {kind.__name__} “{words}” to be seen; there are: {present}")
        exact = [widget for widget in found if _said_by(widget).strip() == words]
        return (exact or found)[0]

    def field(self, label: str) -> QWidget:
        """The field that a label names: its buddy, or the one whose accessible name is the label."""
        for mark in self.all(QLabel, label):
            buddy: QWidget | None = mark.buddy()
            if buddy is not None and buddy.isVisible():
                return buddy
        for kind in (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit):
            for widget in self.all(kind):
                if label in widget.accessibleName():
                    return widget
        raise LookupError(f"no field “{label}” to be seen")

    def text(self) -> str:
        """Everything that can be read, line by line."""
        return "\n".join(line for root in self._roots() for line in _read(root))

    def sees(self, words: str) -> bool:
        """Whether the words can be read somewhere."""
        return words in self.text()

    def picture(self, path: Path) -> None:
        """Saves what a person sees as PNG: the window, and in front of it what has popped up."""
        pixmap: QPixmap = self.window.grab()
        painter = QPainter(pixmap)
        origin = self.window.mapToGlobal(QPoint(0, 0))
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible() and widget.windowType() != Qt.WindowType.ToolTip:
                place = widget.mapToGlobal(QPoint(0, 0)) - origin
                painter.drawPixmap(place, widget.grab())
                if isinstance(widget, QDialog):  # the desktop's frame
                    painter.setPen(_FRAME)
                    painter.drawRect(QRect(place, widget.size()).adjusted(-1, -1, 0, 0))
        painter.end()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not pixmap.save(str(path)):
            raise OSError(f"cannot write {path}")

    def _roots(self) -> list[QWidget]:
        dialogs = [
            widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not self.window
        ]
        return [*dialogs, self.window]


def _visible(root: QWidget, kind: type[W]) -> Iterator[W]:
    if isinstance(root, kind):
        yield root
    for widget in root.findChildren(kind):
        if widget.isVisible() and widget.window() is root:
            yield widget


def _said_by(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return f"{widget.text()} {widget.accessibleName()}".strip()
    if isinstance(widget, QComboBox):
        return f"{widget.currentText()} {widget.accessibleName()}".strip()
    return widget.accessibleName()


def _read(root: QWidget) -> Iterator[str]:
    for widget in _visible(root, QWidget):
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield widget.currentText()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QAbstractItemView):
            yield from _read_items(widget)


def _read_items(view: QAbstractItemView) -> Iterator[str]:
    model: QAbstractItemModel | None = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(columns):
            value = model.index(row, column).data()
            if isinstance(value, str) and value:
                yield value
