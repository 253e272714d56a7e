"""Letting a driven window work for a moment, as it does when nobody touches it."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def let_work(milliseconds: int) -> None:
    """Runs the event loop for so long.

    Not `QTest.qWait`: that one keeps Python's lock while it waits, so that the database and the sync stand still behind it.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
