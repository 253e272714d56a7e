"""Names that no rule announces, by the evidence of all their places together: characters, and what stands on both sides.

Each place of a name-shaped string that nothing else explains has a weight (the logarithm of the odds that it is a name);
a string is taken for its best place, and its other places add to it. The weights are rounded from a logistic regression
over some eighteen thousand places of names, and ten times as many of other strings, in published judgments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from court_core.masking.alternations import beginnings
from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import ALONE, LAST, MIDDLE, UNLISTED, given_chance, surname_chance
from court_core.masking.name_neighbours import break_before
from court_core.masking.names import ends_like_an_organisation, is_doubtful_surname, is_given_name
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of
from court_core.masking.regions import known_regions
from court_core.masking.surnames import COMPOUND, SINGLE, is_rare_surname, surname_of, surname_pattern

_LEFT = {
    **dict.fromkeys("，。；：？！", 1.4),
    **dict.fromkeys("、", 1.9),
    **dict.fromkeys("（“《", 1.9),
    **dict.fromkeys("与和及向由被给让将把跟对经找叫替使", 1.8),
    **dict.fromkeys("是系为从在的后时因以按据于到", 0.4),
    **dict.fromkeys("人员者长告", 1.8),
}
# Words of two characters before a clause, and before whom something is done to.
_LEFT_WORDS = {
    **dict.fromkeys(
        "证实 证明 显示 认为 表明 查明 得知 其中 经查 认可 鉴定 如下 约定 判令 责令 以及 按照 根据 通过 前往".split(),
        1.4,
    ),
    **dict.fromkeys(
        "骗取 骗得 所骗 窜至 交由 委托 抢走 提交 唆使 伙同 潜入 进入 退还 邀约 雇请 雇佣 殴打 辱骂 归还 偿还 汇入 追加 容留 "
        "借到 收到 "
        "欠到 东至 西至 南至 北至 东邻 西邻 南邻 北邻 东临 西临 南临 北临 工头 安排 介绍 通知 联系 "
        "打伤 砍伤 撞伤 拦住 抱住 送给 交给 转给 借给 付给 还给 卖给 租给".split(),
        1.8,
    ),
}
_NUMBERED = on_demand(r"(?:（[\d一二三四五六七八九十]{1,3}）|\d[.、．])$")
_RIGHT = (0.0, 2.5, 3.2, 2.2)
_LIST_MARK = 2.6
_AMOUNT = 2.0
_SUMS = ("元、", "元，")
_MARKS_BEFORE = frozenset("）.、")
_TELLING = _MARKS_BEFORE | frozenset(_LEFT) | {word[-1] for word in (*_LEFT_WORDS, *_SUMS)}
_BEGIN_COMPOUND = frozenset(surname[0] for surname in COMPOUND)
_BASE = -6.6
_SURNAME, _GIVEN, _THREE = 0.9, 0.5, 0.9
_UNLISTED_FIRST, _UNLISTED_LAST = (_GIVEN * UNLISTED, _GIVEN * UNLISTED), _GIVEN * UNLISTED
_WORD_HEAD, _WORD_TAIL, _WORD = -2.9, -0.7, -1.2
_JOINS_LEFT, _JOINS_RIGHT = -2.5, -2.0
_ORGANISATION, _DOUBTFUL, _RARE = -3.2, -0.5, -1.7
_PLACE_HEAD = -2.0
_BORNE_HERE, _MOSTLY_BORNE = 4, 6  # of `surname_chance`, whatever the character is elsewhere
_MOSTLY = 0.5
_WORD_BEHIND = 0.9
_AGAIN = 0.5  # what a further place adds of its own weight, where it has more than _NOTHING
_MOST_AGAIN = 2.0
_SPOKEN = 1.0  # what speaking, signing and driving behind a string adds
_NOTHING = -1.0
_MOST_LEFT = max(_LEFT.values())
# What the right side can add at the most, by what `break_before` says of it.
_MOST_BEHIND = (
    max(_WORD_BEHIND, _SPOKEN),
    _RIGHT[1] + _SPOKEN,
    _RIGHT[2] + _SPOKEN,
    max(_LIST_MARK, _RIGHT[3] + _SPOKEN),
)
_MOST_RIGHT = max(_MOST_BEHIND)
_ROUNDING = 0.01
LOWEST = -4.5
"""Strings of less weight are not told of."""
ENOUGH = 1.3
"""Weight from which the places of a string are enough where no model is asked."""

_SPEAKS = on_demand(
    "的?(?:证言|陈述|供述|辨认|证词|询问笔录|调查笔录|讯问笔录|证明)|证实|指认|签名|签字|出庭|到庭|驾驶|（[男女]，|本人|等人"
)
_SPEAKS_BEGIN = beginnings(_SPEAKS.pattern)
_THING_BEHIND = on_demand(
    "律师|法律服务|事务所|鉴定|有限|公司|集团|银行|信用社|村|镇|乡|县|区|市|省|州|路|街|大道|高速|国际|广场|花园|小区|大厦|酒店|宾馆|饭店|超市|商店|商行|市场|中学|小学|学校|医院|卫生院|"
    "派出所|公安|检察|法院|看守所|监狱|口岸|机场|车站|码头|水库|牌|型|岁|元|号|罪|字第|刑|民初|某"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A string that may be a name: its weight over all places, and the places (dense offsets)."""

    text: str
    weight: float
    places: tuple[tuple[int, int], ...]


