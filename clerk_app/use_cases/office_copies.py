"""The jobs of web copies, their batch and their review, as part of `office.Office`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.use_cases import document_ledger, masking_rules, review_documents, submit_batch
from clerk_app.use_cases.masked_words import MaskedWords
from clerk_app.use_cases.originals import Originals

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Desk, Saved
    from clerk_app.use_cases.staged import Staged
    from clerk_app.use_cases.views import Choice
    from clerk_app.use_cases.web_copy_views import (
        Decision,
        DocumentReviewRow,
        MaskingRuleRow,
        StepRow,
        SubmitReport,
        WebCopyView,
        WherePlace,
        WhichFinding,
    )


class CopyOffice:
    """From 隐名 to the batch of the 20th and its review. What masks is imported when it is first wanted: it takes longer
    to load than all other jobs together.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._originals = Originals()
        self._masked_words = MaskedWords()

    def masking_profiles(self) -> tuple[Choice, ...]:
        """The profiles to choose from, the court's own first."""
        from clerk_app.use_cases import mask_document

        return mask_document.masking_profiles(self.desk)

    def masking(self, document_id: str, profile: str = "") -> Staged[Saved]:
        """Masks a document, anew if it was masked before: answers given so far are lost, added words are kept."""
        from clerk_app.use_cases import mask_document

        return mask_document.masking(self.desk, self._originals, document_id, profile)

    def web_copy(self, document_id: str) -> WebCopyView:
        """The copy beside its original. Raises `web-copy.missing`."""
        from clerk_app.use_cases import web_copies

        return web_copies.web_copy(self.desk, self._originals, document_id)

    def deciding(
        self,
        document_id: str,
        where: WherePlace,
        decision: Decision,
        replacement: str = "",
        *,
        everywhere: bool,
        remember: bool,
    ) -> Staged[WebCopyView]:
        """Answers one masked place, or with `everywhere` all places of the same words; "" takes the answer back."""
        from clerk_app.use_cases import answer_review

        return answer_review.deciding(
            self.desk,
            self._originals,
            document_id,
            where,
            decision,
            replacement,
            everywhere=everywhere,
            remember=remember,
        )

    def masking_also(self, document_id: str, words: str, *, remember: bool) -> Staged[WebCopyView]:
        """Masks these words wherever they stand."""
        from clerk_app.use_cases import mask_document

        return mask_document.masking_also(
            self.desk, self._originals, document_id, words, remember=remember, masked_words=self._masked_words
        )

    def taking_back_words(self, document_id: str, words: str) -> Staged[WebCopyView]:
        """Takes back that these words were masked everywhere: the copy stands as before."""
        from clerk_app.use_cases import mask_document

        return mask_document.taking_back_words(self.desk, self._originals, self._masked_words, document_id, words)

    def merging(self, document_id: str, where: WherePlace, other_where: WherePlace) -> Staged[WebCopyView]:
        """The two names belong to one: the first gets the other's replacement everywhere."""
        from clerk_app.use_cases import answer_review

        return answer_review.merging(self.desk, self._originals, document_id, where, other_where)

    def answering_finding(self, document_id: str, which: WhichFinding, answer: str) -> Staged[WebCopyView]:
        """Says why what a check found may stay; an empty answer opens it again."""
        from clerk_app.use_cases import answer_review

        return answer_review.answering_finding(self.desk, self._originals, document_id, which, answer)

    def confirming(self, document_id: str) -> Staged[Saved]:
        """The 承办人 confirms. Refuses while anything is open, and checks anew."""
        from clerk_app.use_cases import confirm_copy

        return confirm_copy.confirming(self.desk, self._originals, document_id)

    def document_steps(self, document_id: str) -> tuple[StepRow, ...]:
        """The document's ledger, oldest first."""
        return document_ledger.document_steps(self.desk, document_id)

    def batch_report(self, month: str = "") -> SubmitReport:
        """The month's account (2026-11; empty: that of today's batch) as it stands; nothing is submitted."""
        return submit_batch.batch_report(self.desk, month)

    def submit_batch(self, month: str = "") -> SubmitReport:
        """Submits what is confirmed and accounts for every document that took effect."""
        return submit_batch.submit_batch(self.desk, month)

    def documents_to_review(self) -> tuple[DocumentReviewRow, ...]:
        """What waits for 审管办, then what passed and is not published yet."""
        return review_documents.documents_to_review(self.desk)

    def pass_document(self, document_id: str) -> Saved:
        """Passes a submitted document for publication."""
        return review_documents.pass_document(self.desk, document_id)

    def return_document(self, document_id: str, reason: str) -> Saved:
        """Sends a document back to its judge, with a reason."""
        return review_documents.return_document(self.desk, document_id, reason)

    def withdraw_document(self, document_id: str, reason: str) -> Saved:
        """Takes a published document back, with a reason."""
        return review_documents.withdraw_document(self.desk, document_id, reason)

    def masking_rules(self) -> tuple[MaskingRuleRow, ...]:
        """隐名记忆 of the court, those in force first."""
        return masking_rules.masking_rules(self.desk)

    def add_masking_rule(self, action: str, words: str, note: str = "") -> Saved:
        """Remembers that these words are always masked (`mask`) or always kept (`keep`)."""
        return masking_rules.add_masking_rule(self.desk, action, words, note)

    def revoke_masking_rule(self, rule_id: str) -> Saved:
        """Takes a rule out of force."""
        return masking_rules.revoke_masking_rule(self.desk, rule_id)
