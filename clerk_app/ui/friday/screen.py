"""What the grid shows of a week, and what the presenter tells its view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from clerk_app.ui.friday.history import CellKey
from clerk_app.use_cases.week_views import CellRefusal, CellsSaved, GridDay
from court_core.errors import CourtError


class Look(Enum):
    """How a cell is drawn."""

    TEXT = auto()
    NOTHING = auto()
    GAP = auto()
    OPEN = auto()
    BLOCKED = auto()


@dataclass(frozen=True, slots=True)
class CellFace:
    """What a cell shows: its words, its look, and the marks at its right edge.

    `internal`: the words stay inside the court and are never released to the parties.
    """

    look: Look
    text: str = ""
    draft: bool = False
    amends: bool = False
    pending: bool = False
    released: bool = False
    refusal: CellRefusal | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day's head: how many cells are missing; today's are 待录 rather than 缺."""

    day: GridDay
    missing: int


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """The numbers above the grid. `done` counts drafts as filled: what matters now is what is still to type."""

    gaps: int
    idle_cases: int
    cases: int
    done: int
    owed: int
    drafts: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pasted line that found no row: its place in the table (from 1), the case it names, why not, and its cells."""

    place: int
    number: str
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste did: cells filled, cells that fell outside, cells whose day cannot be written.

    `by_case`: lines were laid by their case numbers; `left_out` are those that found no row.
    """

    filled: int
    outside: int
    blocked: int
    by_case: bool = False
    left_out: tuple[LeftOut, ...] = ()


class GridScreen(Protocol):
    """What the presenter tells its view."""

    def week_loaded(self) -> None:
        """Everything is new: rows, columns, facts."""
        ...

    def rows_filtered(self) -> None:
        """Other rows are shown; columns are the same."""
        ...

    def cells_changed(self, keys: Sequence[CellKey]) -> None:
        """These cells and the numbers around them are to be drawn anew."""
        ...

    def drafts_kept(self, at: datetime) -> None:
        """All drafts are in the database."""
        ...

    def submitted(self, outcome: CellsSaved, internal: int) -> None:
        """The week was submitted; `outcome` names what was refused, `internal` of what was saved stays in the court."""
        ...

    def refuse(self, refusal: CourtError) -> None:
        """The person asked for something that cannot be."""
        ...