def guesses(text: str, line_starts: frozenset[int], covered: Sequence[bool], *, least: float = LOWEST) -> list[Guess]:
    """Name-shaped strings of a dense text outside what is `covered`, weighed over all their places, best first.

    Of strings that overlap only the weightiest stays (侍刚, 侍刚因). `least` is the weight from which a string is
    wanted: where it is high, most places can be left after a look at their characters.
    """
    floor = max(LOWEST, min(_NOTHING, least - _MOST_AGAIN))
    places: dict[str, list[tuple[float, int]]] = {}
    starts = [found.start() for found in surname_pattern().finditer(text)]
    for at, end, weight in _weighed(text, starts, line_starts, covered, floor):
        places.setdefault(text[at:end], []).append((weight, at))
    weights = ((_together([w for w, _ in some]), name) for name, some in places.items())
    weighed = sorted((pair for pair in weights if pair[0] >= least), key=lambda p: (-p[0], p))
    taken: set[int] = set()
    found_all = []
    for weight, name in weighed:
        everywhere = _places(text, name, line_starts, covered) if floor > LOWEST else [at for _, at in places[name]]
        free = [at for at in everywhere if taken.isdisjoint(range(at, at + len(name)))]
        if free:
            taken.update(i for at in free for i in range(at, at + len(name)))
            found_all.append(Guess(name, weight, tuple((at, at + len(name)) for at in sorted(free))))
    return found_all


def _places(text: str, name: str, line_starts: frozenset[int], covered: Sequence[bool]) -> list[int]:
    """Every place of a string that weighs anything, also those that add nothing to it."""
    weighed = _weighed(text, list(places_of(text, name)), line_starts, covered, LOWEST)
    return [at for at, end, _ in weighed if end == at + len(name)]


def weight_at(text: str, start: int, end: int, line_starts: frozenset[int]) -> float:
    """The weight of one place of a string with a surname, whatever stands around it."""
    surname = surname_of(text[start:end])
    weight = _BASE + _SURNAME * surname_chance(surname) + _around(text, start, end, len(surname), line_starts)
    return weight + _own(text[start:end], surname, text[start + len(surname) : end])


def kin_weight(text: str, places: Sequence[tuple[int, int]], line_starts: frozenset[int], share: float) -> float:
    """The weight of a string over all its places, where others bear the surname that it begins with: `share` of the
    places of that character are theirs.
    """
    borne = _BASE + _SURNAME * (_MOSTLY_BORNE if share > _MOSTLY else _BORNE_HERE)
    weights = [borne + _around(text, a, b, 1, line_starts) for a, b in places]
    first, end = places[0]
    name = text[first:end]
    return _together(weights) + _own(name, name[0], name[1:]) - (_RARE if is_rare_surname(name[0]) else 0.0)


def _around(text: str, start: int, end: int, length: int, line_starts: frozenset[int]) -> float:
    """What the given name and both sides add, behind a surname of `length`."""
    beside = _left(text, start) + _beside(text, start, line_starts)
    return (
        beside + _GIVEN * given_chance(text[start + length : end]) + _right(text, start, end, break_before(text, end))
    )


def _together(weights: list[float]) -> float:
    weights.sort(reverse=True)
    return weights[0] + min(_MOST_AGAIN, sum(_AGAIN * (w - _NOTHING) for w in weights[1:] if w > _NOTHING))


