"""A written judgment against its truth."""

from __future__ import annotations

from court_core.masking.engine import mask
from court_core.masking.lac import NameFinder
from court_core.masking.profiles import load_profile
from tests.support.written_judgments import WrittenJudgment


def left_and_touched(judgment: WrittenJudgment, finder: NameFinder | None = None) -> tuple[set[str], set[str]]:
    """The strings that must go and do not, and those that must stay and do not, without white space."""
    spans = mask(judgment.text, load_profile("spc-2024"), finder=finder).spans
    gone = {i for span in spans for i in range(span.start, span.end)}
    left, touched = set(), set()
    for start, end, _, must in judgment.labels:
        places = [i for i in range(start, end) if not judgment.text[i].isspace()]
        string = "".join(judgment.text[i] for i in places)
        if must == "mask" and not gone.issuperset(places):
            left.add(string)
        if must == "keep" and not gone.isdisjoint(places):
            touched.add(string)
    return left, touched
