"""A week with its drafts: what stands in each cell, what is missing. It answers questions and does nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from clerk_app.ui.friday.cell_text import NOTHING, typed_from_draft
from clerk_app.ui.friday.filters import filter_chips, filtered
from clerk_app.ui.friday.history import CellKey, Typed
from clerk_app.ui.friday.screen import CellFace, DayFacts, Look, WeekFacts
from clerk_app.use_cases.log_wording import cell_meaning, stays_internal
from clerk_app.use_cases.week_views import CellRefusal, GridCell, GridDay, GridRow, WeekGrid
from court_core.clock import COURT_ZONE


class WeekSheet:
    """Places are (row, day) in what the filter lets through; keys are (case, day) and never move."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.grid: WeekGrid | None = None
        self.rows: tuple[GridRow, ...] = ()
        self.cells: dict[CellKey, GridCell] = {}
        self.drafts: dict[CellKey, Typed] = {}
        self.refused: dict[CellKey, CellRefusal] = {}
        self.filter = "all"
        self._internal: dict[tuple[Typed, str, str], bool] = {}

    def take(self, grid: WeekGrid, newer: Mapping[CellKey, Typed | None]) -> bool:
        """Takes over a week as read. `newer` is what was typed while it was being read. True for another week."""
        another = self.grid is None or self.grid.week != grid.week
        self.grid = grid
        self.cells = {(row.case_id, cell.day): cell for row in grid.rows for cell in row.cells}
        kept = {key: typed_from_draft(cell.draft) for key, cell in self.cells.items()} | {
            key: typed for key, typed in newer.items() if key in self.cells
        }
        self.drafts = {key: typed for key, typed in kept.items() if typed is not None}
        if another:
            self.refused = {}
            self._internal.clear()
            self.filter = "all"
        self.apply_filter()
        return another

    @property
    def days(self) -> tuple[GridDay, ...]:
        """The columns."""
        return self.grid.days if self.grid else ()

    def key(self, row: int, day: int) -> CellKey:
        """Case and day of a place."""
        return self.rows[row].case_id, self.days[day].day

    def cell(self, row: int, day: int) -> GridCell:
        """What was read of a place."""
        return self.cells[self.key(row, day)]

    def writable(self, row: int, day: int) -> bool:
        """Days that have not come and days before 立案 take no entry."""
        return self.takes_entry(self.key(row, day))

    def takes_entry(self, key: CellKey) -> bool:
        """The same of a case and day, shown or not."""
        return key in self.cells and self.cells[key].state not in ("future", "not-owed")

    def face(self, row: int, day: int) -> CellFace:
        """What a place looks like."""
        key = self.key(row, day)
        cell, typed = self.cells[key], self.drafts.get(key)
        if typed is not None and not typed.empty:
            look = Look.NOTHING if typed.nothing else Look.TEXT
            return CellFace(
                look, typed.text, draft=True, amends=bool(cell.entries), released=self._released(cell),
                refusal=self.refused.get(key), internal=self.stays_internal(key, typed),
            )  # fmt: skip
        match cell.state:
            case "written":
                return CellFace(
                    Look.TEXT, cell.text, pending=cell.pending, released=self._released(cell),
                    internal=cell.visibility == "internal",
                )  # fmt: skip
            case "nothing":
                return CellFace(Look.NOTHING, pending=cell.pending, released=self._released(cell))
            case "gap":
                return CellFace(Look.GAP)
            case "open":
                return CellFace(Look.OPEN)
            case _:
                return CellFace(Look.BLOCKED)

    def stays_internal(self, key: CellKey, typed: Typed) -> bool:
        """Whether a draft will be an entry that the parties never read; 无事项 says so itself."""
        if typed.nothing:
            return False
        cell = self.cells[key]
        question = (typed, cell.kind, cell.visibility)
        if question not in self._internal:
            kind, level = cell_meaning(
                typed.text, typed.kind, typed.visibility, standing_kind=cell.kind, standing_visibility=cell.visibility
            )
            self._internal[question] = stays_internal(typed.text, kind, level)
        return self._internal[question]

    def edit_text(self, row: int, day: int) -> str:
        """What an editor opens with: the draft, or else the entry's text to be amended."""
        typed = self.drafts.get(self.key(row, day))
        if typed is not None:
            return NOTHING if typed.nothing else typed.text
        cell = self.cell(row, day)
        return NOTHING if cell.state == "nothing" else cell.text

    def day_facts(self) -> tuple[DayFacts, ...]:
        """The heads of the columns, over all rows of the week, filtered or not."""
        missing = Counter(key[1] for key, cell in self.cells.items() if self._is_missing(key, cell))
        return tuple(DayFacts(day, missing[day.day]) for day in self.days)

    def facts(self) -> WeekFacts:
        """The numbers above the grid."""
        if self.grid is None:
            return WeekFacts(0, 0, 0, 0, 0, 0)
        gaps = sum(1 for key, cell in self.cells.items() if cell.state == "gap" and self._is_missing(key, cell))
        owed = self.grid.owed
        drafts = sum(1 for typed in self.drafts.values() if not typed.empty)
        return WeekFacts(gaps, self.grid.idle_cases, len(self.grid.rows), owed - gaps, owed, drafts)

    def filters(self) -> tuple[tuple[str, str, int], ...]:
        """(key, label, count) of the chips: all, with gaps, idle, and the commonest nodes."""
        return filter_chips(self.grid.rows if self.grid else (), self._has_gap)

    def apply_filter(self) -> None:
        """Lets through what the filter says. A row filled afterwards stays until the next choice."""
        self.rows = filtered(self.grid.rows if self.grid else (), self.filter, self._has_gap)

    def next_missing(self, state: str, row: int, day: int, *, back: bool) -> tuple[int, int] | None:
        """The next missing cell of that state after a place, case by case, round the end of the grid."""
        width = len(self.days)
        total = len(self.rows) * width
        start = row * width + day
        for distance in range(1, total + 1):
            place = divmod((start + (-distance if back else distance)) % total, width)
            key = self.key(*place)
            cell = self.cells[key]
            if cell.state == state and self._is_missing(key, cell):
                return place
        return None

    def cutoff_words(self) -> str:
        """When the week must be caught up and when it is released, for the line above the grid."""
        if self.grid is None or self.grid.cutoff is None:
            return ""
        cutoff = self.grid.cutoff.astimezone(COURT_ZONE)
        words = f"{cutoff.month} 月 {cutoff.day} 日 {cutoff:%H:%M} 截止补录，当日下午公开"
        return words if self.grid.confirmed else f"{words}（工作日安排未确认）"

    def _is_missing(self, key: CellKey, cell: GridCell) -> bool:
        typed = self.drafts.get(key)
        return cell.state in ("gap", "open") and (typed is None or typed.empty)

    def _has_gap(self, row: GridRow) -> bool:
        return any(cell.state == "gap" and self._is_missing((row.case_id, cell.day), cell) for cell in row.cells)

    def _released(self, cell: GridCell) -> bool:
        release = self.grid.release if self.grid else None
        return bool(cell.entries) and not cell.pending and release is not None and self._now() >= release
