"""The list of documents as a Qt model: what, of which case, when it takes effect, by when it is due, in what state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from clerk_app.ui.theme import tokens
from clerk_app.use_cases.views import DocumentRow

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_HEADERS = ("案号", "文书", "生效日期", "公开期限", "状态")
_STATUS_INK = {
    "registered": tokens.SECONDARY,
    "effective": tokens.AMBER,
    "withheld": tokens.RED,
    "returned": tokens.RED,
    "published": tokens.GREEN,
    "passed": tokens.GREEN,
}
Index = QModelIndex | QPersistentModelIndex


class DocumentsModel(QAbstractTableModel):
    """Rows of documents; `today` decides what is overdue."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[DocumentRow] = ()
        self._today = date.min

    def show_rows(self, rows: Sequence[DocumentRow], today: date) -> None:
        """Replaces the rows; unchanged lists keep selection and scroll position."""
        if rows == self._rows and today == self._today:
            return
        self.beginResetModel()
        self._rows, self._today = rows, today
        self.endResetModel()

    def row_of(self, document_id: str) -> int:
        """The row a document stands in, -1 when it is not in the list."""
        return next((place for place, row in enumerate(self._rows) if row.id == document_id), -1)

    def document(self, place: int) -> DocumentRow:
        """The document in a row."""
        return self._rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Qt: how many documents."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Qt: the column's name."""
        return _HEADERS[section] if role == _DISPLAY and orientation is Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Qt: one cell."""
        if role == _DISPLAY:
            return self._text(self._rows[index.row()], index.column())
        if role == _INK:
            return self._ink(self._rows[index.row()], index.column())
        return None

    def _text(self, row: DocumentRow, column: int) -> str:
        if column == 0:
            return row.case_number
        if column == 1:
            return row.title or row.kind
        if column == 2:
            return row.effective_on.isoformat() if row.effective_on else "—"
        if column == 3:
            return row.publish_by.isoformat() if row.publish_by and not _settled(row) else "—"
        return status_words(row) + ("　待上传" if row.pending else "")

    def _ink(self, row: DocumentRow, column: int) -> QColor | None:
        if column == 3 and row.publish_by and row.publish_by < self._today and not _settled(row):
            return QColor(tokens.RED)
        return QColor(_STATUS_INK.get(row.status, tokens.INK)) if column == 4 else None


def status_words(row: DocumentRow) -> str:
    """The state in words; of a flag that waits for approval, whom it waits for."""
    flag = row.withholding
    return flag.status_label if flag and flag.status in ("flagged", "head-approved") else row.status_label


def _settled(row: DocumentRow) -> bool:
    return row.status in ("withheld", "published")
