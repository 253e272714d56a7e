"""The words a case number is made of: type codes by category, marks, court codes (法〔2015〕137号, 法〔2018〕335号)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TypeCategory:
    """A group of type codes as screens offer it. `own` is false for cases only courts above this one take."""

    key: str
    label: str
    codes: tuple[str, ...]
    own: bool = True


# The grouping of DOMAIN §2. 刑医复 and the like of the superior courts occur as related cases and must be readable.
TYPE_CATEGORIES: tuple[TypeCategory, ...] = (
    TypeCategory("criminal", "刑事", tuple("刑初 刑再 刑监 刑申 刑抗 刑医 刑医解 刑更 刑更备 刑他".split())),
    TypeCategory(
        "civil",
        "民事",
        tuple("民初 民再 民监 民申 民抗 民撤 民特 民特监 民催 民督 民督监 民他 民保令 民保更 民诉前调".split()),
    ),
    TypeCategory(
        "administrative",
        "行政、赔偿、救助",
        tuple(
            "行初 行再 行监 行申 行抗 行审 行审复 行他 行赔初 法赔 "
            "司救刑 司救民 司救行 司救赔 司救执 司救访 司救他".split()
        ),
    ),
    TypeCategory("jurisdiction", "管辖、制裁、保全", tuple("刑辖 民辖 行辖 赔辖 司惩 司惩复 财保 行保 证保".split())),
    TypeCategory("enforcement", "执行", tuple("执 执恢 执保 执异 执监 执协 执他 执复".split())),
    TypeCategory("bankruptcy", "破产", tuple("清申 破申 强清 破".split())),
    TypeCategory(
        "superior",
        "上级法院（关联案件）",
        tuple("刑终 民终 行终 刑核 刑复 刑医复 刑更监 民辖终 民辖监 行辖终 行赔终 委赔 委赔监 破终 清终".split()),
        own=False,
    ),
)

# One character before the type that names a specialised bench: 知识产权, 少年, 环境资源, 金融, 家事.
MARKS: tuple[str, ...] = ("知", "少", "环", "金", "家")

COURTS: Mapping[str, str] = {
    "最高法": "最高人民法院",
    "粤": "广东省高级人民法院",
    "粤01": "广州市中级人民法院",
    "粤0103": "广州市荔湾区人民法院",
    "粤0104": "广州市越秀区人民法院",
    "粤0105": "广州市海珠区人民法院",
    "粤0106": "广州市天河区人民法院",
    "粤0111": "广州市白云区人民法院",
    "粤0112": "广州市黄埔区人民法院",
    "粤0113": "广州市番禺区人民法院",
    "粤0114": "广州市花都区人民法院",
    "粤0115": "广州市南沙区人民法院",
    "粤0117": "广州市从化区人民法院",
    "粤0118": "广州市增城区人民法院",
    "粤0192": "广州互联网法院",
    "粤71": "广州铁路运输中级法院",
    "粤7101": "广州铁路运输法院",
    "粤72": "广州海事法院",
    "粤73": "广州知识产权法院",
    "": "最高人民法院",  # its old numbers bore no prefix
    # Prefixes used before 2016, of cases that keep their old numbers.
    "粤高法": "广东省高级人民法院",
    "穗中法": "广州市中级人民法院",
    "穗荔法": "广州市荔湾区人民法院",
    "穗越法": "广州市越秀区人民法院",
}

OWN_COURT_CODES: tuple[str, ...] = ("粤0103", "穗荔法")

# Old-style types were never one national list: 民一初, 刑二终, 民申, 执恢 … are composed of these parts.
_OLD_BRANCH = "刑附民|行赔|国赔|委赔|海商|民商|司救|刑|民|行|商|经|知|海|赔|破|执|清"
_OLD_STAGE = "初|终|再|申|监|提|抗|重|撤|特|催|督|他|辖终|辖|核|复|更|恢|异|保|协|裁|外|行|强|请|审|减|假"
_OLD_PLAIN = "执|破|赔|国赔|委赔|减|假|司惩|保|督|催|仲"
_OLD_TYPE = f"(?:{_OLD_BRANCH})[一二三四五六七八九十]?(?:{_OLD_STAGE})|{_OLD_PLAIN}"
OLD_MARKS = "知少立"

# 法〔2015〕137号 art. 4–5: 最高法; a province, 军 or 兵, alone or with two (中院) or four (基层) digits.
_COURT = "最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新军兵](?:[0-9]{4}|[0-9]{2})?"


@dataclass(frozen=True, slots=True)
class CaseNumberTable:
    """Everything a parser needs to know, as one value; an administrator's copy replaces DEFAULT_TABLE."""

    categories: tuple[TypeCategory, ...] = TYPE_CATEGORIES
    marks: tuple[str, ...] = MARKS
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile once: parsing must stay in microseconds when a list of thousands is imported."""
        object.__setattr__(self, "_pattern", re.compile(_case_number_pattern(self.codes, self.marks)))

    @property
    def codes(self) -> tuple[str, ...]:
        """All type codes, longest first (刑医解 before 刑医)."""
        return tuple(sorted((c for group in self.categories for c in group.codes), key=len, reverse=True))

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches one case number in text without spaces and with half-width brackets and digits."""
        return self._pattern

    def category_of(self, type_code: str) -> TypeCategory | None:
        """The group of a type code; None for a code of the old style, whose types were no closed list."""
        return next((group for group in self.categories if type_code in group.codes), None)


