"""The line at the foot of a page that says which keys do what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from clerk_app.ui.widgets.arrange import in_row
from clerk_app.ui.widgets.words import hint, key_cap

_SPACING = 14
_MARGIN = 14


class KeyHints(QWidget):
    """Keys with their meanings on the left, widgets such as the draft state on the right.

    Hints that have no room are left out from the end, whole: half a word helps nobody.
    """

    def __init__(self, keys: Sequence[tuple[str, str]], *trailing: QWidget) -> None:
        super().__init__()
        self._hints = [key_hint(key, meaning) for key, meaning in keys]
        self._trailing = trailing
        self.setLayout(in_row(*self._hints, None, *trailing, spacing=_SPACING, margins=(_MARGIN, 7, _MARGIN, 7)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * _MARGIN - sum(widget.sizeHint().width() + _SPACING for widget in self._trailing)
        for block in self._hints:
            room -= block.sizeHint().width() + _SPACING
            block.setVisible(room >= 0)


def key_hints(keys: Sequence[tuple[str, str]], *trailing: QWidget) -> KeyHints:
    """The foot of a page."""
    return KeyHints(keys, *trailing)


def key_hint(key: str, meaning: str) -> QWidget:
    """One key with what it does."""
    block = QWidget()
    block.setLayout(in_row(key_cap(key), hint(meaning), spacing=6))
    return block
