"""The grid as Qt asks for it. Two roles only, answered early: a scroll asks some thousand times."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from clerk_app.ui.friday.history import CellKey
from clerk_app.ui.friday.presenter import FridayPresenter
from clerk_app.ui.friday.screen import CellFace, DayFacts

FIXED_HEADS: Final = ("案号", "被执行人", "当前节点", "间隔")
NUMBER, RESPONDENT, NODE, IDLE = range(4)
FIRST_DAY: Final = len(FIXED_HEADS)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WRITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable
_NO_PARENT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class WeekModel(QAbstractTableModel):
    """Rows are cases, columns four facts and the week's working days."""

    heads_changed = Signal()
    """The days' numbers are others; `headerDataChanged` would make Qt measure the columns and draw the whole grid anew."""

    def __init__(self, presenter: FridayPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: dict[str, int] = {}
        self._columns: dict[object, int] = {}
        self._facts: tuple[DayFacts, ...] = ()

    def replaced(self) -> None:
        """Other rows or columns are to be shown."""
        self.beginResetModel()
        self._rows = {row.case_id: place for place, row in enumerate(self._presenter.rows)}
        self._columns = {day.day: FIRST_DAY + place for place, day in enumerate(self._presenter.days)}
        self._facts = self._presenter.sheet.day_facts()
        self.endResetModel()

    def changed(self, keys: list[CellKey]) -> None:
        """These cells changed; many at once are drawn as one block."""
        places = [
            (self._rows[case_id], self._columns[day])
            for case_id, day in keys
            if case_id in self._rows and day in self._columns
        ]
        self._facts = self._presenter.sheet.day_facts()
        if not places:
            return
        rows, columns = [row for row, _ in places], [column for _, column in places]
        self.dataChanged.emit(self.index(min(rows), min(columns)), self.index(max(rows), max(columns)))
        self.heads_changed.emit()

    def face(self, index: Index) -> CellFace:
        """What a day's cell shows."""
        return self._presenter.face(index.row(), index.column() - FIRST_DAY)

    def day_facts(self, column: int) -> DayFacts:
        """The head of a day's column."""
        return self._facts[column - FIRST_DAY]

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else FIRST_DAY + len(self._columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.column() >= FIRST_DAY and self._presenter.sheet.writable(index.row(), index.column() - FIRST_DAY):
            return _WRITABLE
        return _SHOWN

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self._text(index)
        if role == _EDIT and index.column() >= FIRST_DAY:
            return self._presenter.sheet.edit_text(index.row(), index.column() - FIRST_DAY)
        if role == _ACCESSIBLE:
            return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}：{self._spoken(index) or '空'}"
        if role == _TIP:
            return self._tip(index)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or index.column() < FIRST_DAY:
            return False
        self._presenter.write(index.row(), index.column() - FIRST_DAY, str(value))
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return FIXED_HEADS[section] if section < FIRST_DAY else self._facts[section - FIRST_DAY].day.label

    def _text(self, index: Index) -> str:
        row = self._presenter.rows[index.row()]
        match index.column():
            case 0:
                return row.number
            case 1:
                return row.respondent
            case 2:
                return row.node
            case 3:
                return "—" if row.idle_days is None else f"{row.idle_days} 天"
            case column:
                return self._presenter.face(index.row(), column - FIRST_DAY).text

    def _spoken(self, index: Index) -> str:
        inside = index.column() >= FIRST_DAY and self.face(index).internal
        return f"{self._text(index)}（内部）" if inside else self._text(index)

    def _tip(self, index: Index) -> str | None:
        if index.column() == NODE or index.column() == IDLE:
            return None
        if index.column() < FIRST_DAY:
            return self._text(index)
        face = self.face(index)
        if face.refusal is not None:
            return f"{face.refusal.message}{face.refusal.remedy}"
        lines = [face.text] if face.text else []
        if face.internal:
            lines.append("内部：只在院内可见，不向当事人公开。按 Ctrl+E 可改类型和可见级别。")
        if face.amends:
            lines.append("更正：提交后原记录保留，新旧并存。")
        elif face.released:
            lines.append("已公开。改写即为更正，原记录保留。")
        return "\n".join(lines) or None
