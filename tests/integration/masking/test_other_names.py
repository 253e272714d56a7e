"""Whoever they are: the written judgments are masked as well when everybody in them bears another name."""

from __future__ import annotations

from random import Random

import pytest

from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile
from tests.support.other_names import with_other_names
from tests.support.written_judgments import WrittenJudgment, written_judgments

# Who is left when others bear the name, by the name in the judgment as written: named once or twice, and the rules
# without the model are not sure of every name there. The reason is the place, not the name.
LEFT_WITH_OTHER_NAMES = {
    "c07": {"有米有范"},  # an account's name without the form of a company
    "f02": {"伍金凤"},  # 工会主席某某签字: no word that rules know to stand before a name
    "f05": {"何慧敏"},  # 何大妈（某某）: the true name in brackets, told only by the common surname
    "f18": {"瞿明安"},  # in a list between names, with a space inside and a surname that is a word (方学)
    "f19": {"周长贵"},  # 周老疙瘩（某某）: as 何大妈
    "g01": {"尹家富"},  # 买主某某: 买|主张|勇 reads as a word
    "g13": {"黄彩霞"},  # 服务员于香、路人: a surname that is a little word
    "h08": {"万克坤", "林巧云"},  # 维修人员, 找…经理: once each
    "h09": {"赵庆丰"},  # a doctor behind another, with his ward before him
}


@pytest.mark.parametrize("judgment", written_judgments(), ids=lambda judgment: f"{judgment.name} {judgment.title}")
def test_everybody_who_must_go_goes_by_any_other_name(judgment: WrittenJudgment) -> None:
    other, names = with_other_names(judgment, Random(judgment.name))
    left, touched = _left_and_touched(other)
    assert touched == set()
    if left:  # what stays as written too is no matter of names: test_written_judgments.py speaks of it
        known = _left_and_touched(judgment)[0] | LEFT_WITH_OTHER_NAMES.get(judgment.name, set())
        assert {name for name in left if names.get(name, name) not in known} == set()


def test_the_names_are_others_and_the_labels_move_along() -> None:
    for judgment in written_judgments():
        other, names = with_other_names(judgment, Random(judgment.name))
        assert names
        assert not any(new in judgment.text for new in names)
        assert len(other.labels) == len(judgment.labels)
        for (a, b, *_), (c, d, *_) in zip(judgment.labels, other.labels, strict=True):
            before, after = ("".join(t.split()) for t in (judgment.text[a:b], other.text[c:d]))
            assert before == after or before not in other.text[c:d]


def _left_and_touched(judgment: WrittenJudgment) -> tuple[set[str], set[str]]:
    """The strings that must go and do not, and those that must stay and do not, without white space."""
    gone = {i for span in mask(judgment.text, load_profile("spc-2024")).spans for i in range(span.start, span.end)}
    left, touched = set(), set()
    for start, end, _, must in judgment.labels:
        places = [i for i in range(start, end) if not judgment.text[i].isspace()]
        string = "".join(judgment.text[i] for i in places)
        if must == "mask" and not gone.issuperset(places):
            left.add(string)
        if must == "keep" and not gone.isdisjoint(places):
            touched.add(string)
    return left, touched
