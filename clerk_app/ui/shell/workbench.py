"""The window after unlocking: navigation, pages, message bar and status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from clerk_app.ui.shell.navigation import Entry, Navigation, Officer
from clerk_app.ui.shell.page import Page
from clerk_app.ui.shell.status import SyncKind, SyncStatus
from clerk_app.ui.shell.status_line import StatusLine
from clerk_app.ui.widgets.arrange import in_column, in_row, panel
from clerk_app.ui.widgets.dialog import Lockable
from clerk_app.ui.widgets.message_bar import FloatingMessageBar
from court_core.errors import CourtError

QUIET_MS = 700
"""Without a further change, before the pages behind the one in front read again."""
_QUIET_WHILE_SYNCING_MS = 2_000
"""The same while more changes are on their way, about one portion a second."""
_BETWEEN_PAGES_MS = 60
"""After a page is built behind the one in front: time for a key that was pressed meanwhile."""


class Workbench(Lockable):
    """Holds the pages of one signed-in person. Leaving it (lock, close) first hands over all drafts.

    A page is built when it is first wanted; once the one in front stands, the others are built in quiet moments.
    """

    saved = Signal(object)
    """A page saved something: its ChangeSet."""

    def __init__(
        self, entries: Sequence[Entry], makers: Mapping[str, Callable[[], Page]], officer: Officer, version: str,
        conflicts_page: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self._keys = [entry.key for entry in entries]
        self._makers = makers
        self._pages: dict[str, Page] = {}
        self._current = self._keys[0]
        self._status: SyncStatus | None = None
        self._conflicts_page = conflicts_page
        self.navigation = Navigation(entries, officer)
        self.status_line = StatusLine(version)
        self._stack = QStackedWidget()
        front = panel("page", in_column(self._stack))
        self.messages = FloatingMessageBar(front)
        body = in_row(self.navigation, front, spacing=0)
        body.setStretch(1, 1)
        outer = in_column(body, self.status_line, spacing=0)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self._stale: set[str] = set()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._work_behind)
        self._quiet.start(QUIET_MS)
        self.navigation.wanted.connect(self.open)
        self.navigation.lock_wanted.connect(self.lock_wanted)
        self.status_line.conflicts_wanted.connect(lambda: self.open(conflicts_page))
        self._add_shortcuts()

    @property
    def current(self) -> str:
        """Key of the page in front."""
        return self._current

    def page(self, key: str) -> Page:
        """A page by its key, built now if it was not yet."""
        if key not in self._pages:
            page = self._pages[key] = self._makers[key]()
            self._stack.addWidget(page)
            self._connect(key, page)
            if self._status is not None:
                page.show_status(self._status)
        return self._pages[key]

    def open(self, key: str, item_id: str = "") -> None:
        """Brings a page to the front and, when given, opens one item on it."""
        if key != self._current:
            self.messages.dismiss()
        page = self.page(key)
        self._current = key
        self._stack.setCurrentWidget(page)
        self.navigation.mark(key)
        if key in self._stale:
            self._stale.remove(key)
            page.refresh(None)
        page.opened()
        if item_id:
            page.show_item(item_id)

    def refresh(self, changes: object) -> None:
        """Tells the page in front what changed; the others follow in a quiet moment or when they are opened.

        The database has one thread: were all pages to read after each save, the next save would wait behind them.
        """
        self.page(self._current).refresh(changes)
        self._stale |= self._pages.keys() - {self._current}
        syncing = self._status is not None and self._status.kind is SyncKind.RUNNING
        self._quiet.start(_QUIET_WHILE_SYNCING_MS if syncing else QUIET_MS)

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Status line, the badge of the conflicts page, and the pages that speak of the sync."""
        self._status = status
        self.status_line.show_status(status, now)
        self.navigation.show_badge(self._conflicts_page, status.conflicts + status.rejected, urgent=True)
        for page in self._pages.values():
            page.show_status(status)

    def _work_behind(self) -> None:
        """One piece at a time, so that a key never waits for long: build a page, or let one read again."""
        waiting = next((key for key in self._keys if key not in self._pages), "")
        if waiting:
            self.page(waiting).preload()
        elif self._stale:
            self._pages[self._stale.pop()].refresh(None)
        else:
            return
        self._quiet.start(_BETWEEN_PAGES_MS)

    @property
    def at_rest(self) -> bool:
        """Whether all pages stand and none has to read again."""
        return len(self._pages) == len(self._keys) and not self._stale and not self._quiet.isActive()

    def refuse(self, refusal: CourtError) -> None:
        """Shows a refusal above the page."""
        self.status_line.news.dismiss()
        self.messages.refuse(refusal)

    def _warn(self, sentence: str, remedy: str) -> None:
        self.status_line.news.dismiss()
        self.messages.warn(sentence, remedy)

    def _confirm(self, sentence: str) -> None:
        """Good news asks for nothing: it stands at the foot, where it covers nothing."""
        self.messages.dismiss()
        self.status_line.confirm(sentence)

    def leave(self, *, forced: bool = False) -> bool:
        """Asks every page to hand over its drafts; a forced leave (lock) does not wait for a yes."""
        willing = [page.leave() for page in self._pages.values()]
        leaves = forced or all(willing)
        if leaves:
            self._quiet.stop()  # nothing is read any more for pages that are going
        return leaves

    def _connect(self, key: str, page: Page) -> None:
        page.refused.connect(self.refuse)
        page.confirmed.connect(self._confirm)
        page.warned.connect(self._warn)
        page.go_to.connect(self.open)
        page.changed_records.connect(self.saved)
        page.badge.connect(lambda count, urgent, key=key: self.navigation.show_badge(key, count, urgent=urgent))

    def _add_shortcuts(self) -> None:
        for number, key in enumerate(self._keys, start=1):
            self._shortcut(f"Ctrl+{number}", lambda key=key: self.open(key))  # type: ignore[misc]
        self._shortcut("Ctrl+L", self.lock_wanted.emit)
        self._shortcut("F8", lambda: self.open(self._conflicts_page))

    def _shortcut(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(action)
