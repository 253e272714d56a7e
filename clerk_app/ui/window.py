"""The main window: entrance first, then the workbench; locks when idle, on Ctrl+L, and after the machine slept.

`build_main_window` is the one way to make it; the tour, the screenshots and the tests drive what it returns.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from clerk_app.ui.bug_report import BugReporter
from clerk_app.ui.clipboard import clear_own_clipboard
from clerk_app.ui.garbage import GuiGarbage
from clerk_app.ui.idle import IdleWatch
from clerk_app.ui.session import WindowEntrance, WindowSession
from clerk_app.ui.shell.bug_dialog import BugDialog
from clerk_app.ui.shell.navigation import PRODUCT, Officer
from clerk_app.ui.shell.status import SyncStatus
from clerk_app.ui.shell.workbench import Workbench
from clerk_app.ui.sign_in.ports import EnrolmentForm, EntranceState
from clerk_app.ui.sign_in.screens import EnrolmentScreen, UnlockScreen
from clerk_app.ui.tasks import SessionJobs, Tasks
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import set_text_scale, ui_font
from clerk_app.ui.theme.icons import icon
from clerk_app.ui.theme.language import speak_chinese
from clerk_app.ui.theme.style import apply_theme
from court_core.clock import court_date
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.ui.pages import SessionPages
    from clerk_app.use_cases.desk import Settings
    from clerk_app.use_cases.office import Office

_STATUS_MS = 30_000
_ARRIVAL_MS = 400
_SWITCH_SECONDS = 0.0005
"""Python's threads take turns. By default a save that has waited for the disk then waits 5 ms more for one that computes."""
_FIRST_SIZE = (1440, 900)
_SMALLEST = (1180, 680)


def build_main_window(entrance: WindowEntrance, now: Callable[[], datetime], version: str) -> MainWindow:
    """Puts theme and language on the application (which must exist) and makes the window; `show()` and `start()` remain.

    `now` answers aware UTC instants. Nothing is read before `start()`, so that the window is on screen first.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply_theme(application)
        speak_chinese(application)
    return MainWindow(entrance, now, version)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A session with what its pages need to be built, read on the database thread."""

    session: WindowSession
    settings: Settings
    officer: Officer


