"""Catching up the week's enforcement logs by Friday noon (周五补录): the grid, and saving many of its cells at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clerk_app.local.changes import ChangeSet
from clerk_app.local.queries.week import WeekCell, WeekRow, entries_between, logged_cases, week_rows
from clerk_app.use_cases.cases import ENFORCEMENT_TYPES
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.drafts import cell_key, drafts_under, keep_draft
from clerk_app.use_cases.forms import CellEntry, NewLog
from clerk_app.use_cases.log_wording import cell_meaning
from clerk_app.use_cases.week_views import CellRefusal, CellsSaved, GridCell, GridDay, GridRow, WeekGrid
from clerk_app.use_cases.wording import node_label, text_of
from clerk_app.use_cases.write_log import NOTHING_TEXT, add_entry
from court_core.errors import CourtError
from court_core.rules.log_entries import NOTHING, ActiveCase, Gap, gaps
from court_core.rules.week import Week

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork

_WEEKDAYS = "一二三四五六日"


def load_week(desk: Desk, week_text: str = "") -> WeekGrid:
    """The grid of a week, or of the week in hand; its columns are the days that go out with its release.

    A week that merges into the next has no columns. Raises CourtError `calendar.week-unreadable`.
    """
    week = Week.parse(week_text) if week_text else _week_in_hand(desk)
    days = desk.calendar.log_days(week)
    with desk.store.read() as reader:
        found = week_rows(reader, desk.actor.user_id, days, ENFORCEMENT_TYPES)
    drafts = drafts_under(desk, "week/")
    rows = tuple(_row(desk, row, drafts) for row in found)
    cells = [cell for row in rows for cell in row.cells]
    written = sum(cell.state in ("written", "nothing") and cell.day <= desk.today for cell in cells)
    missing = sum(cell.state == "gap" for cell in cells)
    release = desk.calendar.release_on(week)
    return WeekGrid(
        week=week.text,
        title=_title(desk, week, days),
        previous_week=week.previous.text,
        next_week=week.next.text,
        days=tuple(_day(desk, day, rows) for day in days),
        rows=rows,
        owed=written + missing,
        written=written,
        gaps=missing,
        idle_cases=sum(row.idle_days is None or row.idle_days > desk.settings.idle_case_days for row in rows),
        cutoff=desk.calendar.cutoff_at(week),
        release=desk.calendar.release_at(week),
        confirmed=release.confirmed,
    )


@dataclass(frozen=True, slots=True)
class OwedDay:
    """A day of a case that has no entry yet."""

    case_id: str
    case_number: str
    day: date


def _week_in_hand(desk: Desk) -> Week:
    """The week whose release comes next; from its cut-off until the next one's first day, the week that just ended.

    On a Saturday what is still owed lies in the week before; a sheet of days that are all to come helps nobody.
    """
    week = desk.calendar.release_week(desk.today)
    days = desk.calendar.log_days(week)
    return week.previous if days and min(days) > desk.today else week


def week_gaps(desk: Desk, week_text: str = "", *, include_today: bool = False) -> tuple[OwedDay, ...]:
    """What is still owed of a week. Raises CourtError `calendar.week-unreadable`."""
    week = Week.parse(week_text) if week_text else _week_in_hand(desk)
    days = desk.calendar.log_days(week)
    with desk.store.read() as reader:
        rows = logged_cases(reader, desk.actor.user_id, days, ENFORCEMENT_TYPES)
    numbers = {row.case_id: row.number_text for row in rows}
    active = [ActiveCase(row.case_id, row.filed_on or days[0], row.closed_on) for row in rows]
    done = [(row.case_id, day) for row in rows for day in row.logged]
    found: tuple[Gap, ...] = gaps(active, week, done, desk.calendar, desk.today, include_today=include_today)
    return tuple(OwedDay(gap.case_id, numbers[gap.case_id], gap.work_date) for gap in found)


def keep_cell_draft(desk: Desk, case_id: str, day: date, text: str) -> None:
    """Keeps what was typed into a cell; empty text drops it."""
    keep_draft(desk, cell_key(case_id, day), text)


def save_cells(desk: Desk, cells: Sequence[CellEntry]) -> CellsSaved:
    """Saves the cells in one transaction. A refused one is told by itself, and its text stays as a draft.

    A cell whose day has an entry already becomes an amendment of it, or nothing where it says the same.
    """
    saved: list[CellEntry] = []
    unchanged: list[CellEntry] = []
    refused: list[tuple[CellEntry, CellRefusal]] = []
    with desk.store.write(desk.actor.user_id) as unit:
        standing = _standing(unit, cells)
        for cell in cells:
            try:
                entry = standing.get((cell.case_id, cell.work_date))
                form = _form(cell, entry)
                if entry is not None and _says_the_same(entry, form):
                    unchanged.append(cell)
                    continue
                add_entry(desk, unit, form, amends_id=entry.id if entry else "")
                saved.append(cell)
            except CourtError as error:
                refused.append(
                    (cell, CellRefusal(cell.case_id, cell.work_date, error.code, error.message, error.remedy))
                )
        change_set: ChangeSet = unit.change_set
    _settle_drafts(desk, [*saved, *unchanged], [cell for cell, _ in refused])
    return CellsSaved(len(saved), len(unchanged), tuple(refusal for _, refusal in refused), change_set)


def _form(cell: CellEntry, entry: Record | None) -> NewLog:
    if cell.nothing:
        return NewLog(cell.case_id, cell.work_date, NOTHING, NOTHING_TEXT)
    kind, visibility = cell_meaning(
        cell.text,
        cell.kind,
        cell.visibility,
        standing_kind=text_of(entry["kind"]) if entry is not None else "",
        standing_visibility=text_of(entry["visibility"]) if entry is not None else "",
    )
    return NewLog(cell.case_id, cell.work_date, kind, cell.text, visibility=visibility)


def _says_the_same(entry: Record, form: NewLog) -> bool:
    return text_of(entry["content"]) == form.content.strip() and entry["kind"] == form.kind


def _standing(unit: UnitOfWork, cells: Sequence[CellEntry]) -> dict[tuple[str, date], Record]:
    """The newest entry of each cell's day that no amendment replaced."""
    if not cells:
        return {}
    days = [cell.work_date for cell in cells]
    entries = entries_between(unit, [cell.case_id for cell in cells], min(days), max(days))
    amended = {entry["amends_id"] for entry in entries if entry["amends_id"]}
    return {
        (text_of(entry["case_id"]), date.fromisoformat(text_of(entry["work_date"]))): entry
        for entry in entries
        if entry.id not in amended
    }


