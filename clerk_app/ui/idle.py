"""Nobody has touched keyboard or mouse for a while, or the machine slept: time to lock."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_TICK_S = 5
_SLEPT_S = 60
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
    }
)  # fmt: skip


class IdleWatch(QObject):
    """Emits `idle` once the limit has passed since the last touch, or after a sleep of more than a minute.

    It listens to the native windows only: a filter on the whole application would run for every event of every widget.
    """

    idle = Signal()

    def __init__(
        self, minutes: int = 5, steady: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> None:
        super().__init__()
        self._limit = minutes * 60.0
        self._steady, self._wall = steady, wall
        self._touched = steady()
        self._ticked = wall()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_S * 1000)
        self._timer.timeout.connect(self.tick)

    def set_minutes(self, minutes: int) -> None:
        """The setting changed."""
        self._limit = minutes * 60.0

    def start(self) -> None:
        """Begins to watch: the window is unlocked."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow)
            self._follow(application.focusWindow())
        self.touch()
        self._ticked = self._wall()
        self._timer.start()

    def stop(self) -> None:
        """Stops watching: the window is locked."""
        application = QGuiApplication.instance()
        if self._timer.isActive() and isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._follow)
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = self._steady()

    def tick(self) -> None:
        """Looks whether the limit has passed, or the wall clock ran on while the program stood still."""
        wall = self._wall()
        slept = wall - self._ticked > _TICK_S + _SLEPT_S
        self._ticked = wall
        if slept or self._steady() - self._touched >= self._limit:
            self.stop()
            self.idle.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # installing twice would call twice
            window.installEventFilter(self)
