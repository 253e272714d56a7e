"""The order in which masked places are looked at, and how places of the original and of the copy belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from clerk_app.use_cases.web_copy_views import ReviewSpan


def walk_order(spans: Sequence[ReviewSpan]) -> list[ReviewSpan]:
    """What the machine is unsure of first, then the others, each in the order of the text."""
    return sorted(spans, key=lambda span: (not span.unsure, span.start, span.number))


def step(order: Sequence[ReviewSpan], current: int, by: int) -> int:
    """The number `by` places on, round at the ends; 0 without any."""
    if not order:
        return 0
    numbers = [span.number for span in order]
    if current not in numbers:
        return numbers[0] if by > 0 else numbers[-1]
    return numbers[(numbers.index(current) + by) % len(numbers)]


def next_undecided(order: Sequence[ReviewSpan], current: int) -> int:
    """The next place without an answer: first all that wait for one, then the rest; `current` when all are answered."""
    place = next((index for index, span in enumerate(order) if span.number == current), -1)
    ahead = [*order[place + 1 :], *order[: max(place, 0)]]
    waiting = [span for span in ahead if span.is_open] or [span for span in ahead if not span.decision]
    return waiting[0].number if waiting else current


def found_again(order: Sequence[ReviewSpan], before: ReviewSpan) -> int:
    """The number of a place after a new masking, which numbers anew: it is known by where it stands in the original."""
    behind = [span for span in order if span.end > before.start]
    nearest = min(behind or order, key=lambda span: abs(span.start - before.start), default=None)
    return nearest.number if nearest else 0


def first_open(order: Sequence[ReviewSpan]) -> int:
    """The first place that waits for an answer, else the first of the walk; 0 for none."""
    return next((span.number for span in order if span.is_open), order[0].number if order else 0)


def name_choices(spans: Sequence[ReviewSpan], current: ReviewSpan) -> list[ReviewSpan]:
    """The other names of the document, each where it stands first: whom the current one may be the same as.

    A person is seldom a firm: those come last.
    """
    found: dict[str, ReviewSpan] = {}
    for span in sorted(spans, key=lambda span: span.start):
        if span.kind in ("person", "organisation", "alias") and span.original != current.original:
            found.setdefault(span.original, span)
    return sorted(found.values(), key=lambda span: {span.kind, current.kind} == {"person", "organisation"})


class Alignment:
    """Carries an offset from the original to the copy and back: between two masked places both run alike."""

    def __init__(self, spans: Sequence[ReviewSpan]) -> None:
        self._original, self._copy = [0], [0]
        for span in sorted(spans, key=lambda span: span.start):
            self._original += [span.start, span.end]
            self._copy += [span.copy_start, span.copy_end]

    def to_copy(self, offset: int) -> int:
        """Where an offset of the original lies in the copy."""
        return _carried(self._original, self._copy, offset)

    def to_original(self, offset: int) -> int:
        """Where an offset of the copy lies in the original."""
        return _carried(self._copy, self._original, offset)


class Positions:
    """Qt counts UTF-16 units, we count characters: rare characters of names (𬱖) count twice there."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._rare = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]
        self._rare_units = [place + before for before, place in enumerate(self._rare)]

    def to_units(self, offset: int) -> int:
        """The cursor position of a character offset."""
        offset = min(max(offset, 0), self._length)
        return offset + bisect_left(self._rare, offset)

    def to_offset(self, units: int) -> int:
        """The character offset of a cursor position."""
        return units - bisect_left(self._rare_units, units)


def _carried(here: Sequence[int], there: Sequence[int], offset: int) -> int:
    place = max(bisect_right(here, offset) - 1, 0)
    moved = max(offset - here[place], 0)
    if place + 1 < len(there):
        moved = min(moved, there[place + 1] - there[place])
    return there[place] + max(moved, 0)
