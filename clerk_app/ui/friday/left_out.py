"""After a paste by case numbers: the lines that found no row, and why. They stay on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerk_app.ui.clipboard import copy_text
from clerk_app.ui.friday.cell_text import table_for_clipboard
from clerk_app.ui.friday.screen import LeftOut
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.record_lines import Column, RecordModel, Shown
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.words import paragraph, section

_COLUMNS = (Column("行", 52), Column("案号", 196, "（2026）粤0103执恢411号"), Column("原因", 172), Column("内容"))


class LeftOutLines(WindowDialog):
    """Window-modal; Esc closes it."""

    def __init__(self, lines: Sequence[LeftOut], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setWindowTitle("没有粘贴的行")
        self.resize(760, 420)
        self.model: RecordModel[LeftOut] = RecordModel(_COLUMNS, lambda line: str(line.place), _shown)
        self.model.replace(lines)
        self.table = RecordTable(self.model, "没有粘贴的行")
        about = paragraph(
            f"这 {len(lines)} 行没有对应到表中的案件，没有粘贴。剪贴板里的内容没有变；核对案号后可以再粘贴一次，"
            "已粘贴的行不会重复。",
            "label",
        )
        copy = on_click(plain("只复制这些行", icon_name="table-plus"), self._copy)
        close = on_click(primary("知道了", "Esc"), self.reject)
        listing = card(in_column(self.table, spacing=0, margins=(1, 1, 1, 1)))
        column = in_column(
            section("没有粘贴的行"), about, listing, in_row(copy, None, close), spacing=12, margins=(18, 16, 18, 14)
        )
        column.setStretch(2, 1)
        self.setLayout(column)
        self.table.choose_row(0)
        close.setFocus()

    def _copy(self) -> None:
        copy_text(table_for_clipboard([list(line.cells) for line in self._lines]))


def _shown(line: LeftOut) -> tuple[Shown, ...]:
    texts = "　".join(cell for cell in line.cells[1:] if cell.strip())
    return (
        Shown(str(line.place), colour=tokens.SECONDARY), Shown(line.number or "—"), Shown(line.reason, colour=tokens.RED),
        Shown(texts, colour=tokens.SECONDARY),
    )  # fmt: skip
