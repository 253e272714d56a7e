"""Other names of the organisations of one document: declared short names, Latin forms, what people shorten by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from court_core.masking.common_words import is_common_word
from court_core.masking.organisation_names import ends_like_organisation, only_trade, parse_organisation
from court_core.masking.organisation_words import BREAK, MASKED, NOT_FORM_NEXT, ROLE, is_generic
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of, plain_name
from court_core.masking.regions import HAN, known_regions
from court_core.masking.shops import describes

_DECLARED = on_demand(
    r"（(?:[^（）\n。]{1,16}[，；])?(?:以下|下|后文|以下均|以下统一)?(?:均|统|合并|分别|统一)?(?:简称|称|统称)(?:为|作)?[：]?[“\"‘]?(?P<short>[^”\"’（）\n，。；]{2,20}?)[”\"’]?(?:[、，或及]{1,2}[“\"‘](?P<other>[^”\"’（）\n，。；]{2,20})[”\"’])?）"
)
_NOT_SHORT = on_demand(
    "^(?:原告|被告|第三人|本院|上诉人|被上诉人|申请人|被申请人|甲方|乙方|丙方|丁方|双方|两被告|该公司|公司|涉案|案涉|本案|诉争|民|刑|"
    "劳动|合同法|.*(?:法|条例|解释|规定|办法|合同|协议|商标|专利|房屋|工程|项目|产品|车辆|土地|通知|意见|判决|裁定|纪要|报告|公告|标的)$)"
)
_BEFORE_SHORT = on_demand(f"^(?:{ROLE})(?=[{HAN}]{{3,}})")  # 以下简称原告信用联社
_BANKS = ("邮储银行", "农商银行", "农商行", "村镇银行")
_INSTITUTIONS = frozenset("中学 小学 大学 学校 医院 幼儿园 学院 卫生院 村委会 居委会".split())
PLACE_NEXT = tuple("省市县区州镇乡村路街")
_PARTY_PLACE = on_demand(f"(?:{ROLE}|[，。；：、“《（\n]|与|向|和|及|由|对)$")
# Reasons that leave open how far the brand reaches: what it is alone cannot be told from them.
_UNSURE = frozenset(("名称加公司", "名称加集团", "招牌", "字号加组织形式", "字号、行业加组织形式"))
_ROLE_LAST = on_demand(f"(?:{ROLE}|机关|代理人|辩护人|合议庭)$")  # what a party is called is never a brand
_COMMITTEE = on_demand("(?:居民委员会|村民委员会|居委会|村委会)$")
_PLACE_END = on_demand("[镇乡村]$|街道$|[区县]$|大道$")
_FORM_INSIDE = on_demand(f"[{HAN}]公司|[{HAN}]集团|[{HAN}]银行|[{HAN}]合作社")  # no name begins with the end of these
_SHORT_BRAND = 2
_CLOSING = tuple("，。、；：）”的与和及")
_SUM_OWED = on_demand("(?:货|欠|材料|工程|运输|加工|服务)[款费]")
# 沐禾项目部, 凯琅人字（2013）第015号: what a brand is followed by in its owner's works and papers.
ITS_OWN = on_demand(f"项目(?:部|负责人|经理|施工|工地)|工地|[{HAN}]{{0,5}}[（〔〈](?:19|20)\\d\\d[）〕〉]")
_PAPER = on_demand("合同|协议|发票|收据|订单|账单|结算单")
_ONE_WORD = on_demand(f"[{HAN}A-Za-z0-9]+")
_TAIL_STOP = on_demand(f"[^{HAN}A-Za-z0-9（）]")
_LATIN_NAME = on_demand(
    r"（(?:英文名称?|外文名称?)?[：为]?(?P<latin>[A-Z][A-Za-z0-9 .，,&'’\-]{3,70}(?:（[A-Z]{2,12}）[A-Za-z0-9 .，,&'’\-]{0,40})?)）"
)
_LATIN_FORM = on_demand(
    r"(?:(?:Co|CO)\.? ?[，,]? ?(?:Ltd|LTD)\.?|Limited|Ltd\.?|LTD\.?|LLC|Inc\.?|INC\.?|Corp\.?|Corporation|GmbH|S\.A\.|K\.K\.|PLC|"
    r"LIMITED|CORPORATION|Company|S\.p\.A\.|S\.r\.l\.|B\.V\.|N\.V\.|A\.G\.|LLP|L\.P\.|SDN\.? BHD\.?)"
    r"(?![A-Za-z])"
)
_LATIN_BEFORE = on_demand(r"(?<![A-Za-z])[A-Z][A-Za-z0-9&'.,，\- ]*(?:（[A-Z]{2,12}）)?[ ,，.]?$")


@dataclass(slots=True)
class KnownNames:
    """What is known of one document: full plain name → entity, and every other spelling → (entity, why, sure)."""

    full: dict[str, str] = field(default_factory=dict)
    other: dict[str, tuple[str, str, float]] = field(default_factory=dict)


def declare_short(text: str, known: KnownNames) -> None:
    """（以下简称昶维公司）after a known full name."""
    for match in _DECLARED.finditer(text):
        before = text[max(0, match.start() - 90) : match.start()]
        owner = max((n for n in known.full if before.endswith(n)), key=len, default="")
        if not owner:
            noted = re.search(r"^(.*)（[^（）]{1,60}）$", before)
            owner = max((n for n in known.full if noted and noted.group(1).endswith(n)), key=len, default="")
        if not owner:
            continue
        for short in (_BEFORE_SHORT.sub("", match.group("short")), match.group("other")):
            for piece in re.split("[、或]|以及|及", short or ""):
                piece = plain_name(piece.strip("“”\"' "))
                # 以下简称保险公司 names nobody; 附属中学 names one school.
                form = ends_like_organisation(piece)
                common = is_generic(piece.removesuffix(form)) and not (form in _INSTITUTIONS and len(piece) >= 4)
                common = common and not form.endswith(("联社", "信用社")) and not piece.endswith(_BANKS)
                if len(piece) >= 2 and not common and not _NOT_SHORT.search(piece) and not MASKED.search(piece):
                    if piece != owner:
                        known.full.pop(piece, None)
                    known.other[piece] = (owner, "声明的简称", 0.95)


def add_latin(text: str, known: KnownNames) -> None:
    """The Latin name in brackets after a known one, its first word alone, and Latin names with a legal form (Ltd.)."""
    for full in list(known.full):
        alone = re.match(r"[A-Z][A-Za-z]{4,}(?= )", full)
        if alone and full.isascii():
            known.other.setdefault(alone.group(), (full, "外文简称", 0.8))
        at = text.find(full)
        if at < 0:
            continue
        match = _LATIN_NAME.match(text, at + len(full))
        if match:
            latin = match.group("latin").strip()
            known.other.setdefault(latin, (full, "外文名称", 0.95))
            first = re.match(r"[A-Z][A-Z0-9]{4,}(?=[ &,]|$)|[A-Z][a-z]{4,}(?=[ &,A-Z]|$)", latin)
            if first and len(latin) > len(first.group()):
                known.other.setdefault(first.group(), (full, "外文简称", 0.8))
    seen = {name.replace(" ", "") for name in known.other}
    for match in _LATIN_FORM.finditer(text):
        before = _LATIN_BEFORE.search(text[max(0, match.start() - 80) : match.start()])
        name = f"{before.group()}{match.group()}" if before else ""
        if name and name.replace(" ", "") not in seen:
            known.full.setdefault(name, "外文名称")


def derive_short(text: str, known: KnownNames, people: frozenset[str]) -> None:
    """Short names nobody declared: the brand alone, with a part of the trade, with another form."""
    for full in sorted(known.full, key=len, reverse=True):
        for brand in _brands(full):
            unsure = known.full[full] in _UNSURE
            if unsure or len(brand) == _SHORT_BRAND:
                _look_for_placed(brand, full, text, known, people)
            if unsure:
                _look_for(brand, full, text, known, people, alone=False)
                continue
            for part in (*_with_trade(brand, full), *_with_short_trade(brand, full, text)):
                trade = is_common_word(part) or only_trade(part)  # 轨道交通
                if part in text and part not in people and not trade and not _PLACE_END.search(part):
                    known.other.setdefault(part, (full, "由全称得出的简称", 0.85))
            _look_for_head(brand, full, text, known, people)
            if not ends_like_organisation(full) and len(brand) >= 3 and brand not in people:
                known.other.setdefault(brand, (full, "由全称得出的简称", 0.8))  # 荔湾区福兴轩: no form that we know
            _look_for(brand, full, text, known, people)
        _look_for_end(full, text, known)


def _brands(full: str) -> list[str]:
    """The brand of a name; where it begins with a county's bare name, also what follows it (云州木棉花, 木棉花)."""
    brand = re.sub("（[^）]*）|[“”]", "", parse_organisation(full).brand)
    place, _ = known_regions().name_at(brand, 0, short=True)
    candidates = [brand, brand[place:]] if place else [brand]
    return [
        b
        for b in candidates
        if 2 <= len(b) <= 8 and _ONE_WORD.fullmatch(b) and not is_generic(b) and not _ROLE_LAST.search(b)
    ]


