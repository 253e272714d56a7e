"""Names that differ from a known one in a single character: slips of the pen (令孤昌明), and brothers (卜凡军, 卜凡民)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from court_core.masking.candidates import Candidate
from court_core.masking.name_characters import given_chance
from court_core.masking.names import HAN, break_before, ends_like_an_organisation, is_common_word, is_name_shaped

_LEAST = 0  # of `given_chance`, where the last character differs


def near_names(text: str, known: Collection[str]) -> Iterator[Candidate]:
    """Strings of a dense text that are a known name of three or four characters but for one.

    The last character counts only where something closes the string: behind 卜凡 of 卜凡军 stands any word.
    """
    short = {n for n in known if len(n) == 2}
    names = {n for n in known if 3 <= len(n) <= 4 and re.fullmatch(f"[{HAN}]+", n)}
    for name in sorted(names):
        for place in range(len(name)):
            pattern = re.compile(f"{name[:place]}([{HAN}]){name[place + 1 :]}")
            for found in pattern.finditer(text):
                if (
                    found.group() not in names
                    and found.group()[:2] not in short
                    and _plausible(text, found, name, place)
                ):
                    yield Candidate(*found.span(), "", 0.65, f"与{name}只差一字")


def _plausible(text: str, found: re.Match[str], name: str, place: int) -> bool:
    other = found.group()
    if place == 0:
        before = found.string[max(0, found.start() - 1) : found.start()]
        return (
            is_name_shaped(other)
            and not is_common_word(name[1:])
            and before in ("“", "、", "，", "。", "：", "；", "（")
        )
    if place < len(name) - 1:
        return len(name) == 4 or is_name_shaped(other)
    if text[found.start() - 1 : found.start()] == "“" and text.startswith("”", found.end()):
        return is_name_shaped(other)
    if not is_name_shaped(other) or ends_like_an_organisation(other) or is_common_word(other[-2:]):
        return False
    return break_before(text, found.end()) >= 2 and given_chance(other[1:]) >= _LEAST
