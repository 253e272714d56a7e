"""What the screen 核对公开稿 asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clerk_app.use_cases.web_copy_views import Decision, WebCopyView

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class ReviewPort(Protocol):
    """The jobs behind the screen. Each runs on the database thread and may raise CourtError."""

    def web_copy(self, document_id: str) -> WebCopyView:
        """The copy beside its original, with all that is to be answered."""
        ...

    def mask_document(self, document_id: str, profile: str = "") -> Saved:
        """Masks the document anew; earlier answers about the same words are lost."""
        ...

    def decide(
        self, document_id: str, number: int, decision: Decision, replacement: str = "", *, everywhere: bool,
        remember: bool,
    ) -> WebCopyView:  # fmt: skip
        """Answers one masked place, or with `everywhere` all places of the same words."""
        ...

    def mask_also(self, document_id: str, words: str, *, remember: bool) -> WebCopyView:
        """Masks these words wherever they stand."""
        ...

    def same_as(self, document_id: str, number: int, other_number: int) -> WebCopyView:
        """The two names belong to one: both get the same replacement."""
        ...

    def answer_finding(self, document_id: str, number: int, answer: str) -> WebCopyView:
        """Says why what a check found may stay; an empty answer opens it again."""
        ...

    def confirm_copy(self, document_id: str) -> Saved:
        """The 承办人 confirms. Refuses while anything is open, and checks anew."""
        ...
