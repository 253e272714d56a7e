"""Fusion with the court's palette and style sheet, put on once at start-up."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from court_core.resource_files import resource_path

_PUT_ON = "courtTheme"
_TOKEN = re.compile(r"@([A-Z_]+)@")


def apply_theme(application: QApplication) -> None:
    """Gives the whole application its look, once. Call before the first widget is made."""
    if application.property(_PUT_ON) is not None:
        return  # a second time would style every living widget anew
    application.setProperty(_PUT_ON, "yes")
    application.setStyle("Fusion")
    application.setPalette(court_palette())
    application.setFont(ui_font(tokens.BODY_PT))
    application.setStyleSheet(style_sheet())


def court_palette() -> QPalette:
    """The light palette; it also keeps a dark desktop theme from leaking into the window."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in (
        (role.Window, tokens.PAGE),
        (role.Base, tokens.SURFACE),
        (role.AlternateBase, tokens.SUNKEN),
        (role.Button, tokens.SURFACE),
        (role.Text, tokens.INK),
        (role.WindowText, tokens.INK),
        (role.ButtonText, tokens.INK),
        (role.ToolTipBase, tokens.INK),
        (role.ToolTipText, tokens.WHITE),
        (role.PlaceholderText, tokens.HINT),
        (role.Highlight, tokens.ACCENT),
        (role.HighlightedText, tokens.WHITE),
        (role.Mid, tokens.LINE_STRONG),
        (role.Link, tokens.ACCENT),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.HINT))
    return palette


def style_sheet() -> str:
    """resources/style/window.qss with `@TOKEN@` replaced by tokens and `@STYLE_FOLDER@` by its folder.

    Raises AttributeError when the file names a token that does not exist.
    """
    sheet = resource_path("style/window.qss")

    def value(match: re.Match[str]) -> str:
        if match[1] == "STYLE_FOLDER":
            return sheet.parent.as_posix()
        return str(getattr(tokens, match[1]))

    return _TOKEN.sub(value, sheet.read_text(encoding="utf-8"))
