"""The base of all dialogs: never larger than their window, and when one closes, the keyboard is back there."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog
from typing_extensions import override

_AROUND = QSize(48, 40)
"""What stays to be seen of the window around a large dialog."""


class WindowDialog(QDialog):
    """Not every desktop gives the keyboard back by itself, and a keyboard user would be lost."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        parent = self.parentWidget()
        if parent is not None and not event.spontaneous():
            # on a small screen the buttons at its foot would lie below the edge
            self.resize(self.size().boundedTo(parent.window().size() - _AROUND))
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None and parent.window().isVisible():
            parent.window().activateWindow()
