"""A person whom the words around a name tell of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person named in the body: dense offsets, the word that told it, how sure, and a phrase for the clerk."""

    start: int
    end: int
    word: str
    sure: float
    why: str
    misspelt: bool = False
