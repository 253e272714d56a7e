"""What the window is given: the entrance before unlocking, and the session after it. `bootstrap` makes both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from clerk_app.ui.settings.ports import WorkstationPort
from clerk_app.ui.shell.navigation import Officer
from clerk_app.ui.shell.status import SyncStatus
from clerk_app.ui.sign_in.ports import Entrance

if TYPE_CHECKING:
    from clerk_app.use_cases.office import Office


class WindowSession(Protocol):
    """An unlocked workstation. `office`'s jobs, `officer`, `status` and `close` belong to the window's database thread."""

    @property
    def office(self) -> Office:
        """The use cases, bound to the person at the desk."""
        ...

    @property
    def officer(self) -> Officer:
        """Name, division and roles in words, and the court, for the navigation. Database thread."""
        ...

    @property
    def roles(self) -> tuple[str, ...]:
        """The person's roles, to leave out what they cannot use."""
        ...

    @property
    def workstation(self) -> WorkstationPort:
        """What the settings page shows of the machine."""
        ...

    def status(self) -> SyncStatus:
        """The sync's state with the counts of the database. Database thread."""
        ...

    def watch_sync(self, on_status: Callable[[], None], on_changes: Callable[[object], None]) -> None:
        """`on_status` when the sync's state changed, `on_changes` with the ChangeSet of a pull; on any thread."""
        ...

    def unkept_drafts(self) -> int:
        """How many typed texts the disk did not take yet; they are in memory only. Any thread."""
        ...

    def start_sync(self) -> None:
        """Begins the background sync; returns at once."""
        ...

    def nudge_sync(self) -> None:
        """Something was saved: send it soon; returns at once."""
        ...

    def sync_now(self) -> None:
        """Asks for a round at once; returns at once."""
        ...

    def close(self) -> None:
        """Stops the sync, closes the database and forgets the key. Database thread, the last job there."""
        ...


WindowEntrance = Entrance[WindowSession]
