"""What the screen 同步与冲突 asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clerk_app.use_cases.forms import Resolution
from clerk_app.use_cases.sync_views import ConflictView, PendingRow

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class SyncPort(Protocol):
    """The jobs behind the screen. Each runs on the database thread and may raise CourtError."""

    def list_conflicts(self, *, resolved: bool = False) -> tuple[ConflictView, ...]:
        """Conflicts that wait, or those already settled."""
        ...

    def resolve_conflict(self, decision: Resolution) -> Saved:
        """Takes mine, theirs or another value."""
        ...

    def list_pending(self) -> tuple[PendingRow, ...]:
        """What waits to be sent, refused operations included."""
        ...

    def send_refused_again(self, op_id: str) -> Saved:
        """Saves what the server refused anew, over what the record says today."""
        ...

    def give_up_refused(self, op_id: str) -> Saved:
        """Leaves the record as the server has it; the text stays in the audit."""
        ...

    def export_pending(self, target: Path) -> int:
        """Writes the pending work as a signed file; answers with the number of operations."""
        ...

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps unsaved text; empty drops it."""
        ...

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves it: its draft ends in the same transaction."""
        ...

    def draft(self, key: str) -> str:
        """The kept text."""
        ...


class SyncControl(Protocol):
    """The sync that runs beside the window."""

    def sync_now(self) -> None:
        """Asks for a round at once; returns immediately, the outcome comes as a status."""
        ...
