"""Whoever they are: the written judgments are masked as well when everybody in them bears another name."""

from __future__ import annotations

from random import Random

import pytest

from tests.integration.masking.truth import left_and_touched
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
    "l09": {"肥仔明"},  # a nickname in a chat
    "l11": {"邱德海", "魏三娃"},  # a given name behind 乘客, and one of everyday characters
    "l16": {"令狐艳", "喻老五"},  # a compound surname as 令狐 beside others, a name like 老五
    "m02": {"于凤江"},  # another name behind a title
    "m04": {"缪志清"},  # once, before a verb
    "p02": {"王成"},  # 信贷员某某和冯长没有…: the second of two, once, with a given name of everyday use
    "p14": {"韩雪梅"},  # behind the name of an agency
    "q01": {"赵国成"},  # behind a shop: 开修车铺的某某
    "q11": {"占军"},  # a given name alone
    "q13": {"古鹏"},  # in a list of sums
    "q14": {"封德全"},  # behind the title of a village
    "r08": {"令狐进才"},  # an uncle in whose home something was hidden
    "r12": {"董才贵"},  # 同车间的某某、某某: two workmates, once each
    "ae06": {"江美飞"},  # a given name that runs into the next word
    "t04": {"岩温"},  # the short form of a Dai name, which another name is not short for
}


@pytest.mark.parametrize("judgment", written_judgments(), ids=lambda judgment: f"{judgment.name} {judgment.title}")
def test_everybody_who_must_go_goes_by_any_other_name(judgment: WrittenJudgment) -> None:
    other, names = with_other_names(judgment, Random(judgment.name))
    left, touched = left_and_touched(other)
    assert touched == set()
    if left:  # what stays as written too is no matter of names: test_written_judgments.py speaks of it
        known = left_and_touched(judgment)[0] | LEFT_WITH_OTHER_NAMES.get(judgment.name, set())
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
