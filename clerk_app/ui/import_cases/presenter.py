"""导入案件 without widgets: file, mapping, preview, run. One long job at a time, and it can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from clerk_app.ui.import_cases.ports import ImportPort
from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.import_cases.views import ImportDone, ImportPreview, Mapping, RowReport
from court_core.errors import CourtError


class RowFilter(StrEnum):
    """Which rows the list shows."""

    ALL = "all"
    ADD = "add"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REFUSE = "refuse"


FILTER_LABELS = {
    RowFilter.ALL: "全部",
    RowFilter.ADD: "新增",
    RowFilter.UPDATE: "更新",
    RowFilter.UNCHANGED: "不变",
    RowFilter.REFUSE: "不能导入",
}


class ImportScreen(Protocol):
    """What the presenter tells its view."""

    def file_opened(self) -> None:
        """Columns and mapping are new."""
        ...

    def rows_changed(self) -> None:
        """The row reports and counts are new."""
        ...

    def busy_changed(self) -> None:
        """A long job began or ended."""
        ...

    def import_ended(self, done: ImportDone) -> None:
        """The import ended, whole or stopped."""
        ...

    def refuse(self, refusal: CourtError) -> None:
        """The file or the mapping cannot be used."""
        ...


class ImportPresenter:
    """State of one dialog. All methods run on the GUI thread and return at once."""

    def __init__(
        self, port: ImportPort, jobs: Jobs, screen: ImportScreen, progress: Callable[[int, int], None]
    ) -> None:
        """`progress` is called from the working thread with rows done and rows in all."""
        self._port, self._jobs, self._screen, self._progress = port, jobs, screen, progress
        self._stop = threading.Event()
        self.path: Path | None = None
        self.preview: ImportPreview | None = None
        self.mapping = Mapping()
        self.row_filter = RowFilter.ALL
        self.busy = ""
        self.done: ImportDone | None = None

    @property
    def ready(self) -> bool:
        """Whether the import can start: every required column is named and the rows were looked at."""
        return self.preview is not None and self.preview.counts is not None and not self.busy and self.done is None

    def rows(self) -> tuple[RowReport, ...]:
        """The reports the filter lets through."""
        source = self.done.rows if self.done else self.preview.rows if self.preview else ()
        if self.row_filter is RowFilter.ALL:
            return source
        return tuple(row for row in source if row.action == self.row_filter)

    def filters(self) -> list[tuple[str, str, int | None]]:
        """The filter chips as (key, label, count); counts are over the whole file."""
        counts = self.done.counts if self.done else self.preview.counts if self.preview else None
        sizes = (counts.rows, counts.added, counts.updated, counts.unchanged, counts.refused) if counts else (None,) * 5
        return [(key.value, FILTER_LABELS[key], size) for key, size in zip(RowFilter, sizes, strict=True)]

    def open_file(self, path: Path) -> None:
        """Reads the head of a file."""
        self.path, self.done = path, None
        self._begin("正在读取文件…")
        self._jobs.network(lambda: self._port.open_import(path), self._opened, self._refused, latest="import.preview")

    def map_column(self, index: int, target: str) -> None:
        """Says which field a column fills; empty leaves it out. A field taken elsewhere moves here."""
        columns = {place: name for place, name in self.mapping.columns.items() if place != index and name != target}
        if target:
            columns[index] = target
        self.mapping = replace(self.mapping, columns=columns)
        self._screen.file_opened()
        self.look()

    def choose_unit(self, unit: str) -> None:
        """`yuan` or `wan`, for amounts that do not say."""
        self.mapping = replace(self.mapping, amount_unit=unit)
        self.look()

    def choose_filter(self, key: str) -> None:
        """Shows only some of the rows."""
        self.row_filter = RowFilter(key)
        self._screen.rows_changed()

    def look(self) -> None:
        """Goes through every row with the present mapping; writes nothing."""
        if self.path is None:
            return
        path, mapping = self.path, self.mapping
        stop = self._begin("正在核对每一行…")
        self._jobs.network(
            lambda: self._port.preview_import(path, mapping, self._progress, stop.is_set),
            self._previewed,
            self._refused,
            latest="import.preview",
        )

    def start(self) -> None:
        """Takes the rows over."""
        if not self.ready or self.path is None:
            return
        path, mapping = self.path, self.mapping
        stop = self._begin("正在导入…")
        self._jobs.network(
            lambda: self._port.run_import(path, mapping, self._progress, stop.is_set), self._ran, self._refused
        )

    def stop(self) -> None:
        """Ends the running job after the rows in hand; what was imported stays."""
        self._stop.set()

    def _begin(self, words: str) -> threading.Event:
        self._stop.set()
        self._stop = threading.Event()
        self.busy = words
        self._screen.busy_changed()
        return self._stop

    def _end(self) -> None:
        self.busy = ""
        self._screen.busy_changed()

    def _opened(self, preview: ImportPreview) -> None:
        self._end()
        self.preview, self.mapping = preview, preview.mapping
        self._screen.file_opened()
        self._screen.rows_changed()
        if not preview.missing:
            self.look()

    def _previewed(self, preview: ImportPreview) -> None:
        self._end()
        self.preview = preview
        self._screen.file_opened()
        self._screen.rows_changed()

    def _ran(self, done: ImportDone) -> None:
        self._end()
        self.done = done
        self._screen.rows_changed()
        self._screen.import_ended(done)

    def _refused(self, refusal: CourtError) -> None:
        self._end()
        self._screen.refuse(refusal)