def _look_for_head(brand: str, full: str, text: str, known: KnownNames, people: frozenset[str]) -> None:
    """惠丰门市部 for 惠丰农业生产资料门市部, 金帛针织 for 金帛针织品: the brand's own beginning where the trade is in no list."""
    if len(brand) < 4:
        return
    own = _may_stand_for(brand[:2], people)
    for length in range(2 if own else 3, len(brand)):  # 草原歌公司 of 草原歌肉业: no word, though it begins with one
        _look_for_beginning(brand, length, full, text, known, people)
    if not own:
        return
    for length in range(len(brand) - 1, 3, -1):
        if not _PLACE_END.search(brand[:length]) and brand[:length] in text.replace(brand, ""):
            known.other.setdefault(brand[:length], (full, "由全称得出的简称", 0.75))


def _look_for_end(full: str, text: str, known: KnownNames) -> None:
    """阳光家电城 for 沈丘县刘庄店阳光家电城: the end of a name that stands oftener than the whole, and has a brand."""
    if not ends_like_organisation(full) or full.endswith("项目部"):
        return  # a site office is called by its works, not by a firm
    times = text.count(full)
    inside = [found.span() for found in _FORM_INSIDE.finditer(full)]
    for cut in range(2, min(len(full) - 4, len(full) - len(ends_like_organisation(full)) - 1)):
        end = full[cut:]
        if text.count(end) == times or any(start < cut < stop for start, stop in inside) or _in_region(full, cut):
            continue
        brand = parse_organisation(end).brand
        common = is_generic(brand) or describes(brand) or is_common_word(brand + end[2:3])  # 手机维修店
        if len(brand) >= 2 and end[0] == brand[0] and not common:
            known.other.setdefault(end, (full, "由全称得出的简称", 0.8))
            return


