"""The copy as it will come back: what is answered shows at once, and the text follows when the copy is made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clerk_app.use_cases.web_copy_views import Decision, ReviewFinding, ReviewSpan, WebCopyView


@dataclass(slots=True)
class OnTheWay:
    """What was asked about one document and has not come back yet."""

    document_id: str
    answers: int = 0
    whole: bool = False
    """It is masked anew or confirmed: no answer is taken meanwhile."""
    confirm: bool = False
    """To be confirmed when the answers are there."""


def with_decision(copy: WebCopyView, chosen: ReviewSpan, decision: Decision, *, everywhere: bool) -> WebCopyView:
    """One place, or all of the same words, with what was just said of them; what stands there is what stood there."""
    spans = tuple(
        replace(span, decision=_said(span, decision))
        if span.number == chosen.number or (everywhere and span.original == chosen.original)
        else span
        for span in copy.spans
    )
    return _counted(replace(copy, spans=spans))


def with_answer(copy: WebCopyView, answered: ReviewFinding, answer: str) -> WebCopyView:
    """What a check found, with the reason just given."""
    findings = tuple(
        replace(finding, answer=answer) if finding.number == answered.number else finding for finding in copy.findings
    )
    return _counted(replace(copy, findings=findings))


def _said(span: ReviewSpan, decision: Decision) -> Decision:
    """What a person changed before and accepts now stays as the person put it."""
    return "changed" if decision == "accepted" and span.decision == "changed" else decision


def _counted(copy: WebCopyView) -> WebCopyView:
    waiting = sum(span.is_open for span in copy.spans) + sum(finding.is_open for finding in copy.findings)
    return replace(copy, open_count=waiting)
