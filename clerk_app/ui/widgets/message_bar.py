"""What went wrong or was done, above the page, with what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, quiet
from clerk_app.ui.widgets.words import TONE_INK, Tone, hint, paragraph, set_property
from court_core.errors import CourtError

_ICONS = {Tone.RED: "alert-triangle", Tone.AMBER: "info-circle", Tone.GREEN: "circle-check"}
_GOOD_NEWS_MS = 6000
_FLOATING_LEFT, _FLOATING_TOP, _FLOATING_LEAST = 12, 9, 420
_AROUND = 86
"""Icon, gaps and margins beside the words."""


class MessageBar(QWidget):
    """One message at a time. Refusals stay until closed or the next message; good news leaves by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("alert-triangle", tokens.RED, 18)
        self._sentence = paragraph()
        self._remedy = paragraph(points=tokens.GRID_PT)
        self._code = hint()
        self._close = on_click(quiet("知道了"), self.dismiss)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        text = in_column(self._sentence, self._remedy, spacing=2)
        row = in_row(self._icon, text, self._code, self._close, spacing=10, margins=(12, 7, 8, 7))
        row.setStretch(1, 1)
        self._frame = QFrame()
        self._frame.setObjectName("message")
        self._frame.setLayout(row)
        self.setLayout(in_row(self._frame))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """Sentence and remedy as shown, empty when nothing is."""
        return f"{self._sentence.text()}{self._remedy.text()}" if not self.isHidden() else ""

    @property
    def code(self) -> str:
        """The code of the refusal that is shown, empty otherwise."""
        return "" if self.isHidden() else self._code.text()

    def refuse(self, refusal: CourtError) -> None:
        """Shows a foreseen refusal: its sentence, its remedy and, small, its code."""
        self._show(Tone.RED, refusal.message, refusal.remedy, refusal.code)

    def warn(self, sentence: str, remedy: str = "") -> None:
        """Shows something to know before going on."""
        self._show(Tone.AMBER, sentence, remedy)

    def confirm(self, sentence: str) -> None:
        """Shows good news for six seconds."""
        self._show(Tone.GREEN, sentence)
        self._timer.start(_GOOD_NEWS_MS)

    def dismiss(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        self.hide()

    def _show(self, tone: Tone, sentence: str, remedy: str = "", code: str = "") -> None:
        self._timer.stop()
        set_property(self._frame, "tone", tone.value)
        self._icon.show_icon(_ICONS[tone], TONE_INK[tone])
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._code.setText(code)
        self.setAccessibleName(f"{sentence}{remedy}")
        self.show()


class FloatingMessageBar(MessageBar):
    """Floats over the head of a page, so that nothing moves under the eyes while one types.

    It is as wide as its words and lies over the page's name, where nothing is pressed. Esc takes it away. Good news, which
    asks for nothing, stands in the status line instead (`shell.news`).
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setParent(page)
        self._escape = QShortcut(QKeySequence("Esc"), page)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.dismiss)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 3)
        shadow.setColor(QColor(20, 40, 70, 50))
        self.setGraphicsEffect(shadow)
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def _show(self, tone: Tone, sentence: str, remedy: str = "", code: str = "") -> None:
        super()._show(tone, sentence, remedy, code)
        self._place()
        self.raise_()
        self._escape.setEnabled(True)

    @override
    def dismiss(self) -> None:
        super().dismiss()
        self._escape.setEnabled(False)

    def _place(self) -> None:
        longest = max(label.fontMetrics().horizontalAdvance(label.text()) for label in (self._sentence, self._remedy))
        beside = self._code.sizeHint().width() + self._close.sizeHint().width() + _AROUND
        width = min(max(longest + beside, _FLOATING_LEAST), self._page.width() - 2 * _FLOATING_LEFT)
        self.layout().activate()  # type: ignore[union-attr]  # made in __init__
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(_FLOATING_LEFT, _FLOATING_TOP, width, max(height, self.minimumSizeHint().height()))
