"""Python's garbage collector, kept to the GUI thread.

Python collects on whichever thread happens to allocate. On the database's thread that destroys the Qt objects of closed
pages: Qt holds a lock meanwhile and asks Python for an override, while the GUI thread holds Python and waits for the
lock. Nothing moves any more, and the window stands still for good. So collecting is switched off while there is a
window, and done from a timer of the GUI thread by Python's own thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_BEAT_MS = 1_000


class GuiGarbage(QObject):
    """Collects on the thread that made it, from `start` on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """From here on no other thread collects."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """The window is closing. Collecting stays off: what is left of it must not be destroyed by another thread."""
        self._timer.stop()
        gc.collect()

    def collect(self) -> None:
        """Collects each generation whose threshold was passed, the youngest first."""
        for generation, threshold in enumerate(gc.get_threshold()):
            if not threshold or gc.get_count()[generation] <= threshold:
                return
            gc.collect(generation)
