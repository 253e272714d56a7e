"""What the Friday grid asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from clerk_app.use_cases.forms import CellEntry, LogQuery, NewLog
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.views import LogView
from clerk_app.use_cases.week_views import CellsSaved, WeekGrid

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class FridayPort(Protocol):
    """The jobs behind the grid. Each runs on the database thread and may raise CourtError."""

    def load_week(self, week: str = "") -> WeekGrid:
        """The grid of a week (2026-W47), with kept drafts; empty: of today's."""
        ...

    def save_cells(self, cells: Sequence[CellEntry]) -> CellsSaved:
        """Submits cells as log entries or, where an entry stands, as amendments."""
        ...

    def keep_cell_draft(self, case_id: str, day: date, text: str) -> None:
        """Keeps what was typed; empty text drops it."""
        ...

    def phrases(self) -> tuple[Phrase, ...]:
        """常用语."""
        ...


class LogPort(Protocol):
    """The jobs behind the detailed entry of one cell."""

    def list_logs(self, query: LogQuery) -> tuple[LogView, ...]:
        """Entries of a case and week."""
        ...

    def write_log(self, form: NewLog) -> Saved:
        """Adds an entry."""
        ...

    def amend_log(self, log_id: str, form: NewLog) -> Saved:
        """Adds an entry that corrects another."""
        ...
