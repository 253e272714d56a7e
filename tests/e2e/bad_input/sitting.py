"""A person before the real window, over a real folder and the real server behind the front."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.pages import SessionPages
from clerk_app.ui.sign_in.screens import UnlockScreen
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.window import MainWindow, build_main_window
from clerk_app.window_wiring import Door
from court_core.clock import SystemClock
from court_core.error_texts import ERROR_TEXTS
from tests.e2e.bad_input.court import PASSWORD, Told
from tests.support.at_rest import come_to_rest

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Child = TypeVar("Child", bound=QObject)


class Sitting:
    """The window and what the person does with it."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot, self.home = qtbot, home
        self.window: MainWindow = build_main_window(Door(home, SystemClock(), "0.1.0"), SystemClock().now, "0.1.0")
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.start()
        self.settle()

    @property
    def pages(self) -> SessionPages:
        """The pages; fails while locked."""
        assert self.window.pages is not None
        return self.window.pages

    @property
    def unlock_screen(self) -> UnlockScreen:
        """The entrance; fails while it is not shown."""
        assert self.window.unlock_screen is not None
        return self.window.unlock_screen

    def settle(self) -> None:
        """Lets timers fire and the database thread answer."""
        come_to_rest(self.qtbot, self.window, self.window.tasks)

    def unlock(self, password: str = PASSWORD) -> None:
        """Types the password."""
        screen = self.unlock_screen
        QTest.keyClicks(screen.password, password)
        QTest.keyClick(screen.password, Key.Key_Return)
        self.settle()

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifiers)
        self.settle()

    def lock_and_unlock(self) -> None:
        """Ctrl+L and the password again."""
        self.press(Key.Key_L, CTRL)
        assert self.window.workbench is None
        self.unlock()

    def only(self, kind: type[Child]) -> Child:
        """The one shown widget of a kind."""
        shown = [child for child in self.window.findChildren(kind) if getattr(child, "isVisible", lambda: True)()]
        assert len(shown) == 1, shown
        return shown[0]

    def told(self, bar: MessageBar | None = None) -> Told:
        """What a message bar says: the given one's, or the window's."""
        if bar is None:
            assert self.window.workbench is not None
            bar = self.window.workbench.messages
        assert bar.code in ERROR_TEXTS, f"no refusal is shown, but “{bar.text}”"
        lines = [label.text() for label in bar.findChildren(QLabel) if label.text()]
        assert "".join(lines[:2]) == bar.text
        return Told(bar.code, lines[0], lines[1])

    def close(self) -> None:
        """Closes the window, whether or not it warns."""
        if not self.window.close():
            self.window.close()
        self.window.deleteLater()


@contextmanager
def sitting_at(qtbot: QtBot, home: Path) -> Iterator[Sitting]:
    """A window that is closed at the end, whatever happens."""
    at = Sitting(qtbot, home)
    try:
        yield at
    finally:
        at.close()
