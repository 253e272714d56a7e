"""The numbers of names that read alike (张某1, 张某2), after a person said that two of them are one.

They run as the engine's do: by first appearance, people by their form, organisations in one row, past every number that
the source already has. What a person put in a place in so many words stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from court_core.masking.plain import plain, plain_name

if TYPE_CHECKING:
    from clerk_app.use_cases.reviewed_copy import Place

TOLD = "told"
"""The kind of words that a person told and that look like nothing the engine knows."""

NAMES = ("person", "organisation", "alias", TOLD)
"""Kinds of places that hold somebody's name."""

_NUMBERED = re.compile(r"(.*?某|[A-Z])(\d*)(.*)", re.DOTALL)
_Keys = Mapping[str, str]


def squeezed(text: str) -> str:
    """Plain form without blanks, by which words are the same however they are set."""
    return re.sub(r"\s", "", plain(text))


def merged(same: Mapping[str, str], names: Iterable[str], other: str) -> dict[str, str]:
    """What is known of who is whom, and that these names (squeezed) are `other`'s. All point at the last name."""
    root = same.get(other, other)
    new = set(names) - {root}
    known = {name: root if at in new else at for name, at in same.items() if name != root}
    return {**known, **dict.fromkeys(sorted(new), root)}


def renumbered(places: Sequence[Place], same: Mapping[str, str], source: str) -> tuple[Place, ...]:
    """The places with their numbers in order. `source` is the original's text, `same` says whose name a name is."""
    named = [place for place in places if place.kind in NAMES and place.proposed != place.original]
    first = {squeezed(place.original): place for place in reversed(named)}
    whose = _owners(named, same)
    shown = [
        _Shown(place, whose[_key(place)], _Form.of(first.get(same.get(squeezed(place.original), ""), place).proposed))
        for place in named
    ]
    flat = plain(source)
    numbers = {**_of_people(shown, flat), **_of_organisations(shown, flat)}
    put = {item.place: item.form.numbered(numbers.get((item.form, item.owner), 0)) for item in shown}
    return tuple(_put(place, put[place]) if place in put else place for place in places)


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands for a name, without its number: what comes before it and after it. `head` empty: it bears none."""

    head: str
    tail: str

    @classmethod
    def of(cls, proposed: str) -> _Form:
        found = _NUMBERED.fullmatch(proposed)
        return cls(found[1], found[3]) if found and proposed != "某" else cls("", proposed)

    @property
    def text(self) -> str:
        return self.head + self.tail

    @property
    def is_person(self) -> bool:
        return bool(self.head) and not self.tail

    def numbered(self, number: int) -> str:
        return f"{self.head}{number or ''}{self.tail}"


@dataclass(frozen=True, slots=True)
class _Shown:
    place: Place
    owner: str
    form: _Form


_Numbers = dict[tuple[_Form, str], int]


def _of_people(shown: Iterable[_Shown], source: str) -> _Numbers:
    order: dict[_Form, dict[str, None]] = {}
    for item in shown:
        if item.form.is_person:
            order.setdefault(item.form, {})[item.owner] = None
    numbers: _Numbers = {}
    for form, owners in order.items():
        if len(owners) == 1 and not (len(form.text) > 1 and form.text in source):
            continue
        used = {int(number) for number in re.findall(re.escape(form.text) + r"(\d{1,4})", source)}
        number = 0
        for owner in owners:
            number = _next(number, used)
            numbers[form, owner] = number
    return numbers


def _of_organisations(shown: Iterable[_Shown], source: str) -> _Numbers:
    listed = [item for item in shown if item.form.head and not item.form.is_person]
    owners: dict[_Form, set[str]] = {}
    for item in listed:
        owners.setdefault(item.form, set()).add(item.owner)
    alike = {o for form, found in owners.items() for o in found if len(found) > 1 or form.text in source}
    used = {int(number) for number in re.findall(r"某(\d{1,4})", source)}
    number, by_owner = 0, dict[str, int]()
    for owner in dict.fromkeys(item.owner for item in listed):
        if owner in alike:
            number = by_owner[owner] = _next(number, used)
    return {(item.form, item.owner): by_owner.get(item.owner, 0) for item in listed}


def _next(number: int, used: set[int]) -> int:
    number += 1
    while number in used:
        number += 1
    return number


def _key(place: Place) -> str:
    return place.entity or plain_name(place.original)


def _owners(named: Sequence[Place], same: Mapping[str, str]) -> _Keys:
    """For each name's key, the key of whom it belongs to."""
    keys: dict[str, set[str]] = {}
    for place in named:
        keys.setdefault(squeezed(place.original), set()).add(_key(place))
    whose = {_key(place): _key(place) for place in named}
    for name, other in same.items():
        one = {whose[key] for key in (*keys.get(name, ()), *keys.get(other, ()))}
        if len(one) > 1:
            last = min(one)
            whose = {key: last if owner in one else owner for key, owner in whose.items()}
    return whose


def _put(place: Place, proposed: str) -> Place:
    """What stood there as the machine's word follows; what a person wrote or kept stays."""
    if proposed == place.proposed or squeezed(place.original) in squeezed(proposed):
        return place
    follows = place.replacement == place.proposed
    return replace(place, proposed=proposed, replacement=proposed if follows else place.replacement)
