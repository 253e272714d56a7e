"""Names that differ from a known one in a single character: slips of the pen (令孤昌明), and brothers (卜凡军, 卜凡民)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import add

from court_core.masking.candidates import Candidate
from court_core.masking.common_words import is_common_word, word_heads
from court_core.masking.name_characters import given_chance
from court_core.masking.name_neighbours import ALL_HAN, LEFT_LINK, break_before, joins_right
from court_core.masking.names import ends_like_an_organisation, is_name_shaped
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of
from court_core.masking.surnames import DOUBTFUL

_LEAST = 0  # of `given_chance`, where the last character differs
_LIKELY = 4  # the same, before a little word (单玉祥|已, 单玉桂|亦)
_ARMED = on_demand("持[铁木棍刀砍菜匕斧锄砖钢械枪水镰锹石啤酒凳]|[拿抡抄][起着了]")  # 程留住|持铁锨, beside 程留柱
_MARK = 3  # of `break_before`
_FEW = 3  # words that begin with a character


def near_names(text: str, known: Collection[str]) -> Iterator[Candidate]:
    """Strings of a dense text that are a known name of three or four characters but for one.

    The last character counts only where something closes the string: behind 卜凡 of 卜凡军 stands any word.
    """
    short = {n for n in known if len(n) == 2}
    names = {n for n in known if 3 <= len(n) <= 4 and ALL_HAN.fullmatch(n)}
    for name, place, start in sorted(_but_for_one(text, names)):
        end = start + len(name)
        other = text[start:end]
        if other[1:] in known:
            continue  # 由凤山 and 雷山 are parties: 由|雷山代签
        if other not in names and other[:2] not in short and _plausible(text, start, end, place):
            yield Candidate(start, end, "", 0.65, f"与{name}只差一字")
    yield from _cut_short(text, names, short)


def _cut_short(text: str, names: Collection[str], short: Collection[str]) -> Iterator[Candidate]:
    """对徐建，原告未提供证据, where the party is 徐建设: a name without its last character, between two marks."""
    for name in sorted(names):
        head = name[:2]
        if len(name) == 3 and head not in short and not is_common_word(head) and is_name_shaped(head):
            for at in places_of(text, head):
                alone = break_before(text, at + 2) == _MARK and LEFT_LINK.search(text[max(0, at - 3) : at])
                if alone:
                    yield Candidate(at, at + 2, "", 0.65, f"与{name}只差一字")


def _but_for_one(text: str, names: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """A name, the place of one of its characters, and where it stands with another one there; in one pass for all names.

    Two characters of the name that stay are looked for first: side by side, or around the middle of three.
    """
    owners: dict[str, str] = {}
    beside: dict[str, set[tuple[int, int, int]]] = {}
    around: set[str] = set()
    for name in sorted(names):
        for place in range(len(name)):
            owners.setdefault(_without(name, place), name)
            if len(name) == 3 and place == 1:
                around.add(name[0] + name[2])
            else:
                offset = 0 if place >= 2 else len(name) - 2
                beside.setdefault(name[offset : offset + 2], set()).add((len(name), place, offset))
    looks = [(at - o, n, p) for at, pair in enumerate(map(add, text, text[1:])) for n, p, o in beside.get(pair, ())]
    looks += [(at, 3, 1) for at, pair in enumerate(map(add, text, text[2:])) if pair in around]
    for start, length, place in looks:
        owner = owners.get(_without(text[start : start + length], place)) if start >= 0 else None
        if owner:
            yield owner, place, start


def _without(name: str, place: int) -> str:
    return f"{name[:place]}?{name[place + 1 :]}"


def _quoted(text: str, start: int, end: int) -> bool:
    """合同上“从日富”三个字: a signature as it is read."""
    return text[start - 1 : start] == "“" and text.startswith("”", end)


def _plausible(text: str, start: int, end: int, place: int) -> bool:
    other = text[start:end]
    if not ALL_HAN.fullmatch(other):
        return False
    if place == 0:
        return (
            is_name_shaped(other)
            and (other[0] not in DOUBTFUL or _quoted(text, start, end))
            and not is_common_word(other[1:])
            and text[start - 1 : start] in tuple("“、，。：；（")
        )
    if place < end - start - 1:
        runs_on = is_common_word(other[:2]) and joins_right(text, end)  # 给付|金钱|义务 beside 金淑义
        return end - start == 4 or (is_name_shaped(other) and not runs_on)
    if _quoted(text, start, end):
        return is_name_shaped(other)
    if _ARMED.match(text, end) and LEFT_LINK.search(text[max(0, start - 3) : start]):
        return is_name_shaped(other)
    if not is_name_shaped(other) or ends_like_an_organisation(other) or joins_right(text, end):
        return False
    closed, chance = break_before(text, end), given_chance(other[1:])
    if is_common_word(other[-2:]):  # 主张|梁家业|与其
        return closed >= 1 and chance >= _LEAST and bool(LEFT_LINK.search(text[max(0, start - 3) : start]))
    begins = break_before(text, end - 1) or word_heads()[other[-1]] > _FEW
    slip = not begins and chance >= _LEAST  # 包铁拄|亦
    return (closed >= 2 and chance >= _LEAST) or (closed == 1 and (slip or chance >= _LIKELY))
