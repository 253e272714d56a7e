"""A party's name inside something else's: its own organs, papers and numbers are no public body's (DOMAIN.md §5)."""

from __future__ import annotations

import pytest

from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile

_FIRMS = (
    ("江苏昌澜建设工程有限公司", "昌澜公司", "昌澜"),
    ("射阳县仁瑞骨科医院", "仁瑞医院", "仁瑞"),
    ("射阳县育澜实验小学", "育澜小学", "育澜"),
    ("射阳县绿沐水产养殖专业合作社", "绿沐合作社", "绿沐"),
    ("射阳县宏翊机械厂", "宏翊厂", "宏翊"),
    ("江苏鹤沐农村商业银行股份有限公司合德支行", "鹤沐银行", "鹤沐"),
    ("射阳县锦飒服装店", "锦飒服装店", "锦飒"),
    ("盐城瑞翊投资中心（有限合伙）", "瑞翊中心", "瑞翊"),
    ("江苏恒沐集团有限公司", "恒沐集团", "恒沐"),
)
_WITH_FORM = (
    "{}党委 {}纪委 {}办公室 {}财务中心 {}管理委员会 {}管理处 {}工会委员会 {}人民调解委员会 {}检测中心 {}司法鉴定中心 {}盐城办事处 "
    "{}（2016）第3号文件 {}〔2015〕12号会议纪要 《关于同意{}延期的通知》 《{}员工管理规定》 《国务院关于{}的批复》 "
    "射阳县人民法院查封{} 射阳县公安局对{}"
).split()
_BRAND = "{}党委 {}纪委 {}管理委员会 {}人民调解委员会 《关于更换{}项目负责人的通知》".split()


def _masked(line: str, full: str, short: str) -> str:
    text = f"""江苏省射阳县人民法院
民事判决书
（2017）苏0924民初9358号
原告：{full}（以下简称{short}），住所地江苏省射阳县合德镇沿河西路198号。
法定代表人：张宝根，董事长。
被告：陈志超，男，1980年3月4日出生，汉族，住江苏省射阳县合德镇沿河西路8号。
本院经审理查明，{line}
审判员李明
书记员王红
"""
    return mask(text, load_profile("spc-2024")).text


@pytest.mark.parametrize(("full", "short", "brand"), _FIRMS)
def test_a_known_name_goes_whatever_it_is_part_of(full: str, short: str, brand: str) -> None:
    places = [place.format(name) for place in _WITH_FORM for name in (full, short)]
    lines = "\n".join(f"2015年3月，{place}作出决定，后来没有结果。" for place in places)
    masked = _masked(lines, full, short).splitlines()
    left = [line for line in masked if brand in line]
    assert left == []


@pytest.mark.parametrize("place", _BRAND)
def test_a_bare_brand_goes_before_what_every_firm_has(place: str) -> None:
    masked = _masked(f"2015年3月，{place.format('昌澜')}作出决定。", "江苏昌澜建设工程有限公司", "昌澜公司")
    assert "昌澜" not in masked


@pytest.mark.parametrize(
    "body",
    [
        "昌澜派出所",
        "射阳县昌澜街道办事处",
        "昌澜区公安局",
        "江苏省昌澜市场监督管理局",
        "《中华人民共和国公司法》第三条",
        "《盐城市昌澜房屋租赁管理规定》",
        "《最高人民法院关于昌澜合同若干问题的解释》",
        "盐城市公安司法鉴定中心",
    ],
)
def test_a_public_body_and_a_law_keep_theirs(body: str) -> None:
    assert body in _masked(f"2015年3月，{body}作出决定。", "江苏昌澜建设工程有限公司", "昌澜公司")


@pytest.mark.parametrize("law", ["《中华人民共和国海商法》第三条", "《最高人民法院关于审理海商案件若干问题的规定》"])
def test_a_law_keeps_the_word_that_is_a_firms_brand(law: str) -> None:
    masked = _masked(f"2015年3月，海商依据{law}作出决定。", "江苏海商贸易有限公司", "海商")
    assert f"某公司依据{law}作出决定" in masked
