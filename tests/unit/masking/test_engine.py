"""One call masks a judgment with its title and file name (DOMAIN.md §5)."""

from __future__ import annotations

import re

import pytest

from court_core.masking import plain as plain_form
from court_core.masking.engine import NO_HEADER, WITHOUT_FINDER, mask
from court_core.masking.profiles import PROFILE_NAMES, load_profile
from court_core.masking.spans import Doubt

TEXT = (
    "广东省广州市荔湾区人民法院\n民 事 判 决 书\n（2024）粤0103民初1号\n"
    "原告：张伟成，男，住广州市荔湾区多宝路1号。\n委托诉讼代理人：罗志信，广东天一律师事务所律师。\n被告：张丽成，女。\n"
    "原告张伟成与被告张丽成法定继承纠纷一案，本院于2024年1月2日立案，由审判员高峰独任审判。\n"
    "证人张守业证实，张某1与张丽成系姐妹。判令张丽成支付10000元。\n"
    "审判员　高峰\n二〇二四年三月十二日\n书记员　张丽成\n"
)
SPC = load_profile("spc-2024")


def test_people_of_one_surname_get_numbers_past_those_of_the_source() -> None:
    masked = mask(TEXT, SPC).text
    assert "证人张某4证实，张某1与张某3系姐妹" in masked


@pytest.mark.parametrize("profile", PROFILE_NAMES)
def test_staff_court_number_dates_and_amounts_stay_in_every_profile(profile: str) -> None:
    masked = mask(TEXT, load_profile(profile)).text
    for kept in (
        "广东省广州市荔湾区人民法院",
        "（2024）粤0103民初1号",
        "审判员　高峰",
        "书记员　张丽成",
        "2024年1月2日",
        "10000元",
    ):
        assert kept in masked


def test_the_lawyer_stays_with_the_firm() -> None:
    assert "罗志信，广东天一律师事务所律师" in mask(TEXT, SPC).text


def test_title_and_file_name_are_masked_by_the_same_map() -> None:
    result = mask(TEXT, SPC, also=("张伟成与张丽成法定继承纠纷一审民事判决书", "张 伟 成.docx", "无关.docx"))
    assert result.also == ("张某2与张某3法定继承纠纷一审民事判决书", "张某2.docx", "无关.docx")


def test_the_same_input_gives_the_same_output() -> None:
    assert mask(TEXT, SPC) == mask(TEXT, SPC)


def test_text_outside_the_replacements_is_the_originals() -> None:
    result = mask(TEXT, SPC)
    at, rebuilt = 0, ""
    for span in result.spans:
        assert TEXT[span.start : span.end] == span.original
        rebuilt += TEXT[at : span.start] + span.replacement
        at = span.end
    assert rebuilt + TEXT[at:] == result.text


def test_every_replacement_says_why_and_how_sure() -> None:
    for span in mask(TEXT, SPC).spans:
        assert span.why
        assert 0 < span.sure <= 1


def test_a_place_left_as_an_everyday_word_is_for_review() -> None:
    text = TEXT.replace("张丽成", "高峰").replace("系姐妹", "在早高峰时段相遇")
    review = mask(text, SPC).review
    assert [item.original for item in review if isinstance(item, Doubt)] == ["高峰"]


def test_without_the_model_and_without_a_header_the_result_says_so() -> None:
    assert mask("本院认为，合同有效。", SPC).notes == (WITHOUT_FINDER, NO_HEADER)


def test_what_the_clerk_decided_is_followed() -> None:
    result = mask(TEXT + "注：阿强在场。", SPC, names=("阿强",), keep=("张守业",))
    assert "阿强" not in result.text
    assert "证人张守业证实" in result.text


class Reader:
    """A finder that knows one name."""

    label = "试验"

    def find(self, sentences: list[str]) -> list[list[tuple[int, int]]]:
        return [[(s.index("佟铁山"), s.index("佟铁山") + 3)] if "佟铁山" in s else [] for s in sentences]


def test_what_only_the_finder_knows_is_masked_everywhere() -> None:
    text = TEXT.replace("判令", "听佟铁山讲过此事。佟铁山没来。判令")
    result = mask(text, SPC, finder=Reader())
    assert "佟铁山" not in result.text
    assert WITHOUT_FINDER not in result.notes


def test_the_finder_never_reaches_court_staff() -> None:
    text = TEXT.replace("书记员　张丽成", "书记员　佟铁山")
    assert "书记员　佟铁山" in mask(text, SPC, finder=Reader()).text


def test_a_lawyer_whose_name_reads_like_a_shop_stays() -> None:
    """DOMAIN.md §5: lawyers stay; where a person is known to stay, no organisation is found."""
    text = (
        "原告：黄伟良，男，1973年12月1日出生，住广州市荔湾区。\n委托诉讼代理人：何利超市，广东演示律师事务所律师。\n"
        "原告黄伟良与被告陈小梅民间借贷纠纷一案，本院立案后，依法公开开庭审理。\n"
    )
    assert "委托诉讼代理人：何利超市，" in mask(text, load_profile("spc-2024")).text


class _Looks:
    """Stands for the pattern of what is not plain, and counts the looks at a whole judgment."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.whole = 0

    def findall(self, text: str) -> list[str]:
        self.whole += len(text) >= len(TEXT)
        return [str(found) for found in self._pattern.findall(text)]


def test_a_judgment_is_brought_into_plain_form_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every detector asks for the plain form: what the first look found is handed on."""
    looks = _Looks(plain_form._NOT_PLAIN)
    monkeypatch.setattr(plain_form, "_NOT_PLAIN", looks)
    mask(TEXT, SPC)
    assert looks.whole == 1
