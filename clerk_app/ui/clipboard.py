"""Copying case data, and taking it off the clipboard again when the session ends."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_MARK: Final = "application/x-sunshine-clerk"


def copy_text(text: str) -> None:
    """Puts text on the clipboard, marked as ours."""
    data = QMimeData()
    data.setText(text)
    data.setData(_MARK, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def clear_own_clipboard() -> None:
    """Clears what was copied in this program; what another program put there is left alone."""
    clipboard = QGuiApplication.clipboard()
    # ownsClipboard also covers what an input's own Ctrl+C put there, but not every desktop knows it
    if clipboard.ownsClipboard() or _is_marked(clipboard.mimeData()):
        clipboard.clear()


def _is_marked(held: QMimeData | None) -> bool:
    """An empty clipboard has no data at all, whatever the stubs say."""
    return held is not None and held.hasFormat(_MARK)
