"""What known people are called besides their names: “胖嫂”周秀芹, 肥仔明（苏启明）, 恩哥 for 梁沛恩, 香二就是岩罕香."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from court_core.masking.aliases import OtherName
from court_core.masking.common_words import is_common_word
from court_core.masking.name_neighbours import HAN, LEFT_LINK, behind_marks, break_before, joins_left, joins_right
from court_core.masking.names import ends_like_an_organisation, is_masked_already
from court_core.masking.patterns import on_demand
from court_core.masking.surnames import surname_of

_BEFORE_NAME = on_demand(f'[“"‘](?<=[，。；：、给由被向与和及叫找跟同是].)([{HAN}]{{2,4}})[”"’]（?(?=[{HAN}])')
_IN_BRACKETS = on_demand(f"（([{HAN}]{{2,4}})）")
_MARKS = frozenset("员人长师机，。；：、“与和及由被向")
_IS = on_demand(f"[，。；：“]([{HAN}]{{2,3}})(?:就是|即是|即为)(?=[{HAN}])")
_QUOTED_IS = on_demand(f"“([{HAN}A-Za-z0-9]{{2,6}})”(?:就是|即是|即为|即|是|叫|指的是)(?=[{HAN}])")
_SAME_AS = on_demand(f"(?:即|就是)“([{HAN}A-Za-z0-9]{{2,6}})”")
_NOBODY = on_demand("^[这那该此其他她我你另本某]|[的者人员方处项额]$")
_BY_ONE = on_demand(f"[哥姐嫂仔叔小阿](?:(?<=[{HAN}][哥姐嫂仔叔])(?![{HAN}]?姐|弟|妹|子)|(?<=[小阿])(?=[{HAN}]))")
_LATIN_BEFORE = on_demand(f"([A-Z][a-z]+(?:[A-Z][a-z]+){{1,3}})（([{HAN}]{{2,4}})）")
_OFTEN = 2
_MARK = 3  # of `break_before`


def nicknames(text: str, people: Collection[str]) -> Iterator[OtherName]:
    """Other names of the known people, by what stands beside their names or by one character of theirs."""
    for found in _BEFORE_NAME.finditer(text):
        owner = _begins_with(text, found.end(), people)
        if owner and _like_a_nickname(found[1]):
            yield OtherName(found[1], owner, "绰号", quoted=is_common_word(found[1]))
    for found in _IN_BRACKETS.finditer(text):
        owner = found[1]
        name = next(behind_marks(text, found.start(), _MARKS), "") if owner in people else ""
        alike = name and (name[-1] == owner[-1] or (name[0] in "小阿老大" and name[-1] in owner))
        if alike and name not in people and _like_a_nickname(name) and not is_common_word(name):
            yield OtherName(name, owner, "绰号")
    for found in _IS.finditer(text):
        owner = _begins_with(text, found.end(), people)
        if owner and found[1] not in people and _unheard_of(found[1]) and text.count(found[1]) >= _OFTEN:
            yield OtherName(found[1], owner, "别名")
    for found in _SAME_AS.finditer(text):
        ends = (text[found.start() - length : found.start()] for length in (4, 3, 2))
        owner = next((name for name in ends if name in people), "")
        if owner and _like_a_nickname(found[1]):
            yield OtherName(found[1], owner, "绰号", quoted=is_common_word(found[1]))
    for found in _QUOTED_IS.finditer(text):
        owner = _begins_with(text, found.end(), people)
        closed = break_before(text, found.end() + len(owner)) == _MARK  # “借条”是李明|写的
        if owner and closed and _like_a_nickname(found[1]):
            yield OtherName(found[1], owner, "绰号", quoted=is_common_word(found[1]))
    for found in _LATIN_BEFORE.finditer(text):
        if found[2] in people:
            yield OtherName(found[1], found[2], "外文名")
    yield from _by_one_character(text, people)


def _begins_with(text: str, at: int, people: Collection[str]) -> str:
    return next((text[at : at + length] for length in (4, 3, 2) if text[at : at + length] in people), "")


def _like_a_nickname(name: str) -> bool:
    return not (is_masked_already(name) or ends_like_an_organisation(name) or _NOBODY.search(name))


def _unheard_of(name: str) -> bool:
    words = any(is_common_word(name[i : i + 2]) for i in range(len(name) - 1))
    return not words and _like_a_nickname(name)


def _by_one_character(text: str, people: Collection[str]) -> Iterator[OtherName]:
    """恩哥, 阿明, 小凤: the last character of somebody's given name, and how one calls him by it."""
    owners: dict[str, list[str]] = {}
    for name in people:
        if 2 <= len(name) <= 4 and surname_of(name):
            owners.setdefault(name[-1], []).append(name)
    for found in _BY_ONE.finditer(text):
        at = found.start()
        start, end = (at, at + 2) if found.group() in "小阿" else (at - 1, at + 1)
        name = text[start:end]
        owner = owners.get(name[1] if start == at else name[0], ())
        if not owner or is_common_word(name) or joins_left(text, start) or joins_right(text, end):
            continue
        bounded = bool(LEFT_LINK.search(text[max(0, start - 3) : start])) or is_common_word(text[start - 2 : start])
        closed = break_before(text, end)
        if closed and (bounded or closed == _MARK) and name not in people:
            yield OtherName(name, owner[0] if len(owner) == 1 else "", "称呼")
