"""A protected string is found however it is written and wherever it stands; and strings that nobody listed by their look."""

from __future__ import annotations

import time

import pytest

from court_core.release_checks.findings import SCOPES, Finding, Protected, Release
from court_core.release_checks.leaks import leaks

SPC_2024 = SCOPES["spc-2024"]


def _found(release: Release, *protected: tuple[str, str], original: str = "") -> tuple[Finding, ...]:
    return leaks(original, release, [Protected(text, kind) for text, kind in protected], SPC_2024)


# (how it is written, the protected string, its kind, the text of the release)
WRITTEN = [
    ("原样", "黄伟良", "person", "经查，黄伟良已到庭。"),
    ("字间全角空格", "黄伟良", "person", "原告：黄　伟　良到庭"),
    ("字间半角空格", "黄伟良", "person", "原告：黄 伟 良到庭"),
    ("断行", "黄伟良", "person", "经查，黄伟\n良已到庭。"),
    ("零宽字符", "黄伟良", "person", "经查，黄\u200b伟\u200d良已到庭。"),
    ("软连字符", "黄伟良", "person", "经查，黄\u00ad伟良已到庭。"),
    ("繁体", "黄伟良", "person", "经查，黃偉良已到庭。"),
    ("原文为繁体", "黃偉良", "person", "经查，黄伟良已到庭。"),
    ("康熙部首", "方子文", "person", "经查，⽅⼦⽂已到庭。"),
    ("兼容汉字", "金露", "person", "证人\uf90a露。"),
    ("间隔号不同", "买合木提·吐逊江", "person", "买合木提•吐逊江称"),
    ("没有间隔号", "买合木提·吐逊江", "person", "买合木提吐逊江称"),
    ("外文大小写", "Harold Quimbley", "person", "签名为HAROLD QUIMBLEY。"),
    ("外文无空格", "Harold Quimbley", "person", "签名为HaroldQuimbley。"),
    ("全角字母", "Harold Quimbley", "person", "签名为Ｈａｒｏｌｄ　Ｑｕｉｍｂｌｅｙ。"),
    ("外文只隐去一半", "Harold Quimbley", "person", "证人H Quimbley称"),
    ("少数民族姓名只隐去一半", "买合木提·吐逊江", "person", "买某·吐逊江称"),
    ("括号全半角", "昶维（广州）科技有限公司", "organisation", "昶维(广州)科技有限公司称"),
    ("简称", "昶维公司", "alias", "昶维公司称"),
    ("全角数字", "15400001234", "phone", "电话１５４００００１２３４"),
    ("数字间横线", "15400001234", "phone", "电话154-0000-1234"),
    ("数字间空格", "440103199001010006", "identity", "440103 19900101 0006"),
    ("数字断行", "440103199001010006", "identity", "4401031990\n01010006"),
    ("汉字数字", "15400001234", "phone", "电话一五四〇〇〇〇一二三四"),
    ("末位小写", "44010319900101000X", "identity", "44010319900101000x"),
    ("只遮末四位", "6222000000123456789", "bank-account", "账号622200000012345****"),
    ("车牌加点", "粤O12345", "plate", "粤O·12345"),
    ("住址一部分", "广州市荔湾区听涛中路12号3栋401房", "address", "位于听涛中路12号3栋的房屋"),
    ("书名号内", "黄伟良", "person", "《黄伟良借条》"),
]


