"""One form for all the ways a string can be written, with the way back to where each character stood.

Width, white space, invisible characters, dots in names, letter case, traditional and variant characters make no
difference to a reader who looks for a name, so they make none here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from court_core.resource_files import resource_path

# Between the parts of a name (买买提·吐尔洪) typists use any of these, or none.
_DOTS = frozenset("·•‧∙・･．.⋅﹒●᛫")
_SEPARATORS = frozenset("-‐‑‒–—―−﹣_/\\()[]{}〔〕【】《》<>:,;'\"|~*+#&=")
_NUMERALS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `at[i]` is where its character i stood in the source."""

    text: str
    at: tuple[int, ...]

    def occurrences(self, needle: str) -> Iterator[tuple[int, int]]:
        """Start and end in the source of each place where the folded `needle` stands."""
        position = self.text.find(needle) if needle else -1
        while position >= 0:
            yield self.at[position], self.at[position + len(needle) - 1] + 1
            position = self.text.find(needle, position + 1)


def fold(text: str) -> Folded:
    """Lines stay apart; everything else that a reader overlooks is gone."""
    return _folded(text, _character)


def fold_across_lines(text: str) -> Folded:
    """As `fold`, with the line breaks gone too: a name or number that a line break cut is whole again."""
    return _folded(text, _unbroken)


def fold_number(text: str) -> Folded:
    """Letters and digits without what stands between them; Chinese numerals as digits."""
    return _folded(text, _digit)


def plain(text: str) -> str:
    """`text` folded, without the offsets."""
    return "".join(map(_unbroken, text))


def plain_number(text: str) -> str:
    """A number as `fold_number` writes it."""
    return "".join(map(_digit, text))


def _folded(text: str, character: Callable[[str], str]) -> Folded:
    kept: list[str] = []
    at: list[int] = []
    for index, source in enumerate(text):
        for folded in character(source):
            kept.append(folded)
            at.append(index)
    return Folded("".join(kept), tuple(at))


@cache
def _character(source: str) -> str:
    if source == "\n":
        return "\n"
    simplified = _simplified()
    wide = unicodedata.normalize("NFKC", source).casefold()
    return "".join(simplified.get(part, part) for part in wide if not _is_overlooked(part))


@cache
def _unbroken(source: str) -> str:
    return "" if source == "\n" else _character(source)


@cache
def _digit(source: str) -> str:
    return "".join(_NUMERALS.get(part, part) for part in _unbroken(source) if part not in _SEPARATORS)


def _is_overlooked(character: str) -> bool:
    # Cf: soft hyphen, zero-width characters, directions; Mn: variation selectors and combining marks.
    return character.isspace() or character in _DOTS or unicodedata.category(character) in ("Cf", "Mn", "Cc", "Me")


@cache
def _simplified() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in resource_path("release_checks/traditional.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            table.update((variant, group[0]) for group in line.split() for variant in group[1:])
    return table
