"""The dark column on the left: pages with what waits on each, and who works here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import scaled
from clerk_app.ui.theme.icons import IconLabel, icon, icon_pixmap, screen_scales
from clerk_app.ui.widgets.arrange import in_column, in_row, panel
from clerk_app.ui.widgets.buttons import on_click
from clerk_app.ui.widgets.words import ElidedLabel, set_property, words

PRODUCT = "阳光司法工作站"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the navigation; entries of the same section stand under its name."""

    key: str
    name: str
    icon: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is signed in: name, and division and roles in words."""

    name: str
    about: str
    court: str


class Navigation(QWidget):
    """Emits the key of the page that is wanted; Ctrl+1…9 are the window's shortcuts."""

    wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(self, entries: Sequence[Entry], officer: Officer) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        column = in_column(self._masthead(officer.court), 12, spacing=2, margins=(12, 16, 12, 12))
        section = ""
        for number, entry in enumerate(entries, start=1):
            if entry.section != section:
                section = entry.section
                if section:
                    heading = words(section, "dim", tokens.META_PT)
                    heading.setContentsMargins(10, 8, 0, 4)
                    column.addWidget(heading)
                else:
                    column.addStretch(1)
            column.addWidget(self._entry_button(entry, number))
        column.addSpacing(6)
        column.addLayout(self._officer_row(officer))
        self.setLayout(in_row(panel("navigation", column), spacing=0))
        self.setFixedWidth(scaled(tokens.NAV_WIDTH, 272))

    def show_officer(self, officer: Officer) -> None:
        """Who is signed in: the division comes to be known with the first pull."""
        self._initial.setText(officer.name[:1])
        self._name.setText(officer.name)
        self._about.setText(officer.about)
        self._court.setText(officer.court)

    def mark(self, key: str) -> None:
        """Shows which page is in front."""
        self._buttons[key].setChecked(True)

    def show_badge(self, key: str, count: int, *, urgent: bool = False) -> None:
        """The number of things that wait on a page; 0 takes the badge away."""
        badge = self._badges[key]
        badge.setText(str(count) if count < 1000 else "999+")
        set_property(badge, "role", "badgeHot" if urgent else "badge")
        badge.setVisible(count > 0)
        name = self._buttons[key].property("entryName")
        self._buttons[key].setAccessibleName(f"{name}，{count} 项待办" if count else str(name))

    def badge_text(self, key: str) -> str:
        """The badge's number as shown, empty without one."""
        return "" if self._badges[key].isHidden() else self._badges[key].text()

    def _masthead(self, court: str) -> QWidget:
        name = words(PRODUCT, points=11.5, bold=True)
        self._court = ElidedLabel(court, "dim", tokens.META_PT)
        masthead = QWidget()
        row = in_row(
            IconLabel("scale", tokens.WHITE, 26),
            in_column(name, self._court, spacing=1),
            spacing=10,
            margins=(4, 0, 0, 0),
        )
        row.setStretch(1, 1)
        masthead.setLayout(row)
        return masthead

    def _entry_button(self, entry: Entry, number: int) -> QPushButton:
        button = QPushButton(f"  {entry.name}")
        button.setProperty("role", "nav")
        button.setProperty("entryName", entry.name)
        button.setAccessibleName(entry.name)
        button.setToolTip(f"{entry.name}  Ctrl+{number}")
        button.setCheckable(True)
        button.setIcon(_nav_icon(entry.icon))
        button.setIconSize(QSize(16, 16))
        badge = words("", "badge", tokens.META_PT)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.hide()
        button.setLayout(in_row(None, badge, margins=(0, 0, 8, 0)))
        button.setMinimumHeight(tokens.GRID_ROW)
        on_click(button, lambda: self.wanted.emit(entry.key))
        self._group.addButton(button)
        self._buttons[entry.key], self._badges[entry.key] = button, badge
        return button

    def _officer_row(self, officer: Officer) -> QHBoxLayout:
        self._initial = words(officer.name[:1], "initial")
        self._initial.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._initial.setFixedSize(32, 32)
        self._name, self._about = ElidedLabel(officer.name), ElidedLabel(officer.about, "dim", tokens.META_PT)
        who = in_column(self._name, self._about, spacing=1)
        lock = QPushButton()
        lock.setProperty("role", "navIcon")
        lock.setIcon(icon("lock", tokens.NAV_ICON))
        lock.setToolTip("锁定  Ctrl+L")
        lock.setAccessibleName("锁定")
        on_click(lock, self.lock_wanted.emit)
        row = in_row(self._initial, who, lock, spacing=10, margins=(6, 6, 0, 0))
        row.setStretch(1, 1)
        return row


def _nav_icon(name: str) -> QIcon:
    result = QIcon(icon(name, tokens.NAV_ICON))
    for scale in screen_scales():
        pixmap: QPixmap = icon_pixmap(name, tokens.WHITE, 16, scale)
        result.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.On)
    return result
