"""本院规定: what the court has settled for everybody; the administrator chooses, the others read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget
from typing_extensions import override

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.settings.ports import CourtSettingsPort
from clerk_app.ui.widgets.arrange import clear
from clerk_app.ui.widgets.words import field_label, paragraph
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.views import CourtSettingRow
from court_core.errors import CourtError


class CourtRules(QWidget):
    """One line for each; a choice is kept at once."""

    refused = Signal(object)
    confirmed = Signal(str)
    changed_records = Signal(object)

    def __init__(self, port: CourtSettingsPort, jobs: Jobs, *, may_change: bool) -> None:
        super().__init__()
        self._port, self._jobs, self._may_change = port, jobs, may_change
        self.rows: tuple[CourtSettingRow, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def load(self) -> None:
        """Reads what is in force."""
        self._jobs.database(self._port.court_settings, self._show, latest="settings.court")

    def choose(self, key: str, value: str) -> None:
        """Settles it for the court."""

        def done(saved: Saved) -> None:
            row = next(row for row in self.rows if row.key == key)
            label = next(choice.label for choice in row.choices if choice.value == value)
            self.confirmed.emit(f"{row.label}改为“{label}”，同步后全院照此办理。")
            self.changed_records.emit(saved.change_set)
            self.load()

        self._jobs.database(lambda: self._port.set_court_setting(key, value), done, self._refused)

    def _refused(self, refusal: CourtError) -> None:
        self.refused.emit(refusal)
        self._lay_out()  # what stands in the box is in force again

    def _show(self, rows: Sequence[CourtSettingRow]) -> None:
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self._lay_out()

    def _lay_out(self) -> None:
        clear(self._grid)
        self.boxes = {}
        for place, row in enumerate(self.rows):
            self._grid.addWidget(field_label(row.label), place, 0)
            self._grid.addWidget(self._box(row) if self._may_change else paragraph(row.value_label), place, 1)

    def _box(self, row: CourtSettingRow) -> QComboBox:
        box = _Steady()
        box.setAccessibleName(row.label)
        for choice in row.choices:
            box.addItem(choice.label, choice.value)
        box.setCurrentIndex(box.findData(row.value))
        box.activated.connect(partial(self._activated, row, box.itemData))
        self.boxes[row.key] = box
        return box

    def _activated(self, row: CourtSettingRow, data_of: Callable[[int], object], index: int) -> None:
        value = str(data_of(index))
        if value != row.value:
            self.choose(row.key, value)


class _Steady(QComboBox):
    """A wheel over the page scrolls the page: it must not change what holds for the court."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
