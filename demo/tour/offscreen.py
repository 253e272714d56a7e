"""What Qt's offscreen platform says it cannot do, and a person at the tour need not read."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

_CANNOT: Final = frozenset(
    f"This plugin does not support {what}" for what in ("raise()", "grabbing the keyboard", "propagateSizeHints()")
)
"""Qt itself asks for these when a list or a dialog opens: there is no other window to come before, and no window manager."""


def expect_what_offscreen_cannot() -> None:
    """Leaves these three sentences of the offscreen platform out; every other message of Qt is printed as before."""
    if QGuiApplication.platformName() == "offscreen":
        qInstallMessageHandler(_print)


def _print(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if message not in _CANNOT:
        print(f"{kind.name}: {message}", file=sys.stderr, flush=True)
