"""Case numbers, 法〔2015〕137号 and 法〔2018〕335号; the variants are those of DOMAIN §2."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber, Style, check_own_court, court_name, find_all
from court_core.rules.case_types import DEFAULT_TABLE, MARKS, TYPE_CATEGORIES, CaseNumberTable, TypeCategory, nature_of

READINGS = [
    # the form since 2016-01-01
    ("（2016）粤0103民初123号", "（2016）粤0103民初123号"),
    ("(2016)粤0103民初123号", "（2016）粤0103民初123号"),
    ("(2016）粤0103民初123号", "（2016）粤0103民初123号"),
    ("（２０１６）粤０１０３民初１２３号", "（2016）粤0103民初123号"),
    (" ( 2016 )　粤 0103\t民 初 123 号\n", "（2016）粤0103民初123号"),
    ("（2016）\u200b粤0103民初\ufeff123\u00a0号", "（2016）粤0103民初123号"),
    ("〔2016〕粤0103民初123号", "（2016）粤0103民初123号"),
    ("【2016】粤0103民初123号", "（2016）粤0103民初123号"),
    ("[2016]粤0103民初123号", "（2016）粤0103民初123号"),
    ("［2016］粤0103民初123号", "（2016）粤0103民初123号"),
    ("2016粤0103民初123号", "（2016）粤0103民初123号"),
    ("（2016）粤0103民初123號", "（2016）粤0103民初123号"),
    ("（2016）粤0103民初第123号", "（2016）粤0103民初123号"),
    ("（2016）粤刑终5号", "（2016）粤刑终5号"),
    ("（2016）粤71行初5号", "（2016）粤71行初5号"),
    ("（2020）最高法民申9999号", "（2020）最高法民申9999号"),
    # hybrids
    ("(2016)粤05民终字第506号", "（2016）粤05民终506号"),
    ("（2016）粤05民三终字第506号", "（2016）粤05民三终字第506号"),
    # suffixes
    ("（2016）赣0891民初5162号之一", "（2016）赣0891民初5162号之一"),
    ("（2016）粤0103执122-1号之一", "（2016）粤0103执122-1号之一"),
    ("（2016）粤0103执122－1号", "（2016）粤0103执122-1号"),
    ("（2017）粤0103民初第1038号之一", "（2017）粤0103民初1038号之一"),
    ("（2017）粤0103民初1038号之12", "（2017）粤0103民初1038号之十二"),
    ("（2017）粤0103民初1038号之二十一", "（2017）粤0103民初1038号之二十一"),
    # zero padding names the same case
    ("（2015）云临法民二初字第00321号", "（2015）云临法民二初字第321号"),
    ("（2013）穗荔法民一初字第00178号", "（2013）穗荔法民一初字第178号"),
    # a specialised mark
    ("（2019）粤0104知民初12号", "（2019）粤0104知民初12号"),
    ("（2019）最高法知民终1号", "（2019）最高法知民终1号"),
    ("（2013）穗荔法知民初字第12号", "（2013）穗荔法知民初字第12号"),
    # longest type first
    ("（2018）粤01刑医解3号", "（2018）粤01刑医解3号"),
    ("（2018）粤0103行审复3号", "（2018）粤0103行审复3号"),
    ("（2020）粤0103民诉前调77号", "（2020）粤0103民诉前调77号"),
    # before 2016
    ("（2013）穗荔法民一初字第123号", "（2013）穗荔法民一初字第123号"),
    ("(2013)穗荔法执字第123号", "（2013）穗荔法执字第123号"),
    ("（2014）信民三初第9427号", "（2014）信民三初字第9427号"),
    ("（2013）民申字第820号", "（2013）民申字第820号"),
    ("（2000）津刑初字第9031号", "（2000）津刑初字第9031号"),
    ("（2014）津环民初字第9031号", "（2014）津环民初字第9031号"),
]


@pytest.mark.parametrize(("typed", "printed"), READINGS)
def test_every_way_people_write_a_number_prints_canonically(typed: str, printed: str) -> None:
    number = CaseNumber.parse(typed)
    assert number.text == str(number) == printed
    assert CaseNumber.parse(printed) == number


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("（2016）粤0103民初123号", (2016, "粤0103", "民初", 123, "", "2016", "")),
        ("（2013）穗荔法民一初字第123号", (2013, "穗荔法", "民一初", 123, "", "old", "")),
        ("(2016)粤05民终字第506号", (2016, "粤05", "民终", 506, "", "2016", "")),
        ("（2016）粤0103执122-1号之一", (2016, "粤0103", "执", 122, "-1之一", "2016", "")),
        ("（2019）粤0104知民初12号", (2019, "粤0104", "民初", 12, "", "2016", "知")),
        ("（2013）穗荔法知民初字第12号", (2013, "穗荔法", "民初", 12, "", "old", "知")),
        ("（2014）惠中法刑二终字第9041号", (2014, "惠中法", "刑二终", 9041, "", "old", "")),
        ("（2014）惠阳法秋刑初字第9188号", (2014, "惠阳法秋", "刑初", 9188, "", "old", "")),
        ("（2013）惠中法赔字第9号", (2013, "惠中法", "赔", 9, "", "old", "")),
        ("（2013）穗荔法赔字第9号", (2013, "穗荔法", "赔", 9, "", "old", "")),
        ("（2013）商民初字第9号", (2013, "商", "民初", 9, "", "old", "")),  # 商丘: a court, no mark
        ("（2013）民民初字第9号", (2013, "民", "民初", 9, "", "old", "")),  # 民权县
        ("（2013）环民初字第9号", (2013, "环", "民初", 9, "", "old", "")),  # 环县
        ("（2013）民申字第820号", (2013, "", "民申", 820, "", "old", "")),  # the Supreme Court bore no prefix
    ],
)
def test_parts_are_kept_apart(typed: str, parts: tuple[object, ...]) -> None:
    n = CaseNumber.parse(typed)
    assert (n.year, n.court, n.type, n.number, n.suffix, n.style, n.mark) == parts


def test_json_has_the_keys_other_programs_rely_on() -> None:
    expected = {"year": 2016, "court": "粤0103", "type": "民初", "number": 123, "suffix": "", "style": "2016",
                "text": "（2016）粤0103民初123号", "mark": ""}  # fmt: skip
    assert CaseNumber.parse("(2016)粤0103民初123号").as_json() == expected


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "abc", "123", "（2016）粤0103民初号", "（2016）粤0103民初0号", "（2016）粤0103民初000号",
        "（2016）粤0103民初123",  # cut off while copying: it may be 1234号
        "（2016）粤0103民出123号", "（2016）粤0103民三初123号", "（2016）粤0103刑减1号",  # no such type
        "（2016）0103民初123号", "（2018）3129民初417号",  # the province is missing
        "（2016）粤103民初123号", "（2016）粤01033民初123号", "（16）粤0103民初123号", "（0016）粤0103民初123号",
        "（2016）粤0103民初12-15号", "（2016）粤0103民初123号、124号", "（2016）粤0103民初123号（2016）粤0103民初124号",
        "（2016）粤0103民初123号之", "（2016）粤0103民初123号副本", "案号：（2016）粤0103民初123号", "（2016）粤0103民初-123号",
        "（2016）粤0103民初1234567890号", "（2016）粤0103民初١٢٣号", "（2016）粤0103民初12.3号", "（2012）0526号",
        "（2016）临鉴字第926号", "（1995）字第005298号", "（" * 100, "（2016）粤0103民初123号" + " " * 5000, "\x00",
    ],
)  # fmt: skip
def test_what_is_no_case_number_is_refused(typed: str) -> None:
    with pytest.raises(CourtError) as refused:
        CaseNumber.parse(typed)
    assert refused.value.code == "case-number.unreadable"


def test_all_type_codes_of_the_table_are_in_the_parser() -> None:
    listed = "刑初 刑再 刑监 刑申 刑抗 刑医 刑医解 刑更 刑更备 刑他 民初 民再 民监 民申 民抗 民撤 民特 民特监 民催 民督 民督监 民他 "
    listed += (
        "民保令 民保更 民诉前调 行初 行再 行监 行审 行他 行赔初 法赔 司救刑 司救民 司救行 司救赔 司救执 司救访 司救他 "
    )
    listed += "刑辖 民辖 行辖 赔辖 司惩 司惩复 财保 行保 证保 执 执恢 执保 执异 执监 执协 执他 执复 清申 破申 强清 破 "
    listed += "刑终 民终 行终 刑核 委赔"
    assert set(listed.split()) <= set(DEFAULT_TABLE.codes)
    assert len(DEFAULT_TABLE.codes) == len(set(DEFAULT_TABLE.codes))
    lengths = [len(code) for code in DEFAULT_TABLE.codes]
    assert lengths == sorted(lengths, reverse=True)


_suffixes = st.one_of(
    st.just(""),
    st.sampled_from(["之一", "之二", "之十", "之十一", "之二十一", "-1", "-12"]),
    st.sampled_from(["-1之一", "-3之十二"]),
)
_courts = st.sampled_from(["粤0103", "粤01", "粤", "最高法", "兵0101", "军01", "京0105"])
_old_types = st.sampled_from("民一初 民二初 民初 刑初 刑二终 行初 执 执恢 民申 知初 商初 行赔初 国赔 民再 破".split())


@given(
    year=st.integers(2016, 2099), court=_courts, type_code=st.sampled_from(DEFAULT_TABLE.codes),
    number=st.integers(20, 99_999_999), suffix=_suffixes, mark=st.sampled_from(["", *MARKS]),
)  # fmt: skip
def test_printing_then_parsing_gives_the_same_new_number(
    year: int, court: str, type_code: str, number: int, suffix: str, mark: str
) -> None:
    case = CaseNumber(year, court, type_code, number, suffix, "2016", mark)
    assert CaseNumber.parse(case.text) == case


@pytest.mark.parametrize("style", ["2016", "old"])
@pytest.mark.parametrize("suffix", ["", "之一", "-1", "-1之一"])
def test_printing_then_parsing_is_identity_on_every_type_code(style: Style, suffix: str) -> None:
    # 法赔 came with the codes of 2016; before, 穗荔法赔字 was the type 赔 of a court whose prefix ends in 法.
    old_codes = [code for code in DEFAULT_TABLE.codes if code != "法赔"] + ["民一初", "刑二终", "知初", "赔"]
    for code in DEFAULT_TABLE.codes if style == "2016" else old_codes:
        for court in ("粤0103", "粤01", "最高法") if style == "2016" else ("穗荔法", "惠中法", "穗中法"):
            case = CaseNumber(2016 if style == "2016" else 2013, court, code, 123, suffix, style)
            assert CaseNumber.parse(case.text) == case


@given(
    year=st.integers(1985, 2015), court=st.sampled_from(["穗荔法", "穗中法", "粤高法", "惠阳法秋", "津", "商"]),
    type_code=_old_types, number=st.integers(20, 99_999), suffix=_suffixes, mark=st.sampled_from(["", "知", "少"]),
)  # fmt: skip
def test_printing_then_parsing_gives_the_same_old_number(
    year: int, court: str, type_code: str, number: int, suffix: str, mark: str
) -> None:
    case = CaseNumber(year, court, type_code, number, suffix, "old", mark)
    assert CaseNumber.parse(case.text) == case


@given(st.text(alphabet="（）()〔〕2016粤0103民初执字第号之一-１ 　abc", max_size=30))
def test_parsing_anything_answers_or_refuses_and_never_breaks(text: str) -> None:
    try:
        number = CaseNumber.parse(text)
    except CourtError:
        return
    assert CaseNumber.parse(number.text) == number


def test_numbers_sort_by_year_court_type_number_and_then_branch() -> None:
    texts = ["（2015）穗荔法执字第9号", "（2016）粤0103执2号", "（2016）粤0103执10号", "（2016）粤0103执10号之一",
             "（2016）粤0103执10号之二", "（2016）粤0103执10号之三", "（2016）粤0103执10号之十", "（2016）粤0103执10-1号",
             "（2016）粤0103民初1号"]  # fmt: skip
    assert [str(n) for n in sorted(map(CaseNumber.parse, reversed(texts)))] == texts


def test_a_clerk_finds_a_case_by_its_last_digits() -> None:
    number = CaseNumber.parse("（2016）粤0103执11847号")
    assert number.ends_with("847") and number.ends_with("８４７") and number.ends_with("11847")
    assert not number.ends_with("184") and not number.ends_with("x") and not number.ends_with("")
    # 007 typed from a padded old number still finds 7
    assert CaseNumber.parse("（2016）粤0103执7号").ends_with("007")


def test_numbers_are_found_in_running_text_where_they_stand() -> None:
    text = (
        "上诉人不服（2016）粤0103民初123号之一审民事判决，又见（ ２０１６ ）粤0103 执恢\n５号、[2013]穗荔法民一初字第00178号，"
        "（2016）粤0103民初12-15号四案；（2012）0526号鉴定、粤（2020）广州市不动产权第0000018号、粤府〔2017〕86号除外。"
    )
    found = find_all(text)
    assert [text[f.start : f.end] for f in found] == [
        "（2016）粤0103民初123号",
        "（ ２０１６ ）粤0103 执恢\n５号",
        "[2013]穗荔法民一初字第00178号",
        "（2016）粤0103民初12-15号",
    ]
    assert [f.number.text for f in found] == [
        "（2016）粤0103民初123号",
        "（2016）粤0103执恢5号",
        "（2013）穗荔法民一初字第178号",
        "（2016）粤0103民初12号",
    ]


def test_a_branch_ruling_in_running_text_keeps_its_suffix() -> None:
    text = "本院作出（2022）粤0103执恢89号之二执行裁定"
    assert [f.number.suffix for f in find_all(text)] == ["之二"]


@given(st.text(alphabet="（2016）粤0103民初5号之一审 　\n、abc", max_size=60))
def test_found_spans_lie_in_order_inside_the_text_and_read_back(text: str) -> None:
    position = 0
    for found in find_all(text):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start] not in " 　\n" and text[found.end - 1] not in " 　\n"
        position = found.end


def test_another_courts_case_is_not_entered_as_ours() -> None:
    check_own_court(CaseNumber.parse("（2016）粤0103民初1号"))
    check_own_court(CaseNumber.parse("（2013）穗荔法民一初字第1号"))
    with pytest.raises(CourtError) as refused:
        check_own_court(CaseNumber.parse("（2016）粤0104民初1号"))
    assert refused.value.code == "case-number.other-court"
    assert "越秀" in refused.value.message


def test_courts_have_names() -> None:
    assert court_name("粤0192") == "广州互联网法院"
    assert court_name("京0105") == "京0105"


def test_an_administrator_can_add_a_type_code() -> None:
    table = CaseNumberTable((*TYPE_CATEGORIES, TypeCategory("new", "新增", ("数初",))))
    assert CaseNumber.parse("（2030）粤0103数初1号", table).type == "数初"
    category = table.category_of("数初")
    assert category is not None and category.label == "新增"
    assert table.category_of("民一初") is None


@pytest.mark.parametrize(
    ("code", "nature"),
    [("民初", "civil"), ("民一初", "civil"), ("知初", "civil"), ("财保", "civil"), ("行保", "civil"), ("刑医解", "criminal"),
     ("行赔初", "administrative"), ("司救执", "administrative"), ("执异", "enforcement"), ("破申", "bankruptcy"),
     ("强清", "bankruptcy"), ("司惩", "other"), ("委赔", "administrative")],
)  # fmt: skip
def test_the_type_code_tells_the_law(code: str, nature: str) -> None:
    assert nature_of(code) == nature


def test_ten_thousand_numbers_parse_within_a_second() -> None:
    started = time.process_time()
    for n in range(1, 10_001):
        CaseNumber.parse(f"（2016）粤0103民初{n}号")
    assert time.process_time() - started < 1


def test_a_long_text_without_numbers_is_searched_in_a_moment() -> None:
    started = time.process_time()
    assert find_all("（2016）" * 20_000 + "（2016）粤0103" * 5_000) == ()
    assert time.process_time() - started < 1
