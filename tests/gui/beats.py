"""How soon a draft is kept, measured so that what else the machine does meanwhile does not count."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.support.at_rest import PATIENCE_MS


def milliseconds_until_kept(
    qtbot: QtBot, beat: QTimer, is_asked_for: Callable[[], bool], is_kept: Callable[[], bool]
) -> float:
    """What the running beat still waits, and the processor's time for all that it sets off.

    The draft is handed over with the beat itself, and not by another timer after it.
    """
    assert beat.isActive()
    waits, began = beat.remainingTime(), time.process_time()
    asked: list[bool] = []
    beat.timeout.connect(lambda: asked.append(is_asked_for()))
    qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE_MS)
    assert asked == [True]
    qtbot.waitUntil(is_kept, timeout=PATIENCE_MS)
    return waits + (time.process_time() - began) * 1000
