"""The base of all dialogs: when one closes, the keyboard is back in the window it came from."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog
from typing_extensions import override


class WindowDialog(QDialog):
    """Not every desktop gives the keyboard back by itself, and a keyboard user would be lost."""

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None and parent.window().isVisible():
            parent.window().activateWindow()
