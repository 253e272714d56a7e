"""What a list says when there is nothing in it, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import in_column, panel
from clerk_app.ui.widgets.words import paragraph, words


class EmptyState(QWidget):
    """An icon, one sentence, a remedy, and perhaps a button."""

    def __init__(self, icon_name: str, sentence: str, remedy: str = "", button: QPushButton | None = None) -> None:
        super().__init__()
        self._sentence = words(sentence, "label")
        self._remedy = paragraph(remedy, "hint", tokens.META_PT)
        self._remedy.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._remedy.setMinimumWidth(280)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = in_column(None, spacing=8)
        column.addWidget(IconLabel(icon_name, tokens.FIELD_BORDER, 34), 0, centre)
        column.addWidget(self._sentence, 0, centre)
        column.addWidget(self._remedy, 0, centre)
        if button is not None:
            column.addSpacing(6)
            column.addWidget(button, 0, centre)
        column.addStretch(1)
        outer = in_column(panel("scrollBody", column))
        self.setLayout(outer)

    def say(self, sentence: str, remedy: str = "") -> None:
        """Changes the words, for example to name what was searched for."""
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
