"""常用语 below the place where one types: filtered by what is typed, taken with Alt+1…9 or a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import in_row
from clerk_app.ui.widgets.phrase_book import MOST
from clerk_app.ui.widgets.words import ElidedLabel, hint, set_property

_WIDTH = 340


class PhrasePopup(QFrame):
    """A child of the window, not a window of its own: it never takes the focus from the editor."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("popup")
        self.setAccessibleName("常用语")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = [_PhraseRow(number) for number in range(1, MOST + 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.setSpacing(1)
        for row in self._rows:
            row.clicked.connect(self.chosen)
            column.addWidget(row)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(22)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(20, 40, 70, 60))
        self.setGraphicsEffect(shadow)
        self._phrases: tuple[str, ...] = ()
        self.hide()

    @property
    def phrases(self) -> tuple[str, ...]:
        """What the numbers stand for now, first is Alt+1."""
        return self._phrases

    def offer(self, phrases: Sequence[str], below: QWidget) -> None:
        """Shows at most nine phrases under (or, without room, above) a widget; none hides the popup."""
        self._phrases = tuple(phrases[:MOST])
        if not self._phrases:
            self.hide()
            return
        for place, row in enumerate(self._rows):
            row.show_phrase(self._phrases[place] if place < len(self._phrases) else "", first=place == 0)
        self.setFixedWidth(max(_WIDTH, below.width()))
        self.adjustSize()
        corner = below.mapTo(self._window, QPoint(below.width() - self.width(), below.height() + 3))
        if corner.y() + self.height() > self._window.height():
            corner.setY(below.mapTo(self._window, QPoint(0, 0)).y() - self.height() - 3)
        self.move(max(corner.x(), 4), corner.y())
        self.show()
        self.raise_()


class _PhraseRow(QFrame):
    clicked = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName("popupRow")
        self._phrase = ElidedLabel(points=tokens.GRID_PT)
        index = hint(str(number))
        index.setFixedWidth(14)
        row = in_row(index, self._phrase, hint(f"Alt+{number}"), spacing=6, margins=(8, 4, 8, 4))
        row.setStretch(1, 1)
        self.setLayout(row)

    def show_phrase(self, phrase: str, *, first: bool) -> None:
        """Shows one phrase; an empty one hides the row."""
        self._phrase.setText(phrase)
        set_property(self, "current", "true" if first else "false")
        self.setVisible(bool(phrase))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.clicked.emit(self._phrase.text())
