"""A list of any length: the ids of all its records in order, and of the records only those that were painted lately.

Painting drives the reading: a line that is not at hand is blank for a moment and asked for with its neighbours. The
database is never waited for, so scrolling to any place of twenty thousand cases costs what painting a screen costs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, Generic

from PySide6.QtCore import QTimer, Signal
from typing_extensions import override

from clerk_app.ui.widgets.record_lines import ROOT, Column, Index, LineModel, R, Shown

KEPT: Final = 2000
"""Records kept at hand; those painted longest ago go first."""
_CHUNK: Final = 40
"""Neighbours that are read together, aligned; about a screen of lines."""


class LongListModel(LineModel, Generic[R]):
    """`wanted` asks for records; whoever reads them answers with `take`, or with `put_off` when it did not."""

    wanted = Signal(object)
    """Ids (a tuple) that are on screen and not at hand, or out of date."""

    def __init__(
        self, columns: Sequence[Column], id_of: Callable[[R], str], show: Callable[[R], Sequence[Shown]]
    ) -> None:
        super().__init__(columns)
        self._id_of, self._show = id_of, show
        self._ids: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        self._records: OrderedDict[str, tuple[R, Sequence[Shown]]] = OrderedDict()
        self._stale: set[str] = set()
        self._asked: set[str] = set()
        self._asking: list[str] = []
        self._beat = QTimer(self)
        self._beat.setSingleShot(True)
        self._beat.setInterval(0)  # one question for all lines of a painting
        self._beat.timeout.connect(self._ask)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in order."""
        return self._ids

    def relist(self, ids: Sequence[str], records: Iterable[R] = ()) -> None:
        """Another order or other records; `records` are those already read."""
        self.beginResetModel()
        self._ids = tuple(ids)
        self._rows = {record_id: row for row, record_id in enumerate(self._ids)}
        self._asked.clear()
        for record in records:
            self._keep(record)
        self.endResetModel()

    def take(self, records: Sequence[R], asked: Collection[str] = ()) -> None:
        """Records that were read; `asked` are the ids they answer, of which some may be gone."""
        for record in records:
            self._keep(record)
        # those that are gone stay asked for: another list of ids is on its way
        self._asked.difference_update(self._id_of(record) for record in records)
        rows = [
            row for record_id in (*asked, *map(self._id_of, records)) if (row := self._rows.get(record_id)) is not None
        ]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.columns) - 1))

    def put_off(self, ids: Collection[str]) -> None:
        """These were not read after all: they are asked for again when they are painted."""
        self._asked.difference_update(ids)

    def outdate(self, ids: Collection[str] | None) -> None:
        """These changed (None: all may have): what is shown stays until its newer state is there."""
        self._stale.update(self._records if ids is None else self._records.keys() & set(ids))
        self._asked.difference_update(self._stale)
        if self._stale and self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def record(self, row: int) -> R:
        """The record of a row. Raises KeyError while it is not at hand."""
        return self._records[self._ids[row]][0]

    @override
    def id_at(self, row: int) -> str:
        return self._ids[row]

    @override
    def row_of(self, record_id: str) -> int | None:
        return self._rows.get(record_id)

    @override
    def line(self, row: int) -> Sequence[Shown] | None:
        record_id = self._ids[row]
        found = self._records.get(record_id)
        if found is None or record_id in self._stale:
            self._want(row)
            if found is None:
                return None
        self._records.move_to_end(record_id)
        return found[1]

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def _keep(self, record: R) -> None:
        record_id = self._id_of(record)
        self._records[record_id] = (record, self._show(record))
        self._records.move_to_end(record_id)
        self._stale.discard(record_id)
        while len(self._records) > KEPT:
            self._stale.discard(self._records.popitem(last=False)[0])

    def _want(self, row: int) -> None:
        if self._ids[row] in self._asked:
            return
        start = row - row % _CHUNK
        for record_id in self._ids[start : start + _CHUNK]:
            if record_id not in self._asked and (record_id not in self._records or record_id in self._stale):
                self._asked.add(record_id)
                self._asking.append(record_id)
        if not self._beat.isActive():
            self._beat.start()

    def _ask(self) -> None:
        asking, self._asking = tuple(self._asking), []
        if asking:
            self.wanted.emit(asking)
