"""A desk with one judgment to review: the real engine, the real clean room and the real checks, kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.make_web_copy import MadeCopy, make_copy
from clerk_app.use_cases.staged import Staged
from clerk_app.use_cases.web_copy_views import (
    CHECK_LABELS,
    KIND_LABELS,
    BatchRow,
    Decision,
    ReviewFinding,
    ReviewSpan,
    StepRow,
    SubmitReport,
    WebCopyView,
    WherePlace,
    WhichFinding,
    find_again,
)
from court_core.documents.model import Paragraph, placed
from court_core.errors import CourtError
from court_core.masking.profiles import load_profile
from court_core.masking.spans import SURE_ENOUGH, Doubt
from tests.gui.court_week import NO_CHANGES
from tests.gui.kept_drafts import KeptDrafts
from tests.support.generated_judgments import generate

T = TypeVar("T")
DOCUMENT = "document-201"
_BATCH_ROW = BatchRow(
    DOCUMENT, "（2026）粤0103民初201号", "民事判决书", "梁晓岚", date(2026, 11, 16), "confirmed", "已确认"
)


class ReviewDesk(KeptDrafts):
    """Stands in for the workstation: answers are kept, and the copy is made anew of them each time."""

    def __init__(self, seed: int = 1, text: str = "") -> None:
        judgment = generate(seed)
        lines = (text or judgment.text).removesuffix("\n").split("\n")
        self.read = placed([Paragraph(line) for line in lines])
        self.title = "黄砚芃与云州市骏湄包装设备有限公司等买卖合同纠纷民事判决书" if text else judgment.title
        self.profile = "spc-2024"
        self.status = "masked"
        self.may_edit = self.may_confirm = True
        self.refusal: CourtError | None = None
        self.remembered: list[str] = []
        self.steps: list[StepRow] = []
        other = replace(_BATCH_ROW, document_id="document-203", case_number="（2026）粤0103民初203号", judge="何志刚")
        self.report = SubmitReport("2026-11", (), (), (_BATCH_ROW, other), (), (), 0)
        self.calls: list[tuple[object, ...]] = []
        super().__init__()
        self._names: list[str] = []
        self._changed: dict[str, str] = {}
        self._here: dict[tuple[int, int], str] = {}
        self._decisions: dict[tuple[int, int], Decision] = {}
        self._answers: dict[tuple[str, str, str], str] = {}

    def web_copy(self, document_id: str) -> WebCopyView:
        self._check(document_id)
        return self._view()

    def masking(self, document_id: str, profile: str = "") -> Staged[Saved]:
        return staged(lambda: self._mask(document_id, profile))

    def deciding(
        self, document_id: str, where: WherePlace, decision: Decision, replacement: str = "", *, everywhere: bool,
        remember: bool,
    ) -> Staged[WebCopyView]:  # fmt: skip
        return staged(lambda: self._decide(where, decision, replacement, everywhere=everywhere, remember=remember))

    def masking_also(self, document_id: str, words: str, *, remember: bool) -> Staged[WebCopyView]:
        return staged(lambda: self._mask_also(words, remember=remember))

    def taking_back_words(self, document_id: str, words: str) -> Staged[WebCopyView]:
        return staged(lambda: self._take_back_words(words))

    def merging(self, document_id: str, where: WherePlace, other_where: WherePlace) -> Staged[WebCopyView]:
        return staged(lambda: self._same_as(where, other_where))

    def answering_finding(self, document_id: str, which: WhichFinding, answer: str) -> Staged[WebCopyView]:
        return staged(lambda: self._answer_finding(which, answer))

    def confirming(self, document_id: str) -> Staged[Saved]:
        return staged(lambda: self._confirm(document_id))

    def _mask(self, document_id: str, profile: str) -> Saved:
        self._say("mask", document_id, profile)
        self.profile = profile or self.profile
        self._changed, self._here, self._decisions, self._answers = {}, {}, {}, {}
        return Saved(document_id, NO_CHANGES)

    def _decide(
        self, where: WherePlace, decision: Decision, replacement: str, *, everywhere: bool, remember: bool
    ) -> WebCopyView:
        span = self._span(where)
        self._say("decide", span.number, decision, replacement, everywhere, remember)
        alike = [
            other for other in self._view().spans if other == span or (everywhere and other.original == span.original)
        ]
        for other in alike:
            place = (other.start, other.end)
            self._decisions[place] = decision
            if not decision:
                self._here.pop(place, None)
            elif decision != "accepted":
                self._here[place] = other.original if decision == "kept" else replacement
        if remember:
            self.remembered.append(span.original)
        return self._view()

    def _mask_also(self, words: str, *, remember: bool) -> WebCopyView:
        self._say("mask_also", words, remember)
        if words not in self.read.text:
            raise CourtError("form.required", label="词语")
        self._names.append(words)
        return self._view()

    def _take_back_words(self, words: str) -> WebCopyView:
        self._say("take_back_words", words)
        self._names.remove(words)
        return self._view()

    def _same_as(self, where: WherePlace, other_where: WherePlace) -> WebCopyView:
        one, other = self._span(where), self._span(other_where)
        self._say("same_as", one.number, other.number)
        self._changed[one.original] = other.replacement
        return self._view()

    def _answer_finding(self, which: WhichFinding, answer: str) -> WebCopyView:
        findings = self._view().findings
        index = which - 1 if isinstance(which, int) else find_again(findings, which)
        if index is None:
            raise CourtError("web-copy.place-gone")
        found = findings[index]
        self._say("answer", found.number, answer)
        self._answers[found.check, found.subject, found.place] = answer
        return self._view()

    def _confirm(self, document_id: str) -> Saved:
        self._say("confirm", document_id)
        if self._view().open_count:
            raise CourtError("web-copy.unanswered", count=self._view().open_count)
        self.status = "confirmed"
        return Saved(document_id, NO_CHANGES)

    def drafts_under(self, prefix: str) -> dict[str, str]:
        return {key: text for key, text in self.drafts.items() if key.startswith(prefix)}

    def document_steps(self, document_id: str) -> tuple[StepRow, ...]:
        return tuple(self.steps)

    def batch_report(self, month: str = "") -> SubmitReport:
        return self.report

    def submit_batch(self, month: str = "") -> SubmitReport:
        self._say("submit", month)
        sent = replace(_BATCH_ROW, status="submitted", status_label="已报送")
        self.report = replace(self.report, submitted=(sent,), missing=self.report.missing[1:], new=1)
        return self.report

    def pass_document(self, document_id: str) -> Saved:
        self._say("pass", document_id)
        return Saved(document_id, NO_CHANGES)

    def return_document(self, document_id: str, reason: str) -> Saved:
        self._say("return", document_id, reason)
        return Saved(document_id, NO_CHANGES)

    def withdraw_document(self, document_id: str, reason: str) -> Saved:
        self._say("withdraw", document_id, reason)
        return Saved(document_id, NO_CHANGES)

    def _span(self, where: WherePlace) -> ReviewSpan:
        return next(span for span in self._view().spans if where in (span.number, (span.start, span.end)))

    def _view(self) -> WebCopyView:
        made = make_copy(
            self.read, load_profile(self.profile), names=self._names, changed=self._changed, here=self._here,
            title=self.title, file_name="民事判决书.docx",
        )  # fmt: skip
        spans = tuple(
            replace(span, number=number) for number, span in enumerate(sorted(self._spans(made), key=_start), 1)
        )
        findings = tuple(self._findings(made))
        waiting = sum(span.is_open for span in spans) + sum(item.is_open for item in findings)
        return WebCopyView(
            DOCUMENT, "（2026）粤0103民初201号", "民事判决书", made.copy.title, self.profile, load_profile(self.profile).label,
            self.status, "已隐名", outdated=False, original=self.read.text, masked=made.copy.text, spans=spans,
            findings=findings, notes=made.result.notes, open_count=waiting, may_confirm=self.may_confirm,
            remembered=tuple(self.remembered), may_edit=self.may_edit,
        )  # fmt: skip

    def _spans(self, made: MadeCopy) -> list[ReviewSpan]:
        found = []
        for span in made.result.spans:
            at = made.place_in_copy(span.start)
            found.append(
                ReviewSpan(
                    0, span.start, span.end, at, at + len(span.replacement), span.kind, KIND_LABELS[span.kind],
                    span.original, span.replacement, span.why, span.sure, span.sure < SURE_ENOUGH,
                    self._decisions.get((span.start, span.end), ""),
                )
            )  # fmt: skip
        masked = {(span.start, span.end) for span in made.result.spans}
        kept = {place for place, decision in self._decisions.items() if decision == "kept"} - masked
        left = {(item.start, item.end): item for item in made.result.review if isinstance(item, Doubt)}
        for start, end in sorted(kept | left.keys()):
            doubt, at, words = left.get((start, end)), made.place_in_copy(start), self.read.text[start:end]
            kind = doubt.kind if doubt else "person"
            why, sure = (doubt.why, doubt.sure) if doubt else ("经办人保留原文", 1.0)
            found.append(
                ReviewSpan(
                    0, start, end, at, at + len(words), kind, KIND_LABELS[kind], words, words, why, sure,
                    doubt is not None, self._decisions.get((start, end), ""), left=doubt is not None,
                )
            )  # fmt: skip
        return found

    def _findings(self, made: MadeCopy) -> list[ReviewFinding]:
        return [
            ReviewFinding(
                number, item.check, CHECK_LABELS[item.check], item.place, item.excerpt, item.what_to_do, item.subject,
                item.start, item.end, item.sure, self._answers.get((item.check, item.subject, item.place), ""),
            )
            for number, item in enumerate((*made.verdict.leaks, *made.verdict.over_masking), 1)
        ]  # fmt: skip

    def _check(self, document_id: str) -> None:
        if document_id != DOCUMENT:
            raise CourtError("document.unknown")
        if self.refusal is not None:
            raise self.refusal

    def _say(self, *call: object) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.calls.append(call)


def staged(work: Callable[[], T]) -> Staged[T]:
    """The whole job in its last stage."""
    return lambda: lambda: work


def _start(span: ReviewSpan) -> tuple[int, int]:
    return span.start, span.end
