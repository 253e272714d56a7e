"""流程: the nodes of a case as a line of dots with names and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.theme.icons import icon_pixmap

_DOT = 9.0
_LINE_Y = 18.0


class StepState(StrEnum):
    """Where a case stands on a step."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One dot: 节点, the words below it (a date or what is left), and its state."""

    name: str
    when: str
    state: StepState


_STATE_WORDS = {StepState.DONE: "已办", StepState.NOW: "进行中", StepState.AHEAD: "待办"}
_STATE_INK = {StepState.DONE: tokens.GREEN, StepState.NOW: tokens.ACCENT, StepState.AHEAD: tokens.LINE_STRONG}


class Timeline(QWidget):
    """Draws up to some eight steps over its whole width."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self.setFixedHeight(76)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Replaces what is shown; screen readers hear the same in words."""
        self._steps = tuple(steps)
        spoken = "，".join(f"{step.name} {step.when} {_STATE_WORDS[step.state]}" for step in steps)
        self.setAccessibleName(f"流程节点：{spoken}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 76)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._steps)
        for place, step in enumerate(self._steps):
            centre = width * (place + 0.5)
            if place:
                reached = step.state is not StepState.AHEAD
                painter.setPen(QPen(QColor(tokens.GREEN if reached else tokens.LINE_STRONG), 2))
                painter.drawLine(QPointF(centre - width + 14, _LINE_Y), QPointF(centre - 14, _LINE_Y))
            self._draw_dot(painter, centre, step.state)
            self._draw_words(painter, centre, width, step)
        painter.end()

    def _draw_dot(self, painter: QPainter, x: float, state: StepState) -> None:
        colour = QColor(_STATE_INK[state])
        centre = QPointF(x, _LINE_Y)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if state is StepState.DONE else QColor(tokens.SURFACE))
        painter.drawEllipse(centre, _DOT, _DOT)
        if state is StepState.DONE:
            tick = icon_pixmap("check", tokens.WHITE, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x - 7, _LINE_Y - 7), tick)
        elif state is StepState.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, 4.5, 4.5)

    def _draw_words(self, painter: QPainter, x: float, width: float, step: Step) -> None:
        centred = Qt.AlignmentFlag.AlignCenter
        now = step.state is StepState.NOW
        painter.setFont(ui_font(tokens.GRID_PT, bold=now))
        painter.setPen(QColor(tokens.HINT if step.state is StepState.AHEAD else tokens.INK))
        name = painter.fontMetrics().elidedText(step.name, Qt.TextElideMode.ElideRight, int(width) - 4)
        painter.drawText(QRectF(x - width / 2, 33, width, 20), centred, name)
        painter.setFont(ui_font(tokens.META_PT))
        painter.setPen(QColor(tokens.ACCENT if now else tokens.HINT))
        painter.drawText(QRectF(x - width / 2, 53, width, 18), centred, step.when)
