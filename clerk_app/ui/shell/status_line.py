"""The line at the foot of the window: sync in words, what is pending, conflicts, encryption, version; good news between."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from clerk_app.ui.shell.news import News
from clerk_app.ui.shell.status import StatusFact, SyncStatus, conflict_fact, pending_fact, skew_fact, sync_fact
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import divider, in_row, panel
from clerk_app.ui.widgets.buttons import on_click
from clerk_app.ui.widgets.words import TONE_INK, Tone, set_property, words

_MARGIN = 16


class StatusLine(QWidget):
    """Shows a SyncStatus; a click on the conflicts, like F8, opens them.

    Good news takes the room that is free. Where that is too narrow for the sentence, encryption and version, which never
    change while one works, make room for its six seconds.
    """

    conflicts_wanted = Signal()

    def __init__(self, version: str) -> None:
        super().__init__()
        self._sync, self._pending, self._skew, self._vault = _Fact(), _Fact(), _Fact(), _Fact()
        self._conflict_icon = IconLabel("alert-triangle", tokens.RED, 15)
        self._conflicts = QPushButton()
        self._conflicts.setProperty("role", "statusLink")
        self._conflicts.setFont(ui_font(tokens.META_PT))
        on_click(self._conflicts, self.conflicts_wanted.emit)
        self._conflict_block = _block(divider(), self._conflict_icon, self._conflicts)
        self._skew_block = _block(divider(), self._skew)
        self.news = News()
        self._lasting = _joined(self._vault, _block(divider(), words(f"v{version}", points=tokens.META_PT)))
        self._left = (self._sync, _block(divider(), self._pending), self._conflict_block, self._skew_block)
        row: QHBoxLayout = in_row(
            *self._left, _MARGIN, self.news, None, self._lasting, spacing=0, margins=(_MARGIN, 0, _MARGIN, 0),
        )  # fmt: skip
        self.setLayout(in_row(panel("statusLine", row), spacing=0))
        self.setFixedHeight(tokens.STATUS_HEIGHT)
        self.news.installEventFilter(self)

    def confirm(self, sentence: str) -> None:
        """Good news, for six seconds."""
        self.news.confirm(sentence)
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.news and event.type() == QEvent.Type.Hide:
            self._lasting.show()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        if self.news.isHidden():
            return
        taken = sum(block.sizeHint().width() for block in self._left if not block.isHidden()) + 4 * _MARGIN
        lasting = self._lasting.sizeHint().width()
        fits = self.news.wanted_width() <= self.width() - taken - lasting
        self._lasting.setVisible(fits)
        self.news.fit(self.width() - taken - (lasting if fits else 0))

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Puts the status into words; `now` is aware UTC."""
        self._sync.show_fact(sync_fact(status, now))
        self._pending.show_fact(pending_fact(status))
        conflict, skew = conflict_fact(status), skew_fact(status)
        self._conflict_block.setVisible(conflict is not None)
        self._skew_block.setVisible(skew is not None)
        if conflict is not None:
            self._conflicts.setText(conflict.words)
        if skew is not None:
            self._skew.show_fact(skew)
        vault = f"本地库已加密 · {status.cases} 件" if status.encrypted else "本地库未加密，请联系电脑管理员"
        self._vault.show_fact(StatusFact("shield-lock", vault, "neutral" if status.encrypted else "red"))
        self._make_room()

    @property
    def text(self) -> str:
        """All words shown, for tests and screen readers."""
        facts = [self._sync.words, self._pending.words]
        if not self._conflict_block.isHidden():
            facts.append(self._conflicts.text())
        if not self._skew_block.isHidden():
            facts.append(self._skew.words)
        return " | ".join([*facts, self._vault.words])


class _Fact(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("cloud-off", tokens.SECONDARY, 15)
        self._label = words("", points=tokens.META_PT)
        self.setLayout(in_row(self._icon, self._label, spacing=5))

    @property
    def words(self) -> str:
        return self._label.text()

    def show_fact(self, fact: StatusFact) -> None:
        self._icon.show_icon(fact.icon, TONE_INK[Tone(fact.tone)])
        set_property(self._label, "tone", fact.tone)
        self._label.setText(_shortened(fact.words))
        self._label.setToolTip(fact.tip or fact.words)


def _shortened(text: str, most: int = 46) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _joined(*items: QWidget) -> QWidget:
    widget = QWidget()
    widget.setLayout(in_row(*items, spacing=0))
    return widget


def _block(*items: QWidget) -> QWidget:
    widget = QWidget()
    widget.setLayout(in_row(*items, spacing=8, margins=(12, 0, 0, 0)))
    return widget