class MainWindow(QMainWindow):
    """Owns the threads, the entrance screens and, once unlocked, the workbench."""

    unlocked = Signal()
    """The workbench is there."""
    locked = Signal()
    """The database is closed and the entrance is back."""
    _bug = Signal(object)
    _sync_state = Signal()
    _pulled = Signal(object)

    def __init__(self, entrance: WindowEntrance, now: Callable[[], datetime], version: str) -> None:
        super().__init__()
        self._entrance, self._now, self._version = entrance, now, version
        self._session: WindowSession | None = None
        self._pages: SessionPages | None = None
        self._leaving = False
        self._said_unkept = False
        self.tasks = Tasks()
        self._jobs = SessionJobs(self.tasks)
        self.idle = IdleWatch()
        self._bugs = BugReporter(self._bug.emit)
        self._stack = QStackedWidget()
        self._unlock_screen: UnlockScreen | None = None
        self._enrol_screen: EnrolmentScreen | None = None
        self.setCentralWidget(self._stack)
        self.setWindowTitle(PRODUCT)
        self.setWindowIcon(icon("scale", "#1B5A9E", 32))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)
        self._status_clock = QTimer(self)
        self._status_clock.setInterval(_STATUS_MS)
        self._arrived: list[Any] = []
        self._arrival = QTimer(self)
        self._arrival.setSingleShot(True)
        self._arrival.setInterval(_ARRIVAL_MS)
        self._garbage = GuiGarbage(self)
        self._connect()

    @property
    def workbench(self) -> Workbench | None:
        """Navigation, pages and status line; None while locked."""
        return self._pages.workbench if self._pages is not None else None

    @property
    def pages(self) -> SessionPages | None:
        """The pages by name; None while locked."""
        return self._pages

    @property
    def office(self) -> Office | None:
        """The use cases, for the database thread; None while locked."""
        return self._session.office if self._session is not None else None

    @property
    def at_rest(self) -> bool:
        """Whether everything asked for is done and shown, the pages behind the one in front too."""
        bench = self.workbench
        shown = bench is None or bench.at_rest
        return shown and not self._arrival.isActive() and self.tasks.open_jobs == 0

    @property
    def unlock_screen(self) -> UnlockScreen | None:
        """The unlock screen while it is shown."""
        return self._unlock_screen

    @property
    def enrol_screen(self) -> EnrolmentScreen | None:
        """The first-run screen while it is shown."""
        return self._enrol_screen

    def start(self) -> None:
        """Asks whether the workstation is enrolled, and shows the right entrance."""
        self._bugs.install()
        self._garbage.start()
        self.tasks.database(self._entrance.state, self._show_entrance)

    def lock(self) -> None:
        """Hands over drafts, closes the database, clears the clipboard, asks for the password."""
        session, pages = self._session, self._pages
        if session is None or pages is None or self._leaving:
            return
        self._leaving = True
        self.idle.stop()
        self._status_clock.stop()
        pages.workbench.leave(forced=True)
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self._jobs.retire()
        clear_own_clipboard()
        self._show(_waiting_screen())
        self._pages = None
        pages.workbench.deleteLater()
        self.tasks.end(lambda: self._closed(session), self._show_locked)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._pages is not None and not self._pages.workbench.leave():
            event.ignore()
            return
        if self._would_lose_words():
            event.ignore()
            return
        self.idle.stop()
        self._status_clock.stop()
        self._jobs.retire()
        clear_own_clipboard()
        if self._session is not None:
            self.tasks.end(self._session.close, lambda _: None)
            self._session = None
        self.tasks.close()
        self._bugs.remove()
        self._garbage.stop()
        event.accept()

    def _would_lose_words(self) -> bool:
        """Says once that a full disk did not take what was typed; who closes again gives it up."""
        session, pages = self._session, self._pages
        if session is None or pages is None or self._said_unkept:
            return False
        count = self.tasks.awaited(session.unkept_drafts)  # behind the drafts that the pages have just handed over
        if not count:
            return False
        self._said_unkept = True
        pages.workbench.refuse(CourtError("draft.unkept", count=count))
        return True

    # ── Entrance ─────────────────────────────────────────────────────────────────────────────────────────────

    def _show_entrance(self, state: EntranceState) -> None:
        self._leaving = False
        if state.enrolled:
            screen = UnlockScreen(self._now)
            screen.wanted.connect(self._unlock)
            self._unlock_screen, self._enrol_screen = screen, None
            self._show(screen)
            screen.show_state(state)
            QTimer.singleShot(0, self._load_ahead)
        else:
            enrolment = EnrolmentScreen(keyring=state.keyring)
            enrolment.wanted.connect(self._enrol)
            self._unlock_screen, self._enrol_screen = None, enrolment
            self._show(enrolment)
            enrolment.server.setFocus()

    def _unlock(self, password: str) -> None:
        self.tasks.database(lambda: _opened(self._entrance.unlock(password)), self._enter, self._unlock_refused)

    def _unlock_refused(self, refusal: CourtError) -> None:
        def show(state: EntranceState) -> None:
            if self._unlock_screen is not None:
                self._unlock_screen.refuse(refusal, state)

        self.tasks.database(self._entrance.state, show)

    def _enrol(self, form: EnrolmentForm) -> None:
        def refused(refusal: CourtError) -> None:
            if self._enrol_screen is not None:
                self._enrol_screen.refuse(refusal)

        self.tasks.database(lambda: _opened(self._entrance.enrol(form)), self._enter, refused)

    def _closed(self, session: WindowSession) -> EntranceState:
        session.close()
        return self._entrance.state()

    def _show_locked(self, state: EntranceState) -> None:
        self._session = None
        self._show_entrance(state)
        self.locked.emit()

    def _load_ahead(self) -> None:
        """The entrance is on screen: while the password is typed, the rest of the program is loaded."""
        self.tasks.network(self._entrance.prepare, lambda _: None)
        self.tasks.network(_load_pages, lambda _: None)

    # ── At work ──────────────────────────────────────────────────────────────────────────────────────────────

    def _enter(self, opened: _Opened) -> None:
        session, settings = opened.session, opened.settings
        self._session = session
        application = QApplication.instance()
        if isinstance(application, QApplication):
            set_text_scale(application, settings.text_scale)
            application.setFont(ui_font(tokens.BODY_PT))
        self._jobs = SessionJobs(self.tasks)
        from clerk_app.ui.pages import SessionPages  # loaded while the password was typed

        pages = self._pages = SessionPages(
            session, opened.officer, self._jobs, self._now, self._today, self._version, self._apply_settings
        )
        self._unlock_screen = self._enrol_screen = None
        bench = pages.workbench
        bench.lock_wanted.connect(self.lock)
        bench.saved.connect(self._saved)
        self._show(bench)
        bench.open("today")
        session.watch_sync(self._sync_state.emit, self._pulled.emit)
        session.start_sync()
        self._read_status()
        self._status_clock.start()
        self._apply_settings(settings)
        self.idle.start()
        self.unlocked.emit()

    def _saved(self, changes: object) -> None:
        """A page saved something: the others read again what they show of it, and the sync sends it soon."""
        if self._pages is not None and self._session is not None:
            self._pages.workbench.refresh(changes)
            self._session.nudge_sync()
            self._read_status()

    def _on_pulled(self, changes: object) -> None:
        """A sync brings its changes in many portions: they are shown together, a few times a second."""
        self._arrived.append(changes)
        if not self._arrival.isActive():
            self._arrival.start()

    def _show_arrived(self) -> None:
        arrived, self._arrived = self._arrived, []
        changes: object = reduce(or_, arrived)
        session = self._session
        if session is not None and self._pages is not None:
            bench = self._pages.workbench

            def take_over() -> Officer:
                session.office.refresh()
                return session.officer

            def show(officer: Officer) -> None:
                bench.navigation.show_officer(officer)
                bench.refresh(changes)

            self._jobs.database(take_over, show)
            self._read_status()

    def _read_status(self) -> None:
        if self._session is not None:
            self._jobs.database(self._session.status, self._show_status, latest="window.status")

    def _show_status(self, status: SyncStatus) -> None:
        if self._pages is not None:
            self._pages.workbench.show_status(status, self._now())

    def _apply_settings(self, settings: Settings) -> None:
        self.idle.set_minutes(settings.idle_lock_minutes)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _connect(self) -> None:
        self.idle.idle.connect(self.lock)
        self._status_clock.timeout.connect(self._read_status)
        self._sync_state.connect(self._read_status)
        self._pulled.connect(self._on_pulled)
        self._arrival.timeout.connect(self._show_arrived)
        self.tasks.refused.connect(self._on_refused)
        self.tasks.crashed.connect(self._bugs.report)
        self._bug.connect(partial(_show_bug, self))

    def _on_refused(self, refusal: CourtError) -> None:
        if self._pages is not None:
            self._pages.workbench.refuse(refusal)
        else:
            _show_bug(self, refusal)

    def _show(self, widget: QWidget) -> None:
        previous = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if previous is not None:
            self._stack.removeWidget(previous)
            if not isinstance(previous, Workbench):  # lock() lets the workbench go itself, after its drafts
                previous.deleteLater()

    def _today(self) -> date:
        return court_date(self._now())


def _opened(session: WindowSession) -> _Opened:
    return _Opened(session, session.office.settings(), session.officer)


def _load_pages() -> None:
    """Half of the window's code is the pages, and the entrance does without them: it is on screen that much sooner."""
    import_module("clerk_app.ui.pages")


def _waiting_screen() -> QWidget:
    screen = QWidget()
    screen.setObjectName("signIn")
    return screen


def _show_bug(window: QWidget, refusal: CourtError) -> None:
    BugDialog(window, refusal).open()
