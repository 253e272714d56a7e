"""Finding published documents: how text is folded for searching, and what a visitor's query asks for."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from court_core.errors import CourtError
from court_core.rules.dates import chinese_date, parse_date

_BRACKETS = str.maketrans({**dict.fromkeys("〔［【〖﹝[{", "("), **dict.fromkeys("〕］】〗﹞]}", ")")})
_SPACES = re.compile(r"\s+")
_TERM = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')
_DATE = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}")
_MOST_TERMS = 8


def fold(text: str) -> str:
    """Text as it is compared: one width, one kind of bracket, lower case, no spaces."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text.translate(_BRACKETS))).translate(_BRACKETS).lower()


# A court's documents are written in a few thousand characters.
@lru_cache(maxsize=16_384)
def _folded(character: str) -> str:
    return fold(character)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in `text` it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _folded(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def search_text(*parts: str | None, decided_on: str | None = None) -> str:
    """What a query is compared with. Parts stand on lines of their own, so that no match runs over two of them."""
    dates = [decided_on, chinese_date(date.fromisoformat(decided_on))] if decided_on else []
    return "\n".join(fold(part) for part in [*parts, *dates] if part)


def searched(head: str, text: str | None) -> str:
    """What a document is found by: what stands outside its text and every paragraph of it, folded, each on its line."""
    lines = [*head.split("\n"), *map(fold, (text or "").splitlines())]
    return "\n".join(line for line in lines if line)


def terms_of(query: str) -> tuple[str, ...]:
    """The terms of a query as typed: a space means "and", quotes keep a phrase whole; at most eight, each once."""
    found = (next(part for part in match.groups() if part).strip('"“”') for match in _TERM.finditer(query[:200]))
    return tuple(dict.fromkeys(term for term in found if fold(term)))[:_MOST_TERMS]


def wanted(term: str) -> str:
    """The folded text that finds a term; a date is found in any style."""
    folded = fold(term)
    if _DATE.search(folded):
        try:
            return parse_date(folded).isoformat()
        except CourtError:
            return folded  # looks like a date and is none: it is searched as it stands
    return folded


def like_pattern(folded: str) -> str:
    r"""The SQL LIKE pattern (escape character `\`) that finds a folded text anywhere."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", folded) + "%"
