"""Relatives of those who bear a surname that no list has, or that is an everyday word elsewhere: 犹登才, his brother 犹登明."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from court_core.masking.candidates import Candidate
from court_core.masking.evidence import ENOUGH, is_region, kin_weight
from court_core.masking.name_neighbours import ALL_HAN
from court_core.masking.names import is_given_name
from court_core.masking.not_people import names_nobody
from court_core.masking.plain import places_of
from court_core.masking.surnames import SINGLE, is_rare_surname


def of_their_family(text: str, starts: frozenset[int], people: Collection[str]) -> Iterator[Candidate]:
    """Names of a dense text that begin with a surname of `people` that is worth nothing elsewhere."""
    names = {name for name in people if ALL_HAN.fullmatch(name) and len(name) in (2, 3)}
    for surname in sorted({name[0] for name in names}):
        if surname not in SINGLE or is_rare_surname(surname):
            yield from _borne_with(text, surname, starts, names)


def _borne_with(text: str, surname: str, starts: frozenset[int], names: set[str]) -> Iterator[Candidate]:
    """The likeliest first: each one found makes it likelier that the next place of the character is a name too."""
    everywhere = list(places_of(text, surname))
    left = {at for at in everywhere if not {text[at : at + 2], text[at : at + 3]} & names}
    while left:
        share = 1 - len(left) / len(everywhere)
        places = _name_shaped(text, left)
        weighed = ((kin_weight(text, where, starts, share), name) for name, where in places.items())
        weight, name = max(weighed, default=(0.0, ""))
        if weight < ENOUGH:
            return
        left -= {at for at, _ in places[name]}
        if name[1:] not in names and not any(names_nobody(text, *place) for place in places[name]):
            yield Candidate(*places[name][0], "", 0.7, f"与{surname}姓的人同姓")


def _name_shaped(text: str, starts: Collection[int]) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for at in sorted(starts):
        for end in (at + 2, at + 3):
            if is_given_name(text[at + 1 : end]) and not is_region(text, at, end):
                places.setdefault(text[at:end], []).append((at, end))
    return places
