"""What the Friday grid (周五补录) and the day's list (今日) show: frozen dataclasses, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class GridDay:
    """A working day of the week, a column of the grid: `label` reads 周一 17. `gaps` counts its missing cells."""

    day: date
    label: str
    today: bool
    future: bool
    gaps: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A case on a day.

    `state`: `written`, `nothing` (无事项), `gap` (owed and missing), `open` (today, not owed yet), `future`,
    `not-owed` (before filing). `text`, `kind` and `visibility` are the newest entry's, `draft` is what was typed and not
    yet saved, `entries` are the ids of the day's entries, the newest last.
    """

    day: date
    state: str
    text: str
    kind: str
    draft: str
    entries: tuple[str, ...]
    pending: bool
    visibility: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A case of mine that is being enforced. `idle_days` since its last entry; None when there is none yet."""

    case_id: str
    number: str
    respondent: str
    node: str
    idle_days: int | None
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """A week's logs. `owed` counts cells due until today, `written` those that are there, `gaps` the difference.

    `cutoff` is when the week must be caught up (court time, aware), `release` when its logs are released.
    `idle_cases` have had no entry for more than 7 days. `confirmed` is false where the year's calendar is not known.
    """

    week: str
    title: str
    previous_week: str
    next_week: str
    days: tuple[GridDay, ...]
    rows: tuple[GridRow, ...]
    owed: int
    written: int
    gaps: int
    idle_cases: int
    cutoff: datetime | None
    release: datetime | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CellRefusal:
    """A cell that was not saved, and why; its text is kept as a draft."""

    case_id: str
    day: date
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CellsSaved:
    """What became of the cells handed in: how many entries were made, how many were as before, which were refused."""

    saved: int
    unchanged: int
    refused: tuple[CellRefusal, ...]
    change_set: ChangeSet


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something due today or soon. `kind` is one of DUE_KINDS; `state` is `over`, `today` or `soon`.

    `target` names what to open: (`case`, id), (`week`, 2026-W47), (`document`, id), (`withholding`, id) or (`conflict`, id).
    """

    kind: str
    title: str
    detail: str
    due_on: date | None
    state: str
    target: tuple[str, str]


DUE_KINDS = {
    "week": "执行日志",
    "time-limit": "审限",
    "measure": "查封冻结到期",
    "submit": "报送上网文书",
    "approve": "待我审批",
    "late-entry": "流程待录",
    "conflict": "冲突",
}


@dataclass(frozen=True, slots=True)
class Today:
    """The day's list, the most urgent first, with a count per kind."""

    day: date
    label: str
    items: tuple[DueItem, ...]
    counts: dict[str, int]
