"""The page 文书: the list with its filters on the left, the document in front on the right."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QSignalBlocker
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from clerk_app.ui.documents.batch import BatchDialog
from clerk_app.ui.documents.converting import ConvertingLine
from clerk_app.ui.documents.detail import DocumentDetail
from clerk_app.ui.documents.hand_in_dialog import HandInDialog
from clerk_app.ui.documents.model import COLUMNS, document_line
from clerk_app.ui.documents.ports import CopiesPort, DocumentsPort
from clerk_app.ui.documents.presenter import DocumentsPresenter, reasons_key
from clerk_app.ui.documents.register_dialog import DRAFT_KEY, RegisterDialog
from clerk_app.ui.documents.replace_dialog import ReplaceDialog, draft_key
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.review.view import ReviewView
from clerk_app.ui.shell.page import Page, PageHead
from clerk_app.ui.shell.status import SyncStatus, arrival_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import icon
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row, scrolling
from clerk_app.ui.widgets.buttons import ChipRow, on_click, plain, primary
from clerk_app.ui.widgets.drafted_dialog import Draft, Drafts
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.file_dialog import ask_place
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.record_lines import RecordModel
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.typed_texts import TypedTexts
from clerk_app.use_cases.views import DocumentRow
from court_core.clock import court_date
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved

_KEYS = (("↑↓", "选择"), ("Enter", "隐名、看公开稿"), ("Ctrl+N", "登记文书"), ("F3", "查找"))
_SECOND_PRESS_MS = 600
_NOTHING = ("这里没有文书", "登记原件后，在这里办理生效、不上网公开和报送。")


class DocumentsPage(Page):
    """The page. It implements `presenter.DocumentsScreen`."""

    def __init__(
        self, port: DocumentsPort, copies: CopiesPort, jobs: Jobs, now: Callable[[], datetime], roles: Collection[str]
    ) -> None:
        super().__init__()
        self._port, self._copies, self._jobs, self._now = port, copies, jobs, now
        self._drafts = Drafts(port, jobs)
        self.presenter = DocumentsPresenter(port, copies, jobs, self, roles)
        self.model: RecordModel[DocumentRow] = RecordModel(
            COLUMNS, lambda row: row.id, lambda row: document_line(row, self._today())
        )
        self.table = RecordTable(self.model, "文书列表")
        self._shown: tuple[tuple[DocumentRow, ...], date | None] = ((), None)
        self.detail = DocumentDetail(self._today)
        self._reasons = TypedTexts(
            self, port, jobs, reasons_key, self.detail.typed, self.detail.restore, lambda: self.presenter.saving,
            self.show_refusal,
        )  # fmt: skip
        self.search = QLineEdit()
        self._chips = ChipRow()
        self.converting = ConvertingLine()
        self._review: ReviewView | None = None
        self._decided = QElapsedTimer()
        self._build()
        self._chips.chosen.connect(self.presenter.choose_tab)
        self.search.textChanged.connect(self.presenter.search)
        self.detail.edited.connect(self.presenter.edit)
        self.detail.flagged.connect(self.presenter.flag)
        self.detail.decided.connect(self.presenter.decide)
        self.detail.refused.connect(self.show_refusal)
        self.detail.typed_on.connect(self._reasons.touched)
        self.detail.copy_wanted.connect(self._ask_copy)
        self.detail.replacement_wanted.connect(self.replace)
        self.detail.way.mask_wanted.connect(self._mask)
        self.detail.way.review_wanted.connect(self.presenter.review)
        self.detail.step_wanted.connect(self.presenter.take_step)
        self.detail.case_wanted.connect(lambda case_id: self.go_to.emit("cases", case_id))

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────────────────

    @override
    def opened(self) -> None:
        self.presenter.load()
        if self.reviewing:
            self.review.sides.original.setFocus()
        else:
            self.table.setFocus()

    @override
    def refresh(self, changes: object) -> None:
        self.presenter.load()
        if self.reviewing:
            self.review.presenter.load()

    @override
    def show_status(self, status: SyncStatus) -> None:
        """Until the first sync is through, an empty list says that its documents are on their way."""
        self._nothing.say_instead(arrival_words(status))

    @override
    def leave(self) -> bool:
        self._reasons.leave()
        if self._review is not None:
            self._review.leave()
        return super().leave()

    @override
    def show_item(self, item_id: str) -> None:
        if self.reviewing:
            self._show_list()
        self.presenter.show_item(item_id)

    # ── presenter.DocumentsScreen ────────────────────────────────────────────────────────────────────────────

    def list_changed(self) -> None:
        """See `presenter.DocumentsScreen.list_changed`."""
        shown = (self.presenter.rows, self._today())
        if shown != self._shown:
            self._shown = shown
            chosen = self.presenter.chosen
            self.table.relist(lambda: self.model.replace(self.presenter.rows), chosen.id if chosen else "")
        self._chips.show_chips(self.presenter.tabs(), self.presenter.tab)
        self._list.setCurrentIndex(1 if self.presenter.rows else 0)
        if self.presenter.text:
            self._nothing.say(f"没有找到“{self.presenter.text}”", "可以用案号、标题或承办人的一部分查找。")
        else:
            self._nothing.say(*_NOTHING)
        self._mark_chosen()

    def document_chosen(self) -> None:
        """See `presenter.DocumentsScreen.document_chosen`."""
        row = self.presenter.chosen
        self._detail.setCurrentIndex(1 if row else 0)
        if row is not None:
            self._reasons.leave()
            self.detail.show_document(row, self.presenter.grounds, self.presenter.may())
            self._reasons.show(row.id)
            self.way_changed()
        self._mark_chosen()

    def search_cleared(self) -> None:
        """See `presenter.DocumentsScreen.search_cleared`."""
        with QSignalBlocker(self.search):
            self.search.clear()

    def way_changed(self) -> None:
        """See `presenter.DocumentsScreen.way_changed`."""
        row = self.presenter.chosen
        if row is not None:
            self.detail.way.show_way(row, self.presenter.steps, self.presenter.may(), masking=self.presenter.masking)

    def is_watched(self) -> bool:
        """See `presenter.DocumentsScreen.is_watched`."""
        return self.isVisible() and not self.reviewing and QApplication.focusWidget() in (self.table, None)

    def review_wanted(self, document_id: str) -> None:
        """See `presenter.DocumentsScreen.review_wanted`."""
        self._whole.setCurrentWidget(self.review)
        self.review.open(document_id)

    def reasons_saved(self, document_id: str) -> None:
        """See `presenter.DocumentsScreen.reasons_saved`."""
        chosen = self.presenter.chosen
        if chosen is not None and chosen.id == document_id:
            self.detail.forget_reasons()
            self._reasons.touched()  # the same words may be typed again
        self._decided.start()

    @override
    def show_refusal(self, refusal: CourtError) -> None:
        super().show_refusal(refusal)
        self.detail.ask_for(refusal.code)

    def told(self, sentence: str) -> None:
        """See `presenter.DocumentsScreen.told`."""
        self.confirmed.emit(sentence)

    def changed(self, saved: Saved, *, aside: bool = False) -> None:
        """See `presenter.DocumentsScreen.changed`."""
        self.changed_records.emit(saved.change_set)
        if not aside:
            self.table.setFocus()  # the form that had the keyboard is about to be laid out anew

    # ── 核对公开稿 ───────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def review(self) -> ReviewView:
        """The screen 核对公开稿, built when it is first wanted."""
        if self._review is None:
            self._review = ReviewView(self._copies, self._jobs)
            self._review.refused.connect(self.refused)
            self._review.confirmed.connect(self.confirmed)
            self._review.changed_records.connect(self.changed_records)
            self._review.back.connect(self._show_list)
            self._whole.addWidget(self._review)
        return self._review

    @property
    def reviewing(self) -> bool:
        """Whether a copy is in front instead of the list."""
        return self._whole.currentIndex() > 0

    def _show_list(self) -> None:
        self._whole.setCurrentIndex(0)
        self.presenter.load()
        self.table.setFocus()

    # ── actions ──────────────────────────────────────────────────────────────────────────────────────────────

    def register(self, case_number: str = "") -> None:
        """Opens the dialog 登记文书, with what was typed last time and not saved; else for the case of that number."""
        waiting = next((found for found in self.findChildren(RegisterDialog) if found.is_aside), None)
        if waiting is not None:
            waiting.come_back()
        else:
            self._drafts.open(DRAFT_KEY, lambda draft: self._make_register_dialog(draft, case_number))

    def start_search(self) -> None:
        """F3: the keyboard goes to the search, what stands there is selected."""
        self.search.setFocus()
        self.search.selectAll()

    def replace(self) -> None:
        """Opens 更换正本 for the document in front."""
        row = self.presenter.chosen
        if row is None:
            return
        dialogs = self.findChildren(ReplaceDialog)
        waiting = next((found for found in dialogs if found.is_aside and found.row.id == row.id), None)
        if waiting is not None:
            waiting.come_back()
        else:
            self._drafts.open(draft_key(row.id), lambda draft: self._make_replace_dialog(row, draft))

    def submit(self) -> None:
        """Opens 报送本月."""
        dialog = BatchDialog(self._copies, self._jobs, self)
        dialog.submitted.connect(lambda report: self.changed_records.emit(None) if report.new else None)
        dialog.document_wanted.connect(self.show_item)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _by_key(self, decide: Callable[[], None]) -> None:
        """Yes or no by key. A second press that follows at once was not meant for the document that has moved up."""
        if not (self._decided.isValid() and self._decided.elapsed() < _SECOND_PRESS_MS):
            decide()

    def _mask(self) -> None:
        self.table.setFocus()  # the button goes, and who types elsewhere when it is done is not taken from there
        self.presenter.mask()

    def _make_register_dialog(self, draft: Draft, case_number: str) -> RegisterDialog:
        dialog = RegisterDialog(self._port, self._jobs, self.presenter.kinds, self._today, self, draft, case_number)
        dialog.handed_in.connect(lambda saved, aside: self.presenter.registered(saved, aside=aside))
        self._follow(dialog)
        return dialog

    def _make_replace_dialog(self, row: DocumentRow, draft: Draft) -> ReplaceDialog:
        dialog = ReplaceDialog(self._port, self._jobs, row, self, draft)
        dialog.handed_in.connect(lambda saved, aside: self.presenter.replaced(saved, row, aside=aside))
        self._follow(dialog)
        return dialog

    def _follow(self, dialog: HandInDialog) -> None:
        """Shows what becomes of a dialog that stepped aside."""
        dialog.stepped_aside.connect(self.converting.begin)
        dialog.came_back.connect(self.converting.end)
        dialog.refused_aside.connect(self.show_refusal)

    def _ask_copy(self, stamped: bool) -> None:
        row = self.presenter.chosen
        if row is None:
            return
        own = Path(row.file_name).suffix.lower() or ".docx"
        name = f"{Path(row.file_name).stem}（不上网公开）.docx" if stamped else row.file_name
        kinds = "Word 文书 (*.docx);;PDF (*.pdf)" if stamped else f"原件 (*{own})"
        suffix = "docx" if stamped else own.removeprefix(".")
        ask_place(self, "另存为", name, kinds, suffix, lambda target: self.presenter.save_copy(target, stamped=stamped))

    def _today(self) -> date:
        return court_date(self._now())

    def _mark_chosen(self) -> None:
        chosen = self.presenter.chosen
        if chosen is not None and self.table.current_id() != chosen.id:
            self.table.choose(chosen.id)

    def _build(self) -> None:
        self.search.setPlaceholderText("案号 / 标题 / 承办人")
        self.search.setAccessibleName("查找文书")
        self.search.setFixedWidth(280)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QAction(icon("search", tokens.HINT), "查找", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.returnPressed.connect(self.table.setFocus)
        batch = on_click(plain("报送本月", icon_name="cloud-up"), self.submit)
        if not self.presenter.may_submit:
            batch.hide()
        head = PageHead("文书", self.search, batch, on_click(primary("登记文书", "Ctrl+N", "plus"), self.register))
        self.table.chosen.connect(self.presenter.choose)
        self.table.opened.connect(lambda _: self.detail.way.go_on())
        self._nothing = EmptyState("file-text", *_NOTHING)
        self._list = QStackedWidget()
        self._list.addWidget(self._nothing)
        self._list.addWidget(self.table)
        listing = in_column(self._list, hairline(), key_hints(_KEYS), spacing=0, margins=(1, 1, 1, 1))
        listing.setStretch(0, 1)
        self._detail = QStackedWidget()
        self._detail.addWidget(EmptyState("file-text", "请在左边选一份文书"))
        self._detail.addWidget(scrolling(self.detail))
        detail = card(in_column(self._detail, margins=(1, 1, 1, 1)))
        detail.setFixedWidth(520)
        body = in_row(card(listing), detail, spacing=12)
        body.setStretch(0, 1)
        column = in_column(head, self._chips, self.converting, body, spacing=10, margins=(18, 14, 18, 12))
        column.setStretch(3, 1)
        listed = QWidget()
        listed.setLayout(column)
        self._whole = QStackedWidget()
        self._whole.addWidget(listed)
        self.setLayout(in_column(self._whole))
        for keys, action in (("Ctrl+N", self.register), ("F3", self.start_search), ("Ctrl+F", self.start_search)):
            QShortcut(QKeySequence(keys), listed).activated.connect(action)  # asleep while a copy is in front
        for keys, decide in (
            ("Ctrl+Return", self.detail.say_yes), ("Ctrl+Enter", self.detail.say_yes), ("Ctrl+R", self.detail.say_no),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), listed)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda decide=decide: self._by_key(decide))
