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
    merged: bool = False


@dataclass(frozen=True, slots=True)
class GivenWords:
    """Words that were masked everywhere."""

    words: str
    remembered: bool = False


Given = GivenPlace | FindingKey | GivenWords


class GivenAnswers:
    """Of one document, until it is left or masked anew."""

    def __init__(self) -> None:
        self._given: list[Given] = []

    def note(self, given: Given) -> None:
        """This was answered just now."""
        self._given.append(given)

    def drop(self, given: Given) -> None:
        """It was refused, and is no answer."""
        if given in self._given:
            self._given.remove(given)

    def take_last(self, copy: WebCopyView, *, working: bool) -> tuple[Given, ReviewSpan | ReviewFinding | None] | None:
        """The last answer that still stands, with the place or finding it is about; it is given no more.

        What is on its way still (`working`) does not show yet: words have no place, and two names are two.
        """
        while self._given:
            given = self._given.pop()
            about = _standing(given, copy, working=working)
            if about is not None or isinstance(given, GivenWords):
                return given, about
        return None


def taken_back_words(given: Given, about: ReviewSpan | ReviewFinding | None) -> str:
    """What is said when an answer was taken back."""
    if isinstance(about, ReviewFinding):
        return f"已收回对检查发现“{brief(about.subject)}”的答复。"
    stays = "；记住的做法仍在“设置”的隐名记忆里" if not isinstance(given, FindingKey) and given.remembered else ""
    if isinstance(given, GivenWords):
        return f"已收回全文隐去“{brief(given.words)}”{stays}。"
    return f"已收回对“{brief(about.original if about else '')}”的答复{stays}。"


def brief(words: str) -> str:
    """Words short enough for a sentence."""
    return words if len(words) <= 20 else f"{words[:18]}……"


def _standing(given: Given, copy: WebCopyView, *, working: bool) -> ReviewSpan | ReviewFinding | None:
    if isinstance(given, FindingKey):
        index = find_again(copy.findings, given)
        return copy.findings[index] if index is not None and copy.findings[index].answer else None
    if isinstance(given, GivenPlace):
        span = next((span for span in copy.spans if (span.start, span.end) == given.where), None)
        return span if span is not None and (span.decision or (given.merged and working)) else None
    masked = [span for span in copy.spans if given.words in span.original and span.decision != "kept"]
    return min(masked, key=lambda span: len(span.original), default=None)  # not the firm that has the word in its name