def _settle_drafts(desk: Desk, done: Sequence[CellEntry], refused: Sequence[CellEntry]) -> None:
    kept = drafts_under(desk, "week/")
    for cell in done:
        if cell_key(cell.case_id, cell.work_date) in kept:
            keep_cell_draft(desk, cell.case_id, cell.work_date, "")
    for cell in refused:
        if kept.get(cell_key(cell.case_id, cell.work_date)) != cell.text:
            keep_cell_draft(desk, cell.case_id, cell.work_date, cell.text)


def _row(desk: Desk, row: WeekRow, drafts: dict[str, str]) -> GridRow:
    idle = (desk.today - row.last_log_on).days if row.last_log_on else None
    return GridRow(
        case_id=row.case_id,
        number=row.number_text,
        respondent=row.respondent,
        node=node_label(row.last_node) if row.last_node else "",
        idle_days=idle,
        cells=tuple(_cell(desk, row, cell, drafts.get(cell_key(row.case_id, cell.day), "")) for cell in row.cells),
    )


def _cell(desk: Desk, row: WeekRow, cell: WeekCell, draft: str) -> GridCell:
    newest = cell.standing[-1] if cell.standing else None
    kind = text_of(newest["kind"]) if newest else ""
    text = text_of(newest["content"]) if newest else ""
    return GridCell(
        day=cell.day,
        state=_state(desk, row, cell, kind),
        text=text,
        kind=kind,
        draft="" if draft == text else draft,
        entries=tuple(entry.id for entry in cell.entries),
        pending=any(entry.pending for entry in cell.entries),
        visibility=text_of(newest["visibility"]) if newest else "",
    )


def _state(desk: Desk, row: WeekRow, cell: WeekCell, kind: str) -> str:
    if cell.entries:
        return "nothing" if kind == NOTHING else "written"
    if row.filed_on is not None and cell.day < row.filed_on:
        return "not-owed"
    if row.closed_on is not None and cell.day > row.closed_on:
        return "not-owed"
    if cell.day > desk.today:
        return "future"
    return "open" if cell.day == desk.today else "gap"


def _day(desk: Desk, day: date, rows: Sequence[GridRow]) -> GridDay:
    missing = sum(cell.state == "gap" for row in rows for cell in row.cells if cell.day == day)
    return GridDay(day, f"周{_WEEKDAYS[day.weekday()]} {day.day}", day == desk.today, day > desk.today, missing)


def _title(desk: Desk, week: Week, days: Sequence[date]) -> str:
    head = f"{week.year} 年第 {week.number} 周"
    if not days:
        return f"{head}　休假，并入 {desk.calendar.release_week(week.sunday).text}"
    first, last = days[0], days[-1]
    until = f"{last.day} 日" if last.month == first.month else f"{last.month} 月 {last.day} 日"
    return f"{head}　{first.month} 月 {first.day} 日—{until}"
