"""Labels by meaning: titles, hints, tags, keys. The style sheet gives each its colour."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font


class Tone(StrEnum):
    """What a colour means; the word beside it says it too."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


TONE_INK = {
    Tone.NEUTRAL: tokens.SECONDARY,
    Tone.ACCENT: tokens.ACCENT,
    Tone.RED: tokens.RED,
    Tone.AMBER: tokens.AMBER,
    Tone.GREEN: tokens.GREEN,
}
TONE_GROUND = {
    Tone.NEUTRAL: tokens.GREY_SOFT,
    Tone.ACCENT: tokens.ACCENT_SOFT,
    Tone.RED: tokens.RED_SOFT,
    Tone.AMBER: tokens.AMBER_SOFT,
    Tone.GREEN: tokens.GREEN_SOFT,
}


def words(text: str, role: str = "", points: float = tokens.BODY_PT, *, bold: bool = False) -> QLabel:
    """A label. Text is always plain: what people typed must never be read as markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(points, bold=bold))
    if role:
        label.setProperty("role", role)
    return label


def title(text: str) -> QLabel:
    """A page's name."""
    return words(text, points=tokens.TITLE_PT, bold=True)


def section(text: str) -> QLabel:
    """A heading inside a page."""
    return words(text, points=tokens.SECTION_PT, bold=True)


def field_label(text: str) -> QLabel:
    """The name of an input."""
    return words(text, "label")


def hint(text: str = "") -> QLabel:
    """Small grey words below or beside something."""
    return words(text, "hint", tokens.META_PT)


def paragraph(text: str = "", role: str = "", points: float = tokens.BODY_PT) -> QLabel:
    """Words that wrap."""
    label = words(text, role, points)
    label.setWordWrap(True)
    return label


def tag(text: str, tone: Tone = Tone.NEUTRAL) -> QLabel:
    """A word on a soft ground."""
    label = words(text, points=tokens.META_PT)
    label.setProperty("tone", tone.value)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def key_cap(text: str) -> QLabel:
    """A key of the keyboard."""
    return words(text, "key", tokens.META_PT)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Changes a property that the style sheet looks at, and has the widget styled again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room, with the whole text as its tool tip."""

    def __init__(self, text: str = "", role: str = "", points: float = tokens.BODY_PT, *, bold: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(ui_font(points, bold=bold))
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)
        self._whole = ""

    def say_whole(self, text: str) -> None:
        """A longer text than the line's for the tool tip."""
        self._whole = text

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.text()
        shown = self.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self._whole or (text if shown != text else ""))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
