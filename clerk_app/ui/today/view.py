"""The page 今日: numbers on top, then one line for each thing that is due; Enter opens it where it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget
from typing_extensions import override

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.shell.page import Page, PageHead
from clerk_app.ui.shell.status import SyncStatus, arrival_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.today.presenter import PAGES, TodayPort, TodayPresenter
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import ChipRow
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.record_lines import Column, RecordModel, Shown
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.words import Tone, words
from clerk_app.use_cases.week_views import DUE_KINDS, DueItem

_COLUMNS = (Column("紧急程度", 96), Column("事项", 120), Column("内容"), Column("说明"), Column("日期", 116))
_STATES = {"over": ("已超期", Tone.RED), "today": ("今天", Tone.AMBER), "soon": ("近期", Tone.NEUTRAL)}


class TodayPage(Page):
    """The page. It implements `presenter.TodayScreen`."""

    search_wanted = Signal()
    """F3: the search box of 案件."""

    def __init__(self, port: TodayPort, jobs: Jobs) -> None:
        super().__init__()
        self.presenter = TodayPresenter(port, jobs, self)
        self.model: RecordModel[DueItem] = RecordModel(_COLUMNS, _id_of, _line)
        self.table = RecordTable(self.model, "今日待办")
        self._chips = ChipRow()
        self._status: SyncStatus | None = None
        self._empty = EmptyState(
            "circle-check", "今天没有待办", "到期的期限、缺录的日志、待审批的文书和冲突会列在这里。"
        )
        self._head = PageHead("今日")
        self._over, self._now, self._soon = _number(tokens.RED), _number(tokens.AMBER), _number(tokens.INK)
        self._build()
        self._chips.chosen.connect(self.presenter.choose)
        self.table.opened.connect(self._open)
        QShortcut(QKeySequence("F3"), self).activated.connect(self.search_wanted)

    @override
    def opened(self) -> None:
        self.presenter.load()
        self.table.setFocus()

    @override
    def refresh(self, changes: object) -> None:
        self.presenter.load()

    @override
    def show_status(self, status: SyncStatus) -> None:
        """Until the first sync is through, nothing due does not mean that nothing is due."""
        self._status = status
        self._empty.say_instead(arrival_words(status))
        self._show_numbers()

    def today_loaded(self) -> None:
        """Shows the list; the chosen line stays where it is still there."""
        chosen = self.table.current_id()
        self._head.about.setText(self.presenter.label)
        self._chips.show_chips(self.presenter.chips(), self.presenter.kind)
        items = self.presenter.items()
        self.model.replace(items)
        if not (chosen and self.table.choose(chosen)):
            self.table.choose_row(0)
        self._show_numbers()

    def _show_numbers(self) -> None:
        numbers = self.presenter.numbers()
        arriving = self._status is not None and arrival_words(self._status) is not None
        for label, count in zip((self._over, self._now, self._soon), numbers, strict=True):
            label.setText("—" if arriving and not count else str(count))
        # before the state of the sync is known, nothing is said of emptiness
        empty = self.presenter.loaded and not self.presenter.items() and self._status is not None
        self._stack.setCurrentIndex(1 if empty else 0)
        over, now, _ = numbers
        self.badge.emit(over + now, over > 0)

    def _open(self, item_id: str) -> None:
        kind, key = item_id.split("|")[1:3]
        self.go_to.emit(PAGES[kind], key)

    def _build(self) -> None:
        facts: QWidget = card(
            in_row(
                self._over, _unit("项已超期"), 14, self._now, _unit("项今天到期"), 14, self._soon, _unit("项近期到期"), None,
                margins=(18, 9, 18, 9),
            )
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        foot = key_hints((("↑↓", "选择"), ("Enter", "去办理"), ("F3", "查找案件"), ("F8", "冲突")))
        listing = card(in_column(self._stack, hairline(), foot, spacing=0, margins=(1, 1, 1, 1)))
        column = in_column(self._head, facts, self._chips, listing, spacing=10, margins=(18, 14, 18, 12))
        column.setStretch(3, 1)
        self.setLayout(column)


def _id_of(item: DueItem) -> str:
    kind, key = item.target
    return f"{item.kind}|{kind}|{key}|{item.title}"


def _line(item: DueItem) -> tuple[Shown, ...]:
    state, tone = _STATES[item.state]
    return (
        Shown(state, tone=tone),
        Shown(DUE_KINDS[item.kind], colour=tokens.SECONDARY),
        Shown(item.title),
        Shown(item.detail, colour=tokens.SECONDARY),
        Shown(item.due_on.isoformat() if item.due_on else "—", colour=tokens.SECONDARY),
    )


def _number(colour: str) -> QLabel:
    label = words("0", points=tokens.TITLE_PT, bold=True)
    label.setStyleSheet(f"color: {colour}")
    return label


def _unit(text: str) -> QLabel:
    return words(text, "sub", tokens.GRID_PT)
