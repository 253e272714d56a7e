"""Whom a profile masks by what people are called, minors, health, parties without a form word (DOMAIN.md §5)."""

from __future__ import annotations

import pytest

from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile
from court_core.masking.spans import Doubt

_CRIMINAL = (
    "广东省云州市临水区人民法院\n刑 事 判 决 书\n（2020）粤9901刑初12号\n公诉机关广东省云州市临水区人民检察院。\n"
    "被告人廖大川，男，1980年1月1日出生。\n"
    "2020年3月1日，被告人廖大川殴打民警孟振屿。上述事实，有被害人孟振屿的陈述、证人时桃芸的证言等证据证实。\n"
)


def _civil(header: str, body: str = "") -> str:
    return f"广东省云州市临水区人民法院\n民 事 判 决 书\n（2024）粤9901民初123号\n{header}\n{body}"


def test_under_the_2016_rules_a_policeman_who_is_the_victim_is_masked_and_the_accused_is_not() -> None:
    masked = mask(_CRIMINAL, load_profile("spc-2016")).text
    assert "孟振屿" not in masked
    assert "时桃芸" not in masked
    assert masked.count("廖大川") == 2


def test_under_the_2016_rules_a_party_under_eighteen_is_masked() -> None:
    text = _civil("原告：蔺可欣，女，2012年9月1日出生，汉族。\n被告：阚泽宇，男，1979年5月1日出生，汉族。")
    masked = mask(text, load_profile("spc-2016")).text
    assert "蔺可欣" not in masked
    assert "阚泽宇" in masked


def test_under_the_2016_rules_relatives_go_in_a_case_of_inheritance() -> None:
    text = _civil(
        "原告：涂小曼，女，汉族。\n被告：涂大年，男，汉族。\n原告涂小曼与被告涂大年继承纠纷一案，本院受理后审理。",
        "被继承人涂长根于2020年死亡。",
    )
    assert "涂长根" not in mask(text, load_profile("spc-2016")).text


@pytest.mark.parametrize(
    ("header", "gone"),
    [
        ("被申请人：祁小兰，女，1985年出生，患有精神分裂症，住云州市临水区。", "精神分裂症"),
        ("原告：祁大林，男，1985年出生，系肢体三级残疾人，住云州市临水区。", "肢体三级残疾"),
        ("原告：祁大林，男，1985年出生，健康状况：良好，住云州市临水区。", "良好"),
    ],
)
def test_health_told_in_the_header_goes(header: str, gone: str) -> None:
    assert gone not in mask(_civil(header), load_profile("spc-2024")).text


def test_an_illness_of_the_facts_stays_and_comes_to_the_review() -> None:
    text = _civil("原告：祁大林，男。\n被告：贡小兰，女。", "婚后原告发现被告患有精神分裂症，双方因此分居。")
    result = mask(text, load_profile("spc-2024"))
    assert "精神分裂症" in result.text
    assert any(isinstance(item, Doubt) and item.kind == "health" for item in result.review)


def test_a_measure_and_its_reason_are_no_health_field() -> None:
    text = _civil("被告人：祁小兰，女，2015年3月1日被取保候审，同年12月30日因怀孕变更为监视居住。", "祁小兰供述。")
    assert "因怀孕变更为监视居住" in mask(text, load_profile("spc-2024")).text


@pytest.mark.parametrize("name", ["顺达速运", "美捷", "拼多乐", "锦程物流"])
def test_a_party_without_a_form_word_is_a_firm_when_somebody_leads_it(name: str) -> None:
    text = _civil(f"原告：祁大林，男。\n被告：{name}。\n法定代表人：仇建平，经理。", f"被告{name}辩称，货已送达。")
    result = mask(text, load_profile("spc-2024"))
    assert name not in result.text
    assert {span.kind for span in result.spans if span.original == name} == {"organisation"}


@pytest.mark.parametrize("verb", ["上诉称", "诉称", "辩称", "陈述称", "答辩称", "起诉称", "申请再审称"])
def test_the_verb_behind_a_name_of_two_characters_is_no_part_of_it(verb: str) -> None:
    text = _civil("上诉人：何芷，女。\n被上诉人：祁大林，男。", f"何芷{verb}，原判错误。")
    result = mask(text, load_profile("spc-2024"))
    assert f"何某{verb}" in result.text
    assert {span.original for span in result.spans} == {"何芷", "祁大林"}


def test_a_latin_name_has_one_letter_however_it_is_turned() -> None:
    text = _civil(
        "原告：约翰·斯密森（JohnSmithson），男，美国国籍。", "John Smithson付款，SMITHSON, JOHN签名，Mr. Smithson到场。"
    )
    masked = mask(text, load_profile("spc-2024")).text
    assert "mithson" not in masked.lower()
    assert "S" not in masked


def test_the_facts_the_court_found_stay_when_pleadings_are_dropped() -> None:
    text = _civil(
        "原告：祁大林，男。\n被告：贡小兰，女。\n原告祁大林与被告贡小兰民间借贷纠纷一案，本院受理后公开开庭进行了审理。",
        "原告祁大林诉称，被告欠款不还。\n被告贡小兰辩称，已经还清。\n根据当庭陈述及经本院审查确认的证据，本院认定本案事实如下：\n"
        "被告于2020年1月1日借款。\n本院认为，借贷关系成立。\n",
    )
    masked = mask(text, load_profile("liwan-2013")).text
    assert "欠款不还" not in masked
    assert "已经还清" not in masked
    assert "本院认定本案事实如下" in masked
    assert "被告于2020年1月1日借款" in masked
