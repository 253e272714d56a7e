"""登记文书: the case by its 尾号, the kind, the dates, the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from clerk_app.ui.documents.hand_in_dialog import FILE, HandInDialog
from clerk_app.ui.documents.ports import DocumentsPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain
from clerk_app.ui.widgets.drafted_dialog import Draft
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.words import field_label, hint, section
from clerk_app.use_cases.forms import CaseQuery, NewDocument
from clerk_app.use_cases.views import CasePage, CaseRow, Choice
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved
    from court_core.documents.original import Original

DRAFT_KEY = "document:new"
_CASE = "-case"
"""Its name in the draft beside the form's own."""

_SUGGESTIONS = 12


class RegisterDialog(HandInDialog):
    """Window-modal. A refusal leaves everything typed in place, and so does a lock."""

    def __init__(
        self, port: DocumentsPort, jobs: Jobs, kinds: Sequence[Choice], today: Callable[[], date], parent: QWidget,
        draft: Draft, case_number: str = "",
    ) -> None:  # fmt: skip
        """`case_number`: the case it is opened for."""
        super().__init__(port, jobs, parent, draft, "登记")
        self._port = port
        self._cases: dict[str, CaseRow] = {}
        self._only: CaseRow | None = None
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
        self._given = "" if draft.kept else case_number
        self._build()
        self._restore(draft.kept)
        if draft.kept and draft.kept.get(_CASE, "") != case_number != "":
            self.messages.warn("这是上次没有登记完的文书。", "登记完这一份，再登记本案的；不要了的，按 Esc 放弃。")
        self.case.textEdited.connect(self._search)
        self.case.textChanged.connect(self.touched)
        self.form.changed.connect(self.touched)

    def save(self) -> None:
        """Ctrl+Enter."""
        if self.is_handing_in:
            return
        try:
            form = self._values()
        except CourtError as refusal:
            self.messages.refuse(refusal)
            return

        def register(original: Original) -> Saved:
            return self._port.register_document(
                replace(form, file_name=original.name, content=original.content, docx=original.docx)
            )

        self.hand_in(register)

    @override
    def typed(self) -> dict[str, str]:
        texts = {_CASE: self.case.text().strip(), FILE: str(self._file or ""), **self.form.typed()}
        kept = {name: text for name, text in texts.items() if text}
        return {} if kept == {_CASE: self._given} else kept

    def _restore(self, kept: Mapping[str, str]) -> None:
        self.form.restore(kept)
        self.case.setText(kept.get(_CASE, "") or self._given)
        if self.case.text():
            self._search(self.case.text())
        self._restore_file(kept)

    def _values(self) -> NewDocument:
        """The form, its file still to be read."""
        case = self._cases.get(self.case.text().strip()) or self._only
        if case is None:
            raise CourtError("case.unknown", text=self.case.text().strip())
        values = self.form.values()
        decided_on, effective_on = values["decided_on"], values["effective_on"]
        return NewDocument(
            case.id,
            str(values["kind"]),
            "",
            b"",
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
        self._about = hint()
        case_label, file_label = field_label("案件 *"), field_label("文件 *")
        for label in (case_label, file_label):  # in line with the form's widest label below
            label.setFixedWidth(field_label("文书种类 *").sizeHint().width())
        named = in_row(case_label, self.case, spacing=12)
        about = in_row(case_label.maximumWidth(), self._about, spacing=12)
        case_row = in_column(named, about, spacing=2)
        body = card(in_column(case_row, self.form, self._file_row(file_label), spacing=12, margins=(18, 14, 18, 14)))
        foot = in_row(None, on_click(plain("取消", "Esc"), self.reject), self._save)
        self.setLayout(in_column(section("登记文书"), self.messages, body, foot, spacing=12, margins=(18, 16, 18, 14)))
        self._saves_by(self.save)
        (self.form.input("kind") if self._given else self.case).setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_case(self, number: str) -> None:
        self.case.setText(number)
        if number in self._cases:
            self._about.setText(self._cases[number].cause)
