"""更换正本: the corrected file of a document that is registered already, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from clerk_app.ui.documents.hand_in_dialog import FILE, HandInDialog
from clerk_app.ui.documents.ports import DocumentsPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain
from clerk_app.ui.widgets.drafted_dialog import Draft
from clerk_app.ui.widgets.words import ElidedLabel, field_label, hint, paragraph, section
from clerk_app.use_cases.forms import NewOriginal
from clerk_app.use_cases.views import DocumentRow

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved
    from court_core.documents.original import Original

_REASON = "reason"
_MASKED = ("masked", "confirmed", "returned", "withdrawn")
"""Where a copy of the present original may stand."""


def draft_key(document_id: str) -> str:
    """Under which the dialog's text is kept."""
    return f"document:replace:{document_id}"


class ReplaceDialog(HandInDialog):
    """Window-modal. The file is exchanged, the former one stays in the audit."""

    def __init__(self, port: DocumentsPort, jobs: Jobs, row: DocumentRow, parent: QWidget, draft: Draft) -> None:
        super().__init__(port, jobs, parent, draft, "更换")
        self._port, self.row = port, row
        self.reason = QLineEdit()
        self._build()
        self.reason.setText(draft.kept.get(_REASON, ""))
        self._restore_file(draft.kept)
        self.reason.textChanged.connect(self.touched)

    def save(self) -> None:
        """Ctrl+Enter."""
        if self.is_handing_in:
            return
        document_id, reason = self.row.id, self.reason.text().strip()

        def exchange(original: Original) -> Saved:
            return self._port.replace_original(
                NewOriginal(document_id, original.name, original.content, reason, original.docx)
            )

        self.hand_in(exchange)

    @override
    def typed(self) -> dict[str, str]:
        texts = {_REASON: self.reason.text().strip(), FILE: str(self._file or "")}
        return {name: text for name, text in texts.items() if text}

    def _build(self) -> None:
        self.setWindowTitle("更换正本")
        self.setMinimumWidth(620)
        self.reason.setPlaceholderText("如：承办人更正笔误")
        self.reason.setAccessibleName("理由")
        now_label, file_label, reason_label = field_label("现正本"), field_label("新文件 *"), field_label("理由")
        for label in (now_label, file_label, reason_label):
            label.setFixedWidth(field_label("新文件 *").sizeHint().width())
        now = in_row(now_label, ElidedLabel(self.row.file_name, "label"), spacing=12)
        now.setStretch(1, 1)
        body = card(
            in_column(
                paragraph(f"{self.row.case_number}　{self.row.title or self.row.kind}"),
                now,
                self._file_row(file_label),
                in_row(reason_label, self.reason, spacing=12),
                spacing=12,
                margins=(18, 14, 18, 14),
            )
        )
        note = hint(
            "更换后，原来的公开稿作废，须重新隐名、核对、确认。" if self.row.status in _MASKED else "更换记入流转记录。"
        )
        foot = in_row(note, None, on_click(plain("取消", "Esc"), self.reject), self._save)
        self.setLayout(in_column(section("更换正本"), self.messages, body, foot, spacing=12, margins=(18, 16, 18, 14)))
        self._saves_by(self.save)
        self._choose.setFocus()
