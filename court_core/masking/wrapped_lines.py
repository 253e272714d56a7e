"""Texts whose lines were broken at one width, as some web copies are: an address or a number may run over the break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace as changed

from court_core.masking.spans import Found

_NARROWEST = 20
_FEWEST = 4
_MARKS = frozenset("。；：，、！？）”》\t ")


def wrap_width(flat: str) -> int:
    """The width at which lines break off inside a sentence; 0 where the lines are paragraphs."""
    lines = flat.split("\n")
    broken = Counter(len(line) for line in lines if len(line) >= _NARROWEST and line[-1] not in _MARKS)
    width, count = max(broken.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return width if count >= _FEWEST and count > sum(len(line) > width for line in lines) else 0


def over_breaks(flat: str, find: Callable[[str], list[Found]]) -> list[Found]:
    """What `find` finds, read over the breaks of a text that was broken at one width; offsets are those of `flat`."""
    width = wrap_width(flat)
    if not width:
        return find(flat)
    pieces: list[str] = []
    positions: list[int] = []
    at = 0
    for line in flat.split("\n"):
        piece = line if len(line) == width else f"{line}\n"
        pieces.append(piece)
        positions.extend(range(at, at + len(piece)))
        at += len(line) + 1
    return [changed(f, start=positions[f.start], end=positions[f.end - 1] + 1) for f in find("".join(pieces))]
