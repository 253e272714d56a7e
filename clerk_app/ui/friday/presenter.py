"""周五补录 without widgets: what stands in each cell, what is missing, what a key does.

Drafts are keyed by case and day, so filtering or loading again never moves a text to another case. Nothing here
submits by itself: typing makes drafts, `submit` makes log entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from clerk_app.ui.friday.cell_text import NOTHING, draft_text, typed_from_draft, typed_from_text
from clerk_app.ui.friday.filters import filter_chips, filtered
from clerk_app.ui.friday.history import CellKey, Change, History, Typed
from clerk_app.ui.friday.ports import FridayPort
from clerk_app.ui.friday.screen import CellFace, DayFacts, GridScreen, Look, Pasted, WeekFacts
from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.forms import CellEntry
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.week_views import CellRefusal, CellsSaved, GridCell, GridDay, GridRow, WeekGrid
from court_core.clock import COURT_ZONE
from court_core.errors import CourtError


class FridayPresenter:
    """State of one grid. All methods run on the GUI thread and return at once; the database works behind `jobs`."""

    def __init__(self, port: FridayPort, jobs: Jobs, now: Callable[[], datetime], screen: GridScreen) -> None:
        self._port = port
        self._jobs = jobs
        self._now = now
        self._screen = screen
        self._grid: WeekGrid | None = None
        self._rows: tuple[GridRow, ...] = ()
        self._cells: dict[CellKey, GridCell] = {}
        self._drafts: dict[CellKey, Typed] = {}
        self._refused: dict[CellKey, CellRefusal] = {}
        self._unkept: set[CellKey] = set()
        self._in_progress: CellKey | None = None
        self._before_typing: Typed | None = None
        self._history = History()
        self._filter = "all"
        self._phrases: tuple[Phrase, ...] = ()

    # ── Loading ──────────────────────────────────────────────────────────────────────────────────────────────

    def load(self, week: str = "") -> None:
        """Reads a week; drafts that are not in the database yet are kept first, on the same thread."""
        self.keep_drafts()
        self._jobs.database(lambda: self._port.load_week(week), self._show, latest="friday.week")
        self._jobs.database(self._port.phrases, self._take_phrases, latest="friday.phrases")

    def reload(self) -> None:
        """Reads the same week again, for example after a sync."""
        self.load(self._grid.week if self._grid else "")

    def previous_week(self) -> None:
        """Shows the week before."""
        if self._grid and self._grid.previous_week:
            self.load(self._grid.previous_week)

    def next_week(self) -> None:
        """Shows the week after, where there is one."""
        if self._grid and self._grid.next_week:
            self.load(self._grid.next_week)

    def _show(self, grid: WeekGrid) -> None:
        same_week = self._grid is not None and self._grid.week == grid.week
        self._grid = grid
        self._cells = {(row.case_id, cell.day): cell for row in grid.rows for cell in row.cells}
        typing = self._drafts if same_week else {}
        kept = {key: typed_from_draft(cell.draft) for key, cell in self._cells.items()}
        self._drafts = {key: typed for key, typed in kept.items() if typed is not None}
        for key in self._unkept:  # typed while the week was being read: newer than what was read
            if key in typing and key in self._cells:
                self._drafts[key] = typing[key]
            else:
                self._drafts.pop(key, None)
        if not same_week:
            self._history.clear()
            self._refused = {}
            self._filter = "all"
        self._apply_filter()
        self._screen.week_loaded()

    def _take_phrases(self, phrases: tuple[Phrase, ...]) -> None:
        self._phrases = phrases

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def grid(self) -> WeekGrid | None:
        """The week as it was read, None before the first reading."""
        return self._grid

    @property
    def days(self) -> tuple[GridDay, ...]:
        """The columns."""
        return self._grid.days if self._grid else ()

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """The rows the filter lets through."""
        return self._rows

    def key(self, row: int, day: int) -> CellKey:
        """Case and day of a place in the shown grid."""
        return self._rows[row].case_id, self.days[day].day

    def face(self, row: int, day: int) -> CellFace:
        """What a place in the shown grid looks like."""
        key = self.key(row, day)
        cell = self._cells[key]
        typed = self._drafts.get(key)
        stands = bool(cell.entries)
        if typed is not None and not typed.empty:
            look = Look.NOTHING if typed.nothing else Look.TEXT
            return CellFace(
                look, typed.text, draft=True, amends=stands, released=self._released(cell),
                refusal=self._refused.get(key),
            )  # fmt: skip
        match cell.state:
            case "written":
                return CellFace(Look.TEXT, cell.text, pending=cell.pending, released=self._released(cell))
            case "nothing":
                return CellFace(Look.NOTHING, pending=cell.pending, released=self._released(cell))
            case "gap":
                return CellFace(Look.GAP)
            case "open":
                return CellFace(Look.OPEN)
            case _:
                return CellFace(Look.BLOCKED)

    def edit_text(self, row: int, day: int) -> str:
        """What an editor opens with: the draft, or else the entry's text to be amended."""
        key = self.key(row, day)
        typed = self._drafts.get(key)
        if typed is not None:
            return NOTHING if typed.nothing else typed.text
        cell = self._cells[key]
        return NOTHING if cell.state == "nothing" else cell.text

    def writable(self, row: int, day: int) -> bool:
        """Days that have not come and days before 立案 take no entry."""
        return self._cells[self.key(row, day)].state not in ("future", "not-owed")

    def day_facts(self) -> tuple[DayFacts, ...]:
        """The heads of the columns, over all rows of the week, filtered or not."""
        missing = Counter(key[1] for key, cell in self._cells.items() if self._is_missing(key, cell))
        return tuple(DayFacts(day, missing[day.day]) for day in self.days)

    def facts(self) -> WeekFacts:
        """The numbers above the grid."""
        if self._grid is None:
            return WeekFacts(0, 0, 0, 0, 0, 0)
        gaps = sum(1 for key, cell in self._cells.items() if cell.state == "gap" and self._is_missing(key, cell))
        owed = self._grid.owed
        drafts = sum(1 for typed in self._drafts.values() if not typed.empty)
        return WeekFacts(gaps, self._grid.idle_cases, len(self._grid.rows), owed - gaps, owed, drafts)

    def refusal_of(self, row: int, day: int) -> CellRefusal | None:
        """Why the last submission did not take this cell."""
        return self._refused.get(self.key(row, day))

    # ── Filters ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def filter(self) -> str:
        """Key of the filter that is on."""
        return self._filter

    def filters(self) -> tuple[tuple[str, str, int], ...]:
        """(key, label, count) of the chips: all, with gaps, idle, and the commonest nodes."""
        return filter_chips(self._grid.rows if self._grid else (), self._has_gap)

    def choose_filter(self, key: str) -> None:
        """Shows only matching rows. They stay until the next choice: a row filled meanwhile does not jump away."""
        self._filter = key
        self._apply_filter()
        self._screen.rows_filtered()

    def _apply_filter(self) -> None:
        self._rows = filtered(self._grid.rows if self._grid else (), self._filter, self._has_gap)

    # ── Typing ───────────────────────────────────────────────────────────────────────────────────────────────

    def typing(self, row: int, day: int, text: str) -> None:
        """The editor's text changed: kept as a draft at the next beat, but not yet a step to undo."""
        key = self.key(row, day)
        if self._in_progress != key:
            self._in_progress, self._before_typing = key, self._drafts.get(key)
        self._put(key, self._meaning(key, text))

    def stop_typing(self) -> None:
        """The editor was left with Escape: the cell is as before."""
        if self._in_progress is not None:
            key, self._in_progress = self._in_progress, None
            self._put(key, self._before_typing)
            self._screen.cells_changed((key,))

    def write(self, row: int, day: int, text: str) -> None:
        """The editor was left with Enter, Tab or a click: one step to undo."""
        key = self.key(row, day)
        before = self._before_typing if self._in_progress == key else self._drafts.get(key)
        self._in_progress = None
        self._record("录入", [(key, before, self._meaning(key, text))])

    def fill(self, row: int, day: int, text: str) -> bool:
        """A 常用语 put into a cell that is not being edited. False when the day cannot be written."""
        if not self.may_write(row, day):
            return False
        key = self.key(row, day)
        self._record("常用语", [(key, self._drafts.get(key), Typed(text, kind=self._phrase_kind(text)))])
        return True

    def mark_nothing(self, row: int, day: int) -> bool:
        """Space: 无事项, or taken back. A cell with words is left alone and says so."""
        if not self.may_write(row, day):
            return False
        key = self.key(row, day)
        before, cell = self._drafts.get(key), self._cells[key]
        if (before is not None and before.text) or (before is None and cell.state == "written"):
            self._screen.refuse(CourtError("week.cell-has-text"))
            return False
        if before is not None and before.nothing:
            self._record("取消无事项", [(key, before, None)])
        elif cell.state != "nothing":
            self._record("无事项", [(key, before, Typed(nothing=True))])
        return True

    def same_as_above(self, row: int, day: int) -> bool:
        """Ctrl+D: takes over what stands in the row above."""
        if row == 0 or not self.may_write(row, day):
            return False
        above = self.face(row - 1, day)
        if above.look not in (Look.TEXT, Look.NOTHING):
            return False
        source = self._drafts.get(self.key(row - 1, day))
        typed = source or (Typed(nothing=True) if above.look is Look.NOTHING else Typed(above.text))
        key = self.key(row, day)
        self._record("同上", [(key, self._drafts.get(key), typed)])
        return True

    def draft_text(self, row: int, day: int) -> str:
        """The cell's draft in words, empty without one: what the detailed entry begins with."""
        typed = self._drafts.get(self.key(row, day))
        return typed.text if typed is not None else ""

    def keep_words(self, case_id: str, day: date, text: str) -> None:
        """Words of a detailed entry that was not saved become the cell's draft."""
        key = (case_id, day)
        if key in self._cells:
            self._put(key, self._meaning(key, text))

    def drop_draft(self, row: int, day: int) -> None:
        """The detailed entry was saved in the draft's place."""
        self._put(self.key(row, day), None)

    def clear(self, places: Iterable[tuple[int, int]]) -> None:
        """Delete: drops drafts. An entry that stands is never deleted, only amended."""
        keys = [self.key(row, day) for row, day in places]
        changes = [(key, self._drafts[key], None) for key in keys if key in self._drafts]
        if changes:
            self._record("清除", changes)
        elif any(self._cells[key].entries for key in keys):
            self._screen.refuse(CourtError("week.entry-stands"))

    def paste(self, row: int, day: int, table: Sequence[Sequence[str]]) -> Pasted:
        """Lays a table over the grid from a cell on, as one step. Blank cells of the table change nothing."""
        changes: list[tuple[CellKey, Typed | None, Typed | None]] = []
        outside = blocked = 0
        for down, line in enumerate(table):
            for across, text in enumerate(line):
                typed = typed_from_text(text)
                if typed is None:
                    continue
                if row + down >= len(self._rows) or day + across >= len(self.days):
                    outside += 1
                elif not self.writable(row + down, day + across):
                    blocked += 1
                else:
                    key = self.key(row + down, day + across)
                    changes.append((key, self._drafts.get(key), typed))
        if changes:
            self._record(f"粘贴 {len(changes)} 格", changes)
        return Pasted(len(changes), outside, blocked)

    def undo(self) -> str:
        """Takes the last step back; its name, or empty when there is none."""
        step = self._history.undo()
        if step is None:
            return ""
        for change in step.changes:
            self._put(change.key, change.before)
        self._screen.cells_changed([change.key for change in step.changes])
        return step.name

    def redo(self) -> str:
        """Does the step again that was taken back; its name, or empty."""
        step = self._history.redo()
        if step is None:
            return ""
        for change in step.changes:
            self._put(change.key, change.after)
        self._screen.cells_changed([change.key for change in step.changes])
        return step.name

    def next_gap(self, row: int, day: int, *, back: bool = False) -> tuple[int, int] | None:
        """The next gap after a place, case by case, round the end of the grid; when there are none, today's open cells.

        None when everything is filled.
        """
        return self._next_missing("gap", row, day, back=back) or self._next_missing("open", row, day, back=back)

    def phrases_for(self, typed: str) -> tuple[str, ...]:
        """Nine 常用语 at most: those that begin with what is typed, then those that contain it."""
        typed = typed.strip()
        texts = [phrase.text for phrase in self._phrases]
        if not typed:
            return tuple(texts[:9])
        begins = [text for text in texts if text.startswith(typed) and text != typed]
        holds = [text for text in texts if typed in text and not text.startswith(typed)]
        return tuple((begins + holds)[:9])

    # ── Keeping and submitting ───────────────────────────────────────────────────────────────────────────────

    @property
    def unkept(self) -> int:
        """Cells whose draft is not in the database yet."""
        return len(self._unkept)

    def keep_drafts(self) -> None:
        """Hands changed drafts to the database; the view calls it within 800 ms of a change."""
        if not self._unkept:
            return
        batch = [(key, draft_text(self._drafts.get(key))) for key in self._unkept]
        self._unkept.clear()

        def keep() -> None:
            for (case_id, day), text in batch:
                self._port.keep_cell_draft(case_id, day, text)

        def failed(refusal: CourtError) -> None:
            self._unkept.update(key for key, _ in batch)  # tried again at the next beat
            self._screen.refuse(refusal)

        self._jobs.database(keep, lambda _: self._screen.drafts_kept(self._now()), failed)

    def submit(self) -> None:
        """Ctrl+S: turns every draft into a log entry or an amendment; what is refused stays a draft."""
        cells = [
            CellEntry(case_id, day, typed.text, typed.kind, typed.visibility, typed.nothing)
            for (case_id, day), typed in sorted(self._drafts.items(), key=lambda item: (item[0][1], item[0][0]))
            if not typed.empty and (case_id, day) in self._cells
        ]
        if not cells:
            self._screen.refuse(CourtError("week.nothing-to-submit"))
            return
        self.keep_drafts()
        handed_in = {(cell.case_id, cell.work_date): self._drafts[cell.case_id, cell.work_date] for cell in cells}
        self._jobs.database(lambda: self._port.save_cells(cells), lambda outcome: self._submitted(handed_in, outcome))

    def _submitted(self, handed_in: dict[CellKey, Typed], outcome: CellsSaved) -> None:
        self._refused = {(refusal.case_id, refusal.day): refusal for refusal in outcome.refused}
        for key, typed in handed_in.items():
            # typed on while the database worked: that text is newer and stays a draft
            if key not in self._refused and self._drafts.get(key) == typed:
                self._put(key, None)
        self._history.clear()
        self._screen.submitted(outcome)
        self.reload()

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _meaning(self, key: CellKey, text: str) -> Typed | None:
        """What a text typed into a cell makes of its draft; the entry's own text, untouched, makes none."""
        typed = typed_from_text(text)
        cell = self._cells[key]
        if typed is None:
            return None
        if (typed.nothing and cell.state == "nothing") or (typed.text and typed.text == cell.text):
            return None
        known = self._drafts.get(key)
        kind = self._phrase_kind(typed.text)
        if known is None:
            return replace(typed, kind=kind)
        return replace(known, text=typed.text, nothing=typed.nothing, kind=kind or known.kind)

    def _phrase_kind(self, text: str) -> str:
        """The log kind a 常用语 stands for, when the text is one or goes on from one."""
        fitting = [phrase for phrase in self._phrases if phrase.kind and text.startswith(phrase.text)]
        return max(fitting, key=lambda phrase: len(phrase.text)).kind if fitting else ""

    def _record(self, name: str, changes: Sequence[tuple[CellKey, Typed | None, Typed | None]]) -> None:
        real = [Change(key, before, after) for key, before, after in changes if before != after]
        for key, _, after in changes:
            self._put(key, after)
        if real:
            self._history.add(name, real)
        self._screen.cells_changed([key for key, _, _ in changes])

    def _put(self, key: CellKey, typed: Typed | None) -> None:
        if self._drafts.get(key) == typed:
            return
        if typed is None:
            self._drafts.pop(key, None)
            self._refused.pop(key, None)
        else:
            self._drafts[key] = typed
        self._unkept.add(key)

    def may_write(self, row: int, day: int) -> bool:
        """Whether an editor may open here; says why not."""
        if self.writable(row, day):
            return True
        cell = self._cells[self.key(row, day)]
        code = "date.future" if cell.state == "future" else "week.not-owed"
        self._screen.refuse(CourtError(code, date=cell.day.isoformat()))
        return False

    def _next_missing(self, state: str, row: int, day: int, *, back: bool) -> tuple[int, int] | None:
        width = len(self.days)
        total = len(self._rows) * width
        start = row * width + day
        for distance in range(1, total + 1):
            place_row, place_day = divmod((start + (-distance if back else distance)) % total, width)
            key = self.key(place_row, place_day)
            cell = self._cells[key]
            if cell.state == state and self._is_missing(key, cell):
                return place_row, place_day
        return None

    def _is_missing(self, key: CellKey, cell: GridCell) -> bool:
        typed = self._drafts.get(key)
        return cell.state in ("gap", "open") and (typed is None or typed.empty)

    def _has_gap(self, row: GridRow) -> bool:
        return any(cell.state == "gap" and self._is_missing((row.case_id, cell.day), cell) for cell in row.cells)

    def _released(self, cell: GridCell) -> bool:
        release = self._grid.release if self._grid else None
        return bool(cell.entries) and not cell.pending and release is not None and self._now() >= release

    def cutoff_words(self) -> str:
        """When the week must be caught up and when it is released, for the line above the grid."""
        if self._grid is None or self._grid.cutoff is None:
            return ""
        cutoff = self._grid.cutoff.astimezone(COURT_ZONE)
        words = f"{cutoff.month} 月 {cutoff.day} 日 {cutoff:%H:%M} 截止补录，当日下午公布"
        return words if self._grid.confirmed else f"{words}（工作日安排未确认）"
