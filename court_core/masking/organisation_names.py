"""The name of an organisation by its parts: 行政区划 + 字号 + 行业 + 组织形式（企业名称登记管理规定）.

Masking hides the 字号 and leaves the rest: 广州云山鹭网络科技有限公司 → 广州某网络科技有限公司 (DOMAIN.md §5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from court_core.masking.patterns import on_demand
from court_core.masking.regions import COUNTY, HAN, known_regions
from court_core.resource_files import resource_path

_BRANCH = (
    "分公司|支公司|子公司|分行|支行|分理处|储蓄所|营业部|营业厅|营业所|营业室|分部|分店|分厂|分社|分校|分院|分中心|办事处|代表处|项目部|项目经理部|经营部|事业部|门市部|服务部|销售部|信用社|部|中心支公司|营销服务部|配送中心|"
    "站|网点|工程处|管理处|服务中心|客户服务中心|营业点|营业网点|服务点"
)
_MAIN = "股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团|株式会社|会社|银行|信用合作联社|农村信用合作社|信用合作社|信用社|联合社"
_BRANCHED = on_demand(rf"^(?P<main>.{{2,40}}(?:{_MAIN}))(?P<branch>[{HAN}0-9A-Za-z（）·]{{1,24}}?(?:{_BRANCH}))$")
_BRACKETED = on_demand(r"（[^（）]{1,12}）")
_BRACKET_BEHIND = on_demand("（(?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户|筹|集团|中国)）$")
_LONGEST_TRADE = 8
_NATION = on_demand("^(?:中华人民共和国|中国)(?!人民银行)")
WORLD = (
    "英国 美国 日本 韩国 德国 法国 加拿大 澳大利亚 新加坡 马来西亚 泰国 越南 印度 印度尼西亚 菲律宾 意大利 西班牙 瑞士 荷兰 俄罗斯 香港 澳门 台湾 "
    "亚洲 亚太 欧洲 北美 国际 全球 环球 东南亚 大中华 开曼 百慕大 华南 华东 华北 华中 西南 西北 东北"
).split()


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """One name in its parts; `brand` is what must go. `branch` is the masked-out form of what follows the main name."""

    region: str
    brand: str
    trade: str
    form: str
    branch: str = ""

    def masked(self, sign: str = "某") -> str:
        """The name with `sign` for its 字号; `sign` carries the number where two names would read alike."""
        return f"{self.region}{sign}{self.trade}{self.form}{self.branch}"


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Trades and forms of `resources/masking/trades.txt`, longest first."""
    trades: list[str] = []
    forms: list[str] = []
    target = trades
    for line in resource_path("masking/trades.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            target = forms if line == "[组织形式]" else trades
            continue
        target.extend(line.split())
    return tuple(sorted(set(trades), key=_longest)), tuple(sorted(set(forms), key=_longest))


@lru_cache(maxsize=1)
def _trades() -> frozenset[str]:
    return frozenset(_words()[0])


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def forms() -> tuple[str, ...]:
    """What the name of an organisation can end with, longest first."""
    return _words()[1]


def ends_like_organisation(name: str) -> str:
    """The form a name ends with, "" for none. Brackets after it (（有限合伙）) belong to it."""
    if name.endswith("）"):
        name = _BRACKET_BEHIND.sub("", name)
    return form_ending_at(name, len(name))


def form_ending_at(text: str, end: int) -> str:
    """The longest form of organisation that ends at `end`, "" for none."""
    by_end = _forms_by_end()
    for form in by_end.get(text[end - 2 : end], ()) if end > 1 else ():
        if text.endswith(form, 0, end):
            return form
    last = text[end - 1 : end]
    return last if last in by_end else ""


@lru_cache(maxsize=1)
def _forms_by_end() -> dict[str, tuple[str, ...]]:
    """Forms by their last two characters, longest first; those of one character (厂, 店) by that one."""
    by_end: dict[str, tuple[str, ...]] = {}
    for form in forms():
        by_end[form[-2:]] = (*by_end.get(form[-2:], ()), form)
    return by_end


# 苏州工业园区某科技有限公司: a zone of a city is a place as the city is.
_ZONE = on_demand(
    "(?:工业园|经济技术开发|经济开发|高新(?:技术产业|技术)?(?:开发)?|综合保税|保税|自由贸易试验|旅游度假|出口加工|开发)区"
)


@lru_cache(maxsize=2048)
def parse_organisation(name: str) -> OrganisationName:
    """Parts of a name in plain form. A name without any known part is all brand."""
    branched = _BRANCHED.match(name)
    if branched and branched.end("main") < len(name) and not name.endswith(("有限公司", "有限责任公司")):
        main = parse_organisation(branched.group("main"))
        return OrganisationName(
            main.region, main.brand, main.trade, main.form, _masked_branch(branched.group("branch"))
        )
    tail = re.search(r"（(?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户|筹)）$", name)
    bracket = tail.group() if tail else ""
    rest = name[: len(name) - len(bracket)]
    form = form_ending_at(rest, len(rest))
    rest = rest[: len(rest) - len(form)]
    region, rest = _split_region(rest)
    zone = _ZONE.match(rest) if region else None
    if zone and zone.end() < len(rest):
        region, rest = region + zone.group(), rest[zone.end() :]
    else:
        region, rest = _brand_from_region(region, rest)
    place_behind = _place_at_end(rest) if "公司" in form or form.endswith("行") else ""
    rest = rest[: len(rest) - len(place_behind)]
    trade, rest = _split_trade(rest)
    trade += place_behind
    inner = "".join(place for place in re.findall(r"（([^（）]{1,12})）", rest) if _is_place(place))
    brand = _BRACKETED.sub("", rest)
    if inner:
        trade += f"（{inner}）"
    if not brand and not trade and region in known_regions().short and region not in known_regions().full:
        region, brand = "", region  # 朝阳酒店
    if not brand and trade:
        brand, trade = trade, ""  # 北京建筑工程有限公司: nothing but a trade, and still the name of one firm
    return OrganisationName(region, brand, trade, form + bracket)


def _split_region(rest: str) -> tuple[str, str]:
    nation = _NATION.match(rest)
    start = nation.end() if nation else 0
    end, level = known_regions().chain_end(rest, start, short=True)
    if nation and (end <= start or end == len(rest)):
        return nation.group(), rest[start:]
    regions = known_regions()
    bare = rest[start:end] in regions.short and rest[start:end] not in regions.full
    if bare and (level == COUNTY or nation):
        return rest[:start], rest[start:]  # 平安财险, 中国朝阳财险: such a word alone is rather the brand than a place
    if level == COUNTY and end < len(rest):
        for length in (2, 3):  # 梧州市新华花炮厂: behind a whole 市 a bare county is the brand, or hides with it
            place, tail = rest[: end - length], rest[end - length : end]
            if place and place[-1] in "市县州" and tail in regions.short and tail not in regions.full:
                return place, rest[end - length :]
    return rest[:end], rest[end:]


def _brand_from_region(region: str, rest: str) -> tuple[str, str]:
    """绥化市康乐|精神病医院: a county's bare name behind a city, and nothing but a trade behind it, is rather the 字号."""
    if rest and not only_trade(rest):
        return region, rest
    regions = known_regions()
    for length in (2, 3):
        tail, head = region[-length:], region[:-length]
        if (
            head
            and tail in regions.short
            and tail not in regions.full
            and regions.chain_end(head, 0, short=True)[0] == len(head)
        ):
            return head, tail + rest
    return region, rest


def ends_with_trade(name: str) -> bool:
    """顺丰速运, 锦程物流: no form, but a brand of two characters or more and a trade."""
    trades = _trades()
    return len(name) >= 4 and any(name[-length:] in trades for length in range(2, min(5, len(name) - 1)))


def only_trade(piece: str) -> bool:
    """Whether a piece is nothing but words for a trade (技术, 房地产开发): then a name cannot begin with it."""
    return not _split_trade("　　" + piece)[1].strip("　")


def _place_at_end(rest: str) -> str:
    """英国 in 恒矿钢铁英国有限公司, 重庆 in 恒保重庆分公司."""
    for length in range(2, min(5, len(rest) - 1)):
        if _is_place(rest[-length:]):
            return rest[-length:]
    return ""


def _split_trade(rest: str) -> tuple[str, str]:
    """Take trade words off the end as long as something remains for the brand."""
    taken = ""
    bracket = re.search(r"（[^（）]{1,12}）$", rest)
    outer = ""
    if bracket and _is_place(bracket.group()[1:-1]):
        outer, rest = bracket.group(), rest[: bracket.start()]
    trades = _trades()
    while len(rest) > 2:
        lengths = range(min(_LONGEST_TRADE, len(rest) - 2), 1, -1)
        word = next((rest[-length:] for length in lengths if rest[-length:] in trades), "")
        if not word:
            break
        taken, rest = word + taken, rest[: -len(word)]
    return taken, rest + outer


def _masked_branch(branch: str) -> str:
    """包头市分行 stays; 金塘分理处 → 某分理处."""
    regions = known_regions()
    end, _ = regions.chain_end(branch, 0, short=True)
    form = re.search(f"(?:中心支公司|{_BRANCH})$", branch[end:])
    kept = branch[:end]
    if form and form.start() == 0:
        return branch
    return f"{kept}某{form.group() if form else '分支机构'}"


def _is_place(word: str) -> bool:
    regions = known_regions()
    return word in WORLD or word == "中国" or regions.chain_end(word, 0, short=True)[0] == len(word)
