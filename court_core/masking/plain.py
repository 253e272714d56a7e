"""Plain form of a text, character by character: offsets into it are offsets into the original.

Judgments mix full and half width, several dots inside 少数民族 names, and spaces or line breaks inside names
(马　小　云). Every detector reads the plain form; nothing here changes the number of characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from itertools import pairwise
from typing import Any, SupportsIndex, TypeVar

from typing_extensions import override

from court_core.masking.patterns import on_demand

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
_DOTS = "·•・‧∙●．\u30fb\u2022\u2027\u00b7\u0387\u16eb\u2219\u22c5\u2e31\uff65"
_DASHES = "‐‑‒–—―－−ー"


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(c): " " for c in _SPACES}
    table |= {ord(c): "·" for c in _DOTS}
    table |= {ord(c): "-" for c in _DASHES}
    # Chinese punctuation is the plain form of the marks that are typed in both widths.
    table |= {ord(a): b for a, b in zip(",:;?!()[]【】〔〕［］", "，：；？！（）〔〕〔〕〔〕〔〕", strict=True)}
    table |= {code + 0xFEE0: table[code] for code in map(ord, ",:;?!()[]")}
    table |= {ord("."): ".", ord("．"): "·", ord("\r"): "\n", ord("\v"): "\n", ord("\f"): "\n", ord("\u2028"): "\n"}
    table |= {
        ord("＂"): '"',
        ord("〝"): "“",
        ord("〞"): "”",
        ord("「"): "“",
        ord("」"): "”",
        ord("『"): "“",
        ord("』"): "”",
    }
    table |= {ord("＊"): "*", ord("✕"): "×", ord("✖"): "×", ord("╳"): "×", ord("Χ"): "X", ord("Х"): "X"}
    return table


_TABLE = {chr(code): c for code, c in _table().items() if chr(code) != c}
_RUN = on_demand("[^ \n]+")
_SPACE = on_demand(r"\s+")
_NEEDLESS_SPACE = on_demand("(?<![A-Za-z.]) | (?![A-Za-z])")
_MARKUP = on_demand("&nbsp;|</?(?:(p|div|br|tr|li)|span|b|strong|font|td|a|u)(?: [^<>\n]{0,200})? ?/?>")
_NOT_PLAIN = on_demand("[" + re.escape("".join(_TABLE)) + "]")


T = TypeVar("T")


def once_a_text(rule: Callable[[str, str], T]) -> Callable[[str, str], T]:
    """For what a rule asks of a text and a name at every place of the name: the answer is kept with a plain text."""

    @wraps(rule)
    def asked(text: str, name: str) -> T:
        if not isinstance(text, PlainText):
            return rule(text, name)
        question = (rule, name)
        if question not in text.answers:
            text.answers[question] = rule(text, name)
        answer: T = text.answers[question]
        return answer

    return asked


class PlainText(str):
    """A text that is known to be in plain form: a detector that is given one need not look it over again."""

    @cached_property
    def dense(self) -> Dense:
        """The text without white space, made once for all detectors."""
        return Dense.of(self)

    @cached_property
    def answers(self) -> dict[tuple[object, ...], Any]:
        """What was asked of this text before (`once_a_text`): it goes when the text goes."""
        return {}

    @override
    def count(self, piece: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        """As of any string. The rules ask for the same names at each of their places: the answer for the whole text is kept."""
        if start is not None or end is not None:
            return super().count(piece, start, end)
        return _times(self, piece)


@once_a_text
def _times(text: str, piece: str) -> int:
    return str.count(text, piece)


def plain(text: str) -> PlainText:
    """The text in plain form, of exactly the same length. Marks are full width, digits and letters half width."""
    if isinstance(text, PlainText):
        return text
    if "&nbsp;" in text or ("<" in text and ">" in text):
        text = _MARKUP.sub(_blank, text)
    # A judgment has few characters that are not plain, of few kinds: far cheaper than a table asked for each.
    for character in set(_NOT_PLAIN.findall(text)):
        text = text.replace(character, _TABLE[character])
    return PlainText(text)


def _blank(markup: re.Match[str]) -> str:
    """As many blanks as the markup has characters; what ends a paragraph or a line ends it here too."""
    return ("\n" if markup.group(1) else " ").ljust(len(markup.group()))


def plain_name(name: str) -> str:
    """A name in plain form and without its white space; between Latin words one space is kept."""
    if name.isalpha():
        return plain(name)
    squeezed = _SPACE.sub(" ", plain(name)).strip()
    return _NEEDLESS_SPACE.sub("", squeezed)


def places_of(text: str, piece: str) -> Iterator[int]:
    """Every place where a piece begins in a text; none for an empty one."""
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


@dataclass(frozen=True, slots=True)
class Dense:
    """The plain text without white space, and for each of its characters where it stands in the text."""

    text: str
    positions: tuple[int, ...]

    @classmethod
    def of(cls, plain_text: str) -> Dense:
        """Drop spaces and line breaks of a plain text."""
        positions: list[int] = []
        for run in _RUN.finditer(plain_text):
            positions.extend(range(*run.span()))
        return cls(PlainText(plain_text.replace(" ", "").replace("\n", "")), tuple(positions))

    def line_starts(self, plain_text: str) -> frozenset[int]:
        """Offsets into `text` at which a line of the plain text begins."""
        return frozenset({0, *(bisect_left(self.positions, at) for at in places_of(plain_text, "\n"))})

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original: inner white space is covered, outer is not."""
        return self.positions[start], self.positions[end - 1] + 1

    def occurrences(self, name: str) -> Iterator[tuple[int, int]]:
        """Every place of a plain name, white space of either side ignored, as offsets into `text` of this object."""
        needle = name.replace(" ", "")
        return ((at, at + len(needle)) for at in places_of(self.text, needle))

    def same_line(self, plain_text: str, start: int, end: int) -> bool:
        """Whether no more than one line break lies inside: a name may be broken once, not over paragraphs."""
        first, last = self.span(start, end)
        if last - first == end - start:
            return True
        # An empty line between two characters means two paragraphs.
        return all(plain_text.count("\n", a, b) <= 1 for a, b in pairwise(self.positions[start:end]))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
