"""The party header, every variant of DOMAIN.md §5: who is declared, in which place of the case."""

from __future__ import annotations

import pytest

from court_core.masking.header import nature_of, parse_header

_TAIL = "\n原告与被告合同纠纷一案，本院立案后依法适用普通程序，公开开庭进行了审理。"

# (what the header shows, its text, [(role, group, nature, name)])
HEADERS: list[tuple[str, str, list[tuple[str, str, str, str]]]] = [
    (
        "香港居民，律师代理",
        "原告：黄伟良，男，1973年12月1日出生，香港特别行政区居民，住香港九龙。\n委托诉讼代理人：梁志强，广东天一律师事务所律师。",
        [("原告", "party", "person", "黄伟良"), ("委托诉讼代理人", "lawyer", "person", "梁志强")],
    ),
    (
        "公司在一行里，没有冒号",
        "上诉人（原审被告）广州远大贸易有限公司。法定代表人郑志恭，总经理。",
        [
            ("上诉人", "party", "organisation", "广州远大贸易有限公司"),
            ("法定代表人", "representative", "person", "郑志恭"),
        ],
    ),
    (
        "两名代理人，均系律师",
        "上诉人：区锦全，男。\n上述两上诉人的共同委托代理人：曾志伟、黎姿，均系广东格林律师事务所律师。",
        [
            ("上诉人", "party", "person", "区锦全"),
            ("共同委托代理人", "lawyer", "person", "曾志伟"),
            ("共同委托代理人", "lawyer", "person", "黎姿"),
        ],
    ),
    (
        "角色连写，代理人是员工",
        "被告：广州昶维科技有限公司，住所地广州市。\n第三人：周北川，男。\n被告及第三人共同委托诉讼代理人：何晓琳，女，系公司员工。",
        [
            ("被告", "party", "organisation", "广州昶维科技有限公司"),
            ("第三人", "party", "person", "周北川"),
            ("共同委托诉讼代理人", "agent", "person", "何晓琳"),
        ],
    ),
    (
        "村民委员会是当事人，不是机关",
        "被告：广州市花都区白坭镇白坭村民委员会（下简称“白坭村委会”），住所地广州市花都区。\n负责人：骆镜洪，主任。",
        [
            ("被告", "party", "organisation", "广州市花都区白坭镇白坭村民委员会"),
            ("负责人", "representative", "person", "骆镜洪"),
        ],
    ),
    (
        "刑事，羁押经过在首部内",
        "公诉机关广州市荔湾区人民检察院。\n被告人吴炳新，绰号“阿炳”，男，1988年3月4日出生，汉族，无业。因涉嫌犯贩卖毒品罪于2019年3月1日被羁押，同年4月5日被逮捕。\n"
        "辩护人林若兰，广东天一律师事务所律师。\n附带民事诉讼原告人钟丽华，女，系被害人钟伟之母。\n诉讼代理人邱明，系钟丽华之夫。",
        [
            ("公诉机关", "public-body", "public-body", "广州市荔湾区人民检察院"),
            ("被告人", "party", "person", "吴炳新"),
            ("辩护人", "lawyer", "person", "林若兰"),
            ("附带民事诉讼原告人", "party", "person", "钟丽华"),
            ("诉讼代理人", "agent", "person", "邱明"),
        ],
    ),
    (
        "行政，全部在一行",
        "原告严小冬，男，住广州市。被告广州市荔湾区人力资源和社会保障局，住所地广州市荔湾区。法定代表人区志光，局长。"
        "出庭应诉负责人朱小林，副局长。委托代理人汤敏，该局工作人员。第三人广州好运来餐饮店，经营者：苗翠花，女。",
        [
            ("原告", "party", "person", "严小冬"),
            ("被告", "public-body", "public-body", "广州市荔湾区人力资源和社会保障局"),
            ("法定代表人", "representative", "person", "区志光"),
            ("出庭应诉负责人", "representative", "person", "朱小林"),
            ("委托代理人", "agent", "person", "汤敏"),
            ("第三人", "party", "organisation", "广州好运来餐饮店"),
            ("经营者", "representative", "person", "苗翠花"),
        ],
    ),
    (
        "执行，案外人兼异议人",
        "申请执行人：李大川，男。\n被执行人：冼桂英，女，住址同上。\n利害关系人：伍咏诗，女。\n异议人（案外人）：关耀明，男。\n复议申请人：甘文彬，男。",
        [
            ("申请执行人", "party", "person", "李大川"),
            ("被执行人", "party", "person", "冼桂英"),
            ("利害关系人", "party", "person", "伍咏诗"),
            ("异议人", "party", "person", "关耀明"),
            ("复议申请人", "party", "person", "甘文彬"),
        ],
    ),
    (
        "国家赔偿",
        "赔偿请求人：戴国富，男，1960年5月6日出生。\n赔偿义务机关：广州市公安局荔湾区分局，住所地广州市。\n法定代表人：肖建军，局长。\n复议机关：广州市公安局。",
        [
            ("赔偿请求人", "party", "person", "戴国富"),
            ("赔偿义务机关", "public-body", "public-body", "广州市公安局荔湾区分局"),
            ("法定代表人", "representative", "person", "肖建军"),
            ("复议机关", "public-body", "public-body", "广州市公安局"),
        ],
    ),
    (
        "减刑",
        "罪犯符大海，男，1975年2月3日出生，汉族，现在广东省番禺监狱服刑。",
        [("罪犯", "party", "person", "符大海")],
    ),
    (
        "字间空格，半角冒号",
        "原 告:欧 阳 明，男 ，汉族\n被 告：司徒美玲，女",
        [("原告", "party", "person", "欧阳明"), ("被告", "party", "person", "司徒美玲")],
    ),
    (
        "一行几名，外文名",
        "被告（反诉原告）：买买提·吐尔逊（MAIMAITI TUERXUN），男，维吾尔族。\n被告：赵敏、孙悦。\n原告：JOHN MICHAEL DOE，男，美国国籍。",
        [
            ("被告", "party", "person", "买买提·吐尔逊"),
            ("被告", "party", "person", "赵敏"),
            ("被告", "party", "person", "孙悦"),
            ("原告", "party", "person", "JOHN MICHAEL DOE"),
        ],
    ),
    (
        "公司名内有括号",
        "被告：昶维信息科技（杭州）有限公司，住所地杭州。\n原告：宁波云帆创业投资合伙企业（有限合伙）。\n执行事务合伙人委派代表：阮清和。",
        [
            ("被告", "party", "organisation", "昶维信息科技（杭州）有限公司"),
            ("原告", "party", "organisation", "宁波云帆创业投资合伙企业（有限合伙）"),
            ("委派代表", "representative", "person", "阮清和"),
        ],
    ),
]


