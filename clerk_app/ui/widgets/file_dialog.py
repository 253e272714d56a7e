"""Asking for a file to open or a place to save. It does not block: the answer comes as a call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_LABELS = {
    QFileDialog.DialogLabel.LookIn: "查找范围(&L)：",
    QFileDialog.DialogLabel.FileType: "文件类型(&T)：",
}
"""Qt's Chinese catalogue misses these two."""


def ask_file(parent: QWidget, name: str, kinds: str, take: Callable[[Path], object]) -> None:
    """Asks for a file that is there; `kinds` as Qt writes them: `表格 (*.xlsx *.csv);;所有文件 (*)`."""
    _open(QFileDialog(parent, name, "", kinds), take)


def ask_place(
    parent: QWidget, name: str, proposed: str, kinds: str, suffix: str, take: Callable[[Path], object]
) -> None:
    """Asks where to save; without a suffix of its own the name gets `suffix`. Qt asks before a file is replaced."""
    dialog = QFileDialog(parent, name, proposed, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    _open(dialog, take)


def _open(dialog: QFileDialog, take: Callable[[Path], object]) -> None:
    for label, text in _LABELS.items():
        dialog.setLabelText(label, text)
    dialog.fileSelected.connect(lambda path: take(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
