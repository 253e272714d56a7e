"""A person before the main window: real use cases and threads behind it, entrance and session held by the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.pages import SessionPages
from clerk_app.ui.settings.ports import Fact
from clerk_app.ui.shell.navigation import Officer
from clerk_app.ui.shell.status import SyncKind, SyncStatus
from clerk_app.ui.sign_in.ports import EnrolmentForm, EntranceState
from clerk_app.ui.window import MainWindow, build_main_window
from clerk_app.use_cases.office import Office
from clerk_app.use_cases.sync_views import Check
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.support.at_rest import PATIENCE_MS, come_to_rest

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PASSWORD = "correct horse"


class Machine:
    """What the settings page shows of the machine."""

    def facts(self) -> tuple[Fact, ...]:
        return (Fact("服务器", "https://127.0.0.1"),)

    def change_password(self, old: str, new: str) -> None:
        raise CourtError("form.required", label="密码")

    def checks(self) -> tuple[Check, ...]:
        return ()


class Session:
    """An unlocked workstation whose sync a test moves by hand."""

    roles = ("enforcement-officer", "judge")
    workstation = Machine()
    officer = Officer("李书仪", "执行局 · 执行员", "演示法院")

    def __init__(self, court: Court) -> None:
        self._court = court
        self.office: Office = court.office
        self.closed = 0
        self.nudges = 0
        self.state = SyncStatus(SyncKind.OFFLINE, last_success=court.clock.now() - timedelta(hours=2))
        self.tell: Callable[[], None] = lambda: None
        self.pulled: Callable[[object], None] = lambda changes: None

    def status(self) -> SyncStatus:
        return self.state

    def watch_sync(self, on_status: Callable[[], None], on_changes: Callable[[object], None]) -> None:
        self.tell, self.pulled = on_status, on_changes

    def unkept_drafts(self) -> int:
        return 0

    def start_sync(self) -> None:
        """Nothing to start."""

    def nudge_sync(self) -> None:
        self.nudges += 1

    def sync_now(self) -> None:
        """Nothing to ask."""

    def close(self) -> None:
        self.closed += 1


class Door:
    """The entrance, with one password."""

    def __init__(self, court: Court, *, enrolled: bool = True) -> None:
        self._court = court
        self.enrolled = enrolled
        self.left = 5
        self.sessions: list[Session] = []
        self.enrolments: list[EnrolmentForm] = []

    def state(self) -> EntranceState:
        return EntranceState(self.enrolled, "李书仪", "lishuyi", "演示法院", keyring=False, attempts_left=self.left)

    def prepare(self) -> None:
        """Nothing is loaded ahead."""

    def unlock(self, password: str) -> Session:
        if password != PASSWORD:
            self.left -= 1
            raise CourtError("credentials.wrong-password")
        self.left = 5
        self.sessions.append(Session(self._court))
        return self.sessions[-1]

    def enrol(self, form: EnrolmentForm) -> Session:
        if not self.enrolments:
            self.enrolments.append(form)
            raise CourtError("credentials.insecure-server")
        self.enrolments.append(form)
        self.enrolled = True
        return self.unlock(PASSWORD)


class Sitting:
    """A person before the window."""

    def __init__(self, qtbot: QtBot, court: Court, *, enrolled: bool = True) -> None:
        self.qtbot, self.court = qtbot, court
        self.door = Door(court, enrolled=enrolled)
        self.window: MainWindow = build_main_window(self.door, court.clock.now, "0.1.0")
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.window.start()
        self.settle()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()

    @property
    def session(self) -> Session:
        return self.door.sessions[-1]

    def settle(self) -> None:
        """Until what a key or a click brought about is shown; the pages behind the one in front may still follow."""
        come_to_rest(self.qtbot, self.window, self.window.tasks)

    def come_to_rest(self) -> None:
        """Until the pages behind the one in front are done too."""
        self.qtbot.waitUntil(lambda: self.window.at_rest, timeout=PATIENCE_MS)
        self.settle()

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifiers)
        if modifiers or key >= Key.Key_Escape:  # letters need no settling
            self.settle()

    def unlock(self, password: str = PASSWORD) -> None:
        screen = self.window.unlock_screen
        assert screen is not None
        QTest.keyClicks(screen.password, password)
        QTest.keyClick(screen.password, Key.Key_Return)
        self.settle()

    def read(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    @property
    def pages(self) -> SessionPages:
        assert self.window.pages is not None
        return self.window.pages

    @property
    def page(self) -> str:
        assert self.window.workbench is not None
        return self.window.workbench.current
