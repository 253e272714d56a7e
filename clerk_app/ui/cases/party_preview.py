"""当事人将看到: what the parties would read of a node, beside the form and always in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import in_column, scrolling
from clerk_app.ui.widgets.words import hint, paragraph
from clerk_app.use_cases.views import PartyTextPreview

_MOST_HEIGHT = 92
"""About four lines; a longer text scrolls, so that the form above keeps its room."""


class PartyPreview(QFrame):
    """As high as its words, up to four lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview")
        self._text = paragraph()
        self._note = paragraph("", "warn", tokens.META_PT)
        self._note.hide()
        self._words = QWidget()
        self._words.setLayout(in_column(self._text, self._note, spacing=3))
        self._area = scrolling(self._words)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setObjectName("previewGround")
        self.setLayout(in_column(hint("当事人将看到"), self._area, spacing=3, margins=(12, 8, 12, 9)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What is shown as the parties' words."""
        return self._text.text()

    def show_preview(self, preview: PartyTextPreview) -> None:
        """Shows the words, and why they are not read yet when that is so."""
        self._text.setText(preview.text or "（当事人看不到这个节点）")
        self._note.setText(preview.note)
        self._note.setVisible(bool(preview.note))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._words.layout()
        if layout is None:
            return
        layout.activate()
        needed = layout.heightForWidth(max(self.width() - 26, 80))
        self._area.setFixedHeight(min(max(needed, self.fontMetrics().lineSpacing()), _MOST_HEIGHT))
