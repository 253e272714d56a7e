"""What a list says when there is nothing in it, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import in_column, in_row, panel
from clerk_app.ui.widgets.words import paragraph

_WIDTH = 560
"""Longer words wrap."""


class EmptyState(QWidget):
    """An icon, one sentence, a remedy, and perhaps a button."""

    def __init__(self, icon_name: str, sentence: str, remedy: str = "", button: QPushButton | None = None) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._icon = IconLabel(icon_name, tokens.FIELD_BORDER, 34)
        self._words = (sentence, remedy)
        self._instead: tuple[str, str] | None = None
        self._sentence = paragraph(sentence, "label")
        self._remedy = paragraph(remedy, "hint", tokens.META_PT)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = in_column(None, spacing=8)
        column.addWidget(self._icon, 0, centre)
        for label in (self._sentence, self._remedy):
            label.setAlignment(centre)
            label.setMaximumWidth(_WIDTH)
            # stretches beside it rather than an alignment: with that, a label that wraps keeps the width of its first guess
            row = in_row(None, label, None, spacing=0, margins=(18, 0, 18, 0))
            row.setStretch(1, 100)
            column.addLayout(row)
        if button is not None:
            column.addSpacing(6)
            column.addWidget(button, 0, centre)
        column.addStretch(1)
        outer = in_column(panel("scrollBody", column))
        self.setLayout(outer)

    def say(self, sentence: str, remedy: str = "") -> None:
        """Changes the words, for example to name what was searched for."""
        self._words = (sentence, remedy)
        self._show()

    def say_instead(self, words: tuple[str, str] | None) -> None:
        """Other words than its own for as long as what belongs here is still on its way; None: its own again."""
        self._instead = words
        self._show()

    def _show(self) -> None:
        sentence, remedy = self._instead or self._words
        self._icon.show_icon("download" if self._instead else self._icon_name, tokens.FIELD_BORDER)
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
