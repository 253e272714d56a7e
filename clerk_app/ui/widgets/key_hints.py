"""The line at the foot of a page that says which keys do what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.ui.widgets.arrange import in_row, panel
from clerk_app.ui.widgets.words import hint, key_cap


def key_hints(keys: Sequence[tuple[str, str]], *trailing: QWidget) -> QWidget:
    """Keys with their meanings on the left, widgets such as the draft state on the right."""
    row: QHBoxLayout = in_row(spacing=14, margins=(14, 7, 14, 7))
    for key, meaning in keys:
        row.addLayout(in_row(key_cap(key), hint(meaning), spacing=6))
    row.addStretch(1)
    for widget in trailing:
        row.addWidget(widget)
    return panel("keyHints", row)
