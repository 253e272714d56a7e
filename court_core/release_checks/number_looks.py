"""Numbers and addresses by their look, for the independent look of the leak check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from court_core.release_checks.forms import HAN

Look = Literal["person", "organisation", "number", "address"]

MASK_SIGNS = "某×*＊ＸX○□△"
_H = f"[{HAN}]"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A span that resembles something to be masked. `why` is one Chinese phrase; `sure` as in Finding."""

    start: int
    end: int
    look: Look
    text: str
    why: str
    sure: bool = True


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────
_D = r"[0-9０-９]"
_GAP = r"[ \t\u3000\-－·.]?"
_PLATE_HEAD = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_NUMBER_FORMS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    ("像是身份证号", re.compile(rf"(?<!{_D})[1-9１-９](?:{_GAP}\n?{_D}){{16}}{_GAP}[0-9０-９XxＸｘ](?!{_D})"), True),
    ("像是15位身份证号或账号", re.compile(rf"(?<!{_D})[1-9１-９]{_D}{{14}}(?!{_D})"), True),
    ("像是银行账号", re.compile(rf"(?<![{_D[1:-1]}.])[1-9１-９](?:[ \-]?{_D}){{15,20}}(?!{_D})"), True),
    ("像是手机号码", re.compile(rf"(?<!{_D})[1１][3-9３-９](?:[ \-－]?{_D}){{9}}(?!{_D})(?![元万亿])"), True),
    ("像是电话号码", re.compile(rf"(?<!{_D})[（(]?0{_D}{{2,3}}[）)]?[ \-－]{_D}{{7,8}}(?!{_D})"), True),
    (
        "像是号牌号码",
        re.compile(
            rf"{_PLATE_HEAD}[ ·•]?[A-ZＡ-Ｚ][ ·•]?(?=[A-Z0-9Ａ-Ｚ０-９]*{_D})[A-Z0-9Ａ-Ｚ０-９]{{4,6}}(?![A-Z0-9])"
        ),
        True,
    ),
    ("像是统一社会信用代码", re.compile(r"(?<![0-9A-Z])(?:91|92|93|52|51|12|11)\d{6}[0-9A-Z]{10}(?![0-9A-Z])"), True),
    ("像是组织机构代码", re.compile(r"(?<![0-9A-Z])[0-9A-Z]{8}[-－][0-9X](?![0-9A-Z])"), True),
    ("像是电子邮箱", re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++[@＠][A-Za-z0-9.-]+\.[A-Za-z]{2,}"), True),
    (
        "像是护照或通行证号码",
        re.compile(
            rf"(?:护照|通行证|居留身份证|军官证)[^，。；\n]{{0,8}}?(?=[A-ZＡ-Ｚ0-9]*{_D}{{5}})[A-ZＡ-Ｚ]?{_D}{{7,15}}"
        ),
        True,
    ),
    (
        "像是账号名",
        re.compile(r"(?:微信号?|QQ号?|旺旺|支付宝)(?:账号|号码|号|名)?(?:为|是)?[:：]?[ ]?[A-Za-z0-9_-]{5,}"),
        True,
    ),
    (
        "像是权属证书号",
        re.compile(rf"(?:不动产权|房地权证|房权证|国用|集用|林证字|房产证号?)[^，。；\n]{{0,16}}?{_D}{{4,}}号?"),
        True,
    ),
    (
        "像是车架号或发动机号",
        re.compile(r"(?:车架号|车辆识别代[号码]|发动机号)码?(?:为|是)?[:：]?[ ]?[A-Za-z0-9]{6,17}"),
        True,
    ),
    # A court's own page or that of an authority tells nobody.
    (
        "像是网址",
        re.compile(r"(?:https?://|www\.)(?![A-Za-z0-9.\-]*\.gov\.cn)[A-Za-z0-9.\-]+\.[A-Za-z]{2,}", re.IGNORECASE),
        False,
    ),
    (
        "较长的数字",
        re.compile(rf"(?<![{_D[1:-1]}.,，A-Za-z×＊*]){_D}{{7,}}(?![{_D[1:-1]}.,，×＊*]|[ ]?[元万亿美]|号之|号民|号刑)"),
        False,
    ),
)


def numbers(text: str) -> Iterator[Suspect]:
    """Runs of digits that identify somebody or something, and other long ones."""
    taken = bytearray(len(text))
    for why, pattern, sure in _NUMBER_FORMS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield Suspect(match.start(), match.end(), "number", match[0], why, sure)


# ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────────
_WAY = "大道|大街|公路|路|街|道|巷|弄|里|胡同|村|花园|小区|新村|苑|大厦|广场|工业园|工业区|科技园"
_NUMERAL = "[0-9０-９一二三四五六七八九十百]"
_HOUSE = re.compile(
    rf"{_H}{{1,8}}?(?:{_WAY})(?:{_H}{{0,8}}?){_NUMERAL}{{1,5}}(?:号|栋|幢|座|单元|室|房|弄|组|队)(?!楼?民)"
)
_HOME = re.compile(
    rf"(?:住址|住所地|住所|户籍所在地|户籍地|户籍住址|现住|暂住|家住|住)(?:[:：，]|于|在|为)?(?P<place>[{HAN}0-9０-９\-－#]{{2,40}})"
)
_BELOW_COUNTY = re.compile(
    rf"{_H}{{2,6}}?(?:镇|乡|街道|村|屯|庄|{_WAY})(?!市|县|区).*$|{_NUMERAL}+(?:号|栋|幢|座|单元|室|房|组)"
)


def addresses(text: str, *, house_number_only: bool) -> Iterator[Suspect]:
    """Houses by road and number anywhere; after 住, 住所地 and the like whatever stands below the county."""
    for match in _HOUSE.finditer(text):
        yield Suspect(match.start(), match.end(), "address", match[0], "像是门牌地址")
    if house_number_only:
        return
    for match in _HOME.finditer(text):
        county = re.match(
            rf"(?:{_H}{{2,8}}?(?:自治区|自治州|省|市|州|盟|地区))*{_H}{{1,8}}?(?:自治县|新区|区|县|旗|市)",
            match["place"],
        )
        rest = match["place"][county.end() :] if county else match["place"]
        if any(mark in rest for mark in "某×＊*") or not (below := _BELOW_COUNTY.search(rest)):
            continue
        start = match.start("place") + (county.end() if county else 0) + below.start()
        yield Suspect(start, start + len(below[0]), "address", below[0], "住址写到区县以下")