@pytest.mark.parametrize(("header", "expected"), [h[1:] for h in HEADERS], ids=[h[0] for h in HEADERS])
def test_each_variant_of_the_header_is_read(header: str, expected: list[tuple[str, str, str, str]]) -> None:
    parsed = parse_header(header + _TAIL)
    assert [(m.role, m.group, m.nature, m.name) for m in parsed.mentions] == expected


@pytest.mark.parametrize("header", [h[1] for h in HEADERS], ids=[h[0] for h in HEADERS])
def test_every_name_is_where_it_is_said_to_be(header: str) -> None:
    text = "广东省广州市荔湾区人民法院\n民 事 判 决 书\n（2024）粤0103民初1号\n" + header + _TAIL
    for mention in parse_header(text).mentions:
        assert text[mention.start : mention.end].replace(" ", "") == mention.name.replace(" ", "")


ROLE_LINES = [
    ("被告（一）：李四平，男", "被告", "party"),
    ("第一被告：李四平，男", "第一被告", "party"),
    ("原告1：李四平，女", "原告", "party"),
    ("（一）被告人李四平，男，1980年1月1日出生", "被告人", "party"),
    ("原告 李四平 男 1970年1月1日出生 汉族", "原告", "party"),
    ("再审申请人（一审原告、二审上诉人）：李四平，男。", "再审申请人", "party"),
    ("上诉人（原审被告人暨附带民事诉讼被告人）李四平，男。", "上诉人", "party"),
    ("原告兼其他原告的诉讼代表人：李四平，男。", "原告", "party"),
    ("申请人（债权人）：李四平。", "申请人", "party"),
    ("法定代表人：李四平 职务：总经理", "法定代表人", "representative"),
    ("监护人：李四平，系被告母亲。", "监护人", "representative"),
    ("委托代理人：李四平，男，系原告之父。", "委托代理人", "agent"),
    ("辩护人（法律援助）李四平，广东天一律师事务所律师。", "辩护人", "lawyer"),
    ("委托代理人：李四平，荔湾区法律服务所法律工作者。", "委托代理人", "lawyer"),
    ("原告：李四平女士，汉族。", "原告", "party"),
    ("第三人（仲裁申请人）：李四平，男。", "第三人", "party"),
]


@pytest.mark.parametrize(("line", "role", "group"), ROLE_LINES, ids=[r[0][:12] for r in ROLE_LINES])
def test_every_way_to_write_a_role(line: str, role: str, group: str) -> None:
    mentions = parse_header(line + _TAIL).mentions
    assert [(m.role, m.group, m.name) for m in mentions] == [(role, group, "李四平")]


def test_the_header_ends_where_the_case_begins() -> None:
    text = "原告：黄伟良，男。\n被告：李志强，男。\n原告黄伟良与被告李志强买卖合同纠纷一案，本院受理后审理终结。\n原告诉称，被告欠款。"
    assert text[: parse_header(text).end].endswith("被告：李志强，男。")


def test_a_line_that_is_not_understood_does_not_end_the_header() -> None:
    text = "原告：黄伟良，男。\n（未到庭，授权手续齐备）\n特此注明\n被告：李志强，男。\n原告黄伟良与被告李志强纠纷一案，本院受理。"
    assert [m.name for m in parse_header(text).mentions] == ["黄伟良", "李志强"]


def test_surnames_that_are_little_words_are_read() -> None:
    text = "原告应安伦，男。\n委托代理人和壮松，男，公司职工。\n被告于是，男。\n被告向前，女。" + _TAIL
    assert [m.name for m in parse_header(text).mentions] == ["应安伦", "和壮松", "于是", "向前"]


def test_a_text_without_header_has_none() -> None:
    assert parse_header("本院认为，合同有效。").mentions == ()


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("广州市荔湾区人民政府", "public-body"),
        ("广州市荔湾区石围塘街道山村经济联合社", "organisation"),
        ("白坭村民委员会", "organisation"),
        ("临水区稻香源种植专业合作社", "organisation"),
        ("欧阳志远", "person"),
        ("约翰·斯密森", "person"),
        ("长沙仲裁委员会", "public-body"),
    ],
)
def test_bodies_organisations_and_people_are_told_apart(name: str, nature: str) -> None:
    assert nature_of(name) == nature
