"""隐名记忆: what the court remembers for all further documents; everybody sees it, and whoever masks may change it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.settings.ports import MaskingRulesPort
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import danger, on_click, plain
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.record_lines import Column, RecordModel, Shown
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.words import Tone
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.web_copy_views import RULE_ACTION_LABELS, MaskingRuleRow

_COLUMNS = (
    Column("做法", 92, "一律保留"),
    Column("词语"),
    Column("记入", 168, "欧阳建平　2026-11-20", spare=2),
    Column("", 74, "已停用"),
)
_HEIGHT = 236


class MaskingRules(QWidget):
    """The list with a line to add to it."""

    refused = Signal(object)
    confirmed = Signal(str)
    changed_records = Signal(object)

    def __init__(self, port: MaskingRulesPort, jobs: Jobs) -> None:
        super().__init__()
        self._port, self._jobs = port, jobs
        self.rows: tuple[MaskingRuleRow, ...] = ()
        self.model: RecordModel[MaskingRuleRow] = RecordModel(_COLUMNS, lambda row: row.id, _line)
        self.table = RecordTable(self.model, "隐名记忆")
        self.table.chosen.connect(lambda _: self._show_chosen())
        self.action, self.text, self.note = QComboBox(), QLineEdit(), QLineEdit()
        for action, label in RULE_ACTION_LABELS.items():
            self.action.addItem(label, action)
        self.action.setAccessibleName("做法")
        self.text.setAccessibleName("词语")
        self.text.setPlaceholderText("词语，例如一个单位的名称")
        self.note.setAccessibleName("说明")
        self.note.setPlaceholderText("说明，可不填")
        self.text.returnPressed.connect(self.add)
        self.note.returnPressed.connect(self.add)
        self._revoke = on_click(danger("停用"), self.revoke)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("notebook", "还没有隐名记忆", "核对公开稿时勾选“记住”，或在下面直接记入。"))
        self._stack.addWidget(self.table)
        self._stack.setFixedHeight(_HEIGHT)
        new = in_row(self.action, self.text, self.note, on_click(plain("记入", icon_name="plus"), self.add))
        new.setStretch(1, 3)
        new.setStretch(2, 2)
        listing = card(in_column(self._stack, margins=(1, 1, 1, 1)))
        self.setLayout(in_column(listing, new, in_row(None, self._revoke), spacing=8))
        self._show_chosen()

    def load(self) -> None:
        """Reads the list."""
        self._jobs.database(self._port.masking_rules, self._show, latest="settings.masking-rules")

    def add(self) -> None:
        """Remembers what was typed; it stays typed when it is refused."""
        action, text, note = str(self.action.currentData()), self.text.text().strip(), self.note.text().strip()
        if not text:
            self.text.setFocus()
        else:
            self._jobs.database(
                lambda: self._port.add_masking_rule(action, text, note),
                lambda saved: self._added(saved, text), self.refused.emit,
            )  # fmt: skip

    def revoke(self) -> None:
        """Takes the chosen rule out of force; it stays in the list."""
        rule_id = self.table.current_id()
        if rule_id:
            self._jobs.database(
                lambda: self._port.revoke_masking_rule(rule_id),
                lambda saved: self._saved(saved, "已停用，以后的隐名不再使用。"), self.refused.emit,
            )  # fmt: skip

    def _added(self, saved: Saved, text: str) -> None:
        self.text.clear()
        self.note.clear()
        self._saved(saved, f"已记入“{text}”，以后隐名时使用。")

    def _saved(self, saved: Saved, sentence: str) -> None:
        self.confirmed.emit(sentence)
        self.changed_records.emit(saved.change_set)
        self.load()

    def _show(self, rows: tuple[MaskingRuleRow, ...]) -> None:
        if rows != self.rows:
            self.rows = rows
            self.table.relist(lambda: self.model.replace(rows), self.table.current_id())
        self._stack.setCurrentIndex(1 if rows else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = next((row for row in self.rows if row.id == self.table.current_id()), None)
        in_force = chosen is not None and not chosen.revoked
        self._revoke.setEnabled(in_force)
        self._revoke.setToolTip("" if in_force else "先选一条还在使用的")


def _line(row: MaskingRuleRow) -> tuple[Shown, ...]:
    ink = tokens.HINT if row.revoked else tokens.INK
    made = f"{row.made_by}　{row.made_on.isoformat() if row.made_on else ''}".strip()
    return (
        Shown(row.action_label, tone=Tone.NEUTRAL if row.revoked else Tone.ACCENT),
        Shown(row.words, colour=ink, tip=row.note or row.words),
        Shown(made, colour=tokens.SECONDARY),
        Shown("已停用", colour=tokens.HINT) if row.revoked else Shown(),
    )
