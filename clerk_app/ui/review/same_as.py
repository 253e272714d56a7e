"""同一人: choosing the name that the current one belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.words import hint, section
from clerk_app.use_cases.web_copy_views import ReviewSpan

_NUMBER = Qt.ItemDataRole.UserRole


class SameAsDialog(WindowDialog):
    """↑↓ and Enter choose; Esc leaves everything as it is."""

    chosen = Signal(int)
    """Number of the place where the other name stands first."""

    def __init__(self, parent: QWidget, span: ReviewSpan, names: Sequence[ReviewSpan]) -> None:
        super().__init__(parent)
        self.setWindowTitle("同一人")
        self.setMinimumSize(580, 360)  # two names of firms beside each other
        self.names = _Names()
        self.names.setAccessibleName("文中的其他名称")
        self.names.setObjectName("conflicts")
        for name in names:
            item = QListWidgetItem(f"{name.original}　→　{name.replacement}　（{name.kind_label}）")
            item.setData(_NUMBER, name.number)
            item.setToolTip(item.text())
            self.names.addItem(item)
        self.names.setCurrentRow(0)
        self.names.taken.connect(self._take)
        self.names.itemDoubleClicked.connect(lambda _: self._take())
        take = on_click(primary("合并", "Enter", "check"), self._take)
        take.setEnabled(bool(names))
        foot = in_row(None, on_click(plain("取消", "Esc"), self.reject), take)
        about = hint("两个名称用同一个替换，全文一致。" if names else "文中没有别的名称。")
        self.setLayout(
            in_column(
                section(f"“{span.original}”{_question(span)}"), about, card(in_column(self.names, margins=(4, 4, 4, 4))), foot,
                spacing=12, margins=(18, 16, 18, 14),
            )
        )  # fmt: skip
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setFocus()

    def _take(self) -> None:
        item = self.names.currentItem()
        if item is not None:
            self.chosen.emit(int(item.data(_NUMBER)))
            self.accept()


def _question(span: ReviewSpan) -> str:
    return "与哪一个是同一单位？" if span.kind == "organisation" else "与谁是同一人？"


class _Names(QListWidget):
    taken = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)
