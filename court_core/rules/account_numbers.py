"""Account numbers in released text show their last four digits only (DOMAIN §4)."""

from __future__ import annotations

import re

_D = "[0-9０-９]"
# Between digits: blanks of every kind (also the invisible ones that copying from a web page brings) and dashes.
_BLANK = " \\t\u00a0\u00ad\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_GAP = f"[{_BLANK}\\-－‐-―−]{{0,3}}"
_NO_DIGIT_BEFORE = f"(?<!{_D})"
_COMPACT_DATE = f"(?:19|20){_D}{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]{_D}|3[01])"
_NO_DIGIT_AFTER = f"(?!{_D})"

# After one of these words even a short or date-like number is an account; a full one may hold letters (内部户 NRA…).
_ACCOUNT_WORD = (
    r"(?:账号|帐号|账户|帐户|卡号|银行卡|存折号?|户号|尾数前)(?:号码)?(?:分别)?(?:为|是|系|即)?[:：]?[\s　]*"
)

# What has many digits and is no account. Tried before the account at the same place, leftmost first.
_LET_STAND = "|".join(
    (
        # 快递单号、邮件号: a party needs the whole number to follow a parcel; 统一社会信用代码 are public.
        rf"(?:单号|运单|邮件号码?|邮寄编号|EMS|条码|信用代码)[:：为是]?[\s　]*[A-Za-z]{{0,4}}{_D}{{8,20}}{_NO_DIGIT_AFTER}",
        # a date, with or without a clock time, and compact: 2026-11-20 09:30, 20261120
        rf"{_NO_DIGIT_BEFORE}(?:19|20){_D}{{2}}[-/.年－]{_D}{{1,2}}[-/.月－]{_D}{{1,2}}日?"
        rf"(?:[ T　]{_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?)?{_NO_DIGIT_AFTER}",
        rf"{_NO_DIGIT_BEFORE}{_COMPACT_DATE}(?:{_GAP}{_COMPACT_DATE})?(?!{_D}|{_GAP}{_D}{{3,}})",
        # a list of years
        rf"{_NO_DIGIT_BEFORE}(?:19|20){_D}{{2}}(?:[{_BLANK}\-－–—]{{1,2}}(?:19|20){_D}{{2}})+(?!{_GAP}{_D})",
        # telephones: mobile with an optional +86, area code and number, 400-xxx-xxxx
        rf"{_NO_DIGIT_BEFORE}(?:(?:\+86|86[- ])[- ]?)?1[3-9]{_D}[- ]?{_D}{{4}}[- ]?{_D}{{4}}{_NO_DIGIT_AFTER}",
        rf"{_NO_DIGIT_BEFORE}0{_D}{{2,3}}[-－ ]{_D}{{7,8}}(?:[-－转]{_D}{{1,6}})?{_NO_DIGIT_AFTER}",
        rf"{_NO_DIGIT_BEFORE}[48]00[-－ ]{_D}{{3,4}}[-－ ]{_D}{{3,4}}{_NO_DIGIT_AFTER}",
        # amounts: 1,234,567.89; 100000000000元
        rf"{_NO_DIGIT_BEFORE}{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?:\.{_D}+)?{_NO_DIGIT_AFTER}",
        rf"{_NO_DIGIT_BEFORE}{_D}{{1,12}}\.{_D}{{1,2}}{_NO_DIGIT_AFTER}",
        rf"{_NO_DIGIT_BEFORE}{_D}{{1,13}}(?=[\s　]*[万亿]?[元圆])",
        # the running numbers of case numbers, ranges included: 执123-124-125-126号, 字第00178号
        r"(?:第|(?<=[初终执恢保异复监他再特督]))[0-9]{1,8}(?:[-－、][0-9]{1,8})*号",
    )
)
_ACCOUNT = rf"{_NO_DIGIT_BEFORE}{_D}(?:{_GAP}{_D}){{11,29}}{_NO_DIGIT_AFTER}"
# Four by four, as on the card; only here may dots or the end of a line stand between.
_GROUPED = rf"{_D}{{4}}(?:[{_BLANK}\-－.·\r\n]{{1,3}}{_D}{{4}}){{3}}(?:(?:{_GAP}|\.){_D}{{1,3}})?(?!{_GAP}{_D})"
_HALF_HIDDEN = rf"{_NO_DIGIT_BEFORE}{_D}{{1,12}}[ ]?(?:[*＊×xX•●]{_GAP}){{2,}}{_D}{{4}}{_NO_DIGIT_AFTER}"

# 账户2026-11-20冻结, 账户100000元: what follows the word is not always its number.
_NO_NUMBER = (
    rf"(?!(?:19|20){_D}{{2}}[-/.年－]{_D}{{1,2}}[-/.月－]{_D}{{1,2}}(?!{_D})"
    rf"|{_D}{{1,13}}(?:\.{_D}{{1,6}})?[{_BLANK}]{{0,2}}[万亿余]?[元圆万亿]"
    rf"|{_D}{{1,12}}\.{_D}{{1,2}}(?![{_BLANK}.·]{{0,2}}{_D}))"
)

_PATTERN = re.compile(
    rf"(?P<word>{_ACCOUNT_WORD}){_NO_NUMBER}(?P<named>{_GROUPED}|[A-Za-z]{{0,4}}{_D}(?:{_GAP}{_D}){{4,29}}){_NO_DIGIT_AFTER}"
    rf"|(?P<half>{_HALF_HIDDEN})"
    rf"|(?P<stands>{_LET_STAND})"
    rf"|(?P<account>{_ACCOUNT})"
)


def mask_account_numbers(text: str) -> str:
    """The text with every bank account or card number cut to `****` and its last four digits.

    Found: runs of 12 to 30 digits with single spaces or dashes, of any width; shorter ones where the text says 账号, 卡号, 账户;
    numbers somebody half hid already (6222 **** **** 3445). Left alone: case numbers, telephones, dates, amounts,
    parcel numbers. In doubt a long number is hidden: what was released cannot be called back.
    """
    return _PATTERN.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    if match["stands"] is not None:
        return match[0]
    number = match["named"] or match["half"] or match["account"]
    digits = re.sub(f"[^{_D[1:-1]}]", "", number)
    return f"{match['word'] or ''}****{digits[-4:]}"
