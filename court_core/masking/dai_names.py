"""Dai names, which all begin with 岩 or 玉, and how people shorten them: 岩温 and 岩旺 for 岩温旺."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from court_core.masking.common_words import is_common_word
from court_core.masking.name_neighbours import break_before
from court_core.masking.plain import places_of

_FULL = 3
_USUAL = frozenset("应罕温香坎旺三叫光扁说伦丙宰甩的才保龙拉论喊腊金波康恩囡亮燕为儿胆尖糯少板捧依空")
"""What these names are written with behind their first character."""


def dai_short_forms(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The two-character forms of the full names of a dense text that stand in it alone, and whose they are."""
    full = sorted(n for n in names if len(n) == _FULL and n[0] in "岩玉" and _USUAL.issuperset(n[1:]))
    owners: dict[str, list[str]] = {}
    for name in full:
        for short in (name[:2], name[0] + name[2]):
            owners.setdefault(short, []).append(name)
    for short, whose in owners.items():
        if len(whose) == 1 and short not in names and not is_common_word(short) and _alone(text, short):
            yield short, whose[0]


def _alone(text: str, short: str) -> bool:
    """Whether the short form is closed somewhere by a mark or a word behind it: 岩温|还对, 岩温。"""
    ends = (at + len(short) for at in places_of(text, short))
    return any(break_before(text, end) for end in ends)
