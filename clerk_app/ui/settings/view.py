"""The page 设置: this workstation, habits, phrases, password, the year's calendar, and the self-check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.settings.court_rules import CourtRules
from clerk_app.ui.settings.masking_rules import MaskingRules
from clerk_app.ui.settings.phrases import as_lines, from_lines
from clerk_app.ui.settings.ports import Fact, SettingsPort, WorkstationPort
from clerk_app.ui.settings.section import settings_section
from clerk_app.ui.shell.page import Page, PageHead
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import clear, in_column, in_row, scrolling
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.file_dialog import ask_file
from clerk_app.ui.widgets.typed_texts import TypedTexts
from clerk_app.ui.widgets.words import Tone, field_label, hint, paragraph, tag, words
from clerk_app.use_cases.sync_views import AuditVerdict, CalendarImported, Check, Phrase
from court_core.clock import court_date
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Settings

_HABITS = (
    FormField("soon_days", "临期提醒（天）", FieldKind.NUMBER, required=True, help="审限届满前几天起提醒"),
    FormField("idle_case_days", "久未记录（天）", FieldKind.NUMBER, required=True, help="几天没有日志即标红"),
    FormField("idle_lock_minutes", "自动锁定（分钟）", FieldKind.NUMBER, required=True, help="离开多久后锁定窗口"),
    FormField("text_scale", "文字大小（%）", FieldKind.NUMBER, required=True, help="80 至 200，下次启动生效"),
)
DRAFT_KEY = "settings"
_PHRASES, _RULE_WORDS, _RULE_NOTE = "-phrases", "-rule-words", "-rule-note"
"""Their names in the draft beside the habits' own."""

_OF_THE_COURT = "全院共用；同步后各工作站照此办理。已有公开稿的文书仍用原来的规则，除非重新选择。"
_READ_ONLY = "全院共用，由电脑管理员更改。"
_CHECK_TONES = {"ok": (Tone.GREEN, "正常"), "warning": (Tone.AMBER, "注意"), "failed": (Tone.RED, "异常")}


