"""What is formed like the name of an organisation and stays: committees, stations, site offices, a town's school."""

from __future__ import annotations

import pytest

from court_core.masking.header import parse_header
from court_core.masking.organisations import find_organisations

STAYS = [
    "由安陵市太河镇清岚社区居民委员会推荐，",
    "由荔湾区石围塘街道山村村民委员会出具，",
    "有安陵县宋岗镇彭岭村民委员会证明在卷，",
    "在永昌汽车站接送，到曲陵客运站取货，",
    "刘某系承建的阜阳颍泉安置房三标段项目部的负责人，在旬阳县恒岭小区项目部对账，",
    "二人窜至耒阳市哲岭镇中学教学楼，又到耒阳市哲岭镇中心小学门前，",
    "住广东省江门市新会区，",
]

GOES = [
    ("被告：安陵县宋岗镇彭岭村民委员会。\n经查，安陵县宋岗镇彭岭村民委员会出租土地，", "安陵县宋岗镇彭岭村民委员会", 2),
    ("与安陵县宋岗镇彭岭村民委员会（以下简称彭岭村委会）签订合同，彭岭村委会收款，", "彭岭村委会", 2),
    ("加盖江西鼎岭路桥工程有限公司第三项目部印章，", "江西鼎岭路桥工程有限公司第三项目部", 1),
    ("以投资赤峰鼎岭食品有限公司为由，", "赤峰鼎岭食品有限公司", 1),
    ("到耒阳市哲岭镇中学读书，", "耒阳市哲岭镇中学", 1),
    ("窜至耒阳市育岭中学，", "耒阳市育岭中学", 1),
    ("有在场的任丘市腾岭货运站证明，", "任丘市腾岭货运站", 1),
]

SHORT = [
    ("购买草原歌公司的股份，由赤峰草原歌肉业有限公司收款，", "草原歌公司"),
    ("惠岭门市部出具收据，惠岭农业生产资料门市部是被告，", "惠岭门市部"),
]


@pytest.mark.parametrize("sentence", STAYS)
def test_what_is_a_public_place_stays(sentence: str) -> None:
    assert [sentence[f.start : f.end] for f in find_organisations(sentence, parse_header(sentence))] == []


@pytest.mark.parametrize(("text", "name", "times"), GOES)
def test_a_party_a_firms_office_and_a_pupils_school_go(text: str, name: str, times: int) -> None:
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found.count(name) == times


@pytest.mark.parametrize(("text", "short"), SHORT)
def test_the_beginning_of_a_brand_before_a_form_is_the_firm(text: str, short: str) -> None:
    assert short in [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]


def test_a_committee_is_not_the_cooperative_that_is_called_by_the_same_village() -> None:
    text = "被告：宣陵市河渡生猪养殖专业合作社。\n宣陵市杨岗镇河渡村民委员会证明，河渡合作社成立，"
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found == ["宣陵市河渡生猪养殖专业合作社", "河渡合作社"]
