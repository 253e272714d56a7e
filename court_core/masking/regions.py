"""Administrative divisions: how far a place name stays readable, that is down to the county (DOMAIN.md §5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from court_core.masking.patterns import on_demand
from court_core.resource_files import resource_path

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_COUNTRY = on_demand("中华人民共和国|中国")
_THIS_CITY = frozenset(("本市", "我市", "该市"))
_THIS_COUNTY = frozenset(("本区", "本县", "我县", "我区"))
_UNNAMED = _THIS_CITY | _THIS_COUNTY | {"中华", "中国"}
"""How a place can begin that is in no list of regions: the country, and what a sentence calls its own."""
_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|布依|朝鲜|蒙古|土家|达斡尔|鄂温克|鄂伦春|塔吉克|锡伯|仡佬|毛南|仫佬|景颇|傈僳|拉祜|哈尼|布朗|"
    "普米|裕固|保安|东乡|撒拉|纳西|羌|彝|苗|侗|壮|瑶|傣|白|回|藏|黎|畲|满|土|水|佤|怒|独龙|各"
)
_AUTONOMOUS_TAIL = on_demand(f"(?:(?:{_PEOPLES})族?)*(?:自治区|自治州|自治县|自治旗)$")
_PLAIN_TAIL = on_demand("(?:特别行政区|省|地区|林区|市|盟|州|县|区|旗)$")
# Places that are in no list (renamed yesterday, or invented for a test) but are formed like one.
_UNLISTED = (
    (PROVINCE, on_demand(f"[{HAN}]{{2,3}}?(?:省|自治区)")),
    (PREFECTURE, on_demand(f"[{HAN}]{{2,3}}?(?:市(?![场政民容值])|自治州|地区|盟)")),
    (COUNTY, on_demand(f"[{HAN}×]{{1,4}}?(?:自治县|自治旗|县|区|旗|市(?![场政民容值]))")),
)
_AFTER_MARKET = frozenset("场价")  # 永康市场, 市价: no 市
_OFFICIAL_END = frozenset("省市县区州旗盟")
_NO_COUNTY = on_demand(
    "[镇乡村街路号道里巷弄园厦苑栋幢组]|[小社园校景厂发片辖库院营住商矿库游业业山]区$|[国红彩锦]旗$|[城闹超夜菜门]市$"
)


@dataclass(frozen=True, slots=True)
class Regions:
    """The names of one list, by level, with the short forms people use (广东, 佛山, 芦淞)."""

    full: dict[str, int]
    short: dict[str, int]
    lengths: dict[str, tuple[int, ...]]
    """By the first two characters of a chain, which lengths of names occur, longest first; () where none is listed."""

    @classmethod
    def of(cls, levels: Iterable[tuple[int, str]]) -> Regions:
        """Build from (level, full name) pairs, provinces first; a name of two levels counts as the higher."""
        full: dict[str, int] = {}
        short: dict[str, int] = {}
        for level, name in levels:
            full.setdefault(name, level)
            stem = _stem(name)
            if len(stem) >= 2:
                short.setdefault(stem, level)
        lengths: dict[str, tuple[int, ...]] = dict.fromkeys(_UNNAMED, ())
        for name in sorted((*full, *short), key=len, reverse=True):
            some = lengths.get(name[:2], ())
            if len(name) not in some:
                lengths[name[:2]] = (*some, len(name))
        return cls(full, short, lengths)

    def name_at(self, text: str, at: int, *, short: bool = False) -> tuple[int, int]:
        """Length and level of the longest full (or also short) name that begins at `at`; (0, 0) when none does."""
        for length in self.lengths.get(text[at : at + 2], ()):
            piece = text[at : at + length]
            level = self.full.get(piece) or (self.short.get(piece) if short else None)
            if (
                level
                and len(piece) == length
                and not (piece[-1] == "市" and text[at + length : at + length + 1] in _AFTER_MARKET)
            ):
                return length, level
        return 0, 0

    def chain_end(self, text: str, at: int = 0, *, short: bool = False, unlisted: bool = True) -> tuple[int, int]:
        """How far a chain 省 市 县 reaches from `at`, and the level it reaches; (at, 0) when none begins there.

        `short` also takes forms without 市/县 at the end (浙江嘉兴, 合肥庐阳支行); `unlisted` also takes names that
        are in no list but are formed like 云州市临水区.
        """
        if not unlisted and text[at : at + 2] not in self.lengths:
            return at, 0
        country = _COUNTRY.match(text, at) if text.startswith("中", at) else None
        here = country.end() if country else at
        reached = 0
        while reached < COUNTY:
            step, level = self._step(text, here, reached, short=short, unlisted=unlisted)
            if not step:
                break
            here, reached = here + step, level
        if reached:
            return here, reached
        return at, 0

    def _step(self, text: str, here: int, reached: int, *, short: bool, unlisted: bool) -> tuple[int, int]:
        if text[here : here + 2] in _THIS_CITY and reached < PREFECTURE:
            return 2, PREFECTURE
        if text[here : here + 2] in _THIS_COUNTY:
            return 2, COUNTY
        length, level = self.name_at(text, here)
        if length and level > reached:
            return length, level
        if length and level == reached == PREFECTURE:
            return length, COUNTY  # 儋州市, 吉林市: a city under a city is one of the county's rank
        length, level = self.name_at(text, here, short=True)
        official_next = (
            text[here + length : here + length + 1] in _OFFICIAL_END
        )  # 云州市 is no 云州 with something after
        if length and level > reached and not official_next and (short or self._goes_on(text, here + length, level)):
            return length, level
        return _unlisted(text, here, reached) if unlisted else (0, 0)

    def _goes_on(self, text: str, here: int, level: int) -> bool:
        """A short form stands for a region in an address only when a lower one follows (浙江嘉兴市)."""
        length, lower = self.name_at(text, here)
        if length and lower > level:
            return True
        length, lower = self.name_at(text, here, short=True)
        return bool(length) and level < lower < COUNTY and self._goes_on(text, here + length, lower)


def _stem(name: str) -> str:
    if name.startswith("内蒙古"):
        return "内蒙古"
    return (_AUTONOMOUS_TAIL if "自治" in name else _PLAIN_TAIL).sub("", name)


def _unlisted(text: str, here: int, reached: int) -> tuple[int, int]:
    for level, pattern in _UNLISTED:
        if level <= reached:
            continue
        found = pattern.match(text, here)
        if found and not _NO_COUNTY.search(found.group()):
            return len(found.group()), level
    return 0, 0


@lru_cache(maxsize=1)
def known_regions() -> Regions:
    """The list that ships with the program (`resources/masking/regions.txt`), read once."""
    levels = {"[省]": PROVINCE, "[市]": PREFECTURE, "[县]": COUNTY}
    level = 0
    pairs: list[tuple[int, str]] = []
    for line in resource_path("masking/regions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line in levels:
            level = levels[line]
            continue
        pairs.extend((level, name) for name in line.split())
    return Regions.of(pairs)
