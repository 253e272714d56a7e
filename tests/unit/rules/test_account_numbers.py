"""Account numbers show their last four digits only (DOMAIN §4); nothing else with many digits is touched."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.rules.account_numbers import mask_account_numbers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("已冻结账号6222021001112233445内存款", "已冻结账号****3445内存款"),
        ("6222021001112233445", "****3445"),
        ("卡号6222 0210 0111 2233 445，余额1,204.55元", "卡号****3445，余额1,204.55元"),
        ("6222-0210-0111-2233-445", "****3445"),
        ("６２２２０２１００１１１２２３３４４５", "****３４４５"),
        ("622202　1001112233445", "****3445"),
        ("账号：020100012345", "账号：****2345"),  # 12 digits
        ("帐号为 801234567", "帐号为 ****4567"),  # short, but the text says what it is
        ("账户NRA44001234567890123456", "账户****3456"),
        ("账号20201120", "账号****1120"),  # looks like a date, is called an account
        ("账号6222021001112233445、6217003320001234567", "账号****3445、****4567"),
        ("尾号6222 **** **** 3445", "尾号****3445"),
        ("622202******3445", "****3445"),
        ("从6222021001112233445划至6217003320001234567", "从****3445划至****4567"),
        ("440103197312011234", "****1234"),  # an identity number is hidden as well
        ("账号6222021001112233445.", "账号****3445."),
        ("账户（6222021001112233445）", "账户（****3445）"),
        ("卡号是：6222\u00a00210\u00a00111\u00a02233\u00a0445", "卡号是：****3445"),
        ("账号6222\u200b0210\u200b0111\u200b2233\u200b445", "账号****3445"),
        ("账号: 6222.0210.0111.2233.445", "账号: ****3445"),
        ("账号6222 0210 0111\n2233 445", "账号****3445"),
        ("账号6222 0210 0111 2233\n2026年扣划", "账号****2233\n2026年扣划"),
        ("账号6222021001112233445\n32元", "账号****3445\n32元"),
        ("银行卡（尾数前）6222  0210  0111  2233", "银行卡（尾数前）****2233"),
    ],
)
def test_an_account_shows_its_last_four_digits(text: str, shown: str) -> None:
    assert mask_account_numbers(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "（2016）粤0103执1234567号",
        "（2013）穗荔法执字第00001234号",
        "（2016）粤0103执123-124-125-126号四案并案",
        "（2016）粤0103执1201、1202、1203、1204号",
        "电话13800138000",
        "138 0013 8000、139-0013-8000",
        "13800138000 13900138000",
        "+86 138 0013 8000",
        "020-81234567转801",
        "0755-12345678",
        "400-123-4567",
        "2026-11-20 2026-11-25",
        "2026-11-20至2026-12-20",
        "20261120 20261125",
        "2019 2020 2021 2022",
        "账号见附件，2026年11月20日",
        "20261120-20261125",
        "2026-11-20 09:30:00",
        "2026年11月20日",
        "2026.11.20-2026.12.20",
        "标的1,234,567,890,123.00元",
        "标的123456789012.50元",
        "执行到位100000000000元",
        "100000000000 元",
        "邮件号1092345678901234",
        "EMS单号：1092345678901",
        "粤（2020）广州市不动产权第0000018号",
        "粤A12345",
        "账户余额为1,204.55元",
        "账户3个，共扣划32,600.00元",
        "银行卡2张",
        "账户2026-11-20冻结",
        "冻结账户 2026年11月20日",
        "账户100000元",
        "账户12045.55元",
        "账户 120455.50，已扣划",
        "账户10万元",
        "账户1200000余元",
        "统一社会信用代码：914401017181234567",
        "尾号3445",
        "",
    ],
)
def test_case_numbers_telephones_dates_and_amounts_stay(text: str) -> None:
    assert mask_account_numbers(text) == text


_GAPS = st.sampled_from(["", " ", "-"])


@given(
    before=st.sampled_from(["", "冻结", "账号", "卡号：", "已扣划", "（", "2026-11-20，", "13800138000，"]),
    digits=st.text("0123456789", min_size=16, max_size=21),
    gap=_GAPS,
    after=st.sampled_from(["", "内存款", "。", "，余额32元", "）", "，2026-11-20", "、"]),
)
def test_no_card_number_survives_however_it_is_grouped(before: str, digits: str, gap: str, after: str) -> None:
    grouped = gap.join(re.findall(".{1,4}", digits))
    masked = mask_account_numbers(f"{before}{grouped}{after}")
    assert masked == f"{before}****{digits[-4:]}{after}"


@given(st.text("0123456789 -年月日.,元账号*（）第执", max_size=80))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask_account_numbers(text)
    assert mask_account_numbers(once) == once


def test_a_long_text_is_masked_in_a_moment() -> None:
    started = time.process_time()
    mask_account_numbers("6222 0210 " * 10_000 + "1" * 50_000 + "1-" * 20_000 + "账号" * 20_000 + "*" * 20_000)
    assert time.process_time() - started < 1
