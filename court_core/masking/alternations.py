"""Long alternations (住址|户籍地|现住…), put so that they are quick to look for.

Python's `re` tries the alternatives of a pattern one after the other, at every character of a text, unless each begins
with a character of its own: then it skips to these characters and looks at the second one before anything else. The
rules stay lists in the order of their author; `by_beginning` arranges them like the entries of a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from court_core.masking.patterns import on_demand

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_MARK = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_QUANTIFIER = re.compile(r"[?*+{]")
_SPECIAL = frozenset(".^$*+?{}()[]|\\")
_LOOK_BEHIND = ("(?<!", "(?<=")


def by_beginning(alternation: str) -> str:
    """An alternation that matches the same places as the given one, sorted by how its alternatives begin.

    `住[址所]|现住|住` becomes `(?:住(?:址|所|)|现住)`. Where two alternatives can match at one place the first given
    still goes first. Alternatives may be any expressions without named or numbered groups in front; those that begin
    with more than characters, sets of characters, groups of alternatives and looks behind stay where they are.
    """
    return f"(?:{'|'.join(_sorted(_alternatives(alternation)))})"


def compile_alternation(alternation: str) -> re.Pattern[str]:
    """The pattern of an alternation that is looked for all over a text."""
    return on_demand(by_beginning(alternation))


def beginnings(alternation: str) -> frozenset[str]:
    """The characters that a match can begin with: to ask for before a match at one place. ValueError where unknown."""
    pieces = [(piece, _beginnings(piece)) for piece in _alternatives(alternation)]
    for piece, begun in pieces:
        if not begun:
            raise ValueError(f"may begin with anything: {piece}")
    return frozenset(first for _, begun in pieces for first, _ in begun)


def _sorted(alternatives: Iterable[str]) -> list[str]:
    """The alternatives with those together that begin alike; nothing passes one whose beginning is not known."""
    done: list[str] = []
    shelves: dict[str, list[str]] = {}
    for alternative in alternatives:
        begun = _beginnings(alternative)
        if not begun:
            done += _shelved(shelves)
            done.append(alternative)
            shelves = {}
        for first, rest in begun:
            shelves.setdefault(first, []).append(rest)
    return [*done, *_shelved(shelves)]


def _shelved(shelves: dict[str, list[str]]) -> list[str]:
    return [
        re.escape(first) + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(_sorted(rests))})")
        for first, rests in shelves.items()
    ]


def _beginnings(alternative: str) -> list[tuple[str, str]]:
    """Each character the alternative can begin with and what then follows, in the order of trying; [] where unknown."""
    if alternative and alternative[0] not in _SPECIAL and not _QUANTIFIER.match(alternative, 1):
        return [(alternative[0], alternative[1:])]
    if alternative.startswith(_LOOK_BEHIND):
        end = _closing(alternative)
        look = alternative[: end - 1]
        # 和 not behind 平 is looked for as 和, then as 和 that is not behind 平.
        return [
            (first, f"{look[:4]}(?:{look[4:]}){re.escape(first)}){rest}")
            for first, rest in _beginnings(alternative[end:])
        ]
    if alternative.startswith("(?:"):
        end = _closing(alternative)
        inner, rest, optional = alternative[3 : end - 1], alternative[end:], False
    else:
        atom = _ATOM.match(alternative)
        if not atom:
            return []
        inner, rest, optional = atom.group(), alternative[atom.end() :], False
    if rest.startswith("?") and not rest.startswith(("??", "?+")):
        rest, optional = rest[1:], True
    if _QUANTIFIER.match(rest) and not optional:
        return []
    found: list[tuple[str, str]] = []
    if alternative.startswith("(?:"):
        for piece in _alternatives(inner):
            begun = _beginnings(piece + rest) if piece or rest else []
            if not begun:
                return []
            found += begun
    else:
        found = [(first, rest) for first in _characters(inner)]
    if optional and found:
        without = _beginnings(rest)
        return [*found, *without] if without else []
    return found


def _characters(atom: str) -> str:
    """The characters that an atom stands for; "" where it stands for more than a few."""
    if atom[0] == "[" and not re.search(r"^\[\^|\\|.-.", atom):
        return atom[1:-1]
    if len(atom) == 2 and not atom[1].isalnum():
        return atom[1]
    return atom if atom not in _SPECIAL and len(atom) == 1 else ""


def _alternatives(expression: str) -> list[str]:
    """The expression cut at each | that stands in no bracket."""
    pieces: list[str] = []
    depth = begin = 0
    for mark in _MARK.finditer(expression):
        depth += (mark.group() == "(") - (mark.group() == ")")
        if mark.group() == "|" and not depth:
            pieces.append(expression[begin : mark.start()])
            begin = mark.end()
    return [*pieces, expression[begin:]]


def _closing(expression: str) -> int:
    """Where the group ends that the expression begins with."""
    depth = at = 0
    for atom in _ATOM.finditer(expression):
        depth += (atom.group() == "(") - (atom.group() == ")")
        at = atom.end()
        if not depth:
            break
    return at
