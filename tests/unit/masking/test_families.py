"""Relatives of those who bear a surname of no list, or one that is an everyday word elsewhere (DOMAIN.md §5)."""

from __future__ import annotations

import pytest

from court_core.masking.people import find_people
from tests.unit.masking.test_people import civil, masked

BODY = "该地系原告的父亲{0}国清承包。{1}与兄弟{0}登明调换，提交了{0}登明、李永碧出具的证明。证明人{0}登明系{1}的弟弟，{0}登材直接起诉。"


@pytest.mark.parametrize("surname", ["犹", "覅", "员", "南", "字"])
def test_relatives_go_with_a_surname_of_no_list(surname: str) -> None:
    party = f"{surname}登才"
    names = masked(civil(BODY.format(surname, party), a=party))
    assert {f"{surname}国清", f"{surname}登明", f"{surname}登材"} <= names


def test_a_misspelt_name_is_the_partys() -> None:
    text = civil(BODY.format("犹", "犹登才"), a="犹登才")
    assert {f.entity for f in find_people(text).found if text[f.start : f.end] == "犹登材"} == {"犹登才"}


def test_a_little_word_before_a_known_name_is_none_of_it() -> None:
    """由雷山代签 where 由凤山 and 雷山 are parties: 由 is the little word here."""
    names = masked(civil("由凤江不在家，由雷山代签。请求判令由凤山、雷山还款。", a="由凤山", b="雷山"))
    assert "由雷山" not in names
    assert {"由凤山", "雷山"} <= names


@pytest.mark.parametrize(
    ("surname", "sentence"),
    [
        ("犹", "原告犹豫再三，犹如当初，犹在耳边，记忆犹新。"),
        ("南", "在南京购买，沿河南侧行驶，南北两侧均有围墙，东南角有水池。"),
        ("员", "公司员工到场，员工代表签字，出纳员、人员名单在卷。"),
        ("字", "双方签字确认，字据在卷，字迹清楚，黔字第12号，以书面文字为准。"),
        ("化", "化工厂停产，化解矛盾，变化较大，合同正常化履行。"),
    ],
)
def test_the_word_it_is_elsewhere_stays(surname: str, sentence: str) -> None:
    text = civil(sentence, a=f"{surname}登才")
    start = text.index(sentence)
    found = [text[f.start : f.end] for f in find_people(text).found if start <= f.start < start + len(sentence)]
    assert found == []
