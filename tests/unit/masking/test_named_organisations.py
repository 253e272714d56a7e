"""Organisations by what stands beside them: groups, offices of firms, branches before a contract's number; and houses of no name."""

from __future__ import annotations

import pytest

from court_core.masking.header import parse_header
from court_core.masking.organisations import find_organisations

# (rule, a text, every name that goes)
GO = [
    (
        "集团和它的部门",
        "证人李某的证言及沂岭集团人力资源部出具的说明，其托沂岭集团的人办理，能够购买山东沂岭、罗庄区某集团的车，",
        ["沂岭集团", "沂岭集团", "山东沂岭"],
    ),
    ("字号末字是小词的学校", "满族，岫岩满族自治县玉都小学教师，", ["岫岩满族自治县玉都小学"]),
    ("运往何处", "未运至该公司厂区，而是运往隆安鑫岭木片厂。", ["隆安鑫岭木片厂"]),
    ("招牌之内", "在云岭宾馆内将其抓获，在荔湾区鑫岭网吧里，", ["云岭宾馆", "荔湾区鑫岭网吧"]),
    ("一字在名中", "在武汉市统一茶楼门口，", ["武汉市统一茶楼"]),
    ("字号里的和", "其和丈夫在佳和茶楼见到了他。", ["佳和茶楼"]),
    ("某某部", "在外包单位榆次区鑫宏岭铸件清理部工作，", ["榆次区鑫宏岭铸件清理部"]),
    ("医院的鉴定所", "武岭市精神卫生中心司法鉴定所退回委托，", ["武岭市精神卫生中心司法鉴定所"]),
    ("精神卫生中心", "其在武汉市精神卫生中心住院治疗，", ["武汉市精神卫生中心"]),
    ("市场有字号", "在华容县章岭镇鑫岭市场交给他，", ["华容县章岭镇鑫岭市场"]),
]
# (rule, a text in which no organisation is named)
NOBODY = [
    ("含某某公司", "费用共计230000元（含保险公司）理赔款110000元，"),
    ("一家没有名字的店", "在苍南县宜岭镇环城北路一网吧门口，其在双流一茶楼打牌，"),
    ("没有名字的店之内", "在附近网吧内、在一家宾馆里、在该酒店内、在银行内、在公司食堂内，"),
    ("市场只有方位", "送至华容县章岭镇桥东市场交给他，在章岭镇老汽车站附近，"),
    ("村里的果园", "窜至临猗县嵋岭镇下岭村果园，"),
    ("犯罪集团", "系犯罪集团的首要分子，与诈骗集团的财务人员联系，"),
    ("房管部门", "该合同已在番禺区物业管理办公室备案，"),
    ("都是小学文化", "荔湾区村民都小学文化，该县学生都小学毕业，"),
]


@pytest.mark.parametrize(("rule", "text", "names"), GO, ids=[g[0] for g in GO])
def test_an_organisation_goes(rule: str, text: str, names: list[str]) -> None:
    assert sorted(_found(text)) == sorted(names), rule


@pytest.mark.parametrize(("rule", "text"), NOBODY, ids=[n[0] for n in NOBODY])
def test_what_names_no_organisation_stays(rule: str, text: str) -> None:
    assert _found(text) == [], rule


def test_a_firm_goes_before_the_name_of_its_office() -> None:
    text = (
        "被告湖北宏岭远建设集团有限公司（以下简称宏岭远公司）。\n加盖湖北宏岭远建设集团有限公司江夏五中{office}印章，"
        "以宏岭远公司江夏五中{office}的名义签订合同。"
    )
    assert _found(text.format(office="营业部"))[-2:] == ["宏岭远公司", "江夏五中营业部"]
    assert _found(text.format(office="项目部"))[-1] == "宏岭远公司"


def test_a_branch_and_a_party_go_before_the_number_of_a_contract_and_the_number_stays() -> None:
    text = (
        "原告：菏泽润岭农村商业银行股份有限公司。\n被告：菏泽市民岭蔬菜种植专业合作社（以下简称民岭合作社）。\n"
        "原告下属的冉岭支行与民岭合作社签订（冉岭支行）保字（2015）年第1224003号保证合同。"
    )
    assert _found(text)[-3:] == ["冉岭支行", "民岭合作社", "冉岭支行"]


def _found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
