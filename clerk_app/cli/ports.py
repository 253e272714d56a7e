"""What a command needs of the machine; `bootstrap` fulfils it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from clerk_app.sync.reports import SyncReport
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.device import Device
    from clerk_app.use_cases.sync_views import Check


class OpenWorkstation(Protocol):
    """An unlocked workstation."""

    @property
    def desk(self) -> Desk:
        """Where the jobs are done."""
        ...

    def device(self) -> Device:
        """This machine's signature and trust."""
        ...

    def sync_once(self, password: str) -> SyncReport:
        """One round. Raises CourtError."""
        ...

    def checks(self) -> tuple[Check, ...]:
        """What `doctor` finds."""
        ...

    def close(self) -> None:
        """Closes the database."""
        ...


class MachinePort(Protocol):
    """This machine."""

    def home(self, chosen: str) -> Path:
        """The workstation's folder."""
        ...

    def open(self, home: Path, password: str) -> OpenWorkstation:
        """Unlock and open. Raises CourtError."""
        ...

    def enrol(self, home: Path, server: str, code: str, login: str, password: str, ca_file: str) -> OpenWorkstation:
        """Make the folder a workstation. Raises CourtError."""
        ...

    def checks_without_password(self, home: Path) -> tuple[Check, ...]:
        """What can be said of a locked folder."""
        ...

    def open_window(self, home: Path) -> int:
        """Open the window."""
        ...