@pytest.mark.parametrize(("how", "protected", "kind", "text"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_a_protected_string_is_found_however_it_is_written(how: str, protected: str, kind: str, text: str) -> None:
    found = _found(Release(text), (protected, kind))
    assert [(item.code in ("leak.protected", "leak.partial"), item.subject) for item in found] == [(True, protected)]


def _digits(count: int) -> str:
    """As many digits, no piece of them twice."""
    return "".join(f"{number:05d}" for number in range(count // 5))


@pytest.mark.parametrize("start", [0, 1, 11, 900])
def test_a_piece_of_a_very_long_number_is_found(start: int) -> None:
    number = _digits(1_000)
    piece = number[start : start + 36]
    assert [item.code for item in _found(Release(f"编码{piece}××"), (number, "other-number"))][:1] == ["leak.partial"]


def test_a_number_of_thousands_of_digits_is_looked_for_in_time_that_grows_as_the_number() -> None:
    def seconds(count: int) -> float:
        number = "12" * (count // 2)
        began = time.process_time()
        _found(Release(f"编码{number}。"), (number, "other-number"))
        return time.process_time() - began

    seconds(1_000)  # what is made once
    assert seconds(8_000) < 9 * max(seconds(2_000), 0.01)


@pytest.mark.parametrize("place", ["标题", "文件名"])
def test_a_name_masked_in_the_body_and_left_in_title_or_file_name_is_found(place: str) -> None:
    release = Release("黄某。", title="黄伟良案" * (place == "标题"), file_name="黄_伟_良.docx" * (place == "文件名"))
    assert [item.place for item in _found(release, ("黄伟良", "person"))] == [place]


# (story, protected, text in which it may stand)
MAY_STAND = [
    ("同名审判员，署名", "王伟安", "审　判　员　　王伟安\n"),
    ("同名审判员，文中", "王伟安", "本案由审判员王伟安独任审判。"),
    ("县名与姓名同字", "黎平", "不服黎平县人民法院的判决。"),
    ("已经隐去", "黄某", "原告黄某。"),
    ("已经隐去的号码", "×××", "号码×××。"),
]


@pytest.mark.parametrize(("story", "protected", "text"), MAY_STAND, ids=[row[0] for row in MAY_STAND])
def test_what_may_stand_is_no_finding(story: str, protected: str, text: str) -> None:
    assert _found(Release(text), (protected, "person")) == ()


def test_a_word_that_is_also_a_name_is_asked_about_and_not_called_a_leak() -> None:
    (word,) = _found(Release("事发于早高峰时段。"), ("高峰", "person"))
    (name,) = _found(Release("原告高峰称。"), ("高峰", "person"))
    assert (word.sure, name.sure) == (False, True)


def test_a_party_called_by_the_given_name_alone_is_asked_about() -> None:
    original = "原告：李建国，男。\n建国表示同意。该房系1999年建国五十周年时分得。\n"
    found = _found(Release(original.replace("李建国", "李某")), ("李建国", "person"), original=original)
    assert [(item.code, item.subject, item.sure) for item in found] == [("leak.given-name", "建国", False)]


# (what it resembles, a text in which nobody listed anything, what is found)
LOOKS = [
    ("首部有冒号", "原告：石门，男，汉族。", "石门"),
    ("首部无冒号", "上诉人（原审被告）罗生门，女。", "罗生门"),
    ("首部少数民族", "被告：古丽帕夏·艾合买提，女。", "古丽帕夏·艾合买提"),
    ("首部外文姓名", "被告：Harold Quimbley，男。", "Harold Quimbley"),
    ("法定代表人", "某公司。法定代表人：钟鹏，该公司董事长。", "钟鹏"),
    ("证人并列", "上述事实有证人周巧、常绮、齐静的证言。", "常绮"),
    ("被害人", "被害人魏少鹏陈述了经过。", "魏少鹏"),
    ("亲属", "其妻子时桃在场。", "时桃"),
    ("公司全称", "案外人广州云山鹭网络科技有限公司称", "云山鹭网络科技有限公司"),
    ("简称", "（以下简称恒岳公司）", "恒岳公司"),
    ("身份证号", "身份证号440103199001010006。", "440103199001010006"),
    ("校验位错误的身份证号", "身份证号440103199001010009。", "440103199001010009"),
    ("15位身份证号", "身份证号440103800101000。", "440103800101000"),
    ("手机号", "电话154-0000-1234。", "154-0000-1234"),
    ("固定电话", "电话0991-0000000。", "0991-0000000"),
    ("银行账号", "账号6222000000123456789。", "6222000000123456789"),
    ("号牌", "驾驶粤A·12345小客车。", "粤A·12345"),
    ("新能源号牌", "驾驶粤AD00000小客车。", "粤AD00000"),
    ("信用代码", "代码91440101MA00000018。", "91440101MA00000018"),
    ("邮箱", "邮箱han.xiao@example.com。", "han.xiao@example.com"),
    ("护照", "护照号码E00000000。", "E00000000"),
    ("微信号", "微信号xian_xm88。", "xian_xm88"),
    ("权属证书", "粤（2020）云州市不动产权第0000018号房屋", "不动产权第0000018号"),
    ("门牌", "货送至听涛中路12号3栋。", "听涛中路12号"),
    ("住址到村", "住湖南省长沙县黄花岭镇石塘村。", "黄花岭镇石塘村"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "expected"), LOOKS, ids=[row[0] for row in LOOKS])
def test_what_nobody_listed_is_found_by_its_look(what: str, text: str, expected: str) -> None:
    found = [item.subject for item in leaks("", Release(text), (), SPC_2024)]
    assert any(expected in subject or subject.endswith(expected) for subject in found), found


HARMLESS = [
    "原告：黄某1，男，1973年12月1日出生，住广东省广州市荔湾区。",
    "原告×××诉被告×××一案。",
    "被告应向原告支付货款111000.5元及利息。",
    "原告方提出异议，被告曾向原告承诺。",
    "沿广东省云州市临水区云峰大道由西向东行驶。",
    "依照《中华人民共和国民事诉讼法》第一百七十条第一款第二项之规定。",
    "（2016）粤0103民初123号",
    "上海某科技有限公司（以下简称某科技公司）",
    "审判员　黄启明\n",
    "委托诉讼代理人：洪坤勋，江西铭岳律师事务所律师。",
    "血液中乙醇浓度为170mg/100ml。",
    "被害人陈述、证人证言、鉴定意见等证据。",
    "身份证号62×××17，电话×××。",
    "第 3 页 共 4 页",
    "维修过程也未与被告房商量，费用票据真实性存疑。",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_masked_or_was_never_protected_raises_no_question(text: str) -> None:
    assert leaks(text, Release(text), (), SPC_2024) == ()


def test_what_the_original_shows_as_a_party_is_searched_everywhere_in_the_release() -> None:
    original = "原告：嵇月辰，女。\n经查，嵇月辰已付款。\n"
    released = "原告：嵇某，女。\n经查，嵇月辰已付款。\n"
    (found,) = leaks(original, Release(released), (), SPC_2024)
    assert (found.subject, found.place) == ("嵇月辰", "正文第2段")


def test_a_profile_that_keeps_names_is_not_asked_about_them() -> None:
    text = "原告：嵇月辰，女，身份证号440103199001010006。\n"
    found = leaks(text, Release(text), (), SCOPES["spc-2016"])
    assert [item.subject for item in found] == ["440103199001010006"]
