"""The base of all dialogs: never larger than their window, and when one closes, the keyboard is back there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

_AROUND = QSize(48, 40)
"""What stays to be seen of the window around a large dialog."""


class Lockable(QWidget):
    """What can be locked; dialogs stand before it."""

    lock_wanted = Signal()


class WindowDialog(QDialog):
    """Not every desktop gives the keyboard back by itself, and a keyboard user would be lost.

    Ctrl+L locks from here too: a modal dialog takes the window's own keys.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._lock)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        parent = self.parentWidget()
        if parent is not None and not event.spontaneous():
            # on a small screen the buttons at its foot would lie below the edge
            self.resize(self.size().boundedTo(parent.window().size() - _AROUND))
        super().showEvent(event)

    def _lock(self) -> None:
        place = self.parentWidget()
        while place is not None and not isinstance(place, Lockable):
            place = place.parentWidget()
        if place is not None:
            place.lock_wanted.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None and parent.window().isVisible():
            parent.window().activateWindow()
