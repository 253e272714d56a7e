"""When what is shown has come to rest: waited for after a key or a click, however busy the machine is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from clerk_app.ui.tasks import Tasks

_SOON_MS = 150
"""A timer up to here is part of what a key does: a list that is asked for once for all its lines, a preview. Longer ones
(drafts, news, the pages behind the one in front) are waited for by what they bring about."""
_PAINTED_MS = 20
"""Qt paints, and lays out, some milliseconds after it was asked to; and a painting may ask for more."""
PATIENCE_MS = 60_000
"""Ends a test that hangs. What must be quick is measured where it is promised, not here."""


def come_to_rest(qtbot: QtBot, shown: QObject, tasks: Tasks | None = None) -> None:
    """Until no job is open and no short timer below `shown` runs, and what they brought is painted and asks for no more."""
    answered: list[object] = []

    def is_busy() -> bool:
        return bool(tasks is not None and tasks.open_jobs) or _waits_a_moment(shown)

    if tasks is not None:
        tasks._answered.connect(answered.append)
    try:
        while True:
            qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
            answered.clear()
            qtbot.wait(_PAINTED_MS)
            if not (answered or is_busy()):
                return
    finally:
        if tasks is not None:
            tasks._answered.disconnect(answered.append)


def _waits_a_moment(shown: QObject) -> bool:
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS
        for timer in shown.findChildren(QTimer)
    )
