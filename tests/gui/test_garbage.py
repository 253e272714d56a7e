"""Qt objects are destroyed on the GUI thread only, whichever thread makes garbage."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clerk_app.ui.garbage import GuiGarbage
from clerk_app.ui.tasks import Tasks
from tests.support.at_rest import PATIENCE_MS


class Page(QObject):
    """Refers to itself, as a page does through its signals."""

    def __init__(self) -> None:
        super().__init__()
        self.myself = self


def test_a_busy_thread_does_not_collect_a_closed_page(qtbot: QtBot) -> None:
    owner = QObject()
    garbage = GuiGarbage(owner)
    garbage.start()
    collected_on: list[str] = []
    page = Page()
    weakref.finalize(page, lambda: collected_on.append(threading.current_thread().name))
    del page
    busy = threading.Thread(target=lambda: [[number] for number in range(200_000)], name="database")
    busy.start()
    busy.join()
    assert collected_on == []
    kept = [[number] for number in range(2_000)]
    qtbot.waitUntil(lambda: collected_on == ["MainThread"] or bool(gc.collect()), timeout=5_000)
    assert collected_on == ["MainThread"]
    assert len(kept) == 2_000
    garbage.stop()


def test_the_thread_is_never_the_last_to_hold_a_jobs_callbacks(qtbot: QtBot) -> None:
    """One job after the other: while it waits for the next, the thread must have let go of the last."""
    tasks = Tasks()
    ended_on: list[str] = []
    for _ in range(40):
        page = QObject()
        weakref.finalize(page, lambda: ended_on.append(threading.current_thread().name))
        tasks.database(page.objectName, lambda _, page=page: None)  # type: ignore[misc]
        del page
        qtbot.waitUntil(lambda: tasks.open_jobs == 0, timeout=PATIENCE_MS)
    tasks.close()
    assert set(ended_on) == {"MainThread"}
    assert len(ended_on) >= 20, "the latest ones are still held"
