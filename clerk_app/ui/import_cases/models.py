"""The two tables of the dialog: columns with the fields they fill, and what each row does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from clerk_app.ui.theme import tokens
from clerk_app.use_cases.import_cases.views import RowReport

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_HEADERS = ("行", "案号", "结果", "说明")
_ACTIONS = {
    "add": ("新增", tokens.GREEN),
    "update": ("更新", tokens.ACCENT),
    "unchanged": ("不变", tokens.HINT),
    "refuse": ("不能导入", tokens.RED),
}
Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    """Row reports: number in the file, case number, outcome in a word, and why."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[RowReport] = ()

    def show_rows(self, rows: Sequence[RowReport]) -> None:
        """Replaces the rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Qt: how many reports."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Qt: the column's name."""
        return _HEADERS[section] if role == _DISPLAY and orientation is Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Qt: one cell."""
        if role not in (_DISPLAY, _INK, _TIP):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == _INK:
            return QColor(_ACTIONS[row.action][1]) if column == 2 else None
        if role == _TIP and column != 3:
            return None
        return (row.row, row.number, _ACTIONS[row.action][0], explain(row))[column]


def explain(row: RowReport) -> str:
    """What a row does or why not, in one line."""
    if row.action == "refuse":
        return f"{row.message}{row.remedy}"
    return "；".join(row.notes) or ("与已有的相同。" if row.action == "unchanged" else "")
