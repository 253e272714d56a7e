"""The import as a job: open a file, preview what its rows would do, run it in chunks, remember the columns."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.local.changes import ChangeSet
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.import_cases.cells import Cell, plain_text
from clerk_app.use_cases.import_cases.fields import IMPORT_FIELDS, REQUIRED
from clerk_app.use_cases.import_cases.header import LOOKED_AT, Header, find_header, fingerprint, guess_mapping
from clerk_app.use_cases.import_cases.planning import Plan, Planner, refused
from clerk_app.use_cases.import_cases.reading import Row, Table, open_table, rows_of
from clerk_app.use_cases.import_cases.rows import CellError, ReadRow, read_row
from clerk_app.use_cases.import_cases.views import (
    Cancelled,
    Column,
    Counts,
    ImportDone,
    ImportPreview,
    Mapping,
    Progress,
    RowReport,
)
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader

CHUNK = 200
_PREVIEWED = LOOKED_AT + 200
_SHOWN, _SHOWN_REFUSED = 500, 2000
_BETWEEN_REPORTS = 0.2  # seconds


def open_import(desk: Desk, path: Path, sheet: str = "") -> ImportPreview:
    """Reads the first rows, finds the header, and guesses the columns or takes what was remembered of this source.

    Raises CourtError `import.…` for a file that cannot be read as a table.
    """
    table = open_table(path, sheet)
    with rows_of(table) as rows:
        first = list(islice(rows, _PREVIEWED))
    if not first:
        raise CourtError("import.empty")
    header = find_header(first)
    below = [cells for number, cells in first if number >= header.first_row]
    remembered = _remembered(desk, header.columns)
    mapping = remembered or guess_mapping(header.columns, below)
    return ImportPreview(
        file_name=path.name,
        sheet=table.sheet,
        sheets=(*table.sheets, *table.hidden),
        header_row=header.row,
        columns=header.columns,
        mapping=mapping,
        remembered=remembered is not None,
        missing=_missing(mapping),
        warnings=_warnings(table),
        rows=(),
        counts=None,
    )


def preview_import(
    desk: Desk,
    path: Path,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    sheet: str = "",
) -> ImportPreview:
    """What each row would do; writes nothing. Without `mapping` the guessed or remembered one holds.

    Raises CourtError `import.column-missing`, `import.column-twice`, `import.field-unknown`, and as `open_import`.
    """
    opened = open_import(desk, path, sheet)
    chosen = mapping or opened.mapping
    check_mapping(chosen)
    tally = _Tally(progress)
    with desk.store.read() as reader, _source(path, opened.sheet) as source:
        planner = Planner(desk, reader, source.name)
        while chunk := list(islice(source.rows, CHUNK)):
            for plan in _plans(planner, reader, chunk, chosen, source.table):
                tally.add(plan)
            if cancelled is not None and cancelled():
                break
    tally.finish()
    return replace(opened, mapping=chosen, missing=(), rows=tally.shown, counts=tally.counts)


def run_import(
    desk: Desk,
    path: Path,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    sheet: str = "",
) -> ImportDone:
    """Imports in transactions of 200 rows. What is done stays done when it is cancelled or the disk fills up, and running
    it again goes on without doubling anything. Raises as `preview_import`, and the store's own refusals.
    """
    opened = open_import(desk, path, sheet)
    chosen = mapping or opened.mapping
    check_mapping(chosen)
    remember_mapping(desk, opened.columns, chosen)
    tally, changes, stopped = _Tally(progress), ChangeSet(), False
    with _source(path, opened.sheet) as source:
        with desk.store.read() as reader:
            planner = Planner(desk, reader, source.name)
        while not stopped and (chunk := list(islice(source.rows, CHUNK))):
            with desk.store.write(desk.actor.user_id) as unit:
                plans = list(_plans(planner, unit, chunk, chosen, source.table))
                planner.write(unit, plans)
                changes |= unit.change_set
            for plan in plans:
                tally.add(plan)
            stopped = cancelled is not None and cancelled()
    tally.finish()
    return ImportDone(tally.counts, tally.shown, stopped, changes)


def check_mapping(mapping: Mapping) -> None:
    """Raises CourtError `import.column-missing`, `import.column-twice`, `import.field-unknown`."""
    keys = list(mapping.columns.values())
    for key in keys:
        if key not in IMPORT_FIELDS:
            raise CourtError("import.field-unknown", name=key, known="、".join(IMPORT_FIELDS))
        if not key.startswith("party") and keys.count(key) > 1:
            raise CourtError("import.column-twice", label=IMPORT_FIELDS[key].label)
    for key in _missing(mapping):
        raise CourtError("import.column-missing", label=IMPORT_FIELDS[key].label)


def remember_mapping(desk: Desk, columns: Sequence[Column], mapping: Mapping) -> None:
    """Keeps the mapping for files with the same headers."""
    stored = {"columns": {str(index): key for index, key in mapping.columns.items()}, "unit": mapping.amount_unit}
    with desk.store.write(desk.actor.user_id) as unit:
        unit.set_setting(_source_key(columns), stored)


def _remembered(desk: Desk, columns: Sequence[Column]) -> Mapping | None:
    with desk.store.read() as reader:
        stored = reader.setting(_source_key(columns))
    if not isinstance(stored, dict) or not isinstance(stored.get("columns"), dict):
        return None
    known = {int(index): str(key) for index, key in stored["columns"].items() if key in IMPORT_FIELDS}
    return Mapping(known, "wan" if stored.get("unit") == "wan" else "yuan")


def _source_key(columns: Sequence[Column]) -> str:
    return f"import/source/{fingerprint(columns)}"


def _missing(mapping: Mapping) -> tuple[str, ...]:
    return tuple(key for key in REQUIRED if key not in mapping.columns.values())


def _warnings(table: Table) -> tuple[str, ...]:
    warnings = []
    others = [name for name in table.sheets if name != table.sheet]
    if others:
        warnings.append(f"文件有多个工作表，本次只导入“{table.sheet}”；其余：{'、'.join(others)}。")
    if table.hidden:
        warnings.append(f"隐藏的工作表没有导入：{'、'.join(table.hidden)}。")
    return tuple(warnings)


@dataclass(frozen=True)
class _Source:
    """The rows below the header, and what the source is called in the records made from it."""

    table: Table
    rows: Iterator[Row]
    name: str


@contextmanager
def _source(path: Path, sheet: str) -> Iterator[_Source]:
    table = open_table(path, sheet)
    with rows_of(table) as rows:
        first = list(islice(rows, _PREVIEWED))
        header: Header = find_header(first)
        below = (row for row in chain(first, rows) if row[0] >= header.first_row)
        yield _Source(table, below, _source_name(path))


def _source_name(path: Path) -> str:
    """The file's name without the date or counter behind it: the same system names its next export the same way."""
    return re.sub(r"[\s\d_\-()（）.]+$", "", path.stem)[:60] or "导入"


