"""Rows and columns of widgets written the way they look."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Item = QWidget | QLayout | int | None
"""A widget, a layout, a gap in pixels, or None for a stretch."""
Margins = tuple[int, int, int, int]
BoxLayout = TypeVar("BoxLayout", bound=QBoxLayout)


def in_row(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """The items side by side."""
    return _fill(QHBoxLayout(), items, spacing, margins)


def in_column(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """The items below each other."""
    return _fill(QVBoxLayout(), items, spacing, margins)


def card(layout: QLayout) -> QFrame:
    """A white surface with a thin border around a layout."""
    return _frame("card", layout)


def panel(name: str, layout: QLayout) -> QWidget:
    """A plain widget that carries the style sheet's `#name` background."""
    widget = QWidget()
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setLayout(layout)
    return widget


def hairline() -> QFrame:
    """A thin horizontal line."""
    line = QFrame()
    line.setObjectName("hairline")
    return line


def divider() -> QFrame:
    """A short vertical line between two facts in one row."""
    line = QFrame()
    line.setObjectName("divider")
    return line


def scrolling(body: QWidget) -> QScrollArea:
    """The body in a frameless area that scrolls vertically."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body.setObjectName(body.objectName() or "scrollBody")
    area.setWidget(body)
    area.viewport().setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Takes every item out of a layout and lets its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _frame(name: str, layout: QLayout) -> QFrame:
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def popup_frame(layout: QLayout) -> QFrame:
    """The surface of a small list that floats above the page."""
    return _frame("popup", layout)


def _fill(layout: BoxLayout, items: tuple[Item, ...], spacing: int, margins: Margins) -> BoxLayout:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout
