"""Excerpts of a document around the words that were asked for, the words marked: text only, the page escapes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from central_server.storage.published_search import fold, fold_with_places

_BEFORE, _AFTER, _WHOLE = 28, 60, 110
_MOST_EXCERPTS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marked` says that it was asked for."""

    text: str
    marked: bool = False


def marked(text: str, folded_terms: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text with every match marked, whatever width or bracket it was typed in."""
    return _pieces(text, _hits(text, folded_terms), 0, len(text))


def excerpts(text: str, folded_terms: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """At most two pieces of lines that hold the terms, those with most of them first; empty where none is in the text."""
    # Most words stand in the text as they are compared; only for others its every line has to be made comparable.
    as_written = all(term in text for term in folded_terms)
    lines = [(line, line if as_written else fold(line)) for line in text.splitlines()]
    missing = list(dict.fromkeys(term for term in folded_terms if any(term in folded for _, folded in lines)))
    found: list[tuple[Piece, ...]] = []
    while missing and len(found) < _MOST_EXCERPTS:
        line, folded = max(lines, key=lambda item: sum(term in item[1] for term in missing))
        found.append(_cut(line, missing, folded_terms))
        missing = [term for term in missing if term not in folded]
    return tuple(found)


def passage(pieces: Sequence[Piece]) -> str:
    """The first marked stretch; empty where there is none."""
    return next((piece.text for piece in pieces if piece.marked), "")


def _cut(line: str, first: Sequence[str], terms: Sequence[str]) -> tuple[Piece, ...]:
    """The line around the first hit of one of the terms in `first`, every term in it marked."""
    hits = _hits(line, terms)
    at = min((start for start, _ in _hits(line, first)), default=0)
    start = max(at - _BEFORE, 0) if len(line) > _WHOLE else 0
    end = min(at + _AFTER, len(line)) if len(line) > _WHOLE else len(line)
    for hit_start, hit_end in hits:  # a marked word is never cut in two
        if hit_start < start < hit_end:
            start = hit_start
        if hit_start < end < hit_end:
            end = hit_end
    pieces = _pieces(line, hits, start, end)
    front = (Piece("…"),) if start else ()
    back = (Piece("…"),) if end < len(line) else ()
    return (*front, *pieces, *back)


def _hits(text: str, folded_terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the terms stand, in order, those that touch or overlap put together."""
    folded, places = fold_with_places(text)
    found = []
    for term in folded_terms:
        at = folded.find(term)
        while at >= 0:
            found.append((places[at], places[at + len(term) - 1] + 1))
            at = folded.find(term, at + len(term))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, hits: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces = []
    at = start
    for hit_start, hit_end in hits:
        if hit_start < start or hit_end > end:
            continue
        pieces += [Piece(text[at:hit_start]), Piece(text[hit_start:hit_end], marked=True)]
        at = hit_end
    pieces.append(Piece(text[at:end]))
    return tuple(piece for piece in pieces if piece.text)
