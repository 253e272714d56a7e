"""What a list of records shows: columns, one line for each record, words with tones and icons.

What a line shows is worked out once, when it is first painted, and kept. No proxy model: filtering is a query.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.words import Tone

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Shown:
    """What one place of a line shows: words, perhaps as a tag, perhaps with an icon before them."""

    text: str = ""
    tone: Tone | None = None
    colour: str = tokens.INK
    bold: bool = False
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its width in pixels; 0 shares what is left.

    It is wide enough for `sample` at any text size. Where there is no room, the columns with the lowest `spare` above 0
    give way first.
    """

    head: str
    width: int = 0
    sample: str = ""
    spare: int = 0


_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
ROOT: Final = QModelIndex()


class LineModel(QAbstractTableModel):
    """Lines with an id each. A subclass says which there are and what each shows."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    def id_at(self, row: int) -> str:
        """The id of a row's record."""
        raise NotImplementedError

    def row_of(self, record_id: str) -> int | None:
        """The row of a record, None when it is not in the list."""
        raise NotImplementedError

    def line(self, row: int) -> Sequence[Shown] | None:
        """What a row shows, one for each column; None while it is being read."""
        raise NotImplementedError

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP):
            return None
        line = self.line(index.row())
        if line is None:
            return None
        shown = line[index.column()]
        return shown.text if role == _DISPLAY else shown.tip or shown.text

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == _DISPLAY:
                return self.columns[section].head
            if role == _ALIGN:
                return _LEFT
        return None


class RecordModel(LineModel, Generic[R]):
    """Records in the order they were given, all of them at hand; for lists of a few hundred."""

    def __init__(
        self, columns: Sequence[Column], id_of: Callable[[R], str], show: Callable[[R], Sequence[Shown]]
    ) -> None:
        super().__init__(columns)
        self._id_of, self._show = id_of, show
        self._records: list[R] = []
        self._rows: dict[str, int] = {}
        self._lines: dict[int, Sequence[Shown]] = {}

    def replace(self, records: Sequence[R]) -> None:
        """Other records altogether."""
        self.beginResetModel()
        self._records = list(records)
        self._rows = {self._id_of(record): row for row, record in enumerate(self._records)}
        self._lines.clear()
        self.endResetModel()

    def record(self, row: int) -> R:
        """The record of a row."""
        return self._records[row]

    @override
    def id_at(self, row: int) -> str:
        return self._id_of(self._records[row])

    @override
    def row_of(self, record_id: str) -> int | None:
        return self._rows.get(record_id)

    @override
    def line(self, row: int) -> Sequence[Shown]:
        line = self._lines.get(row)
        if line is None:
            line = self._lines[row] = self._show(self._records[row])
        return line

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._records)