def _in_region(name: str, cut: int) -> bool:
    """贵|州特色烙锅店."""
    return any(
        place + known_regions().name_at(name, place, short=True)[0] > cut for place in range(max(0, cut - 2), cut)
    )


def _may_stand_for(head: str, people: frozenset[str]) -> bool:
    """Whether the beginning of a brand is something nobody else is called by."""
    return not (is_generic(head) or is_common_word(head) or head in people or known_regions().name_at(head, 0)[0])


def _look_for_beginning(
    brand: str, length: int, full: str, text: str, known: KnownNames, people: frozenset[str]
) -> None:
    """The first characters of a brand before a form; two of them also before a trade, where a party would stand."""
    head = brand[:length]
    if length > 2 and not _may_stand_for(head, people):
        return
    for at in places_of(text, head):
        tail = "" if text.startswith(brand, at) else _short_tail(text, at + length)
        placed = ends_like_organisation(tail) == tail or (
            length == 2 and _PARTY_PLACE.search(text[max(0, at - 5) : at])
        )
        if tail and placed and head + tail not in full and (_COMMITTEE.search(full) or not _COMMITTEE.search(tail)):
            known.other.setdefault(head + tail, (full, "由全称得出的简称", 0.8))


def _with_trade(brand: str, full: str) -> Iterator[str]:
    """璟瑶饰品, 金帛针织: the brand with the beginning of its trade and no form."""
    trade = parse_organisation(full).trade.split("（")[0]
    return (brand + trade[:length] for length in range(len(trade), 1, -1))


