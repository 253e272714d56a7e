"""Whoever they are: the written judgments are masked as well when everybody in them bears another name."""

from __future__ import annotations

from random import Random

import pytest

from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile
from tests.support.other_names import with_other_names
from tests.support.written_judgments import WrittenJudgment, written_judgments
from tests.unit.masking.test_written_judgments import KNOWN_LEFT

VARIANTS = 2

# Who is left when others bear the name, by the name in the judgment as written: named once, and the rules without the
# model are not sure of every name there. The reason is the place, not the name.
LEFT_WITH_OTHER_NAMES = {
    "a12": {"邝卓伦"},  # 公证人员某某监督下: 人员 and the noun behind
    "b01": {"邬钰"},  # 室友某某截图举报: a verb that is a noun as well
    "c03": {"费老大"},  # a nickname whose surname is all that tells it
    "c04": {"喻小毛"},  # 聘请司机某某开赣CK7T19: a verb of one character
    "c07": {"有米有范"},  # an account's name without the form of a company
    "d06": {"欧阳倩"},  # 案外人某某，收货地址: a rare surname before a mark
    "e03": {"马立东"},  # the true name in brackets behind a nickname: only the common surname tells it
}


@pytest.mark.parametrize("judgment", written_judgments(), ids=lambda judgment: f"{judgment.name} {judgment.title}")
def test_everybody_who_must_go_goes_by_any_other_name(judgment: WrittenJudgment) -> None:
    allowed = KNOWN_LEFT.get(judgment.name, set()) | LEFT_WITH_OTHER_NAMES.get(judgment.name, set())
    for variant in range(VARIANTS):
        other, names = with_other_names(judgment, Random(f"{judgment.name}/{variant}"))
        gone = {i for span in mask(other.text, load_profile("spc-2024")).spans for i in range(span.start, span.end)}
        left, touched = set(), set()
        for start, end, _, must in other.labels:
            places = [i for i in range(start, end) if not other.text[i].isspace()]
            name = "".join(other.text[i] for i in places)
            if must == "mask" and not gone.issuperset(places) and names.get(name, name) not in allowed:
                left.add(f"{name} for {names.get(name, name)}")
            if must == "keep" and not gone.isdisjoint(places):
                touched.add(f"{name} for {names.get(name, name)}")
        assert (left, touched) == (set(), set())


def test_the_names_are_others_and_the_labels_move_along() -> None:
    for judgment in written_judgments():
        other, names = with_other_names(judgment, Random(judgment.name))
        assert names
        assert not any(new in judgment.text for new in names)
        assert len(other.labels) == len(judgment.labels)
        for (a, b, *_), (c, d, *_) in zip(judgment.labels, other.labels, strict=True):
            before, after = ("".join(t.split()) for t in (judgment.text[a:b], other.text[c:d]))
            assert before == after or before not in other.text[c:d]
