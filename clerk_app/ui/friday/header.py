"""The heads of the grid: each day says how much is missing; today's column is marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from clerk_app.ui.friday.model import FIRST_DAY, FIXED_HEADS, WeekModel
from clerk_app.ui.friday.screen import DayFacts
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class WeekHeader(QHeaderView):
    """Draws label on the left and what is missing on the right of each day."""

    def __init__(self, model: WeekModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._week = model
        model.heads_changed.connect(self.viewport().update)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFixedHeight(tokens.GRID_ROW)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), tokens.GRID_ROW)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        facts = self._week.day_facts(section) if section >= FIRST_DAY else None
        today = facts is not None and facts.day.today
        painter.fillRect(rect, QColor(tokens.ACCENT_SOFT if today else tokens.SUNKEN))
        painter.setPen(QColor(tokens.LINE_STRONG))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(tokens.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(ui_font(tokens.BODY_PT, bold=True))
        painter.setPen(QColor(tokens.ACCENT if today else tokens.SECONDARY))
        if facts is None:
            painter.drawText(rect.adjusted(12, 0, -4, 0), _LEFT, FIXED_HEADS[section])
        else:
            self._draw_day(painter, rect, facts)
        painter.restore()

    @staticmethod
    def _draw_day(painter: QPainter, rect: QRect, facts: DayFacts) -> None:
        words, colour = missing_words(facts)
        label = f"{facts.day.label} 今天" if facts.day.today else facts.day.label
        room = rect.width() - 30
        measure = painter.fontMetrics().horizontalAdvance
        if measure(label + words) > room:
            label = facts.day.label
        if measure(label + words) > room:
            words = words.split()[-1] if words else ""  # the number alone
        painter.drawText(rect.adjusted(12, 0, -4, 0), _LEFT, label)
        painter.setFont(ui_font(tokens.META_PT))
        painter.setPen(QColor(colour))
        painter.drawText(rect.adjusted(0, 0, -12, 0), _RIGHT, words)


def missing_words(facts: DayFacts) -> tuple[str, str]:
    """缺 3, 待录 12 or 齐, and the colour of these words; a coming day says nothing."""
    if facts.day.future:
        return "", tokens.HINT
    if facts.day.today:
        return (f"待录 {facts.missing}", tokens.SECONDARY) if facts.missing else ("齐", tokens.GREEN)
    return (f"缺 {facts.missing}", tokens.AMBER) if facts.missing else ("齐", tokens.GREEN)
