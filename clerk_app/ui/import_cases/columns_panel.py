"""The columns of the file, each with samples of its cells and the field it fills."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import clear
from clerk_app.ui.widgets.words import ElidedLabel, words
from clerk_app.use_cases.import_cases.views import Column, Mapping
from clerk_app.use_cases.views import Choice

_LEFT_OUT = "（不导入）"


class ColumnsPanel(QWidget):
    """A drop-down per column. Rebuilding happens only when the columns are others."""

    mapped = Signal(int, str)

    def __init__(self, targets: Sequence[Choice]) -> None:
        super().__init__()
        self._targets = targets
        self._columns: tuple[Column, ...] = ()
        self.boxes: dict[int, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def show_columns(self, columns: tuple[Column, ...], mapping: Mapping) -> None:
        """Lays the columns out and sets each box to its field."""
        if columns != self._columns:
            self._build(columns)
        for index, box in self.boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(mapping.columns.get(index, "")), 0))
            box.blockSignals(False)

    def _build(self, columns: tuple[Column, ...]) -> None:
        clear(self._grid)
        self._columns, self.boxes = columns, {}
        for row, column in enumerate(columns):
            name = words(column.header or f"第 {column.index + 1} 列", points=tokens.GRID_PT, bold=True)
            samples = ElidedLabel("，".join(column.samples) or "（空）", "hint", tokens.META_PT)
            samples.setMinimumWidth(120)
            box = QComboBox()
            box.setAccessibleName(f"“{column.header}”列导入到")
            box.setMinimumWidth(150)
            box.addItem(_LEFT_OUT, "")
            for target in self._targets:
                box.addItem(target.label, target.value)
            box.currentIndexChanged.connect(
                lambda _, box=box, index=column.index: self.mapped.emit(index, box.currentData())
            )
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(samples, row, 1)
            self._grid.addWidget(box, row, 2)
            self.boxes[column.index] = box
        self._grid.setRowStretch(len(columns), 1)
