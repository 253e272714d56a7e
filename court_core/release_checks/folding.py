"""One form for all the ways a string can be written, with the way back to where each character stood.

Width, white space, invisible characters, dots in names, letter case, traditional and variant characters make no
difference to a reader who looks for a name, so they make none here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from court_core.resource_files import resource_path

# Between the parts of a name (买买提·吐尔洪) typists use any of these, or none.
_DOTS = frozenset("·•‧∙・･．.⋅﹒●᛫")
_SEPARATORS = frozenset("-‐‑‒–—―−﹣_/\\()[]{}〔〕【】《》<>:,;'\"|~*+#&=")
_NUMERALS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))


class Folded:
    """A folded text, with the way back for what is found in it. The way is made only when something is found."""

    def __init__(self, source: str, table: _Table) -> None:
        self._source = source
        self._table = table
        self.text = source.translate(table)

    def occurrences(self, needle: str) -> Iterator[tuple[int, int]]:
        """Start and end in the source of each place where the folded `needle` stands, none over another."""
        position = self.text.find(needle) if needle else -1
        while position >= 0:
            yield self._at[position], self._at[position + len(needle) - 1] + 1
            position = self.text.find(needle, position + len(needle))

    @cached_property
    def _at(self) -> list[int]:
        """Where each character of the folded text stood in the source."""
        return [index for index, source in enumerate(self._source) for _ in self._table[ord(source)]]


def fold(text: str) -> Folded:
    """Lines stay apart; everything else that a reader overlooks is gone."""
    return Folded(text, _lines())


def fold_across_lines(text: str) -> Folded:
    """As `fold`, with the line breaks gone too: a name or number that a line break cut is whole again."""
    return Folded(text, _unbroken())


def fold_number(text: str) -> Folded:
    """Letters and digits without what stands between them; Chinese numerals as digits."""
    return Folded(text, _digits())


def plain(text: str) -> str:
    """`text` folded, without the offsets."""
    return text.translate(_unbroken())


def plain_number(text: str) -> str:
    """A number as `fold_number` writes it."""
    return text.translate(_digits())


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met, for `str.translate`."""

    def __init__(self, character: Callable[[str], str]) -> None:
        super().__init__()
        self._character = character

    def __missing__(self, code: int) -> str:
        self[code] = self._character(chr(code))
        return self[code]


@cache
def _lines() -> _Table:
    return _Table(lambda source: source if source == "\n" else _folded(source))


@cache
def _unbroken() -> _Table:
    return _Table(_folded)


@cache
def _digits() -> _Table:
    return _Table(
        lambda source: "".join(_NUMERALS.get(part, part) for part in _folded(source) if part not in _SEPARATORS)
    )


def _folded(source: str) -> str:
    simplified = _simplified()
    wide = unicodedata.normalize("NFKC", source).casefold()
    return "".join(simplified.get(part, part) for part in wide if not _is_overlooked(part))


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
