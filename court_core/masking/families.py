"""Relatives of those who bear a surname that no list has, or that is an everyday word elsewhere: 犹登才, his brother 犹登明."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from court_core.masking.candidates import Candidate
from court_core.masking.evidence import is_region, kin_weight
from court_core.masking.name_neighbours import ALL_HAN
from court_core.masking.names import is_given_name
from court_core.masking.not_people import names_nobody
from court_core.masking.plain import places_of
from court_core.masking.residue import ALONE
from court_core.masking.surnames import SINGLE, is_rare_surname


def of_their_family(text: str, starts: frozenset[int], people: Collection[str]) -> Iterator[Candidate]:
    """Names of a dense text that begin with a surname of `people` that is worth nothing elsewhere."""
    names = {name for name in people if ALL_HAN.fullmatch(name) and len(name) in (2, 3)}
    for surname in sorted({name[0] for name in names}):
        if surname not in SINGLE or is_rare_surname(surname):
            yield from _borne_with(text, surname, starts, names)


def _borne_with(text: str, surname: str, starts: frozenset[int], names: set[str]) -> Iterator[Candidate]:
    everywhere = list(places_of(text, surname))
    others = [at for at in everywhere if not {text[at : at + 2], text[at : at + 3]} & names]
    share = 1 - len(others) / len(everywhere)
    places: dict[str, list[tuple[int, int]]] = {}
    for at in others:
        for end in (at + 2, at + 3):
            if is_given_name(text[at + 1 : end]) and not is_region(text, at, end):
                places.setdefault(text[at:end], []).append((at, end))
    weighed = sorted(((kin_weight(text, where, starts, share), name) for name, where in places.items()), reverse=True)
    taken: set[int] = set()
    for weight, name in weighed:
        where = [place for place in places[name] if place[0] not in taken]
        if weight < ALONE or not where or any(names_nobody(text, *place) for place in where):
            continue
        taken.update(at for at, _ in where)
        yield Candidate(*where[0], "", 0.7, f"与{surname}姓的人同姓")
