"""Asking before something is taken back or thrown away. It does not block: the answer comes as a call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clerk_app.ui.widgets.arrange import in_column, in_row
from clerk_app.ui.widgets.buttons import danger, on_click, plain
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.words import paragraph, section


class Question(WindowDialog):
    """A window-modal question; Esc and 取消 mean no."""

    def __init__(self, parent: QWidget, name: str, text: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setMinimumWidth(400)
        self.yes = on_click(danger(yes), self.accept)
        self.no = on_click(plain("取消", "Esc"), self.reject)
        body = paragraph(text)
        body.setMinimumWidth(360)
        foot = in_row(None, self.no, self.yes)
        self.setLayout(in_column(section(name), body, 6, foot, spacing=12, margins=(20, 18, 20, 16)))
        self.no.setFocus()


def ask(parent: QWidget, name: str, text: str, yes: str, action: Callable[[], object]) -> Question:
    """Asks, and does `action` when the person says yes."""
    question = Question(parent, name, text, yes)
    question.accepted.connect(action)
    question.open()
    return question