def _weighed(
    text: str, starts: Iterable[int], line_starts: frozenset[int], covered: Sequence[bool], floor: float
) -> Iterator[tuple[int, int, float]]:
    """Start, end and weight of each string that begins at one of these places and weighs more than `floor`."""
    heads, by_first, by_last = _heads(), _first_characters(), _last_characters()
    bare = floor - _ROUNDING
    for at in starts:
        if covered[at]:
            continue
        surname = text[at]
        if surname in _BEGIN_COMPOUND and text[at : at + 2] in COMPOUND and at + 2 < len(text):
            surname = text[at : at + 2]
        by_surname = heads.get(surname)
        if by_surname is None:
            continue
        first = at + len(surname)
        alone, both = by_first.get(text[first], _UNLISTED_FIRST)
        both += by_last.get(text[first + 1 : first + 2], _UNLISTED_LAST)
        head, enough, begins = by_surname, bare, at in line_starts
        before = text[at - 1]
        if begins or before in _TELLING:  # else nothing on the left adds anything
            head += _left(text, at)
            begins = begins or before in _MARKS_BEFORE
            if begins:
                enough -= _MOST_LEFT
            if text[at - 2 : at] in _SUMS:
                enough -= _AMOUNT
        # Most strings end here, or at the next looks: what is dearer to look at could not lift them.
        most = head + (alone if alone > both + _THREE else both + _THREE) + _MOST_RIGHT
        if most < enough or (surname == "元" and before.isdecimal()):  # 2000000元转由被告
            continue
        if not begins and is_common_word(text[at - 1 : at + 1]):
            enough -= _JOINS_LEFT
        if len(surname) == 1 and is_common_word(text[at : at + 2]):
            enough -= _WORD_HEAD
        if most < enough:
            continue
        for end, chance, three in ((first + 1, alone, 0.0), (first + 2, both, _THREE)):
            weight = head + chance
            if end > len(text) or covered[end - 1] or weight + three + _MOST_RIGHT < enough:
                continue
            closed = break_before(text, end)
            if weight + three + _MOST_BEHIND[closed] < enough:
                continue
            given = text[first:end]
            right = _right(text, at, end, closed)
            if weight + three + right < enough or not is_given_name(given):
                continue
            weight += _beside(text, at, line_starts) + right + _own(text[at:end], surname, given)
            if weight > floor and not _THING_BEHIND.match(text, end) and not is_region(text, at, end):
                yield at, end, weight


@cache
def _heads() -> dict[str, float]:
    """The weight that a string has by its surname."""
    return {surname: _BASE + _SURNAME * surname_chance(surname) for surname in COMPOUND | SINGLE}


@cache
def _first_characters() -> dict[str, tuple[float, float]]:
    """What the first character of a given name adds: where it is all of it, and where another one follows."""
    return {
        c: (_GIVEN * ALONE.get(c, UNLISTED), _GIVEN * MIDDLE.get(c, UNLISTED)) for c in ALONE.keys() | MIDDLE.keys()
    }


@cache
def _last_characters() -> dict[str, float]:
    """What the second character of a given name adds."""
    return {c: _GIVEN * chance for c, chance in LAST.items()}


def _left(text: str, at: int) -> float:
    """What the character or the word before a string adds."""
    return _LEFT_WORDS.get(text[at - 2 : at]) or _LEFT.get(text[at - 1], 0.0)


def _beside(text: str, at: int, line_starts: frozenset[int]) -> float:
    """What the left side adds to the weight of its last character."""
    before = text[at - 1]
    if at in line_starts:
        return 1.4 - _left(text, at)
    if before in _MARKS_BEFORE and _NUMBERED.search(text, max(0, at - 5), at):
        return 1.9 - _left(text, at)
    return _JOINS_LEFT if is_common_word(text[at - 1 : at + 1]) else 0.0


def _right(text: str, at: int, end: int, closed: int) -> float:
    """What the right side adds; `closed` is what `break_before` says of it."""
    behind = text[end : end + 1]
    if behind == "、":
        return _LIST_MARK
    weight = _RIGHT[closed]
    if behind in _SPEAKS_BEGIN and _SPEAKS.match(text, end):
        weight += _SPOKEN
    if behind.isdigit() and text[at - 2 : at] in _SUMS:
        weight += _AMOUNT  # 、高补平38.2万元、
    if is_common_word(text[end - 1 : end + 1]):
        weight += _JOINS_RIGHT
    return weight + (_WORD_BEHIND if not weight and is_common_word(text[end : end + 2]) else 0.0)


def _own(name: str, surname: str, given: str) -> float:
    weight = _THREE if len(given) == 2 else 0.0
    if len(surname) == 1 and is_common_word(name[:2]):
        weight += _WORD_HEAD
    if len(given) == 2 and is_common_word(given):
        weight += _WORD_TAIL
    if is_common_word(name):
        weight += _WORD
    if len(name) == 3 and name[:2] in known_regions().short:
        weight += _PLACE_HEAD  # 吉林敖|东城律师事务所
    if ends_like_an_organisation(name):
        weight += _ORGANISATION
    if is_doubtful_surname(name):
        weight += _DOUBTFUL
    return weight + (_RARE if is_rare_surname(name[0]) else 0.0)


def is_region(text: str, at: int, end: int) -> bool:
    """吉林省, 哈尔滨: a region's name, long or short, begins here and reaches as far."""
    length, _ = known_regions().name_at(text, at, short=True)
    return at + length >= end
