"""Whom the engine did not find at all: the look at the release asks about them."""

from __future__ import annotations

import pytest

from tests.support.masked_by_table import MASKS, TEXT, changes_of, verdict_of

# (who was not found, the sentence, a piece of what is then asked about)
MISSED = [
    ("children", "婚后生育一子张小禾、一女张小麦。", "张小麦"),
    ("an accountant", "转账至会计尹小满的账户。", "尹小满"),
    ("a former name", "其曾用名罗阿三，已结婚。", "罗阿三"),
    ("a nickname", "绰号“铁头鸡”的人在场。", "铁头鸡"),
    ("a name with a dot", "其与艾力·吐尔逊系同乡。", "艾力·吐尔逊"),
    ("a foreign name", "款项来自Kevin Marsh。", "Kevin Marsh"),
    ("a party misspelt", "该款支付给彭彦秋的账户。", "彭彦秋"),
    ("a web address", "见网页www.lancang.example所示。", "www.lancang.example"),
    ("a vehicle frame number", "车架号为LSVAA4187E2K45678。", "LSVAA4187E2K45678"),
]


@pytest.mark.parametrize(("who", "sentence", "piece"), MISSED, ids=[row[0] for row in MISSED])
def test_who_was_not_found_by_the_engine_is_asked_about(who: str, sentence: str, piece: str) -> None:
    text = TEXT.replace("审判员　尹怀瑾\n", f"{sentence}\n审判员　尹怀瑾\n")
    subjects = [item.subject for item in verdict_of(text, changes_of(text, MASKS)).leaks]
    assert any(piece in subject for subject in subjects), subjects


# What resembles one of these and is none.
HARMLESS = [
    "婚后生育一子张某3、一女张某4。",
    "其曾用名彭某1，无别名。",
    "上诉于新疆维吾尔自治区高级人民法院，案涉《联合国·公约》不适用。",
    "见中国执行信息公开网http://zxgk.court.gov.cn所示，车架号×××。",
    "股东应当出资，会计于次月离职，邻居均未听见。",
    "甲方提供Windows与Excel软件。",
    "委托代理人陈砚明、钱梁（均受彭某1的特别授权委托），浙江凯砚律师事务所律师。",
    "委托诉讼代理人：郭砚强（特别授权），高砚县法律服务部法律工作者。",
    "企业类型为有限责任公司，其系一人有限责任公司。",
    "被告高砚县人民政府（以下简称高砚县政府）、高砚县饮水安全办公室（以下简称饮水办）辩称。",
    "2013年9月我曾起诉离婚，其于当日陆续还款，钱没有还清。",
]


@pytest.mark.parametrize("sentence", HARMLESS)
def test_what_is_masked_or_is_no_name_raises_no_question(sentence: str) -> None:
    text = TEXT.replace("审判员　尹怀瑾\n", f"{sentence}\n审判员　尹怀瑾\n")
    assert verdict_of(text, changes_of(text, MASKS)).leaks == ()