def _plans(planner: Planner, reader: Reader, chunk: Sequence[Row], mapping: Mapping, table: Table) -> Iterator[Plan]:
    """What each row does, one after the other: a row sees what those before it do to the same case."""
    read = [(number, _read(cells, mapping, table), cells) for number, cells in chunk]
    planner.load(reader, (row.number.text for _, row, _ in read if isinstance(row, ReadRow)))
    for number, row, cells in read:
        if isinstance(row, ReadRow):
            yield planner.plan(number, row)
        else:
            yield refused(number, _shown_number(cells, mapping), row)


def _read(cells: Sequence[Cell], mapping: Mapping, table: Table) -> ReadRow | CellError:
    try:
        return read_row(cells, mapping, table.epoch)
    except CellError as error:
        return error


def _shown_number(cells: Sequence[Cell], mapping: Mapping) -> str:
    place = next(index for index, key in mapping.columns.items() if key == "number")
    return plain_text(cells[place])[:40] if place < len(cells) else ""


class _Tally:
    """Counts the rows, keeps those to show, and tells the progress a few times a second."""

    def __init__(self, progress: Progress | None) -> None:
        self.counts = Counts()
        self._progress = progress
        self._told_at = 0.0
        self._shown: list[RowReport] = []
        self._refused: list[RowReport] = []

    @property
    def shown(self) -> tuple[RowReport, ...]:
        """The first 500 rows and up to 2,000 refused ones, in the file's order."""
        more = [report for report in self._refused if report.row > (self._shown[-1].row if self._shown else 0)]
        return (*self._shown, *more)

    def add(self, plan: Plan) -> None:
        """One row more."""
        report, counts = plan.report, self.counts
        self.counts = replace(
            counts,
            rows=counts.rows + 1,
            added=counts.added + (report.action == "add"),
            updated=counts.updated + (report.action == "update"),
            unchanged=counts.unchanged + (report.action == "unchanged"),
            refused=counts.refused + (report.action == "refuse"),
            parties_added=counts.parties_added + len(plan.added),
        )
        if len(self._shown) < _SHOWN:
            self._shown.append(report)
        if report.action == "refuse" and len(self._refused) < _SHOWN_REFUSED:
            self._refused.append(report)
        if self._progress is not None and time.monotonic() - self._told_at > _BETWEEN_REPORTS:
            self._told_at = time.monotonic()
            self._progress(self.counts.rows, 0)

    def finish(self) -> None:
        """Tell the last state."""
        if self._progress is not None:
            self._progress(self.counts.rows, self.counts.rows)
