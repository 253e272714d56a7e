"""Our own mistakes, told so that nobody overlooks them, with the reference under which the log has the details."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, primary
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.words import hint, paragraph, section
from court_core.errors import CourtError


class BugDialog(WindowDialog):
    """Says what happened, that the typed work is kept, and what to tell the administrator."""

    def __init__(self, parent: QWidget, refusal: CourtError) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(460)
        sentence, remedy = paragraph(refusal.message), paragraph(refusal.remedy, "label")
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = in_row(IconLabel("alert-triangle", tokens.RED, 24), section("程序出错"), None, spacing=10)
        close = on_click(primary("知道了"), self.accept)
        foot = in_row(hint(refusal.code), None, close)
        self.setLayout(in_column(head, sentence, remedy, 6, foot, spacing=10, margins=(22, 18, 22, 16)))
        close.setFocus()
