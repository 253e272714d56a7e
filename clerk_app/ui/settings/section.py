"""A card of the settings page: heading, a line what it is about, its content and its buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.words import paragraph, section


def settings_section(name: str, about: str, content: QWidget | QLayout, *buttons: QWidget) -> QFrame:
    """Lays one section out."""
    column = in_column(section(name), spacing=8, margins=(18, 14, 18, 16))
    if about:
        column.addWidget(paragraph(about, "hint"))
    if isinstance(content, QLayout):
        column.addLayout(content)
    else:
        column.addWidget(content)
    if buttons:
        column.addLayout(in_row(None, *buttons, spacing=8))
    return card(column)