def _case_number_pattern(codes: tuple[str, ...], marks: tuple[str, ...]) -> str:
    # 法赔 is no old type: court prefixes end in 法, and （2013）惠中法赔字第1号 is 惠中法 with the type 赔.
    old_type = "|".join([re.escape(code) for code in codes if code != "法赔"] + [_OLD_TYPE])
    prefixes = "|".join(sorted((code for code in COURTS if code.endswith("法")), key=len, reverse=True))
    any_mark = "|".join(map(re.escape, marks)) or "(?!)"
    new = f"(?P<court>{_COURT})(?P<mark>{any_mark})?(?P<type>{'|'.join(map(re.escape, codes))})(?P<zi>字)?第?"
    # Lazy court: the longest type wins, as 民一初 in 穗荔法民一初. The mark needs a court before it (环县 is a court).
    # 字 or 第 is required here, so that a mistyped type of the new style is refused and not taken for an old one.
    old = (
        f"(?:(?P<old_court>{prefixes}|[\u4e00-\u9fff]{{0,8}}?)(?:(?<=[\u4e00-\u9fff])(?P<old_mark>[{OLD_MARKS}]))?"
        f"(?P<old_type>{old_type})(?:字第?|第)"
        f"|(?P<mixed_court>{_COURT})(?P<mixed_type>{old_type})字第)"
    )
    number = r"(?P<number>[0-9]{1,8})(?P<sub>-[0-9]{1,8})?号(?P<branch>之(?:[一二三四五六七八九十百零〇]+|[0-9]{1,2}))?"
    return rf"\(?(?P<year>[0-9]{{4}})\)?年?(?:{new}|{old}){number}"


DEFAULT_TABLE = CaseNumberTable()


def nature_of(type_code: str) -> str:
    """What law a case runs under: criminal, civil, administrative, enforcement, bankruptcy or other.

    Works for both styles, from the first telling character: 民一初 and 财保 are civil, 执异 enforcement, 刑医 criminal.
    """
    fixed = {"财保": "civil", "行保": "civil", "证保": "civil", "司惩": "other", "司惩复": "other"}
    if type_code in fixed:
        return fixed[type_code]
    by_character = {
        "执": "enforcement", "刑": "criminal", "民": "civil", "商": "civil", "知": "civil", "经": "civil", "海": "civil",
        "行": "administrative", "赔": "administrative", "破": "bankruptcy", "清": "bankruptcy",
    }  # fmt: skip
    if type_code.startswith("司救"):
        return "administrative"
    return next((by_character[c] for c in type_code if c in by_character), "other")
