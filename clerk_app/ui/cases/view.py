"""The page 案件: search, tabs and list on the left, the case on the right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget
from typing_extensions import override

from clerk_app.ui.cases.basics_tab import basics_key
from clerk_app.ui.cases.case_line import COLUMNS, case_line
from clerk_app.ui.cases.detail_view import CaseView
from clerk_app.ui.cases.list_presenter import CaseList, CaseListPresenter
from clerk_app.ui.cases.new_case import DRAFT_KEY, NEW_CASE_FIELDS, new_case
from clerk_app.ui.cases.ports import CasePort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.shell.page import Page, PageHead
from clerk_app.ui.shell.status import SyncStatus, arrival_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import icon
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import ChipRow, on_click, plain, primary
from clerk_app.ui.widgets.drafted_dialog import Draft, Drafts
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.form_dialog import FormDialog
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.long_list import LongListModel
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.typed_date import weekday_name
from clerk_app.ui.widgets.typed_texts import TypedTexts
from clerk_app.ui.widgets.words import hint
from clerk_app.use_cases.forms import NewParty
from clerk_app.use_cases.views import CaseDetail, CaseRow, Choice
from court_core.errors import CourtError

_KEYS = (("↑↓", "选择"), ("Enter", "登记"), ("F3", "查找"), ("Ctrl+Enter", "保存并下一件"))
_ORDERS = (("due", "按期限"), ("filed", "按立案日期"), ("number", "按案号"))


class CasesPage(Page):
    """The page. It implements `list_presenter.CaseListScreen`."""

    import_wanted = Signal()
    register_wanted = Signal(str)
    """A document of the case with this number is to be registered."""

    def __init__(
        self, port: CasePort, jobs: Jobs, today: Callable[[], date], describe: Callable[[date], str] = weekday_name
    ) -> None:
        super().__init__()
        self._port, self._jobs, self._today = port, jobs, today
        self.presenter = CaseListPresenter(port, jobs, self)
        self._staff: tuple[Choice, ...] = ()
        self._divisions: tuple[Choice, ...] = ()
        self._wanted_case = ""
        self._arriving = False
        self._drafts = Drafts(port, jobs)
        self.model: LongListModel[CaseRow] = LongListModel(COLUMNS, lambda row: row.id, case_line)
        self.table = RecordTable(self.model, "案件列表")
        self.case = CaseView(port, jobs, today, describe)
        basics = self.case.basics
        self._basics = TypedTexts(
            self, port, jobs, basics_key, basics.typed, basics.restore, lambda: basics.is_saving, self.show_refusal
        )
        self.search = QLineEdit()
        self._build()
        self._connect()

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────────────────

    @override
    def opened(self) -> None:
        self.preload()
        self.table.setFocus()

    @override
    def preload(self) -> None:
        """Reads the list and the people to choose from, once."""
        if not self.presenter.started:
            self.presenter.load()
            self._read_people()

    @override
    def refresh(self, changes: object) -> None:
        cases: frozenset[str] | None = getattr(changes, "cases", None)
        self.presenter.refresh(cases)
        if self.presenter.started and _names_people(changes):
            self._read_people()
        shown = self.case.detail
        if shown is not None and (cases is None or shown.row.id in cases):
            self._read_case(shown.row.id)

    @override
    def show_status(self, status: SyncStatus) -> None:
        """Until the first sync is through, an empty list says that its cases are on their way."""
        arriving = arrival_words(status)
        self._arriving = arriving is not None
        self._empty.say_instead(arriving)
        self._show_summary()

    @override
    def show_item(self, item_id: str) -> None:
        self._wanted_case = item_id
        if not self.table.choose(item_id):
            self._read_case(item_id)

    @override
    def leave(self) -> bool:
        self.case.progress.leave()
        self._basics.leave()
        return super().leave()

    # ── CaseListScreen ───────────────────────────────────────────────────────────────────────────────────────

    def cases_listed(self, listed: CaseList, *, another: bool) -> None:
        """See `list_presenter.CaseListScreen.cases_listed`."""
        if another or not self.model.ids:
            self._show_other_list(listed)
        elif listed.ids != self.model.ids:
            kept = self.table.relist(lambda: self.model.relist(listed.ids, listed.rows), self._wanted_case)
            if not kept and self.table.hasFocus():
                self.table.choose_row(0)  # but a form being filled in beside the list stays with its case
        else:
            self.model.take(listed.rows)
        self._show_summary()
        self._show_emptiness(listed)

    def cases_outdated(self, case_ids: Collection[str] | None) -> None:
        """See `list_presenter.CaseListScreen.cases_outdated`."""
        self.model.outdate(case_ids)

    def rows_read(self, rows: Sequence[CaseRow], asked: Collection[str]) -> None:
        """See `list_presenter.CaseListScreen.rows_read`."""
        self.model.take(rows, asked)

    def rows_put_off(self, case_ids: Collection[str]) -> None:
        """See `list_presenter.CaseListScreen.rows_put_off`."""
        self.model.put_off(case_ids)

    def _show_summary(self) -> None:
        summary = self.presenter.summary()
        if self._arriving and summary:
            summary = f"{summary}，其余正在取得" if self.model.ids else "正在取得"
        self._foot.setText(summary)

    def _show_other_list(self, listed: CaseList) -> None:
        """The case that was open stays chosen where it is in the list."""
        wanted = self._wanted_case
        self.model.relist(listed.ids, listed.rows)
        if not (wanted and self.table.choose(wanted)):
            self.table.choose_row(0)

    def _show_emptiness(self, listed: CaseList) -> None:
        self._lists.setCurrentIndex(0 if listed.ids else 1)
        if listed.ids:
            return
        if listed.query.text:
            self._empty.say(f"没有找到“{listed.query.text}”", "可以用案号尾号、当事人或案由的一部分查找。")
        else:
            self._empty.say("这里没有案件", "按 Ctrl+N 新建，或导入其他系统的案件表。")
        if self.case.detail is None:
            self.case.show_nothing()

    def counts_changed(self) -> None:
        """Numbers on the tabs and the navigation."""
        query = self.presenter.query
        self._chips.show_chips(self.presenter.tabs(), "" if query.text else query.tab)
        counts = {key: count for key, _, count in self.presenter.tabs()}
        self.badge.emit(counts.get("active") or 0, False)

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.search.setPlaceholderText("案号尾号 / 当事人 / 案由")
        self.search.setAccessibleName("查找案件")
        self.search.setFixedWidth(300)
        self.search.setClearButtonEnabled(True)
        glass = QAction(icon("search", tokens.HINT), "查找", self)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._import = on_click(plain("导入案件", icon_name="file-import"), self.import_wanted.emit)
        self._new = on_click(primary("新建案件", "Ctrl+N", "plus"), self.ask_new_case)
        self.head = PageHead("案件", self.search, self._import, self._new)
        self._chips = ChipRow()
        self._order = QComboBox()
        self._order.setAccessibleName("排序")
        for key, label in _ORDERS:
            self._order.addItem(label, key)
        self._empty = EmptyState("folder", "这里没有案件")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        self._foot = hint()
        listing = card(
            in_column(self._lists, hairline(), key_hints(_KEYS, self._foot), spacing=0, margins=(1, 1, 1, 1))
        )
        body = in_row(listing, self.case, spacing=12)
        body.setStretch(0, 1)
        tabs = in_row(self._chips, None, self._order)
        column = in_column(self.head, tabs, body, spacing=10, margins=(18, 14, 18, 12))
        column.setStretch(2, 1)
        self.setLayout(column)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.presenter.search)
        self.search.returnPressed.connect(self.table.setFocus)
        self._chips.chosen.connect(self._choose_tab)
        self._order.currentIndexChanged.connect(lambda _: self.presenter.choose_order(str(self._order.currentData())))
        self.model.wanted.connect(self.presenter.rows.want)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _: self._start_entry())
        tab = self.case.progress
        tab.saved.connect(self._progress_saved)
        tab.refused.connect(self.refused)
        self.case.basics.refused.connect(self.refused)
        self.case.basics.typed_on.connect(self._basics.touched)
        self.case.basics.save_wanted.connect(self._edit_case)
        self.case.open_document.connect(lambda document: self.go_to.emit("documents", document))
        self.case.register_wanted.connect(self.register_wanted)
        self.case.logs_wanted.connect(lambda: self.go_to.emit("logs", ""))
        parties = self.case.parties
        parties.add_party.connect(self._add_party)
        parties.edit_party.connect(self._edit_party)
        parties.remove_party.connect(lambda key: self._run(partial(self._port.remove_party, key)))
        parties.add_agent.connect(lambda form, dialog: self._run(partial(self._port.add_agent, form), dialog))
        parties.remove_agent.connect(lambda key: self._run(partial(self._port.remove_agent, key)))
        for keys, action in (
            ("F3", self.start_search), ("Ctrl+F", self.start_search), ("Ctrl+N", self.ask_new_case),
            ("Ctrl+Return", lambda: tab.save(go_on=True)), ("Ctrl+Enter", lambda: tab.save(go_on=True)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        self._case_beat = QTimer(self)
        self._case_beat.setSingleShot(True)
        self._case_beat.setInterval(60)  # holding ↓ runs through the list without reading every case
        self._case_beat.timeout.connect(lambda: self._read_case(self._wanted_case))

    # ── The case beside the list ─────────────────────────────────────────────────────────────────────────────

    @property
    def _case_id(self) -> str:
        return self.case.detail.row.id if self.case.detail is not None else ""

    def _on_chosen(self, case_id: str) -> None:
        self._wanted_case = case_id
        if self._case_id != case_id:
            self._case_beat.start()

    def _read_case(self, case_id: str) -> None:
        self._jobs.database(lambda: self._port.case_detail(case_id), self._show_case, latest="cases.detail")

    def _show_case(self, detail: CaseDetail) -> None:
        if self.case.detail is not None and self.case.detail.row.id != detail.row.id:
            self.case.progress.leave()
            self._basics.leave()
        self.case.show_detail(detail, self._staff, self._divisions)
        self._basics.show(detail.row.id)

    def _read_people(self) -> None:
        self._jobs.database(
            lambda: (self._port.staff(), self._port.divisions()), self._take_people, latest="cases.people"
        )

    def _take_people(self, people: tuple[tuple[Choice, ...], tuple[Choice, ...]]) -> None:
        self._staff, self._divisions = people
        if self.case.detail is not None:
            self.case.show_detail(self.case.detail, self._staff, self._divisions)

    def _start_entry(self) -> None:
        self.case.tabs.setCurrentIndex(0)
        self.case.progress.node.setFocus()

    def _progress_saved(self, changes: object, go_on: bool) -> None:
        self.changed_records.emit(changes)
        self.confirmed.emit("已保存，联网后自动上传。")
        if go_on:
            self.table.choose_row(self.table.currentIndex().row() + 1)
            self.case.progress.node.setFocus()

    def _edit_case(self, changes: dict[str, object]) -> None:
        case_id, port, basics = self._case_id, self._port, self.case.basics

        def save() -> object:
            with port.saving_draft(basics_key(case_id)):
                return port.edit_case(case_id, changes)

        def done(saved: object) -> None:
            basics.answered(saved=case_id == self._case_id)
            self.changed_records.emit(getattr(saved, "change_set", None))
            self.confirmed.emit("已保存。")

        def refused(refusal: CourtError) -> None:
            basics.answered(saved=False)
            self.show_refusal(refusal)

        self._jobs.database(save, done, refused)

    def _add_party(self, form: NewParty, dialog: FormDialog) -> None:
        self._run(partial(self._port.add_party, self._case_id, form), dialog)

    def _edit_party(self, party_id: str, changes: dict[str, object], dialog: FormDialog) -> None:
        self._run(partial(self._port.edit_party, party_id, changes), dialog)

    def _run(self, job: Callable[[], object], dialog: FormDialog | None = None) -> None:
        """Runs a saving job; its dialog closes when it is done, and shows the refusal when it is not."""

        def done(saved: object) -> None:
            if dialog is not None:
                dialog.accept()
            self.changed_records.emit(getattr(saved, "change_set", None))
            self.confirmed.emit("已保存。")

        if dialog is None:
            self._jobs.database(job, done, self.refused.emit)
        else:
            self._jobs.database(dialog.saving(job), done, dialog.save_refused)

    # ── Search and new cases ─────────────────────────────────────────────────────────────────────────────────

    def start_search(self) -> None:
        """F3: the search box, ready to be typed over."""
        self.search.setFocus()
        self.search.selectAll()

    def _choose_tab(self, tab: str) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.presenter.choose_tab(tab)

    def ask_new_case(self) -> None:
        """Ctrl+N: the form, with what was typed last time and not saved."""
        self._drafts.open(DRAFT_KEY, self._make_new_case)

    def _make_new_case(self, draft: Draft) -> FormDialog:
        dialog = FormDialog("新建案件", NEW_CASE_FIELDS, self._today, self, draft)
        dialog.submitted.connect(lambda values: self._register(values, dialog))
        return dialog

    def _register(self, values: dict[str, str], dialog: FormDialog) -> None:
        form = new_case(values)

        def done(saved: object) -> None:
            dialog.accept()
            self._wanted_case = str(getattr(saved, "record_id", ""))
            self._read_case(self._wanted_case)
            self.presenter.load()
            self.changed_records.emit(getattr(saved, "change_set", None))
            self.confirmed.emit(f"已登记 {form.number}。")

        self._jobs.database(dialog.saving(partial(self._port.register_case, form)), done, dialog.save_refused)


def _names_people(changes: object) -> bool:
    """Whether people or divisions may have changed: with the first pull they come to be known at all."""
    records: frozenset[tuple[str, str]] | None = getattr(changes, "records", None)
    return records is None or any(record_type in ("staff", "division") for record_type, _ in records)
