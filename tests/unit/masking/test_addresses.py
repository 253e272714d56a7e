"""Addresses end at the county (法释〔2016〕19号 art. 10; DOMAIN.md §5, column "deleted or cut")."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.masking import addresses
from court_core.masking.addresses import find_addresses
from court_core.masking.numbers import find_numbers

CUT = [
    ("，住广东省广州市荔湾区多宝路100号402房，", "多宝路100号402房"),
    ("，户籍地址广州市荔湾区龙津东路853号之二503房，", "龙津东路853号之二503房"),
    ("住所地：广州市荔湾区芳村大道东136号自编2栋首层A12铺。", "芳村大道东136号自编2栋首层A12铺"),
    ("住所地：海兴县海盛十二路文体大厦5-7层、西附楼2层。", "海盛十二路文体大厦5-7层、西附楼2层"),
    ("，住湖南省长沙县黄花镇石塘村第六村民小组12号。", "黄花镇石塘村第六村民小组12号"),
    ("，住云南省文山壮族苗族自治州广南县莲城镇北宁社区老寨小组15号。", "莲城镇北宁社区老寨小组15号"),
    ("，住新疆维吾尔自治区喀什地区莎车县古勒巴格乡3村2组23号。", "古勒巴格乡3村2组23号"),
    ("，住本市荔湾区听涛花园5栋B座1203房。", "听涛花园5栋B座1203房"),
    ("涉案房屋位于荔湾区西湾路150号汇龙湾8栋2梯1502房，", "西湾路150号汇龙湾8栋2梯1502房"),
    ("承租滨河大道88号金帆广场负一层B-017号铺。", "滨河大道88号金帆广场负一层B-017号铺"),
    ("，住荔湾区逢源街道办事处厚福社区。", "逢源街道办事处厚福社区"),
    ("，住香港九龙观塘道388号创纪之城1座20楼。", "香港九龙观塘道388号创纪之城1座20楼"),
    ("，住越南国芒街小盐街（身份自报）。", "越南国芒街小盐街"),
    ("，住方山县圪洞镇建设街畜牧局宿舍3排2号。", "圪洞镇建设街畜牧局宿舍3排2号"),
    ("，住新疆生产建设兵团第七师一二六团十二连。", "一二六团十二连"),
    ("位于扶沟县大岭乡穆岭营村中路西的两层楼房一处", "大岭乡穆岭营村中路西"),
    ("位于玉州区江岸大道北侧“龙岭·江畔”5栋2单元1904号房的", "江岸大道北侧“龙岭·江畔”5栋2单元1904号房"),
    ("位于泰安市岱岳区粥岭街道办事处惠岭小区12号楼1单元402室房产", "粥岭街道办事处惠岭小区12号楼1单元402室"),
    ("户籍已于2006年迁至莆田市荔城区拱辰街道。", "拱辰街道"),
    ("，住本市荔湾区听涛花园5号楼2单元501。", "听涛花园5号楼2单元501"),
    ("涉案房屋位于荔湾区听涛花园5号楼2单元501，", "听涛花园5号楼2单元501"),
    ("，住云州市临水区东风路１８号。", "东风路１８号"),
    ("擅自在莒南县云岭街道淮岭路西段南侧、云岭公司院内建设厂房一处，", "云岭街道淮岭路西段南侧"),
    ("窜至太康县逊岗镇靳岭村李某家中，", "逊岗镇靳岭村"),
    ("系太康县逊岗镇靳岭村人，", "逊岗镇靳岭村"),
    ("系太康县逊岗镇靳岭村三组，", "逊岗镇靳岭村三组"),
    ("，住中国（浙江）自由贸易试验区僧一行路375号16幢2018室。", "中国（浙江）自由贸易试验区僧一行路375号16幢2018室"),
]

KEPT = [
    "，住广东省广州市荔湾区。",
    "，住址同上。",
    "，户籍所在地黑龙江省哈尔滨市道里区，住址不详。",
    "本案由广州市荔湾区人民法院管辖，被告住所地人民法院有管辖权。",
    "被告住所地在广州市越秀区，应移送越秀区人民法院。",
    "原告住院治疗32天，支付住宿费500元。",
    "根据穗府〔2019〕12号文件，3号楼施工时5号塔吊倒塌。",
    "甲方提交第3号证据，2020年3月10号交付。",
    "（2016）粤0103民初123号",
    "事故发生在荔湾区黄沙大道与六二三路交叉口。",
    "工作地点位于合肥市××路××号，",
    "其在城镇居住一年以上且收入来源于城镇，",
    "又查，小区7号楼2单元楼道照明灯损坏，",
    "在茶楼2楼卫生间门口、办公楼1幢，",
    "对所居住社区没有重大不良影响，居住偏僻山区里，",
    "本院到江油市中岭镇纪念塔社区走访，位于永川区云岭街道红岭村的农家乐，",
    "在太康县逊岗镇靳岭村南地，在鹿邑县马岗镇段岭村西头小卖部，",
    "在莒南县云岭街道淮岭路西段南侧发生碰撞，",
    "该车行驶至G15沈海高速1288公里处。",
]


@pytest.mark.parametrize(("text", "below"), CUT)
def test_what_lies_below_the_county_goes(text: str, below: str) -> None:
    assert [text[f.start : f.end] for f in find_addresses(text)] == [below]


@pytest.mark.parametrize("text", KEPT)
def test_counties_courts_and_serial_numbers_stay(text: str) -> None:
    assert [text[f.start : f.end] for f in find_addresses(text)] == []


def test_an_address_goes_on_in_the_next_line_where_all_lines_break_at_one_width() -> None:
    text = (
        "被告云山鹭商贸有限公司，住所地海兴县海盛十二路文体大厦5-7层、西附楼2层，法定代表人何小满，该公司经理，"
        "住海兴县东岭镇河边村三组12号，系该公司股东，驾驶粤A·12345小型轿车由北向南行驶至海盛十二路口时与原告发生碰撞"
        "造成两车不同程度损坏的交通事故，经海兴县公安局交通警察大队认定何小满负全部责任而原告不负责任\n"
    )
    for width in (24, 25, 26, 31):
        broken = "\n".join(text[at : at + width] for at in range(0, len(text), width))
        found = [broken[f.start : f.end].replace("\n", "") for f in (*find_addresses(broken), *find_numbers(broken))]
        assert found == ["海盛十二路文体大厦5-7层、西附楼2层", "东岭镇河边村三组12号", "粤A·12345"]


def test_an_address_is_found_again_without_its_city() -> None:
    text = "，住荔湾区听涛花园5栋1203房。后其将听涛花园5栋1203房出租。"
    found = [text[f.start : f.end] for f in find_addresses(text)]
    assert found == ["听涛花园5栋1203房"] * 2


@given(st.text("第至、之-/ 1十A号栋路的", max_size=40))
def test_every_house_number_is_tried(text: str) -> None:
    found = [match.span() for match in addresses._units(text)]
    assert found == [match.span() for match in addresses._UNITS.finditer(text)]
