"""周五补录 without widgets: what stands in each cell, what is missing, what a key does.

Drafts are keyed by case and day, so filtering or loading again never moves a text to another case. Nothing here
submits by itself: typing makes drafts, `submit` makes log entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest

from clerk_app.ui.friday.cell_text import draft_text, typed_from_text
from clerk_app.ui.friday.history import CellKey, Change, History, Typed
from clerk_app.ui.friday.pasting import by_case
from clerk_app.ui.friday.ports import FridayPort
from clerk_app.ui.friday.screen import CellFace, GridScreen, Look, Pasted, WeekFacts
from clerk_app.ui.friday.sheet import WeekSheet
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.widgets.phrase_book import PhraseBook
from clerk_app.use_cases.forms import CellEntry
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.week_views import CellsSaved, GridDay, GridRow, WeekGrid
from court_core.errors import CourtError


class FridayPresenter:
    """State of one grid. All methods run on the GUI thread and return at once; the database works behind `jobs`."""

    def __init__(self, port: FridayPort, jobs: Jobs, now: Callable[[], datetime], screen: GridScreen) -> None:
        self._port = port
        self._jobs = jobs
        self._now = now
        self._screen = screen
        self.sheet = WeekSheet(now)
        self._unkept: set[CellKey] = set()
        self._typed_since_load: set[CellKey] = set()
        self._in_progress: CellKey | None = None
        self._before_typing: Typed | None = None
        self._history = History()
        self.phrases = PhraseBook()
        self._asked = False

    # ── Loading ──────────────────────────────────────────────────────────────────────────────────────────────

    def load(self, week: str = "") -> None:
        """Reads a week; drafts that are not in the database yet are kept first, on the same thread."""
        self.keep_drafts()
        self._asked = True
        self._typed_since_load.clear()
        self._jobs.database(lambda: self._port.load_week(week), self._show, latest="friday.week")
        self._jobs.database(self._port.phrases, self._take_phrases, latest="friday.phrases")

    def reload(self) -> None:
        """Reads the same week again, for example after a sync."""
        self.load(self.sheet.grid.week if self.sheet.grid else "")

    def previous_week(self) -> None:
        """Shows the week before."""
        if self.sheet.grid and self.sheet.grid.previous_week:
            self.load(self.sheet.grid.previous_week)

    def next_week(self) -> None:
        """Shows the week after, where there is one."""
        if self.sheet.grid and self.sheet.grid.next_week:
            self.load(self.sheet.grid.next_week)

    def _show(self, grid: WeekGrid) -> None:
        newer = {key: self.sheet.drafts.get(key) for key in self._typed_since_load}
        self.keep_drafts()  # of the week that goes: what was typed after the reading began
        if self.sheet.take(grid, newer):
            self._history.clear()
        self._screen.week_loaded()

    def _take_phrases(self, phrases: tuple[Phrase, ...]) -> None:
        self.phrases = PhraseBook(phrases)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def asked(self) -> bool:
        """Whether a week was ever asked for; its answer may still be on the way."""
        return self._asked

    @property
    def grid(self) -> WeekGrid | None:
        """The week as it was read, None before the first reading."""
        return self.sheet.grid

    @property
    def days(self) -> tuple[GridDay, ...]:
        """The columns."""
        return self.sheet.days

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """The rows the filter lets through."""
        return self.sheet.rows

    def key(self, row: int, day: int) -> CellKey:
        """Case and day of a place in the shown grid."""
        return self.sheet.key(row, day)

    def face(self, row: int, day: int) -> CellFace:
        """What a place in the shown grid looks like."""
        return self.sheet.face(row, day)

    def facts(self) -> WeekFacts:
        """The numbers above the grid."""
        return self.sheet.facts()

    def may_write(self, row: int, day: int) -> bool:
        """Whether an editor may open here; says why not."""
        if self.sheet.writable(row, day):
            return True
        cell = self.sheet.cell(row, day)
        code = "date.future" if cell.state == "future" else "week.not-owed"
        self._screen.refuse(CourtError(code, date=cell.day.isoformat()))
        return False

    def choose_filter(self, key: str) -> None:
        """Shows only matching rows."""
        self.sheet.filter = key
        self.sheet.apply_filter()
        self._screen.rows_filtered()

    # ── Typing ───────────────────────────────────────────────────────────────────────────────────────────────

    def typing(self, row: int, day: int, text: str) -> None:
        """The editor's text changed: kept as a draft at the next beat, but not yet a step to undo."""
        key = self.key(row, day)
        if self._in_progress != key:
            self._in_progress, self._before_typing = key, self.sheet.drafts.get(key)
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
        before = self._before_typing if self._in_progress == key else self.sheet.drafts.get(key)
        self._in_progress = None
        self._record("录入", [(key, before, self._meaning(key, text))])

    def fill(self, row: int, day: int, text: str) -> bool:
        """A 常用语 put into a cell that is not being edited. False when the day cannot be written."""
        if not self.may_write(row, day):
            return False
        key = self.key(row, day)
        self._record("常用语", [(key, self.sheet.drafts.get(key), Typed(text, kind=self.phrases.kind_of(text)))])
        return True

    def mark_nothing(self, row: int, day: int) -> bool:
        """Space: 无事项, or taken back. A cell with words is left alone and says so."""
        if not self.may_write(row, day):
            return False
        key = self.key(row, day)
        before, cell = self.sheet.drafts.get(key), self.sheet.cells[key]
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
        source = self.sheet.drafts.get(self.key(row - 1, day))
        typed = source or (Typed(nothing=True) if above.look is Look.NOTHING else Typed(above.text))
        key = self.key(row, day)
        self._record("同上", [(key, self.sheet.drafts.get(key), typed)])
        return True

    def draft_text(self, row: int, day: int) -> str:
        """The cell's draft in words, empty without one: what the detailed entry begins with."""
        typed = self.sheet.drafts.get(self.key(row, day))
        return typed.text if typed is not None else ""

    def keep_words(self, case_id: str, day: date, text: str) -> None:
        """Words of a detailed entry that was not saved become the cell's draft."""
        key = (case_id, day)
        if key in self.sheet.cells:
            self._put(key, self._meaning(key, text))

    def drop_draft(self, row: int, day: int) -> None:
        """The detailed entry was saved in the draft's place."""
        self._put(self.key(row, day), None)

    def clear(self, places: Iterable[tuple[int, int]]) -> None:
        """Delete: drops drafts. An entry that stands is never deleted, only amended."""
        keys = [self.key(row, day) for row, day in places]
        changes = [(key, self.sheet.drafts[key], None) for key in keys if key in self.sheet.drafts]
        if changes:
            self._record("清除", changes)
        elif any(self.sheet.cells[key].entries for key in keys):
            self._screen.refuse(CourtError("week.entry-stands"))

    def paste(self, row: int, day: int, table: Sequence[Sequence[str]]) -> Pasted:
        """Lays a table over the grid from a cell on, as one step. Blank cells of the table change nothing.

        Where its first column names cases, each line goes to its case, hidden by a filter or not; the days begin at
        the current one all the same.
        """
        laid = by_case(table, self.sheet.grid.rows if self.sheet.grid else ())
        below = [shown.case_id for shown in self.rows[row:]]
        lines = laid.lines if laid else tuple(zip_longest(below[: len(table)], table, fillvalue=""))
        changes: list[tuple[CellKey, Typed | None, Typed | None]] = []
        outside = blocked = 0
        for case_id, texts in lines:
            for place, text in enumerate(texts, start=day):
                typed = typed_from_text(text)
                if typed is None:
                    continue
                key = (case_id, self.days[place].day) if case_id and place < len(self.days) else None
                if key is None:
                    outside += 1
                elif not self.sheet.takes_entry(key):
                    blocked += 1
                else:
                    changes.append((key, self.sheet.drafts.get(key), typed))
        if changes:
            self._record(f"粘贴 {len(changes)} 格", changes)
            if {key[0] for key, _, _ in changes} - {shown.case_id for shown in self.rows}:
                self.choose_filter("all")  # what was pasted must be seen
        return Pasted(len(changes), outside, blocked, laid is not None, laid.left_out if laid else ())

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
        gap = self.sheet.next_missing("gap", row, day, back=back)
        return gap or self.sheet.next_missing("open", row, day, back=back)

    # ── Keeping and submitting ───────────────────────────────────────────────────────────────────────────────

    @property
    def unkept(self) -> int:
        """Cells whose draft is not in the database yet."""
        return len(self._unkept)

    def keep_drafts(self) -> None:
        """Hands changed drafts to the database; the view calls it within 800 ms of a change."""
        if not self._unkept:
            return
        batch = [(key, draft_text(self.sheet.drafts.get(key))) for key in self._unkept]
        self._unkept.clear()

        def keep() -> None:
            refusal: CourtError | None = None
            for (case_id, day), text in batch:
                try:
                    self._port.keep_cell_draft(case_id, day, text)
                except CourtError as error:  # the others are handed over all the same: a lock may follow
                    refusal = error
            if refusal is not None:
                raise refusal

        def failed(refusal: CourtError) -> None:
            self._unkept.update(key for key, _ in batch)  # tried again at the next beat
            self._screen.refuse(refusal)

        self._jobs.database(keep, lambda _: self._screen.drafts_kept(self._now()), failed)

    def submit(self) -> None:
        """Ctrl+S: turns every draft into a log entry or an amendment; what is refused stays a draft."""
        cells = [
            CellEntry(case_id, day, typed.text, typed.kind, typed.visibility, typed.nothing)
            for (case_id, day), typed in sorted(self.sheet.drafts.items(), key=lambda item: (item[0][1], item[0][0]))
            if not typed.empty and (case_id, day) in self.sheet.cells
        ]
        if not cells:
            self._screen.refuse(CourtError("week.nothing-to-submit"))
            return
        handed_in = {(cell.case_id, cell.work_date): self.sheet.drafts[cell.case_id, cell.work_date] for cell in cells}
        self._jobs.database(lambda: self._port.save_cells(cells), lambda outcome: self._submitted(handed_in, outcome))

    def _submitted(self, handed_in: dict[CellKey, Typed], outcome: CellsSaved) -> None:
        self.sheet.refused = {(refusal.case_id, refusal.day): refusal for refusal in outcome.refused}
        saved = {key: typed for key, typed in handed_in.items() if key not in self.sheet.refused}
        internal = sum(
            key in self.sheet.cells and self.sheet.stays_internal(key, typed) for key, typed in saved.items()
        )
        for key, typed in handed_in.items():
            # typed on while the database worked: that text is newer and stays a draft
            if key not in self.sheet.refused and self.sheet.drafts.get(key) == typed:
                self._put(key, None)
        self._history.clear()
        self._screen.submitted(outcome, internal)
        if not outcome.saved:
            self.reload()  # what was saved is read again with everything else that shows it

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _meaning(self, key: CellKey, text: str) -> Typed | None:
        """What a text typed into a cell makes of its draft; the entry's own text, untouched, makes none."""
        typed = typed_from_text(text)
        cell = self.sheet.cells[key]
        if typed is None:
            return None
        if (typed.nothing and cell.state == "nothing") or (typed.text and typed.text == cell.text):
            return None
        known = self.sheet.drafts.get(key)
        kind = self.phrases.kind_of(typed.text)
        if known is None:
            return replace(typed, kind=kind)
        return replace(known, text=typed.text, nothing=typed.nothing, kind=kind or known.kind)

    def _record(self, name: str, changes: Sequence[tuple[CellKey, Typed | None, Typed | None]]) -> None:
        real = [Change(key, before, after) for key, before, after in changes if before != after]
        for key, _, after in changes:
            self._put(key, after)
        if real:
            self._history.add(name, real)
        self._screen.cells_changed([key for key, _, _ in changes])

    def _put(self, key: CellKey, typed: Typed | None) -> None:
        if self.sheet.drafts.get(key) == typed:
            return
        if typed is None:
            self.sheet.drafts.pop(key, None)
            self.sheet.refused.pop(key, None)
        else:
            self.sheet.drafts[key] = typed
        self._unkept.add(key)
        self._typed_since_load.add(key)
