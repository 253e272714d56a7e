"""The page 同步与冲突: the state in words on top, lists on the left, one conflict side by side on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget
from typing_extensions import override

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.shell.page import Page, PageHead
from clerk_app.ui.shell.status import SyncKind, SyncStatus, moment_words, sync_fact
from clerk_app.ui.sync.comparison import Comparison
from clerk_app.ui.sync.ports import SyncControl, SyncPort
from clerk_app.ui.sync.presenter import SyncPresenter, Tab, conflict_key
from clerk_app.ui.sync.waiting_list import WaitingList
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row, panel, scrolling
from clerk_app.ui.widgets.buttons import ChipRow, on_click, plain, primary
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.file_dialog import ask_place
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.typed_texts import TypedTexts
from clerk_app.ui.widgets.words import TONE_INK, Tone, paragraph, words
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved

_KEYS = (("↑↓", "选择"), ("1", "取先到的值"), ("2", "取后到的值"), ("3", "另填"), ("Ctrl+Enter", "确定并下一处"))


class SyncPage(Page):
    """The page. It implements `presenter.SyncScreen`."""

    def __init__(self, port: SyncPort, control: SyncControl, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._status = SyncStatus(SyncKind.NEVER)
        self.presenter = SyncPresenter(port, jobs, self)
        self.comparison = Comparison(now)
        self.list = QListWidget()
        self.waiting = WaitingList(now)
        self._chips = ChipRow()
        self._build(control)
        self._chips.chosen.connect(self.presenter.choose_tab)
        self.list.currentItemChanged.connect(self._on_item)
        self.comparison.decided.connect(self._show_actions)
        self._typing = TypedTexts(
            self, port, jobs, conflict_key, self.comparison.typed, self.comparison.restore, lambda: self.presenter.saving,
            self.show_refusal,
        )  # fmt: skip
        self.comparison.typed_on.connect(self._typing.touched)
        self.waiting.send_again.connect(self.presenter.send_again)
        self.waiting.give_up.connect(self.presenter.give_up)
        self._clock = QTimer(self)
        self._clock.setInterval(30_000)
        self._clock.timeout.connect(self._show_state)
        self._clock.start()

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────────────────

    @override
    def opened(self) -> None:
        self.presenter.load()
        self.list.setFocus()

    @override
    def refresh(self, changes: object) -> None:
        self.presenter.load()

    @override
    def leave(self) -> bool:
        self._typing.leave()
        return super().leave()

    @override
    def show_item(self, item_id: str) -> None:
        self.presenter.choose_tab(Tab.CONFLICTS)
        self.presenter.choose(item_id)

    @override
    def show_status(self, status: SyncStatus) -> None:
        """The sync's latest state."""
        settled = status.pending != self._status.pending or status.conflicts != self._status.conflicts
        self._status = status
        self._show_state()
        if settled and self.isVisible():
            self.presenter.load()

    # ── presenter.SyncScreen ─────────────────────────────────────────────────────────────────────────────────

    def lists_changed(self) -> None:
        """See `presenter.SyncScreen.lists_changed`."""
        self._chips.show_chips(self.presenter.counts(), self.presenter.tab)
        self.badge.emit(len(self.presenter.conflicts) + len(self.presenter.refused), True)
        self._hints.setVisible(self.presenter.tab is Tab.CONFLICTS)
        if self.presenter.tab in (Tab.CONFLICTS, Tab.SETTLED):
            self._fill_conflicts()
        else:
            rows = self.presenter.pending if self.presenter.tab is Tab.PENDING else self.presenter.refused
            self.waiting.show_rows(rows, refused=self.presenter.tab is Tab.REFUSED)
            self._stack.setCurrentWidget(self.waiting)

    def conflict_chosen(self) -> None:
        """See `presenter.SyncScreen.conflict_chosen`."""
        conflict = self.presenter.chosen
        if conflict is not None:
            if conflict.id != self._typing.record_id:
                self._typing.leave()
            self.comparison.show_conflict(conflict)
            self._typing.show(conflict.id)
        for row in range(self.list.count()):
            item = self.list.item(row)
            if conflict is not None and item.data(Qt.ItemDataRole.UserRole) == conflict.id:
                self.list.blockSignals(True)
                self.list.setCurrentItem(item)
                self.list.blockSignals(False)
        self._show_actions()

    def resolved(self, remaining: int) -> None:
        """See `presenter.SyncScreen.resolved`."""
        self.comparison.restore({})
        left = f"还有 {remaining} 处。" if remaining else "没有待处理的冲突了。"
        self.confirmed.emit(f"已处理这处冲突，{left}未取的值保留在“已处理的冲突”里。")

    def told(self, sentence: str) -> None:
        """See `presenter.SyncScreen.told`."""
        self.confirmed.emit(sentence)

    def exported(self, count: int, target: Path) -> None:
        """See `presenter.SyncScreen.exported`."""
        self.confirmed.emit(f"已导出 {count} 条待上传内容到 {target.name}。请交电脑管理员在服务器上导入。")

    def changed(self, saved: Saved) -> None:
        """See `presenter.SyncScreen.changed`."""
        self.changed_records.emit(saved.change_set)

    # ── building ─────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self, control: SyncControl) -> None:
        export = on_click(plain("导出待上传内容", icon_name="database-export"), self._ask_export)
        now = on_click(primary("立即同步", "F5", "refresh"), control.sync_now)
        head = PageHead("同步与冲突", export, now)
        QShortcut(QKeySequence("F5"), self).activated.connect(control.sync_now)
        self._state_icon = IconLabel("cloud-off", tokens.SECONDARY, 22)
        self._state = words("", points=tokens.SECTION_PT, bold=True)
        self._state_more = paragraph("", "sub", tokens.GRID_PT)
        state = card(
            in_row(
                self._state_icon, in_column(self._state, self._state_more, spacing=3), spacing=14, margins=(18, 12, 18, 12)
            )
        )  # fmt: skip
        state.layout().setStretch(1, 1)  # type: ignore[union-attr]  # the frame was just given this layout
        self.list.setAccessibleName("冲突列表")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFixedWidth(330)
        self.list.setObjectName("conflicts")
        self._confirm = on_click(primary("确定并下一处", "Ctrl+Enter", "check"), self._resolve)
        self._asking = words("", "hint")
        self._hints = key_hints(_KEYS)
        actions = in_row(self._asking, None, self._confirm, margins=(18, 10, 18, 12))
        self._actions = panel("", actions)
        detail = in_column(scrolling(self.comparison), hairline(), self._actions, spacing=0)
        detail.setStretch(0, 1)
        sides = in_row(card(in_column(self.list, margins=(6, 6, 6, 6))), card(detail), spacing=12)
        sides.setStretch(1, 1)
        self._conflicts = QWidget()
        self._conflicts.setLayout(sides)
        self._none = card(
            in_column(EmptyState("git-merge", "没有冲突", "两个人改了同一处时，这里会并排列出，由人决定取哪个。"))
        )
        self._stack = QStackedWidget()
        for widget in (self._none, self._conflicts, self.waiting):
            self._stack.addWidget(widget)
        column = in_column(head, state, self._chips, self._stack, self._hints, spacing=10, margins=(18, 14, 18, 12))
        column.setStretch(3, 1)
        self.setLayout(column)
        for key, choice in (("1", "theirs"), ("2", "mine"), ("3", "other")):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda choice=choice: self._choose(choice))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._resolve)
        self._show_state()

    def _fill_conflicts(self) -> None:
        settled = self.presenter.tab is Tab.SETTLED
        shown = self.presenter.settled if settled else self.presenter.conflicts
        self._stack.setCurrentWidget(self._conflicts if shown else self._none)
        self.list.blockSignals(True)
        self.list.clear()
        for conflict in shown:
            fields = "、".join(field.label for field in conflict.fields)
            where = conflict.case_number or conflict.title
            what = conflict.title.replace(conflict.case_number, "").strip(" ·　") if conflict.case_number else ""
            item = QListWidgetItem(f"{where}\n{' · '.join(filter(None, (what, fields)))}")
            item.setData(Qt.ItemDataRole.UserRole, conflict.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.conflict_chosen()

    def _show_state(self) -> None:
        status, now = self._status, self._now()
        fact = sync_fact(status, now)
        self._state_icon.show_icon(fact.icon, TONE_INK[Tone(fact.tone)])
        self._state.setText(fact.words)
        parts = [f"上次成功：{moment_words(status.last_success, now)}", f"待上传 {status.pending} 条"]
        if status.reason:
            parts.append(f"原因：{status.reason}")
        else:
            parts.append("没有网络也可以照常录入，联网后自动上传。")
        self._state_more.setText("　".join(parts))

    def _show_actions(self) -> None:
        conflict = self.presenter.chosen
        waiting = conflict is not None and conflict.status == "open"
        self._actions.setVisible(waiting)
        self._confirm.setEnabled(bool(self.comparison.choice))
        self._asking.setText("" if self.comparison.choice else "请选一个值，或另填")

    def _on_item(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self.presenter.choose(current.data(Qt.ItemDataRole.UserRole))

    def _choose(self, choice: str) -> None:
        self.comparison.choose(choice)
        if choice == "other":
            self.comparison.other.setFocus()

    def _resolve(self) -> None:
        choice = self.comparison.choice
        if not choice:
            return
        try:
            other = self.comparison.other_values() if choice == "other" else {}
        except CourtError as refusal:
            self.show_refusal(refusal)
            return
        self.presenter.resolve(choice, other)

    def _ask_export(self) -> None:
        ask_place(self, "导出待上传内容", "", "待上传内容 (*.clerk-pending)", "clerk-pending", self.presenter.export)
