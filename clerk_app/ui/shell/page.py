"""What every page of the window is, and how its head looks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clerk_app.ui.shell.status import SyncStatus
from clerk_app.ui.widgets.arrange import in_row
from clerk_app.ui.widgets.drafted_dialog import DraftedDialog
from clerk_app.ui.widgets.words import title, words
from court_core.errors import CourtError


class Page(QWidget):
    """One entry of the navigation.

    A page shows what its presenter holds and reads again only what a change names. It speaks to the
    person through three signals that the shell's message bar shows.
    """

    refused = Signal(object)
    """A CourtError to show."""
    confirmed = Signal(str)
    """Good news in one sentence."""
    warned = Signal(str, str)
    """A sentence and what to do."""
    badge = Signal(int, bool)
    """How many things wait here, and whether they are urgent."""
    go_to = Signal(str, str)
    """Key of another page, and the id of what to open there (or empty)."""
    changed_records = Signal(object)
    """The ChangeSet of something that was saved here, for the other pages and the sync."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def opened(self) -> None:
        """The page has come to the front: read what is missing and put the focus where work begins."""

    def preload(self) -> None:
        """Another page is in front: read what the navigation tells of this one."""

    def show_status(self, status: SyncStatus) -> None:
        """The sync's state, for a page that speaks of it."""

    def refresh(self, changes: object) -> None:
        """Something was saved or arrived by sync; `changes` is the use case's ChangeSet, None for everything."""

    def show_item(self, item_id: str) -> None:
        """Another page asks to open one item here."""

    def leave(self) -> bool:
        """The window locks or closes: hand over drafts now. False asks the shell to stay (never on a lock)."""
        for dialog in self.findChildren(DraftedDialog):
            dialog.leave()
        return True

    def show_refusal(self, refusal: CourtError) -> None:
        """For presenters: passes a refusal to the message bar."""
        self.refused.emit(refusal)


class PageHead(QWidget):
    """The page's name, a line about what it shows, and its actions on the right."""

    def __init__(self, name: str, *actions: QWidget) -> None:
        super().__init__()
        self._name = title(name)
        self._about = words("", "sub")
        baseline: QHBoxLayout = in_row(self._name, self._about, spacing=10)
        baseline.setAlignment(self._about, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(in_row(baseline, None, *actions, spacing=10))
        self.setFixedHeight(34)

    @property
    def name(self) -> QLabel:
        """The page's name."""
        return self._name

    @property
    def about(self) -> QLabel:
        """The words beside the name."""
        return self._about
