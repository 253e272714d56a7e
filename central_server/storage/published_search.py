"""Finding published documents: how text is folded for searching, and what a visitor's query asks for."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber
from court_core.rules.case_types import OWN_COURT_CODES
from court_core.rules.dates import chinese_date, parse_date

_BRACKETS = str.maketrans({**dict.fromkeys("〔［【〖﹝[{", "("), **dict.fromkeys("〕］】〗﹞]}", ")")})
_SPACES = re.compile(r"\s+")
_TERM = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')
_DATE = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}")
_YEAR_FIRST = re.compile(r"\(?((?:19|20)\d\d)\)?(\D.*)")
MOST_TERMS = 8
"""How many terms of a query are looked for."""


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


def terms_of(query: str, most: int = MOST_TERMS) -> tuple[str, ...]:
    """The terms of a query as typed: a space means "and", quotes keep a phrase whole; at most so many, each once.

    A case number is one term, with spaces in it too.
    """
    query = query[:200]
    if _as_case_number(query) is not None:
        return (query.strip(),)
    found = (next(part for part in match.groups() if part).strip('"“”') for match in _TERM.finditer(query))
    return tuple(dict.fromkeys(term for term in found if fold(term)))[:most]


def wanted(term: str) -> tuple[str, ...]:
    """The folded texts that find a term; a date and a case number are found in whatever style they are typed."""
    folded = fold(term)
    if _DATE.search(folded):
        try:
            return (parse_date(folded).isoformat(),)
        except CourtError:
            return (folded,)  # looks like a date and is none: it is searched as it stands
    return _as_case_number(term) or (folded,)


def wanted_number(typed: str) -> tuple[str, ...]:
    """The folded pieces that stand in each case number of which this is a part; spaces part them, brackets may be missing."""
    known = _as_case_number(typed)
    if known is not None:
        return known
    pieces: list[str] = []
    for piece in map(fold, typed.split()):
        dated = _YEAR_FIRST.fullmatch(piece)
        pieces += [f"({dated[1]})", dated[2]] if dated else [piece]
    return tuple(dict.fromkeys(pieces))


def _as_case_number(typed: str) -> tuple[str, ...] | None:
    """The folded pieces of a case number typed from its year on; the court, brackets and 号 may be missing. None if it is none."""
    dated = _YEAR_FIRST.fullmatch(fold(typed))
    if dated is None:
        return None
    year, rest = dated[1], dated[2]
    ended = rest if "号" in rest else f"{rest}号"
    for court in ("", OWN_COURT_CODES[0]):  # any court's code serves to tell what follows it
        try:
            number = CaseNumber.parse(f"({year}){court}{ended}")
        except CourtError:
            continue
        known = fold(number.text) if ended == rest else fold(number.text).removesuffix("号")
        without_court = court or not number.court
        return (f"({year})", known.removeprefix(f"({year}){court}")) if without_court else (known,)
    return None


def like_pattern(folded: str) -> str:
    r"""The SQL LIKE pattern (escape character `\`) that finds a folded text anywhere."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", folded) + "%"
