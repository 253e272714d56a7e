"""The lists 待上传 and 被退回: one line an operation, refused ones with their reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.ui.shell.status import moment_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, clear, in_column, in_row, scrolling
from clerk_app.ui.widgets.buttons import danger, on_click, plain
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.question import ask
from clerk_app.ui.widgets.words import ElidedLabel, Tone, hint, paragraph, tag
from clerk_app.use_cases.sync_views import PendingRow

SHOWN = 200
"""More lines than anybody reads; the count in the tab tells the rest."""

_ACTIONS = {"create": "新增", "update": "修改", "delete": "删除"}


class WaitingList(QStackedWidget):
    """Shows what waits or what was refused; a refused line has its two ways out, by Tab and space too."""

    send_again = Signal(str)
    """Operation id: save it anew."""
    give_up = Signal(str)
    """Operation id: leave the record as the server has it; asked once with what is lost."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._shown: tuple[tuple[PendingRow, ...], bool] | None = None
        self._empty = EmptyState("circle-check", "没有待上传的内容")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        body = QWidget()
        body.setLayout(in_column(self._rows, None, spacing=0))
        self._list = card(in_column(scrolling(body), margins=(1, 6, 1, 6)))
        self.addWidget(card(in_column(self._empty)))
        self.addWidget(self._list)

    def show_rows(self, rows: Sequence[PendingRow], *, refused: bool) -> None:
        """Lays the rows out, oldest first."""
        if (tuple(rows), refused) == self._shown:
            return  # what is being read or pressed stays where it is
        self._shown = (tuple(rows), refused)
        clear(self._rows)
        if not rows:
            self._empty.say(*_EMPTY[refused])
            self.setCurrentIndex(0)
            return
        for row in rows[:SHOWN]:
            self._rows.addWidget(self._line(row))
        if len(rows) > SHOWN:
            self._rows.addWidget(hint(f"　其余 {len(rows) - SHOWN} 条没有列出。"))
        self.setCurrentIndex(1)

    def _line(self, row: PendingRow) -> QFrame:
        action = tag(_ACTIONS.get(row.action, row.action), Tone.RED if row.refused else Tone.ACCENT)
        first = in_row(
            action,
            ElidedLabel(row.title, points=tokens.GRID_PT),
            hint(moment_words(row.made_at, self._now())),
            spacing=12,
        )
        first.setStretch(1, 1)
        column = in_column(first, spacing=4, margins=(18, 8, 18, 8))
        if row.refused:
            column.addWidget(paragraph(row.refused, "problem", tokens.GRID_PT))
            if row.text:
                column.addWidget(paragraph(row.text, "sub", tokens.GRID_PT))
            again = on_click(plain("再次提交", icon_name="cloud-up"), lambda: self.send_again.emit(row.op_id))
            drop = on_click(danger("放弃修改"), lambda: self._ask_give_up(row))
            column.addLayout(in_row(again, drop, None, spacing=8))
        line = QFrame()
        line.setObjectName("row")
        line.setLayout(column)
        return line

    def _ask_give_up(self, row: PendingRow) -> None:
        ask(
            self,
            "放弃这条修改？",
            f"{row.title}\n{row.text or _ACTIONS.get(row.action, row.action)}\n"
            "记录将保持中心服务器上的内容；这段文字只留在操作记录里。",
            "放弃修改",
            lambda: self.give_up.emit(row.op_id),
        )


_EMPTY = {
    False: ("没有待上传的内容", "保存的内容都已送到中心服务器。"),
    True: ("没有被退回的内容", "服务器不接受的内容会列在这里，并说明原因；录入的文字都保留着。"),
}
