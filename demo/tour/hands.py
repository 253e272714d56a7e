"""A person's hands at the workstation: key presses, text through an input method, mouse clicks; and patience.

Every event enters through the window, as from a keyboard and a mouse; nothing is called that a person could not touch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow, QScrollArea, QWidget

from demo.patience import let_work

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

_PAUSE_MS = 10


class NotSeenError(AssertionError):
    """Something that a person at the screen had to see did not appear in time."""


@dataclass(slots=True)
class Strokes:
    """What the hands have done: key presses besides text, characters of text, mouse clicks."""

    presses: int = 0
    characters: int = 0
    clicks: int = 0

    def since(self, earlier: Strokes) -> Strokes:
        """The difference to an earlier count."""
        return Strokes(
            self.presses - earlier.presses, self.characters - earlier.characters, self.clicks - earlier.clicks
        )

    def copy(self) -> Strokes:
        """The count as it stands."""
        return Strokes(self.presses, self.characters, self.clicks)


class Hands:
    """Drives whatever window is in front, and counts."""

    def __init__(self) -> None:
        self.strokes = Strokes()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Presses a key, with modifiers held, that is not text: Enter, Tab, F4, Ctrl+D. One press each."""
        for _ in range(times):
            QTest.keyClick(self._front(), key, modifiers)
            self.strokes.presses += 1

    def write(self, text: str) -> None:
        """Types text: ASCII by keys, anything else as an input method hands it over (preedit, then commit)."""
        for character in text:
            if character.isascii():
                QTest.keyClick(self._front(), ord(character))
            else:
                self._compose(character)
            self.strokes.characters += 1

    def write_words(self, *pieces: str) -> None:
        """Types text in the pieces an input method commits: whole words at a time."""
        for piece in pieces:
            self._compose(piece)
            self.strokes.characters += len(piece)

    def click(self, widget: QWidget, at: QPoint | None = None, *, double: bool = False) -> None:
        """Clicks into the middle of a widget, or at a place in it, through its window."""
        place = at if at is not None else widget.rect().center()
        _scroll_to(widget, place)
        window = widget.window()
        handle = window.windowHandle()
        spot = widget.mapTo(window, place)
        act = QTest.mouseDClick if double else QTest.mouseClick
        act(handle, Qt.MouseButton.LeftButton, NONE, spot)
        self.strokes.clicks += 1

    def click_row(self, view: QAbstractItemView, row: int, column: int = 0, *, double: bool = False) -> None:
        """Clicks a row of a list or table, scrolled into sight first."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        area: QRect = view.visualRect(index)
        self.click(view.viewport(), area.center(), double=double)

    def until(self, seen: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
        """Waits until something can be seen; NotSeenError says what was missing."""
        deadline = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > deadline:
                raise NotSeenError(what)
            let_work(_PAUSE_MS)

    def wait(self, milliseconds: int) -> None:
        """Lets the window do its work for a moment."""
        let_work(milliseconds)

    def _front(self) -> QWindow:
        in_front = QApplication.activeModalWidget() or _main_window()
        if in_front is not None and not in_front.isActiveWindow() and QApplication.activePopupWidget() is None:
            # The offscreen platform has no window manager, which would hand the keyboard on when a dialog closes.
            in_front.activateWindow()
            self.until(in_front.isActiveWindow, "the window in front does not get the keyboard")
        window: QWindow | None = QGuiApplication.focusWindow()
        if window is None:
            raise NotSeenError("no window has the keyboard")
        return window

    def _compose(self, text: str) -> None:
        target: QObject | None = QGuiApplication.focusObject()
        if target is None:
            raise NotSeenError(f"nothing has the keyboard to type “{text}” into")
        # The preedit may open an editor (a grid's cell), which then is the one to take the committed text.
        QCoreApplication.sendEvent(target, QInputMethodEvent(text, []))
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        editor: QObject | None = QGuiApplication.focusObject()
        QCoreApplication.sendEvent(target if editor is None else editor, commit)


def _main_window() -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow) and w.isVisible()), None)


def _scroll_to(widget: QWidget, place: QPoint) -> None:
    """Brings a place into sight as a turn of the wheel does, where it lies in something that scrolls."""
    area = widget.parentWidget()
    while area is not None:
        content = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and content is not None and content.isAncestorOf(widget):
            spot = widget.mapTo(content, place)
            area.ensureVisible(spot.x(), spot.y(), 40, 60)
        area = area.parentWidget()