class SettingsPage(Page):
    """The page. Small enough to need no presenter: each section reads and writes one thing."""

    settings_saved = Signal(object)
    """The Settings now in force."""

    def __init__(
        self, port: SettingsPort, workstation: WorkstationPort, jobs: Jobs, now: Callable[[], datetime], *,
        is_administrator: bool,
    ) -> None:  # fmt: skip
        super().__init__()
        self._port, self._workstation, self._jobs = port, workstation, jobs
        self._settings: Settings | None = None
        self._phrases: tuple[Phrase, ...] = ()
        self.habits = FieldForm(lambda: court_date(now()))
        self.habits.build(_HABITS)
        self.phrases = QPlainTextEdit()
        self.phrases.setAccessibleName("常用语，一行一条")
        self.phrases.setMinimumHeight(232)
        self.phrases.setPlaceholderText("一行一条，例如：电话联系被执行人，督促履行")
        self.passwords = {name: _password_line(name) for name in ("现在的密码", "新密码", "再输一次")}
        self.rules = MaskingRules(port, jobs)
        self.court = CourtRules(port, jobs, may_change=is_administrator)
        for part in (self.rules, self.court):
            part.refused.connect(self.show_refusal)
            part.confirmed.connect(self.confirmed)
            part.changed_records.connect(self.changed_records)
        self._facts, self._checks = QGridLayout(), QVBoxLayout()
        self._checks.setSpacing(8)
        self._audit = paragraph("", "hint")
        self._calendar = paragraph("已内置 2004 至 2026 年的安排。", "label")
        self._is_administrator = is_administrator
        self._shown: dict[str, str] = {}
        self._typing = TypedTexts(
            self, port, jobs, lambda _: DRAFT_KEY, self._typed, self._restore, lambda: False, self.show_refusal
        )
        self.habits.changed.connect(self._typing.touched)
        self.phrases.textChanged.connect(self._typing.touched)
        for line in (self.rules.text, self.rules.note):
            line.textChanged.connect(self._typing.touched)
        self._build()

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────────────────

    @override
    def opened(self) -> None:
        self._jobs.database(lambda: (self._port.settings(), self._port.phrases()), self._show, latest="settings")
        self._typing.show(DRAFT_KEY)
        self._jobs.network(self._workstation.facts, self._show_facts, latest="settings.facts")
        self.rules.load()
        self.court.load()
        self.check()

    @override
    def refresh(self, changes: object) -> None:
        self.rules.load()
        self.court.load()

    @override
    def leave(self) -> bool:
        self._typing.leave()
        return super().leave()

    def check(self) -> None:
        """Runs the self-check; it may look for the server, so it does not run on the database thread."""
        self._jobs.network(self._workstation.checks, self._show_checks, latest="settings.checks")

    # ── actions ──────────────────────────────────────────────────────────────────────────────────────────────

    def save_habits(self) -> None:
        """Keeps the numbers; what cannot be read is marked and nothing is lost."""
        if self._settings is None:
            return
        try:
            typed = self.habits.values()
        except CourtError as refusal:
            self.show_refusal(refusal)
            return
        new = replace(self._settings, **typed)  # type: ignore[arg-type]  # the form's fields are NUMBER and required
        self._jobs.database(lambda: self._port.save_settings(new), lambda _: self._habits_saved(new), self.show_refusal)

    def save_phrases(self) -> None:
        """Keeps the phrases in the order of the lines."""
        new = from_lines(self.phrases.toPlainText(), self._phrases)
        self._jobs.database(
            lambda: self._port.save_phrases(new), lambda _: self._phrases_saved(new), self.show_refusal
        )  # fmt: skip

    def change_password(self) -> None:
        """Wraps the key under the new password; the fields are emptied only when that went well."""
        old, new, again = (line.text() for line in self.passwords.values())
        if new != again:
            self.show_refusal(CourtError("account.password-repeat"))
            return
        self._jobs.network(
            lambda: self._workstation.change_password(old, new), lambda _: self._password_changed(), self.show_refusal
        )

    def verify_audit(self) -> None:
        """Walks the audit chain."""
        self._audit.setText("正在核对…")
        self._jobs.database(self._port.verify_audit, self._show_audit, self.show_refusal)

    def import_calendar(self, path: Path) -> None:
        """Reads a year's arrangement from a file."""

        def read_and_import() -> CalendarImported:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise CourtError("calendar.file-missing", name=path.name) from error
            return self._port.import_calendar(content)

        self._jobs.database(read_and_import, self._calendar_imported, self.show_refusal)

    # ── showing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self, read: tuple[Settings, tuple[Phrase, ...]]) -> None:
        typed = self._typed() if self._settings is not None else {}
        self._settings, self._phrases = read
        self._restore(typed)

    def _typed(self) -> dict[str, str]:
        """What is changed and not saved, by name. Passwords are never among it."""
        return {name: text for name, text in self._texts().items() if text != self._shown.get(name, "")}

    def _texts(self) -> dict[str, str]:
        rule = {_RULE_WORDS: self.rules.text.text(), _RULE_NOTE: self.rules.note.text()}
        return {**self.habits.typed(), _PHRASES: self.phrases.toPlainText(), **rule}

    def _restore(self, kept: Mapping[str, str]) -> None:
        """What is in force, with what was being changed over it."""
        if self._settings is None:
            return
        habits = {field.name: str(getattr(self._settings, field.name)) for field in _HABITS}
        self._shown = {**habits, _PHRASES: as_lines(self._phrases)}
        wanted = {**dict.fromkeys(self._texts(), ""), **self._shown, **kept}
        self.habits.restore(wanted)
        for edit, name in ((self.rules.text, _RULE_WORDS), (self.rules.note, _RULE_NOTE)):
            edit.setText(wanted[name])
        if self.phrases.toPlainText() != wanted[_PHRASES]:
            self.phrases.setPlainText(wanted[_PHRASES])

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        clear(self._facts)
        for row, fact in enumerate(facts):
            self._facts.addWidget(field_label(fact.label), row, 0)
            self._facts.addWidget(paragraph(fact.value), row, 1)

    def _show_checks(self, checks: Sequence[Check]) -> None:
        clear(self._checks)
        for check in checks:
            tone, state = _CHECK_TONES[check.state]
            line = in_row(tag(state, tone), words(check.label, points=tokens.GRID_PT, bold=True), spacing=10)
            line.addWidget(paragraph(check.text, "label", tokens.GRID_PT), 1)
            self._checks.addLayout(line)
            if check.state != "ok" and check.remedy:
                self._checks.addWidget(paragraph(check.remedy, "hint", tokens.META_PT))

    def _show_audit(self, verdict: AuditVerdict) -> None:
        self._audit.setText(verdict.message)

    def _habits_saved(self, new: Settings) -> None:
        self._settings = new
        self._restore({name: text for name, text in self._typed().items() if name not in self.habits.typed()})
        self.confirmed.emit("设置已保存。")
        self.settings_saved.emit(new)

    def _phrases_saved(self, new: tuple[Phrase, ...]) -> None:
        self._phrases = new
        self._restore({name: text for name, text in self._typed().items() if name != _PHRASES})
        self.confirmed.emit(f"已保存 {len(new)} 条常用语，前 9 条用 Alt+1…9 输入。")

    def _password_changed(self) -> None:
        for line in self.passwords.values():
            line.clear()
        self.confirmed.emit("本机解锁密码已更换。")

    def _calendar_imported(self, imported: CalendarImported) -> None:
        self._calendar.setText(
            f"已导入 {imported.year} 年：放假 {imported.holidays} 天，周末上班 {imported.working_weekends} 天。"
        )
        self.confirmed.emit(f"已导入 {imported.year} 年的工作日安排，期限按新安排计算。")

    # ── building ─────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        left = in_column(
            settings_section("本机", "", self._facts),
            settings_section("使用习惯", "", self.habits, on_click(primary("保存"), self.save_habits)),
            settings_section("解锁密码", "只换本机的解锁密码；忘记密码时，请先把待上传内容交电脑管理员处理。",
                             self._password_form(), on_click(plain("更换密码"), self.change_password)),
            settings_section("隐名记忆", "核对公开稿时记住的做法，全院共用；每次隐名用到哪些，核对时都会写明。", self.rules),
            None, spacing=12,
        )  # fmt: skip
        right = in_column(
            settings_section("常用语", "一行一条，前 9 条用 Alt+1…9 输入；在日志里打字时会自动匹配。", self.phrases,
                             on_click(primary("保存常用语"), self.save_phrases)),
            settings_section("本院规定", _OF_THE_COURT if self._is_administrator else _READ_ONLY, self.court),
            settings_section("工作日安排", "国务院办公厅每年公布的放假调休安排；没有导入的年度，期限标为“未确认”。",
                             self._calendar, *self._calendar_buttons()),
            settings_section("自检", "", in_column(self._checks, self._audit, spacing=8),
                             on_click(plain("核对操作记录"), self.verify_audit), on_click(plain("重新检查"), self.check)),
            None, spacing=12,
        )  # fmt: skip
        columns = in_row(left, right, spacing=12)
        columns.setStretch(0, 1)
        columns.setStretch(1, 1)
        body = QWidget()
        body.setLayout(columns)
        page = in_column(PageHead("设置"), scrolling(body), spacing=10, margins=(18, 14, 18, 12))
        page.setStretch(1, 1)
        self.setLayout(page)

    def _password_form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for row, (name, line) in enumerate(self.passwords.items()):
            grid.addWidget(field_label(name), row, 0)
            grid.addWidget(line, row, 1)
        return grid

    def _calendar_buttons(self) -> tuple[QWidget, ...]:
        if not self._is_administrator:
            return (hint("由电脑管理员导入"),)
        return (on_click(plain("导入年度安排", icon_name="file-import"), self._ask_calendar),)

    def _ask_calendar(self) -> None:
        ask_file(self, "导入年度安排", "工作日安排 (*.csv *.json)", self.import_calendar)


def _password_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line
