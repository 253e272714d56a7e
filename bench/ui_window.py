"""The real window in a process of its own, for `bench.ui`: one task, its figures as one JSON line.

Arguments: the workstation's folder, the moment the process was asked for (seconds since the epoch), a task of TASKS, and
for `enrol` the server's address and the one-time code. Times are seconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from clerk_app.ui.sign_in.ports import EnrolmentForm
from clerk_app.ui.window import MainWindow, build_main_window
from clerk_app.window_wiring import Door
from court_core.clock import SystemClock
from court_core.release import VERSION
from demo.patience import let_work
from demo.people import OFFICER, PASSWORD

if TYPE_CHECKING:
    from clerk_app.ui.pages import SessionPages

SAVES = 60
KEYS = 80
_PATIENCE = 120.0
_TYPING_MS = 1_500
"""What a person needs for eight characters of a password."""
_PAUSE_MS = 120
"""Between two keys or saves: a quick typist, and time for what a key set off."""


class PaintWatch(QObject):
    """Notes when a widget had first been painted with its content."""

    def __init__(self, widget: QWidget, filled: Callable[[], bool]) -> None:
        super().__init__()
        self.at = 0.0
        self._filled = filled
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.at and event.type() == QEvent.Type.Paint and self._filled():
            QTimer.singleShot(0, self._note)  # when this painting is done
        return False

    def _note(self) -> None:
        self.at = self.at or time.time()


class Seat:
    """A person before the window."""

    def __init__(self, home: Path) -> None:
        self.application = QApplication([])
        clock = SystemClock()
        self.window: MainWindow = build_main_window(Door(home, clock, VERSION), clock.now, VERSION)
        self.window.show()
        self.window.start()

    def until(self, condition: Callable[[], bool]) -> None:
        """Lets the window work. Raises RuntimeError after two minutes."""
        gives_up = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > gives_up:
                raise RuntimeError("the window did not get there")
            let_work(2)

    @property
    def pages(self) -> SessionPages:
        """The pages of the unlocked window."""
        pages = self.window.pages
        if pages is None:
            raise RuntimeError("the window is locked")
        return pages

    def unlock(self) -> None:
        """Gives the password and waits for the pages."""
        self.until(lambda: self.window.unlock_screen is not None)
        screen = self.window.unlock_screen
        if screen is not None:
            screen.wanted.emit(PASSWORD)
        self.until(lambda: self.window.pages is not None)

    def painted(self, widget: QWidget, filled: Callable[[], bool]) -> float:
        """When the widget was first painted with its content."""
        watch = PaintWatch(widget, filled)
        widget.update()
        self.until(lambda: watch.at > 0)
        return watch.at

    def settle(self) -> None:
        """Until nothing is left to do."""
        self.until(lambda: self.window.at_rest)

    def close(self) -> None:
        """Closes the window and its threads."""
        self.window.close()


def enrol(seat: Seat, server: str, code: str) -> dict[str, object]:
    """A fresh workstation, and its first pull."""
    seat.until(lambda: seat.window.enrol_screen is not None)
    screen = seat.window.enrol_screen
    if screen is not None:
        screen.wanted.emit(EnrolmentForm(server, code, OFFICER.login, PASSWORD))
    seat.until(lambda: seat.window.pages is not None)
    shown = seat.window.workbench
    seat.until(lambda: shown is not None and "已同步" in shown.status_line.text)
    seat.settle()
    return {"cases": len(seat.pages.cases.model.ids)}


def start(seat: Seat, asked_at: float) -> dict[str, object]:
    """From the process's start to the entrance; from the password to the painted day, and on to the painted case list."""
    seat.until(lambda: seat.window.unlock_screen is not None)
    let_work(0)
    entrance = time.time() - asked_at
    let_work(_TYPING_MS)
    given = time.time()
    seat.unlock()
    day = seat.pages.today
    painted = seat.painted(day.table.viewport(), lambda: day.model.rowCount() > 0)
    seat.pages.workbench.open("cases")
    cases = seat.pages.cases
    listed = seat.painted(cases.table.viewport(), lambda: bool(cases.model.ids) and cases.model.line(0) is not None)
    return {"entrance": entrance, "day": painted - given, "list": listed - given, "cases": len(cases.model.ids)}


