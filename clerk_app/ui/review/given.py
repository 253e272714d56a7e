"""What was answered in this sitting, the last first: so that Ctrl+Z finds its way back."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.use_cases.web_copy_views import FindingKey, ReviewFinding, ReviewSpan, WebCopyView, find_again


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """A place that was answered, by where it stands in the original."""

    where: tuple[int, int]
    everywhere: bool
    remembered: bool = False


Given = GivenPlace | FindingKey | str
"""A place, a finding, or words that were masked everywhere."""


class GivenAnswers:
    """Of one document, until it is left or masked anew."""

    def __init__(self) -> None:
        self._given: list[Given] = []

    def note(self, given: Given) -> None:
        """This was answered just now."""
        self._given.append(given)

    def take_last(self, copy: WebCopyView) -> tuple[Given, ReviewSpan | ReviewFinding] | None:
        """The last answer that still stands, with the place or finding it is about; it is given no more."""
        while self._given:
            given = self._given.pop()
            about = _standing(given, copy)
            if about is not None:
                return given, about
        return None


def taken_back_words(given: Given, about: ReviewSpan | ReviewFinding) -> str:
    """What is said when an answer was taken back."""
    if isinstance(about, ReviewFinding):
        return f"已收回对检查发现“{brief(about.subject)}”的答复。"
    if not isinstance(given, GivenPlace):  # how else the machine masks now cannot be asked back; the original can
        return f"全文隐去的“{brief(about.original)}”在这里，要恢复的按 K。"
    stays = "；记住的做法仍在“设置”的隐名记忆里" if given.remembered else ""
    return f"已收回对“{brief(about.original)}”的答复{stays}。"


def brief(words: str) -> str:
    """Words short enough for a sentence."""
    return words if len(words) <= 20 else f"{words[:18]}……"


def _standing(given: Given, copy: WebCopyView) -> ReviewSpan | ReviewFinding | None:
    if isinstance(given, FindingKey):
        index = find_again(copy.findings, given)
        return copy.findings[index] if index is not None and copy.findings[index].answer else None
    if isinstance(given, GivenPlace):
        answered = (span for span in copy.spans if (span.start, span.end) == given.where and span.decision)
        return next(answered, None)
    masked = [span for span in copy.spans if given in span.original and span.decision != "kept"]
    return min(masked, key=lambda span: len(span.original), default=None)  # not the firm that has the word in its name
