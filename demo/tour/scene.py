"""The stage of the tour: the application, the court, the server's switch, and one window at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget

from clerk_app.ui.window import MainWindow, build_main_window
from clerk_app.window_wiring import Door
from court_core.release import VERSION
from demo.home import CourtCard, DemoHome
from demo.people import PASSWORD
from demo.server import DemoServer
from demo.tour.eyes import Eyes
from demo.tour.hands import CTRL, Hands, Key
from demo.tour.offscreen import expect_what_offscreen_cannot

SLOW = 60.0
"""How long a sync of a whole scope may take on a slow machine, in seconds."""


class Station:
    """One person's workstation on the screen: the window, and what a person does with it."""

    def __init__(self, window: MainWindow, hands: Hands, folder: Path) -> None:
        self.window = window
        self.hands = hands
        self.eyes = Eyes(window)
        self._folder = folder
        self._pictures = 0

    # ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────

    def sees(self, words: str, seconds: float = 10.0) -> None:
        """Waits until the words can be read."""
        self.hands.until(lambda: self.eyes.sees(words), f"“{words}” is not to be read on the screen", seconds)

    def sees_no(self, words: str, seconds: float = 10.0) -> None:
        """Waits until the words are gone."""
        self.hands.until(lambda: not self.eyes.sees(words), f"“{words}” is still on the screen", seconds)

    def picture(self, name: str) -> str:
        """Takes a picture once everything that was asked of the database has been answered."""
        self.settle()
        file = f"{name}.png"
        self.eyes.picture(self._folder / file)
        return file

    def settle(self) -> None:
        """Waits until the window has nothing more to do."""
        self.hands.until(lambda: self.window.tasks.open_jobs == 0, "the window does not come to rest", SLOW)
        self.hands.wait(150)
        self.hands.until(lambda: self.window.tasks.open_jobs == 0, "the window does not come to rest", SLOW)

    def wait_until_sent(self) -> None:
        """After a save: once the window is at rest the status line knows of it; then it says that nothing is pending."""
        self.settle()
        self.hands.until(lambda: "没有待上传的内容" in self.status, f"it is not sent: {self.status}", SLOW)

    @property
    def status(self) -> str:
        """The words of the status line."""
        bench = self.window.workbench
        return bench.status_line.text if bench is not None else ""

    # ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────

    def unlock(self) -> None:
        """Types the password and waits for the first page."""
        self.hands.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "nothing asks for a password")
        self.hands.write(PASSWORD)
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.window.workbench is not None, "the window did not unlock", SLOW)
        self.settle()

    def page(self, number: int, title: str) -> None:
        """Opens the page with that number by Ctrl+number."""
        self.hands.press(Key(Key.Key_0.value + number), CTRL)
        self.sees(title)
        self.settle()

    def press_button(self, words: str) -> None:
        """Clicks the button that bears these words."""
        self.hands.click(self.eyes.one(QAbstractButton, words))

    def fill(self, label: str, text: str) -> None:
        """Types a field anew: clicks into it, selects all, writes."""
        field = self.eyes.field(label)
        proxy: QWidget | None = field.focusProxy()
        self.hands.click(field if proxy is None else proxy)
        self.hands.press(Key.Key_A, CTRL)
        self.hands.write(text)

    def choose(self, box: QComboBox, words: str) -> None:
        """Opens a drop-down list and clicks the entry that begins with these words."""
        place = next((row for row in range(box.count()) if box.itemText(row).startswith(words)), -1)
        if place < 0:
            raise LookupError(f"no entry “{words}” in the list {box.accessibleName()}")
        self.hands.click(box)
        self.hands.until(lambda: box.view().isVisible(), f"the list {box.accessibleName()} did not open")
        self.hands.wait(200)  # a click that comes with the opening would be taken for its second half
        self.hands.click_row(box.view(), place)
        self.hands.until(lambda: box.currentIndex() == place, f"“{words}” was not taken over")

    def answer_file_dialog(self, path: Path) -> None:
        """Types a path into the file dialog in front and presses Enter."""
        self.hands.until(lambda: bool(self._file_dialogs()), "no file dialog opened")
        line: QLineEdit | None = self._file_dialogs()[-1].findChild(QLineEdit)
        if line is None:
            raise LookupError("the file dialog has no line for a name")
        self.hands.until(line.isVisible, "the file dialog's line for a name is hidden")
        self.hands.click(line)
        self.hands.press(Key.Key_A, CTRL)
        self.hands.write(str(path))
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: not self._file_dialogs(), "the file dialog stays open")

    def say_good_bye(self) -> None:
        """Closes the window as with its cross."""
        self.settle()
        self.window.close()
        self.hands.wait(100)

    def labels(self) -> list[str]:
        """The texts of all visible labels, in reading order of their making."""
        return [label.text() for label in self.eyes.all(QLabel)]

    def _file_dialogs(self) -> list[QFileDialog]:
        return [dialog for dialog in self.window.findChildren(QFileDialog) if dialog.isVisible()]


class Scene:
    """Everything the steps share."""

    def __init__(self, home: DemoHome, folder: Path, size: QSize) -> None:
        self.home = home
        self.folder = folder
        self.hands = Hands()
        self.server = DemoServer(home)
        self._size = size
        card = home.read_card()
        if card is None:
            raise RuntimeError("no demonstration court here")
        self.card: CourtCard = card

    @contextmanager
    def station(self, login: str) -> Iterator[Station]:
        """A person's window, opened in front of the lock screen and closed at the end."""
        door = Door(self.home.workstation(login), self.home.clock, VERSION)
        window = build_main_window(door, self.home.clock.now, VERSION)
        window.resize(self._size)
        window.show()
        window.activateWindow()
        window.start()
        station = Station(window, self.hands, self.folder)
        try:
            self.hands.until(window.isActiveWindow, "the window did not come to the front")
            yield station
            station.say_good_bye()
        except Exception:
            station.eyes.picture(self.folder / "failed.png")
            raise
        finally:
            if window.isVisible():
                window.close()
            window.deleteLater()
            self.hands.wait(50)


def make_application() -> QApplication:
    """The application, without native dialogs: a person's keys must reach the file dialog offscreen too."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["demo"])
    expect_what_offscreen_cannot()
    return application