def _with_short_trade(brand: str, full: str, text: str) -> Iterator[str]:
    """大众租车 of 大众汽车租赁服务部: the brand and two characters that stand for its trade, before what it signs."""
    trade = parse_organisation(full).trade
    for at in places_of(text, brand):
        end = at + len(brand)
        if len(set(trade).intersection(text[end : end + 2])) > 1 and _PAPER.match(text, end + 2):
            yield text[at : end + 2]


def _look_for(
    brand: str, full: str, text: str, known: KnownNames, people: frozenset[str], *, alone: bool = True
) -> None:
    place = known_regions().chain_end(brand, 0, short=True)[0] == len(brand)
    for at in places_of(text, brand):
        end = at + len(brand)
        tail = _short_tail(text, end)
        if tail and _COMMITTEE.search(tail) and not _COMMITTEE.search(full):
            continue  # 河渡村民委员会 beside 河渡养殖合作社: another body that is called by the same place
        if tail:
            known.other.setdefault(brand + tail, (full, "由全称得出的简称", 0.9))
        elif alone and not place and brand not in people and _brand_alone(text, at, end, brand):
            known.other.setdefault(brand, (full, "字号单独出现", 0.75 if len(brand) > 2 else 0.6))


def _look_for_placed(brand: str, full: str, text: str, known: KnownNames, people: frozenset[str]) -> None:
    """山东沂重 beside 沂重集团: the brand behind the bare name of a province or a city."""
    if is_common_word(brand) or brand in people:
        return
    regions = known_regions()
    for at in places_of(text, brand):
        end = at + len(brand)
        place = next((p for p in (at - 3, at - 2) if p >= 0 and text[p:at] in regions.short), at)
        if place < at and (text[end : end + 1] in _CLOSING or _SUM_OWED.match(text, end)):
            known.other.setdefault(text[place:end], (full, "由全称得出的简称", 0.75))


def _short_tail(text: str, at: int) -> str:
    """公司, 网络公司, 合作社 after a brand; "" where something else follows."""
    window = text[at : at + 14]
    stop = _TAIL_STOP.search(window)
    piece = window[: stop.start()] if stop else window
    for length in range(1, len(piece) + 1):
        form = ends_like_organisation(piece[:length])
        if (
            form
            and length < len(piece)
            and ends_like_organisation(piece[: length + 1]).endswith(piece[length])
            and len(ends_like_organisation(piece[: length + 1])) > len(form)
        ):
            continue
        ended = len(form) > 1 or not NOT_FORM_NEXT.match(text, at + length)  # 惠丰门市部|化肥, 恒昌公司|名义
        if form and not BREAK.search(piece[: length - len(form)]) and ended:
            return piece[:length]
    return ""


def _brand_alone(text: str, start: int, end: int, brand: str) -> bool:
    """A brand counts alone when it is no word of the language; one of two characters only where a party would stand."""
    halves = len(brand) == 4 and is_common_word(brand[:2]) and is_common_word(brand[2:])  # 广播电视
    if (
        halves
        or is_common_word(brand)
        or _PLACE_END.search(brand)
        or only_trade(brand)
        or text[end : end + 1] in PLACE_NEXT
    ):
        return False
    stands = _PARTY_PLACE.search(text[max(0, start - 5) : start]) or ITS_OWN.match(text, end)
    return len(brand) > _SHORT_BRAND or stands is not None
