"""The detailed entry of one cell: type, place, who was present, content, result, who may read it.

What stands is never edited: the panel lists the day's entries and writes a new one or an amendment.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.ui.friday.ports import LogPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, clear, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary, quiet
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.key_hints import key_hint
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.phrase_book import PhraseBook
from clerk_app.ui.widgets.phrase_entry import PhraseEntry
from clerk_app.ui.widgets.typed_date import weekday_name
from clerk_app.ui.widgets.words import Tone, hint, paragraph, section, tag, words
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.forms import LogQuery, NewLog
from clerk_app.use_cases.views import LogView
from court_core.clock import court_date
from court_core.errors import CourtError
from court_core.rules.log_entries import LOG_KINDS, NOTHING, VISIBILITIES, log_kind
from court_core.rules.week import Week

_FIELDS = (
    FormField(
        "kind", "类型", FieldKind.CHOICE, required=True,
        choices=tuple((kind.key, kind.label) for kind in LOG_KINDS if kind.key != NOTHING),
    ),
    FormField(
        "visibility", "可见级别", FieldKind.CHOICE, required=True, choices=tuple(VISIBILITIES.items()),
        help="拟采取的措施、线索来源、合议等始终为内部",
    ),
    FormField("place", "地点"),
    FormField("present", "在场人"),
    FormField("content", "内容", FieldKind.LONG_TEXT, required=True),
    FormField("result", "结果", FieldKind.LONG_TEXT),
    FormField("not_before", "公开不早于", FieldKind.DATE, help="留空：随本周日志在周五下午公开"),
)  # fmt: skip


class EntryPanel(WindowDialog):
    """A window-modal dialog; the grid stays as it is behind it."""

    saved = Signal(object)
    """The ChangeSet."""

    def __init__(
        self, port: LogPort, jobs: Jobs, now: Callable[[], datetime], case_id: str, case_number: str, day: date,
        draft: str, phrases: PhraseBook, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._port, self._jobs = port, jobs
        self.case_id, self.day = case_id, day
        self._amends: LogView | None = None
        self._saving = False
        self._messages = MessageBar()
        self._phrases = phrases
        self.form = FieldForm(lambda: court_date(now()), phrases=PhraseEntry(self, lambda: phrases))
        self.form.build(_FIELDS)
        self.form.restore({"content": draft})
        self._entries = QVBoxLayout()
        self._entries.setSpacing(8)
        self._mode = hint()
        self._build(case_number)
        self._last_kind = ""
        self.form.changed.connect(self._suggest_kind)
        self.form.changed.connect(self._suggest_visibility)
        week = Week.of(day).text
        jobs.database(lambda: port.list_logs(LogQuery(case_id=case_id, week=week)), self._show_entries, self._refuse)
        self._suggest_kind()
        self.form.input("content" if draft else "kind").setFocus()

    def save(self) -> None:
        """Ctrl+Enter: writes the entry; what was typed stays in the form when it is refused."""
        if self._saving:  # pressed twice, or held down, while the disk is slow: still one entry
            return
        try:
            form = self._new_log()
        except CourtError as refusal:
            self._refuse(refusal)
            return
        self._saving = True
        amended = self._amends
        if amended is None:
            self._jobs.database(lambda: self._port.write_log(form), self._done, self._save_refused)
        else:
            log_id = amended.id
            self._jobs.database(lambda: self._port.amend_log(log_id, form), self._done, self._save_refused)

    def words(self) -> str:
        """The content as typed, for the cell's draft when the panel is closed by a lock."""
        return self.form.typed()["content"]

    def _build(self, case_number: str) -> None:
        self.setWindowTitle("执行日志")
        self.setMinimumWidth(720)
        head = in_column(
            section(case_number),
            words(f"{self.day.isoformat()}　{weekday_name(self.day)}", "sub", tokens.GRID_PT),
            spacing=3,
        )
        entry = card(in_column(self.form, margins=(18, 14, 18, 14)))
        cancel = on_click(plain("关闭", "Esc"), self.reject)
        store = on_click(primary("保存", "Ctrl+Enter", "check"), self.save)
        foot = in_row(self._mode, None, key_hint("Alt+1…9", "常用语"), 6, cancel, store)
        column = in_column(head, self._messages, self._entries, entry, foot, spacing=12, margins=(18, 16, 18, 14))
        self.setLayout(column)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def _show_entries(self, logs: tuple[LogView, ...]) -> None:
        clear(self._entries)
        todays = [log for log in logs if log.work_date == self.day]
        for log in todays:
            self._entries.addWidget(self._entry_row(log))
        if todays:
            self._entries.addWidget(hairline())
        self._mode.setText("新增一条日志" if self._amends is None else "更正：原记录保留，新旧并存")

    def _entry_row(self, log: LogView) -> QWidget:
        facts = in_row(
            tag(log.kind_label, Tone.ACCENT), tag(log.visibility_label), hint(f"{log.officer} 录入"),
            *([tag(f"补录，晚 {log.late_days} 天", Tone.AMBER)] if log.late_days else []),
            *([tag("已被更正", Tone.AMBER)] if log.amended_by else []), None,
        )  # fmt: skip
        if not log.amended_by:
            facts.addWidget(on_click(quiet("更正这条", "pencil"), lambda: self._amend(log)))
        body = paragraph(log.content, points=tokens.GRID_PT)
        return card(in_column(facts, body, spacing=4, margins=(12, 8, 8, 8)))

    def _amend(self, log: LogView) -> None:
        self._amends = log
        self._mode.setText("更正：原记录保留，新旧并存")
        self._last_kind = log.kind
        self.form.restore(
            {
                "kind": log.kind, "visibility": log.visibility, "place": log.place, "present": log.present,
                "content": log.content, "result": log.result,
                "not_before": log.not_before.isoformat() if log.not_before else "",
            }
        )  # fmt: skip
        self.form.input("content").setFocus()

    def _suggest_kind(self) -> None:
        """A 常用语 brings its type along, as in the grid; a type that was chosen stays."""
        typed = self.form.typed()
        kind = "" if typed["kind"] else self._phrases.kind_of(typed["content"])
        if kind:
            self.form.restore({"kind": kind})

    def _suggest_visibility(self) -> None:
        kind = self.form.typed()["kind"]
        if kind and kind != self._last_kind:
            self._last_kind = kind
            self.form.restore({"visibility": log_kind(kind).default_visibility})

    def _new_log(self) -> NewLog:
        values = self.form.values()
        not_before = values["not_before"]
        return NewLog(
            self.case_id, self.day, str(values["kind"]), str(values["content"]),
            place=str(values["place"] or ""), present=str(values["present"] or ""),
            result=str(values["result"] or ""), visibility=str(values["visibility"]),
            not_before=not_before if isinstance(not_before, date) else None,
        )  # fmt: skip

    def _done(self, saved: Saved) -> None:
        self.saved.emit(saved.change_set)
        self.accept()

    def _save_refused(self, refusal: CourtError) -> None:
        self._saving = False
        self._refuse(refusal)

    def _refuse(self, refusal: CourtError) -> None:
        self._messages.refuse(refusal)
