"""What the screen 文书 asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from clerk_app.ui.review.ports import ReviewPort
from clerk_app.use_cases.forms import CaseQuery, DocumentQuery, NewDocument, NewOriginal, NewWithholding
from clerk_app.use_cases.views import CasePage, Choice, DocumentRow
from clerk_app.use_cases.web_copy_views import StepRow, SubmitReport
from court_core.records.fields import Value

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved
    from court_core.documents.conversions import Conversions
    from court_core.documents.original import Original


class OriginalsPort(Protocol):
    """Takes a file in: `use_cases.office.Office`. It needs no database, and runs beside it."""

    def take_in_original(self, content: bytes, name: str, conversions: Conversions | None = None) -> Original:
        """Lets a file through the gate; makes a .docx of an old one, which `conversions` may end."""
        ...


class DocumentsPort(OriginalsPort, Protocol):
    """The jobs behind the screen. Each but `take_in_original` runs on the database thread; all may raise CourtError."""

    def list_documents(self, query: DocumentQuery) -> tuple[DocumentRow, ...]:
        """Documents, the latest first."""
        ...

    def document_counts(self) -> dict[str, int]:
        """How many documents each tab holds."""
        ...

    def document_kinds(self) -> tuple[Choice, ...]:
        """Kinds of judicial documents."""
        ...

    def grounds(self) -> tuple[Choice, ...]:
        """The grounds of the list in force."""
        ...

    def search_cases(self, query: CaseQuery) -> CasePage:
        """Cases to choose from when registering."""
        ...

    def register_document(self, form: NewDocument) -> Saved:
        """Checks the file at the gate, keeps it, and registers the document."""
        ...

    def replace_original(self, form: NewOriginal) -> Saved:
        """Puts a corrected file in the place of a document's original."""
        ...

    def edit_document(self, document_id: str, changes: Mapping[str, Value]) -> Saved:
        """Changes title, kind or dates; `effective_on` lets it take effect."""
        ...

    def document_file(self, document_id: str) -> tuple[str, bytes]:
        """File name and bytes of the original."""
        ...

    def flag_withheld(self, form: NewWithholding) -> Saved:
        """Flags a document 不上网公开."""
        ...

    def approve_withholding(self, withholding_id: str, opinion: str = "") -> Saved:
        """Approves, as whichever the chain waits for."""
        ...

    def refuse_withholding(self, withholding_id: str, opinion: str) -> Saved:
        """Refuses, with an opinion."""
        ...

    def revoke_withholding(self, withholding_id: str, reason: str) -> Saved:
        """Takes a flag back."""
        ...

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps a form's unsaved text; empty drops it."""
        ...

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves the form: its draft ends in the same transaction."""
        ...

    def draft(self, key: str) -> str:
        """The kept text."""
        ...

    def stamped_document(
        self, document_id: str, suffix: str = ".docx", conversions: Conversions | None = None
    ) -> tuple[str, bytes]:
        """Suggested file name and bytes of the original marked 不上网公开."""
        ...


class CopiesPort(ReviewPort, Protocol):
    """The way of a document to the public page: its web copy, the batch of the 20th, its review."""

    def document_steps(self, document_id: str) -> tuple[StepRow, ...]:
        """The document's ledger, oldest first."""
        ...

    def batch_report(self, month: str = "") -> SubmitReport:
        """The month's account (2026-11; empty: that of today's batch) as it stands."""
        ...

    def submit_batch(self, month: str = "") -> SubmitReport:
        """Submits what is confirmed and accounts for every document that took effect."""
        ...

    def pass_document(self, document_id: str) -> Saved:
        """Passes a submitted document for publication."""
        ...

    def return_document(self, document_id: str, reason: str) -> Saved:
        """Sends a document back to its judge."""
        ...

    def withdraw_document(self, document_id: str, reason: str) -> Saved:
        """Takes a published document back."""
        ...
