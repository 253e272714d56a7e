"""A form in a dialog that stays open until the job behind it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.drafted_dialog import Draft, DraftedDialog
from clerk_app.ui.widgets.field_form import FieldForm, FormField
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.words import section
from court_core.errors import CourtError


class FormDialog(DraftedDialog):
    """A small form in a dialog. It closes only when the job was done; a refusal is shown inside, the text stays."""

    submitted = Signal(object)
    """The checked values by field name."""

    def __init__(
        self, name: str, fields: tuple[FormField, ...], today: Callable[[], date], parent: QWidget, draft: Draft,
        texts: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """`texts` is what is stored; what was typed over it last time comes back from the draft."""
        super().__init__(parent, draft)
        self.setWindowTitle(name)
        self.setMinimumWidth(620)
        self.messages = MessageBar()
        self.form = FieldForm(today)
        self.form.build(fields)
        self.form.restore(texts or {})
        self._stored = self.form.typed()
        self.form.restore(draft.kept)
        self.form.changed.connect(self.touched)
        foot = in_row(
            None, on_click(plain("取消", "Esc"), self.reject),
            on_click(primary("保存", "Ctrl+Enter", "check"), self.submit),
        )  # fmt: skip
        body = card(in_column(self.form, margins=(18, 16, 18, 16)))
        self.setLayout(in_column(section(name), self.messages, body, foot, spacing=12, margins=(18, 16, 18, 14)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        self.form.input(fields[0].name).setFocus()

    def submit(self) -> None:
        """Checks the inputs and hands them over, once."""
        if self.is_saving:
            return
        try:
            values = self.form.values()
        except CourtError as refusal:
            self.refuse(refusal)
            return
        self.messages.dismiss()
        self.submitted.emit(values)

    @override
    def typed(self) -> dict[str, str]:
        return {name: text for name, text in self.form.typed().items() if text != self._stored[name]}

    @override
    def refuse(self, refusal: CourtError) -> None:
        """Shows why not."""
        self.messages.refuse(refusal)
