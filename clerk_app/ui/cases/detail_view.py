"""The case beside the list: number, people, amount, and the tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from clerk_app.ui.cases.basics_tab import BasicsTab
from clerk_app.ui.cases.parties_tab import PartiesTab
from clerk_app.ui.cases.ports import ProgressPort
from clerk_app.ui.cases.progress_tab import ProgressTab
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, clear, hairline, in_column, in_row, scrolling
from clerk_app.ui.widgets.buttons import on_click, plain, quiet
from clerk_app.ui.widgets.drafted_dialog import Drafts
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.money import format_fen
from clerk_app.ui.widgets.short_names import short_names
from clerk_app.ui.widgets.words import ElidedLabel, Tone, hint, paragraph, section, tag, words
from clerk_app.use_cases.views import CaseDetail, Choice, DocumentRow, HistoryItem, LogView
from court_core.clock import COURT_ZONE

WIDTH = 556
TABS = ("进程登记", "基本信息", "当事人", "执行日志", "文书", "操作记录")
_SHOWN_PARTIES = 2


class CaseView(QWidget):
    """Shows one case. Tabs other than the first are filled when the case is shown, all from one reading."""

    open_document = Signal(str)
    register_wanted = Signal(str)
    """A document of the case with this number is to be registered."""
    logs_wanted = Signal()

    def __init__(
        self, port: ProgressPort, jobs: Jobs, today: Callable[[], date], describe: Callable[[date], str]
    ) -> None:
        super().__init__()
        self.progress = ProgressTab(port, jobs, today, describe)
        self.basics, self.parties = BasicsTab(today), PartiesTab(today, Drafts(port, jobs))
        self._logs, self._documents, self._history = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._detail: CaseDetail | None = None
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._pages = QStackedWidget()
        for name, page in zip(TABS, self._tab_pages(), strict=True):
            self.tabs.addTab(name)
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._build()
        self.setFixedWidth(WIDTH)

    @property
    def detail(self) -> CaseDetail | None:
        """The case that is shown."""
        return self._detail

    def show_detail(self, detail: CaseDetail, staff: Sequence[Choice], divisions: Sequence[Choice]) -> None:
        """Shows a case, or the same case again after a change; a form being filled in is left alone."""
        self._detail = detail
        self._stack.setCurrentIndex(1)
        self._number.setText(detail.row.number)
        self._show_tags(detail)
        self._people.setText("　".join(_people(detail, short=True)))
        self._people.say_whole("\n".join(_people(detail)))
        self.progress.show_detail(detail)
        self.basics.show_detail(detail, staff, divisions)
        self.parties.show_detail(detail)
        self._show_logs(detail.logs)
        self._show_documents(detail.documents)
        self._show_history(detail.history)
        self.tabs.setTabVisible(3, detail.enforcement)
        for place, name, count in ((2, "当事人", len(detail.parties)), (4, "文书", len(detail.documents))):
            self.tabs.setTabText(place, f"{name} {count}" if count else name)

    def show_nothing(self) -> None:
        """No case is chosen."""
        self._detail = None
        self._stack.setCurrentIndex(0)

    def _build(self) -> None:
        self._number = section("")
        self._tags: QHBoxLayout = in_row(spacing=6)
        self._people = ElidedLabel("", "sub", tokens.GRID_PT)
        head = in_column(
            in_row(self._number, None, self._tags, spacing=6), self._people, spacing=4, margins=(18, 14, 18, 4)
        )
        body = QWidget()
        body.setLayout(
            in_column(head, in_row(self.tabs, None, margins=(18, 0, 18, 0)), hairline(), self._pages, spacing=0)
        )
        body.layout().setStretch(3, 1)  # type: ignore[union-attr]
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("folder", "请在左边选择案件", "↑↓ 选择，Enter 打开；F3 按尾号查找。"))
        self._stack.addWidget(body)
        self.setLayout(in_row(card(in_row(self._stack, margins=(1, 1, 1, 1)))))

    def _tab_pages(self) -> tuple[QWidget, ...]:
        return (
            self.progress, self.basics, self.parties,
            _scrolling_list(self._logs), _scrolling_list(self._documents), _scrolling_list(self._history),
        )  # fmt: skip

    def _show_tags(self, detail: CaseDetail) -> None:
        clear(self._tags)
        self._tags.addWidget(tag(detail.row.status_label, Tone.ACCENT))
        if detail.row.due.text:
            tone = {"over": Tone.RED, "soon": Tone.AMBER}.get(detail.row.due.state, Tone.NEUTRAL)
            self._tags.addWidget(tag(detail.row.due.text, tone))
        if any(document.withholding is not None for document in detail.documents):
            self._tags.addWidget(tag("不上网公开", Tone.RED))

    def _show_logs(self, logs: Sequence[LogView]) -> None:
        clear(self._logs)
        if not logs:
            open_logs = on_click(plain("去执行日志录入", icon_name="arrow-right"), self.logs_wanted.emit)
            self._logs.addWidget(EmptyState("notebook", "还没有执行日志", "一周的日志在一张表格里录入。", open_logs))
        for log in logs:
            self._logs.addWidget(log_card(log))

    def _show_documents(self, documents: Sequence[DocumentRow]) -> None:
        clear(self._documents)
        if not documents:
            register = on_click(plain("登记文书", icon_name="plus"), self._ask_register)
            self._documents.addWidget(
                EmptyState("file-text", "还没有登记文书", "登记裁判文书的原件后，在“文书”页隐名、报送。", register)
            )
        for document in documents:
            effective = f"{document.effective_on.isoformat()} 生效" if document.effective_on else "未生效"
            tone = Tone.RED if document.withholding is not None else Tone.ACCENT
            open_it = on_click(quiet("打开", "arrow-right"), partial(self.open_document.emit, document.id))
            head = in_row(words(document.title, bold=True), None, tag(document.status_label, tone), open_it)
            facts = hint(f"{document.kind}　{effective}　{document.judge}")
            self._documents.addWidget(card(in_column(head, facts, spacing=2, margins=(14, 8, 8, 8))))

    def _ask_register(self) -> None:
        if self._detail is not None:
            self.register_wanted.emit(self._detail.row.number)

    def _show_history(self, history: Sequence[HistoryItem]) -> None:
        clear(self._history)
        if not history:
            self._history.addWidget(EmptyState("history", "本机还没有操作过这个案件"))
        for item in history:
            moment = f"{item.at.astimezone(COURT_ZONE):%m-%d %H:%M}"
            text = paragraph(item.text, "label", tokens.GRID_PT)
            row = in_row(hint(moment), words(item.who, points=tokens.GRID_PT, bold=True), text, spacing=12)
            row.setStretch(2, 1)
            line = QWidget()
            line.setLayout(row)
            self._history.addWidget(line)


def log_card(log: LogView) -> QWidget:
    """An entry of the enforcement log with who may read it and how late it was."""
    facts = in_row(
        words(f"{log.work_date:%m-%d}", bold=True),
        tag(log.kind_label, Tone.ACCENT),
        tag(log.visibility_label),
        spacing=8,
    )
    if log.late_days:
        facts.addWidget(tag(f"补录，晚 {log.late_days} 天", Tone.AMBER))
    if log.amends_id:
        facts.addWidget(tag("更正", Tone.AMBER))
    if log.amended_by:
        facts.addWidget(tag("已被更正", Tone.AMBER))
    facts.addStretch(1)
    facts.addWidget(hint(log.officer))
    column = in_column(facts, paragraph(log.content, points=tokens.GRID_PT), spacing=4, margins=(14, 8, 14, 9))
    rest = [
        f"{name}：{text}" for name, text in (("地点", log.place), ("在场", log.present), ("结果", log.result)) if text
    ]
    if rest:
        column.addWidget(paragraph("　".join(rest), "hint", tokens.META_PT))
    return card(column)


def _people(detail: CaseDetail, *, short: bool = False) -> list[str]:
    words_of: dict[str, list[str]] = {}
    for party in detail.parties:
        if party.left_on is None:
            words_of.setdefault(party.role, []).append(party.name)
    parts = []
    for role, names in words_of.items():
        more = f"等 {len(names)} 人" if len(names) > _SHOWN_PARTIES else ""
        shown = "、".join(names[:_SHOWN_PARTIES])
        parts.append(f"{role} {short_names(shown) if short else shown}{more}")
    if detail.amount is not None:
        parts.append(f"标的 {format_fen(detail.amount)}")
    return parts or [detail.row.cause]


def _scrolling_list(layout: QVBoxLayout) -> QWidget:
    layout.setSpacing(8)
    body = QWidget()
    body.setLayout(in_column(layout, None, margins=(18, 14, 18, 12)))
    return scrolling(body)
