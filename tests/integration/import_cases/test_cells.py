"""Cells of other systems' exports: dates, amounts and party names in the ways they are really written."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.use_cases.import_cases.cells import (
    EXCEL_EPOCH_1900,
    EXCEL_EPOCH_1904,
    Cell,
    is_blank,
    plain_text,
    read_amount,
    read_date,
    read_name,
    without_title,
)
from clerk_app.use_cases.import_cases.fields import IMPORT_FIELDS, amount_unit_of_header, field_of_header
from clerk_app.use_cases.import_cases.party_cells import NO_ROLE, PartyName, read_parties
from court_core.errors import CourtError

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2026, 11, 20, 9, 30),
        DAY,
        46346,
        46346.5,
        "46346",
        20261120,
        "20261120",
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "2026年11月20日",
        "２０２６年１１月２０日",
        "2026-11-20 09:30:00",
        "2026-11-20T09:30:00",
        "2026/11/20 0:00",
        "2026年11月20日 上午9时30分",
        "2026-11-20（星期五）",
        " 2026-11-20 ",
    ],
)
def test_a_date_is_read_however_it_was_exported(cell: object) -> None:
    assert read_date(cell) == DAY  # type: ignore[arg-type]


def test_a_macintosh_workbook_counts_from_1904() -> None:
    assert read_date(46346 - 1462, EXCEL_EPOCH_1904) == DAY


@pytest.mark.parametrize("cell", [None, "", " ", "-", "—", "/", "无", "暂无", "N/A", "#N/A", "#REF!", "null"])
def test_blank_in_all_its_forms_is_nothing(cell: object) -> None:
    assert is_blank(cell)  # type: ignore[arg-type]
    assert read_date(cell) is None  # type: ignore[arg-type]
    assert read_amount(cell) is None  # type: ignore[arg-type]
    assert read_parties(cell).parties == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["2026-11", "2026-02-30", "昨天", "20/11/2026", "12", 12, 3.5, "2026-11-20 至 2026-11-25", "0000-00-00"]
)
def test_what_is_no_single_date_is_refused(cell: object) -> None:
    with pytest.raises(CourtError):
        read_date(cell)  # type: ignore[arg-type]


@given(st.dates(date(1950, 1, 2), date(2199, 12, 31)))
def test_every_date_reads_the_same_from_every_style(day: date) -> None:
    serial = (day - EXCEL_EPOCH_1900).days
    styles: list[Cell] = [f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%Y.%m.%d}", f"{day:%Y%m%d}",
              f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d} 08:00:00", serial, day]  # fmt: skip
    assert {read_date(style) for style in styles} == {day}


@given(st.text(max_size=30))
def test_no_text_crashes_the_readers(text: str) -> None:
    for reader in (read_date, read_amount, read_parties):
        try:
            reader(text)
        except CourtError as error:
            assert error.message


@pytest.mark.parametrize(
    ("cell", "unit", "fen"),
    [
        ("1,234.50", "yuan", 123_450),
        ("1,234,567", "yuan", 123_456_700),
        ("12.5万", "yuan", 12_500_000),
        ("12.5万元", "wan", 12_500_000),
        ("12.5", "wan", 12_500_000),
        (12.5, "wan", 12_500_000),
        ("1234.5元", "wan", 123_450),
        ("￥486,200.00", "yuan", 48_620_000),
        ("人民币486200元整", "yuan", 48_620_000),
        ("１２３４．５", "yuan", 123_450),
        ("1.2亿", "yuan", 12_000_000_000),
        (486200, "yuan", 48_620_000),
        (0.1 + 0.2, "yuan", 30),
        ("0", "yuan", 0),
    ],
)
def test_an_amount_is_read_in_fen(cell: object, unit: str, fen: int) -> None:
    assert read_amount(cell, unit) == fen  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["-5", -5, "1,23.4", "十万元", "1000-2000", "1000、2000", "约", float("inf"), "9" * 30]
)
def test_what_is_no_amount_is_refused(cell: object) -> None:
    with pytest.raises(CourtError, match=r"import\.amount-unreadable"):
        read_amount(cell)  # type: ignore[arg-type]


@given(st.integers(0, 10**13))
def test_every_amount_survives_its_usual_ways_of_writing(fen: int) -> None:
    yuan, rest = divmod(fen, 100)
    assert read_amount(f"{yuan:,}.{rest:02d}") == fen
    assert read_amount(f"￥{yuan}.{rest:02d}元") == fen
    assert read_amount(f"{fen / 10**6:.6f}万") == fen or fen > 10**15
    assert read_amount(yuan) == yuan * 100


def names(cell: object, role: str = NO_ROLE) -> list[tuple[str, str]]:
    return [(party.role, party.name) for party in read_parties(cell, role).parties]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三；李四;王五", ["张三", "李四", "王五"]),
        ("张三\n李四\r\n王五", ["张三", "李四", "王五"]),
        ("张三，李四", ["张三", "李四"]),
        ("张三,李四", ["张三", "李四"]),
        ("1.张三 2.李四", ["张三", "李四"]),
        ("1、张三；2、李四", ["张三", "李四"]),
        ("（1）张三（2）李四", ["张三", "李四"]),
        ("①张三②李四", ["张三", "李四"]),
        ("张　三、李 四", ["张三", "李四"]),
        ("张三（又名李四、李五）、王六", ["张三(又名李四、李五)", "王六"]),
        ("荔湾区演示建材有限公司（曾用名：演示、建材厂）", ["荔湾区演示建材有限公司(曾用名:演示、建材厂)"]),
        ("Demo Trading Co., Ltd.", ["Demo Trading Co., Ltd."]),
        ("John Smith、李四", ["John Smith", "李四"]),
        ("买买提·阿不都、张三", ["买买提·阿不都", "张三"]),
        ("张三、张三", ["张三"]),
        ("张三等3人", ["张三"]),
        ("张三。", ["张三"]),
        ("张三/李四", ["张三", "李四"]),
    ],
)
def test_several_parties_stand_in_one_cell(cell: str, expected: list[str]) -> None:
    assert names(cell, "被告") == [("被告", name) for name in expected]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("原告：张三；被告：李四", [("原告", "张三"), ("被告", "李四")]),
        ("原告:张三、王五 被告:李四", [("原告", "张三"), ("原告", "王五"), ("被告", "李四")]),
        ("原告张三，被告李四", [("原告", "张三"), ("被告", "李四")]),
        (
            "申请执行人：张三\n被执行人：李四、王五",
            [("申请执行人", "张三"), ("被执行人", "李四"), ("被执行人", "王五")],
        ),
        ("被执行人：李四；被申请执行人：王五", [("被执行人", "李四"), ("被执行人", "王五")]),
        ("公诉机关：演示区人民检察院；被告人：李四", [("公诉机关", "演示区人民检察院"), ("被告人", "李四")]),
        ("上诉人（原审被告）：张三；被上诉人（原审原告）：李四", [("上诉人", "张三"), ("被上诉人", "李四")]),
        ("原告1：张三；原告2：王五；第三人：赵六", [("原告", "张三"), ("原告", "王五"), ("第三人", "赵六")]),
        ("张三诉李四", [("原告", "张三"), ("被告", "李四")]),
        ("张三 被告：李四", [(NO_ROLE, "张三"), ("被告", "李四")]),
        ("原告：；被告：李四", [("被告", "李四")]),
    ],
)
def test_role_words_inside_the_cell_count(cell: str, expected: list[tuple[str, str]]) -> None:
    assert names(cell) == expected


def test_a_cell_that_does_not_name_everybody_says_so() -> None:
    assert read_parties("张三等五人", "原告").and_others
    assert not read_parties("张三、李四", "原告").and_others


@pytest.mark.parametrize("cell", ["13800000000", "长" * 130, "???"])
def test_what_is_no_name_is_refused(cell: str) -> None:
    with pytest.raises(CourtError, match=r"import\.party-unreadable"):
        read_parties(cell)


NAME = st.text(alphabet="张王李赵陈林黄周吴徐孙马朱胡郭何高罗郑梁秀兰文海小明国强丽华", min_size=2, max_size=4)


@given(st.lists(NAME, min_size=1, max_size=6, unique=True), st.sampled_from(["、", "；", "\n", "，", ";", "\t"]))
def test_joined_names_come_apart_again(people: list[str], separator: str) -> None:
    assert [party.name for party in read_parties(separator.join(people), "原告").parties] == people


@given(st.lists(NAME, min_size=1, max_size=4, unique=True), st.lists(NAME, min_size=1, max_size=4, unique=True))
def test_labelled_sides_come_apart_again(plaintiffs: list[str], defendants: list[str]) -> None:
    cell = f"原告：{'、'.join(plaintiffs)}；被告：{'、'.join(defendants)}"
    expected = [PartyName("原告", name) for name in plaintiffs] + [PartyName("被告", name) for name in defendants]
    assert list(read_parties(cell).parties) == expected


@pytest.mark.parametrize(
    ("cell", "name", "bare"),
    [
        ("李　执", "李执", "李执"),
        ("王小明（民一庭）", "王小明", "王小明"),
        ("审判员 王小明", "审判员王小明", "王小明"),
        ("王小明法官", "王小明法官", "王小明"),
        ("陈法官", "陈法官", "陈法官"),
    ],
)
def test_a_judges_name_is_read_without_blank_and_with_or_without_title(cell: str, name: str, bare: str) -> None:
    assert read_name(cell) == name
    assert without_title(name) == bare


def test_numbers_read_as_people_typed_them() -> None:
    assert plain_text(12.0) == "12"
    assert plain_text(datetime(2026, 11, 20)) == "2026-11-20"
    assert plain_text(True) == "是"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("案号", "number"),
        ("案件编号", "number"),
        (" 案 号 * ", "number"),
        ("本院案号（必填）", "number"),
        ("承办法官", "judge"),
        ("承办人（姓名）", "judge"),
        ("立案时间", "filed_on"),
        ("标的额（万元）", "amount"),
        ("诉讼标的金额", "amount"),
        ("被执行人", "party:被执行人"),
        ("被告人姓名", "party:被告人"),
        ("原告/申请人", None),
        ("原告1", "party:原告"),
        ("申请执行人名称", "party:申请执行人"),
        ("当事人信息", "parties"),
        ("适用程序", "procedure"),
        ("结案方式", "close_mode"),
        ("原审案号", None),
        ("执行依据案号", None),
        ("原告代理人", None),
        ("被告电话", None),
        ("当事人人数", None),
        ("到位标的", None),
        ("序号", None),
        ("", None),
    ],
)
def test_headers_of_other_systems_are_understood(header: str, key: str | None) -> None:
    assert field_of_header(header) == key


def test_every_listed_name_means_its_own_field() -> None:
    for field in IMPORT_FIELDS.values():
        for name in field.names:
            assert field_of_header(name) == field.key, name


def test_the_unit_stands_in_the_header() -> None:
    assert amount_unit_of_header("标的额（万元）") == "wan"
    assert amount_unit_of_header("标的额(元)") == "yuan"
