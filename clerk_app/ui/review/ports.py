"""What the screen 核对公开稿 asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from clerk_app.use_cases.staged import Staged
from clerk_app.use_cases.web_copy_views import Decision, WebCopyView, WherePlace, WhichFinding

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class ReviewPort(Protocol):
    """The jobs behind the screen: `web_copy` reads for it, the others answer in stages. All may raise CourtError."""

    def web_copy(self, document_id: str) -> WebCopyView:
        """The copy beside its original, with all that is to be answered."""
        ...

    def masking(self, document_id: str, profile: str = "") -> Staged[Saved]:
        """Masks the document anew; earlier answers about the same words are lost."""
        ...

    def deciding(
        self, document_id: str, where: WherePlace, decision: Decision, replacement: str = "", *, everywhere: bool,
        remember: bool,
    ) -> Staged[WebCopyView]:  # fmt: skip
        """Answers one masked place, or with `everywhere` all places of the same words."""
        ...

    def masking_also(self, document_id: str, words: str, *, remember: bool) -> Staged[WebCopyView]:
        """Masks these words wherever they stand."""
        ...

    def taking_back_words(self, document_id: str, words: str) -> Staged[WebCopyView]:
        """Takes back that these words were masked everywhere: the copy stands as before."""
        ...

    def merging(self, document_id: str, where: WherePlace, other_where: WherePlace) -> Staged[WebCopyView]:
        """The two names belong to one: both get the same replacement."""
        ...

    def answering_finding(self, document_id: str, which: WhichFinding, answer: str) -> Staged[WebCopyView]:
        """Says why what a check found may stay; an empty answer opens it again."""
        ...

    def confirming(self, document_id: str) -> Staged[Saved]:
        """The 承办人 confirms. Refuses while anything is open, and checks anew."""
        ...

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps an answer that is not saved yet; empty drops it."""
        ...

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves the answer: its draft ends in the same transaction."""
        ...

    def draft(self, key: str) -> str:
        """What was kept under this key, or empty."""
        ...

    def drafts_under(self, prefix: str) -> dict[str, str]:
        """What was kept under keys that begin so, by key."""
        ...
