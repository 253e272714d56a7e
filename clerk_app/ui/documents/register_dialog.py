"""登记文书: the case by its 尾号, the kind, the dates, the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from clerk_app.ui.documents.ports import DocumentsPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.drafted_dialog import Draft, DraftedDialog
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.file_dialog import ask_file
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.words import field_label, hint, section
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.forms import CaseQuery, NewDocument
from clerk_app.use_cases.views import CasePage, CaseRow, Choice
from court_core.errors import CourtError
from court_core.protocol.blobs import MAX_FILE_BYTES

DRAFT_KEY = "document:new"
_CASE, _FILE = "-case", "-file"
"""Names in the draft beside the form's own."""

_SUGGESTIONS = 12


class RegisterDialog(DraftedDialog):
    """Window-modal. A refusal leaves everything typed in place, and so does a lock."""

    registered = Signal(object)

    def __init__(
        self, port: DocumentsPort, jobs: Jobs, kinds: Sequence[Choice], today: Callable[[], date], parent: QWidget,
        draft: Draft,
    ) -> None:  # fmt: skip
        super().__init__(parent, draft)
        self._port, self._jobs = port, jobs
        self._cases: dict[str, CaseRow] = {}
        self._only: CaseRow | None = None
        self._file: Path | None = None
        self.messages = MessageBar()
        self.case = QLineEdit()
        self.form = FieldForm(today)
        self.form.build(
            (
                FormField("kind", "文书种类", FieldKind.CHOICE, required=True,
                          choices=tuple((kind.value, kind.label) for kind in kinds)),
                FormField("title", "标题", help="留空则用文件名"),
                FormField("decided_on", "裁判日期", FieldKind.DATE),
                FormField("effective_on", "生效日期", FieldKind.DATE, help="尚未生效的留空"),
            )
        )  # fmt: skip
        self._names = QStringListModel(self)
        self._build()
        self._restore(draft.kept)
        self.case.textEdited.connect(self._search)
        self.case.textChanged.connect(self.touched)
        self.form.changed.connect(self.touched)
        self.setAcceptDrops(True)

    def choose_file(self, path: Path) -> None:
        """Takes a file; it is read and checked only when the document is saved."""
        self._file = path
        self._file_name.setText(path.name)
        self.touched()

    def save(self) -> None:
        """Ctrl+Enter."""
        if self.is_saving:
            return
        path = self._file
        if path is None:
            self.messages.warn("还没有选择文书文件。", "请选择或拖入 .docx 文件。")
            return
        try:
            case_id, kind, title, decided_on, effective_on = self._values()
        except CourtError as refusal:
            self.messages.refuse(refusal)
            return
        self._save.setEnabled(False)
        self._jobs.database(
            self.saving(
                lambda: self._port.register_document(
                    NewDocument(case_id, kind, path.name, _read(path), title, decided_on, effective_on)
                )
            ),
            self._registered,
            self._refused,
        )

    @override
    def typed(self) -> dict[str, str]:
        texts = {_CASE: self.case.text().strip(), _FILE: str(self._file or ""), **self.form.typed()}
        return {name: text for name, text in texts.items() if text}

    @override
    def refuse(self, refusal: CourtError) -> None:
        self.messages.refuse(refusal)

    def _restore(self, kept: Mapping[str, str]) -> None:
        """The file is only named in the draft; it may be gone by now."""
        self.form.restore(kept)
        self.case.setText(kept.get(_CASE, ""))
        if self.case.text():
            self._search(self.case.text())
        file = Path(kept[_FILE]) if kept.get(_FILE) else None
        if file is not None and file.is_file():
            self.choose_file(file)

    def _values(self) -> tuple[str, str, str, date | None, date | None]:
        case = self._cases.get(self.case.text().strip()) or self._only
        if case is None:
            raise CourtError("case.unknown", text=self.case.text().strip())
        values = self.form.values()
        decided_on, effective_on = values["decided_on"], values["effective_on"]
        return (
            case.id,
            str(values["kind"]),
            str(values["title"] or ""),
            decided_on if isinstance(decided_on, date) else None,
            effective_on if isinstance(effective_on, date) else None,
        )

    def _search(self, text: str) -> None:
        self._only = None
        query = CaseQuery(text=text.strip(), tab="all", limit=_SUGGESTIONS)
        self._jobs.database(lambda: self._port.search_cases(query), self._suggest, latest="documents.case")

    def _suggest(self, page: CasePage) -> None:
        self._cases |= {row.number: row for row in page.rows}
        self._names.setStringList([row.number for row in page.rows])
        typed = self.case.text().strip()
        exact = self._cases.get(typed)
        self._only = page.rows[0] if len(page.rows) == 1 and typed else None
        named = exact or self._only
        if named:
            self._about.setText(f"{named.number}　{named.cause}")
        else:
            self._about.setText("" if page.rows else "本工作站没有这样的案件。")
        completer = self.case.completer()
        if page.rows and not exact and self.case.hasFocus() and completer is not None:
            completer.complete()

    def _registered(self, saved: Saved) -> None:
        self.registered.emit(saved)
        self.accept()

    def _refused(self, refusal: CourtError) -> None:
        self._save.setEnabled(True)
        self.save_refused(refusal)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.choose_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _build(self) -> None:
        self.setWindowTitle("登记文书")
        self.setMinimumWidth(680)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SUGGESTIONS)
        completer.activated.connect(self._take_case)
        self.case.setCompleter(completer)
        self.case.setPlaceholderText("尾号、当事人或完整案号")
        self.case.setAccessibleName("案件")
        self._about, self._file_name = hint(), hint("还没有选择文件，可以拖到这里")
        choose = on_click(plain("选择文件", icon_name="file-text"), self._ask_file)
        case_label, file_label = field_label("案件 *"), field_label("文件 *")
        for label in (case_label, file_label):  # in line with the form's widest label below
            label.setFixedWidth(field_label("文书种类 *").sizeHint().width())
        case_row = in_row(case_label, in_column(self.case, self._about, spacing=2), spacing=12)
        file_row = in_row(file_label, choose, self._file_name, None, spacing=12)
        body = card(in_column(case_row, self.form, file_row, spacing=12, margins=(18, 14, 18, 14)))
        self._save = on_click(primary("登记", "Ctrl+Enter", "check"), self.save)
        foot = in_row(None, on_click(plain("取消", "Esc"), self.reject), self._save)
        self.setLayout(in_column(section("登记文书"), self.messages, body, foot, spacing=12, margins=(18, 16, 18, 14)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self.case.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_case(self, number: str) -> None:
        self.case.setText(number)
        if number in self._cases:
            self._about.setText(self._cases[number].cause)

    def _ask_file(self) -> None:
        ask_file(self, "选择文书", "文书 (*.docx);;所有文件 (*)", self.choose_file)


def _read(path: Path) -> bytes:
    """The file's bytes, refused by its size before it is read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise CourtError("document.too-big", size=size // 1024 // 1024, limit=MAX_FILE_BYTES // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise CourtError("document.unreadable", name=path.name) from error