def keys(seat: Seat) -> dict[str, object]:
    """What a key in the search box, a key in the grid, and a jump of the scroll bar cost the window's thread."""
    seat.unlock()
    seat.settle()
    seat.pages.workbench.open("cases")
    seat.settle()
    cases = seat.pages.cases
    search = []
    for place in range(KEYS):
        if place % 5 == 0:
            cases.search.clear()
        search.append(_key(cases.search, "1784325906"[place % 10]))
    cases.search.clear()
    seat.settle()
    bar = cases.table.verticalScrollBar()
    places = [bar.maximum() * (place * 37 % KEYS) // KEYS for place in range(KEYS)]
    jumps = [_cost(partial(bar.setValue, place)) for place in places]
    seat.pages.workbench.open("logs")
    seat.settle()
    table, grid = seat.pages.logs.table, []
    for place in range(KEYS):
        if place % 8 == 0:
            table.finish_edit()
            table.go(place // 8, _writable_day(seat))
        grid.append(_key(table.editor or table, "abcdefgh"[place % 8]))
    table.finish_edit()
    seat.settle()
    return {"search": search, "jumps": jumps, "grid": grid}


def saves(seat: Seat, pile: int) -> dict[str, object]:
    """Saving through the grid: from Ctrl+S to the words that it is saved. `pile` corrections of other cases wait to be
    sent; with such a pile only those saves count during which the sync was at work, and its end ends the measurement.
    """
    seat.unlock()
    seat.settle()
    seat.pages.workbench.open("logs")
    seat.settle()
    logs = seat.pages.logs
    if pile:
        _write_pile(seat, pile)
    rows = len(logs.presenter.rows)
    taken = []
    saved = QEventLoop()
    logs.changed_records.connect(saved.quit)
    seat.until(lambda: not pile or _syncing(seat))
    for place in range(SAVES):
        if pile and not _syncing(seat):
            break
        logs.presenter.write(place % rows, _writable_day(seat), f"电话联系被执行人，督促履行，记录{time.time_ns()}")
        begun = time.perf_counter()
        logs.submit()
        saved.exec()
        taken.append(time.perf_counter() - begun)
        let_work(_PAUSE_MS)
    status = seat.window.workbench.status_line.text if seat.window.workbench is not None else ""
    return {"saves": taken, "status": status}


def _syncing(seat: Seat) -> bool:
    shown = seat.window.workbench
    return shown is not None and "正在同步" in shown.status_line.text


def _write_pile(seat: Seat, pile: int) -> None:
    """Corrections of other cases, which the sync sends while the saves are measured."""
    office, ids = seat.window.office, seat.pages.cases.model.ids[-pile:]
    if office is None:
        raise RuntimeError("the window is locked")

    def write() -> None:
        for case_id in ids:
            office.edit_case(case_id, {"amount": time.time_ns() // 1000 % 10**9})

    seat.window.tasks.database(write, lambda _: None)
    seat.until(lambda: seat.window.tasks.open_jobs == 0)


def _writable_day(seat: Seat) -> int:
    """The column of the latest day that has come."""
    days = seat.pages.logs.presenter.days
    return max(place for place, day in enumerate(days) if not day.future)


def _key(widget: QWidget, letter: str) -> float:
    return _cost(lambda: QTest.keyClicks(widget, letter))


def _cost(action: Callable[[], object]) -> float:
    """What the window's thread did for an action, painting included; then a pause."""
    begun = time.perf_counter()
    action()
    let_work(0)  # paints what the action asked for
    taken = time.perf_counter() - begun
    let_work(_PAUSE_MS)
    return taken


def main(arguments: Sequence[str]) -> None:
    """Runs one task."""
    home, asked_at, task = Path(arguments[0]), float(arguments[1]), arguments[2]
    seat = Seat(home)
    if task == "enrol":
        result = enrol(seat, arguments[3], arguments[4])
    elif task == "start":
        result = start(seat, asked_at)
    elif task == "keys":
        result = keys(seat)
    else:
        result = saves(seat, int(arguments[3]))
    seat.settle()
    seat.close()
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
