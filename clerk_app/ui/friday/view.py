"""The page 执行日志: progress on top, filters, the grid, and what the keys do at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QProgressBar, QStackedWidget, QWidget
from typing_extensions import override

from clerk_app.ui.friday.entry_panel import EntryPanel
from clerk_app.ui.friday.history import CellKey
from clerk_app.ui.friday.left_out import LeftOutLines
from clerk_app.ui.friday.model import WeekModel
from clerk_app.ui.friday.ports import FridayPort, LogPort
from clerk_app.ui.friday.presenter import FridayPresenter
from clerk_app.ui.friday.screen import Pasted
from clerk_app.ui.friday.table import WeekTable
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.shell.page import Page, PageHead
from clerk_app.ui.shell.status import SyncStatus, arrival_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import ChipRow, on_click, plain, primary
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.words import hint, words
from clerk_app.use_cases.week_views import CellsSaved
from court_core.clock import COURT_ZONE
from court_core.errors import CourtError

DRAFT_BEAT_MS = 500
"""Drafts are handed to the database this long after a change; with the write itself well below 800 ms."""

_RETRY_MS = 2_000
_KEYS = (
    ("Enter", "下一件"), ("Tab", "下一日"), ("F4", "下一缺口"), ("空格", "无事项"), ("Ctrl+D", "同上"),
    ("Alt+1…9", "常用语"), ("Ctrl+E", "详细"), ("Ctrl+Z", "撤销"),
)  # fmt: skip


class FridayPage(Page):
    """The page. It implements `screen.GridScreen` for the presenter."""

    def __init__(self, port: FridayPort, logs: LogPort, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._jobs, self._logs, self._now = jobs, logs, now
        self._panel: EntryPanel | None = None
        self._stale = False
        self._arriving = False
        self.presenter = FridayPresenter(port, jobs, now, self)
        self.model = WeekModel(self.presenter, self)
        self.table = WeekTable(self.presenter, self.model)
        self._beat = QTimer(self)
        self._beat.setSingleShot(True)
        self._beat.setInterval(DRAFT_BEAT_MS)
        self._beat.timeout.connect(self.presenter.keep_drafts)
        self._build()
        self.table.pasted.connect(self._tell_pasted)
        self.table.no_gap_left.connect(lambda: self.confirmed.emit("本周已没有缺口。按 Ctrl+S 提交。"))
        self.table.nothing_to_undo.connect(lambda: self.warned.emit("没有可撤销或重做的操作。", ""))
        self.table.details_wanted.connect(self._open_details)
        self.table.editing.connect(self._start_beat)
        self.table.edit_closed.connect(self._catch_up_with_changes)
        self._chips.chosen.connect(self.presenter.choose_filter)
        submit = QShortcut(QKeySequence("Ctrl+S"), self)
        submit.activated.connect(self.submit)

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────────────────

    @override
    def opened(self) -> None:
        self.preload()
        self.table.setFocus()

    @override
    def preload(self) -> None:
        """Reads the week, for the number in the navigation."""
        if not self.presenter.asked:
            self.presenter.load()

    @override
    def refresh(self, changes: object) -> None:
        if self.table.editor is not None:
            self._stale = True  # an editor that is being typed into is not pulled away
        elif self.presenter.asked:
            self.presenter.reload()

    @override
    def show_status(self, status: SyncStatus) -> None:
        """Until the first sync is through, an empty week says that its cases are on their way."""
        arriving = arrival_words(status)
        self._arriving = arriving is not None
        self._empty.say_instead(arriving)
        self._show_facts()

    @override
    def show_item(self, item_id: str) -> None:
        self.presenter.load(item_id)

    @override
    def leave(self) -> bool:
        self.table.finish_edit()
        if self._panel is not None:  # a lock closes the panel: its words stay as the cell's draft
            self.presenter.keep_words(self._panel.case_id, self._panel.day, self._panel.words())
        self._beat.stop()
        self.presenter.keep_drafts()
        return super().leave()

    def submit(self) -> None:
        """Ctrl+S: what is in the open editor counts too."""
        self.table.finish_edit()
        self.presenter.submit()

    # ── GridScreen ───────────────────────────────────────────────────────────────────────────────────────────

    def week_loaded(self) -> None:
        """Shows a week; the place in the grid is kept where it still exists."""
        place = self.table.place() or (0, 0)
        self.model.replaced()
        self.table.fit_columns()
        self.table.go(*place)
        grid = self.presenter.grid
        self._stack.setCurrentIndex(0 if self.presenter.rows or self.presenter.sheet.filter != "all" else 1)
        if grid is not None:
            self._head.about.setText(grid.title)
            self._previous.setEnabled(bool(grid.previous_week))
            self._next.setVisible(bool(grid.next_week))
            self._cutoff.setText(self.presenter.sheet.cutoff_words())
        self._show_facts()

    def rows_filtered(self) -> None:
        """Shows other rows of the same week."""
        self.model.replaced()
        self.table.go(0, 0)
        self.table.setFocus()
        self._show_facts()

    def cells_changed(self, keys: Sequence[CellKey]) -> None:
        """Draws these cells and the numbers anew."""
        self.model.changed(list(keys))
        self._show_facts()
        self._start_beat()

    def drafts_kept(self, at: datetime) -> None:
        """Says since when nothing can be lost."""
        self._draft_icon.show_icon("circle-check", tokens.GREEN)
        self._draft_state.setText(f"草稿已存 {at.astimezone(COURT_ZONE):%H:%M:%S}")
        if self.presenter.unkept:
            self._start_beat()

    def submitted(self, outcome: CellsSaved, internal: int) -> None:
        """Tells what became of the week, and what of it no party will read."""
        self.changed_records.emit(outcome.change_set)
        inside = f"，其中 {internal} 格只在院内可见（Ctrl+E 可改）" if internal else ""
        if outcome.refused:
            first = outcome.refused[0]
            self.warned.emit(
                f"已提交 {outcome.saved} 条{inside}，{len(outcome.refused)} 条未提交，已在表中标红：{first.message}",
                first.remedy,
            )
        else:
            self.confirmed.emit(f"已提交 {outcome.saved} 条日志{inside}，联网后自动上传。")

    def refuse(self, refusal: CourtError) -> None:
        """Passes a refusal to the message bar. Drafts the disk did not take are tried again, typed on or not."""
        self.refused.emit(refusal)
        if self.presenter.unkept:
            QTimer.singleShot(_RETRY_MS, self, self._start_beat)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._previous = on_click(plain("上一周", icon_name="chevron-left"), self.presenter.previous_week)
        self._next = on_click(plain("下一周", icon_name="chevron-right"), self.presenter.next_week)
        self._next.hide()
        paste = on_click(plain("从 Excel 粘贴", icon_name="table-plus"), self._paste)
        submit = on_click(primary("提交本周", "Ctrl+S", "check"), self.submit)
        self._head = PageHead("执行日志", self._previous, self._next, paste, submit)
        self._chips = ChipRow()
        self._cutoff = hint()
        self._draft_icon, self._draft_state = IconLabel("circle-check", tokens.GREEN, 14), hint("草稿自动保存")
        self._empty = EmptyState("calendar-week", "您名下没有在办的执行案件", "分案到您名下后，会自动出现在这里。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        foot = key_hints(_KEYS, self._draft_icon, self._draft_state)
        grid = card(in_column(self._stack, hairline(), foot, spacing=0, margins=(1, 1, 1, 1)))
        filters = in_row(self._chips, None, self._cutoff)
        column = in_column(self._head, self._facts_card(), filters, grid, spacing=10, margins=(18, 14, 18, 12))
        column.setStretch(3, 1)
        self.setLayout(column)

    def _facts_card(self) -> QWidget:
        self._gaps, self._idle, self._cases = (_number(c) for c in (tokens.AMBER, tokens.RED, tokens.INK))
        self._drafts = _number(tokens.ACCENT)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(240)
        self._progress.setAccessibleName("本周录入进度")
        self._done, self._percent = words("", "label", tokens.GRID_PT), words("", bold=True)
        return card(
            in_row(
                self._gaps, _unit("处缺口"), 14, self._idle, _unit("件超 7 天未记录"), 14, self._cases, _unit("件在办"), 14,
                self._drafts, _unit("格待提交"), None, self._done, self._progress, self._percent,
                margins=(18, 9, 18, 9),
            )
        )  # fmt: skip

    def _show_facts(self) -> None:
        facts = self.presenter.facts()
        unknown = self._arriving and not facts.cases  # 0 of 0 would read as if all were done
        for label, count in ((self._gaps, facts.gaps), (self._idle, facts.idle_cases), (self._cases, facts.cases)):
            label.setText("—" if unknown else str(count))
        self._drafts.setText(str(facts.drafts))
        self._done.setText("" if unknown else f"已录 {facts.done} / 应录 {facts.owed}")
        self._progress.setMaximum(max(facts.owed, 1))
        self._progress.setValue(0 if unknown else facts.done if facts.owed else 1)
        share = facts.done * 100 // facts.owed if facts.owed else 100
        self._percent.setText("" if unknown else f"{share}%")
        self._chips.show_chips(self.presenter.sheet.filters(), self.presenter.sheet.filter)
        self.badge.emit(facts.gaps, True)

    def _catch_up_with_changes(self) -> None:
        if self._stale:
            self._stale = False
            self.presenter.reload()

    def _start_beat(self) -> None:
        if self.presenter.unkept and not self._beat.isActive():
            self._beat.start()

    def _paste(self) -> None:
        self.table.setFocus()
        self.table.paste()

    def _tell_pasted(self, outcome: Pasted) -> None:
        left = [f"{len(outcome.left_out)} 行没有对应的案件"] if outcome.left_out else []
        if outcome.outside:
            left.append(f"{outcome.outside} 格超出表格")
        if outcome.blocked:
            left.append(f"{outcome.blocked} 格的日期还没有到或在立案之前")
        if outcome.left_out:
            LeftOutLines(outcome.left_out, self).open()
        if left:
            self.warned.emit(f"已粘贴 {outcome.filled} 格；{'，'.join(left)}，没有粘贴。", "按 Ctrl+Z 可整体撤销。")
        else:
            how = "按案号" if outcome.by_case else ""
            self.confirmed.emit(f"已{how}粘贴 {outcome.filled} 格，按 Ctrl+Z 可整体撤销。")

    def _open_details(self, row: int, day: int) -> None:
        if not self.presenter.may_write(row, day):
            return
        self.table.finish_edit()
        case = self.presenter.rows[row]
        panel = EntryPanel(
            self._logs, self._jobs, self._now, case.case_id, case.number, self.presenter.days[day].day,
            self.presenter.draft_text(row, day), self.presenter.phrases, self,
        )  # fmt: skip
        panel.saved.connect(lambda changes: self._details_saved(row, day, changes))
        self._panel = panel
        panel.finished.connect(self._panel_closed)
        panel.open()

    def _panel_closed(self) -> None:
        self._panel = None

    def _details_saved(self, row: int, day: int, changes: object) -> None:
        self.presenter.drop_draft(row, day)
        self.changed_records.emit(changes)
        self.confirmed.emit("已保存这条日志。")
        self.presenter.reload()
        self.table.setFocus()


def _number(colour: str) -> QLabel:
    label = words("0", points=tokens.TITLE_PT, bold=True)
    label.setStyleSheet(f"color: {colour}")
    return label


def _unit(text: str) -> QLabel:
    return words(text, "sub", tokens.GRID_PT)
