"""All people of one document, in the order of evidence: header, other names, the words around a name, the residue."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from court_core.masking.aliases import (
    declared_aliases,
    dotted_otherwise,
    latin_forms,
    latin_in_header,
    latin_pattern,
    quoted_in_lists,
    short_forms,
)
from court_core.masking.common_words import is_common_word
from court_core.masking.dai_names import dai_short_forms
from court_core.masking.entities import EntityMap, Name, Occurrence, as_found, occurrences
from court_core.masking.evidence import ENOUGH, LOWEST
from court_core.masking.families import of_their_family
from court_core.masking.header import parse_header
from court_core.masking.lac import NameFinder
from court_core.masking.name_characters import surname_chance
from court_core.masking.name_lists import by_sound, in_brackets, listed, longer_names
from court_core.masking.names import is_masked_already, is_name_shaped, is_plainly_a_word
from court_core.masking.near_names import near_names
from court_core.masking.nicknames import nicknames
from court_core.masking.not_people import names_nobody, runs_on
from court_core.masking.patterns import on_demand
from court_core.masking.plain import Dense, PlainText, places_of, plain, plain_name
from court_core.masking.public_bodies import law_firms, serials
from court_core.masking.residue import by_evidence, by_model, dotted, residue_of
from court_core.masking.roles import base_role
from court_core.masking.spans import Doubt, Found, Group, Header, Kind
from court_core.masking.staff import kept_positions
from court_core.masking.tables import names_in_tables
from court_core.masking.triggers import third_persons
from court_core.masking.word_names import announced, means_the_party

_GROUPS: dict[str, str] = {"party": "当事人首部", "representative": "代表人", "agent": "非律师代理人"}
_CASE_YEAR = on_demand(r"[（〔]((?:19|20)\d{2})[）〕]")
_BORN = on_demand(r"((?:19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生|[，（])")
_OF_AGE = 18
_CLEAR_SURNAME = 3  # of `surname_chance`
_MANY = 4  # places where a name is a person's, for each where nothing says so
_BY_THE_OTHERS = 0.6
_SURELY = 0.9


@dataclass(frozen=True, slots=True)
class People:
    """What was found of people: spans to replace, places to look at, and the plain text and header they were read from."""

    flat: PlainText
    found: tuple[Found, ...]
    doubts: tuple[Doubt, ...]
    header: Header
    kept: tuple[tuple[int, int], ...]
    """Places of court staff, prosecutors and lawyers in the original text: nothing may be replaced there."""


def find_people(
    text: str, *, finder: NameFinder | None = None, extra: tuple[str, ...] = (), keep: tuple[str, ...] = ()
) -> People:
    """Every place where a natural person is named who is not court staff, prosecutor or lawyer.

    `extra` are names the clerk told (mask this everywhere), `keep` names the clerk wants kept.
    """
    flat = plain(text)
    dense = flat.dense
    header = parse_header(flat)
    kept = kept_positions(flat, dense, header)
    kept_names = kept.names | {plain_name(k).replace(" ", "") for k in keep}
    starts = dense.line_starts(flat)
    entities = EntityMap()
    _from_header(flat, header, entities)
    for name in extra:
        spelling = plain_name(name)
        entities.add(Name(spelling, spelling, "person", "承办人指定", 1.0, "", "third-person"))
    _from_aliases(dense, header, entities)
    _from_tables(text, dense, entities, kept_names)
    _from_body(dense, starts, entities, kept_names, kept.staff)
    _with_surnames(dense, entities)
    known = entities.spellings()
    _from_families(dense, starts, entities, kept_names)
    least = ENOUGH if finder is None else LOWEST
    closed = (*kept.places, *serials(dense.text), *law_firms(dense.text))
    rest = residue_of(flat, dense, starts, entities, closed, kept_names, least=least)
    for person in (
        by_evidence(dense.text, rest) if finder is None else by_model(flat, dense, starts, finder, rest, kept_names)
    ):
        entities.add(person)
    for person in dotted(dense.text, rest, kept_names):
        entities.add(person)
    _beside_the_new(dense, entities, known, kept_names)
    for longer in runs_on(dense.text, entities.names):
        if entities.names[longer].group == "third-person":
            del entities.names[longer]
    for given in entities.given_names():
        entities.add(given)
    for spelling in [k for k in entities.names if k in keep]:
        del entities.names[spelling]
    places = list(occurrences(flat, dense, entities.names.values(), closed, kept_names, starts))
    found, doubts = _located(text, dense, header, places)
    found += _latin(flat, entities)
    return People(flat, tuple(found), tuple(doubts), header, tuple(dense.span(a, b) for a, b in kept.places))


def _located(text: str, dense: Dense, header: Header, places: Sequence[Occurrence]) -> tuple[list[Found], list[Doubt]]:
    """What of the places goes, and what a person may want to look at."""
    found: list[Found] = []
    doubts: list[Doubt] = []
    declared = {(m.start, m.end) for m in header.mentions}
    times = Counter((place.name.text, place.is_person) for place in places if place.name.group != "third-person")
    called = {dense.text[a:b] for a, b in announced(dense.text)}
    for place in places:
        span = as_found(dense, place)
        if place.is_person or (span.start, span.end) in declared:
            found.append(span)
        elif _party_after_all(dense.text, place, times, called):
            found.append(changed(span, sure=_BY_THE_OTHERS))
        elif not place.name.given_only and not place.name.quoted_only:
            doubts.append(_doubt(text, span, place))
    return found, doubts


def _party_after_all(text: str, place: Occurrence, times: Counter[tuple[str, bool]], called: set[str]) -> bool:
    """Whether a party's name that is a word (黄海) stands for the party where nothing beside it says so."""
    name = place.name.text
    stranger = place.name.group == "third-person" and name not in called
    if stranger or place.name.given_only or place.name.quoted_only:
        return False
    mostly = times[name, True] >= _MANY * max(1, times[name, False])
    if mostly and not is_plainly_a_word(text, place.start, place.end):
        return True
    often = times[name, True] >= max(_MANY, times[name, False])
    return means_the_party(text, place.start, place.end, often=often)


def _doubt(text: str, span: Found, place: Occurrence) -> Doubt:
    return Doubt(
        span.start, span.end, "person", text[span.start : span.end], f"与{place.name.why}同字，按普通词语保留", 0.3
    )


def _from_header(flat: str, header: Header, entities: EntityMap) -> None:
    year = _decided(flat)
    lawyers = {m.name for m in header.mentions if m.group == "lawyer"}  # named again without the firm: 委托代理人毕朗
    for m in header.mentions:
        if m.group == "agent" and m.name in lawyers:
            continue
        if m.nature == "person" and m.group not in ("lawyer", "public-body") and not is_masked_already(m.name):
            why = f"{_GROUPS.get(m.group, '首部')}：{m.role}"
            role = base_role(m.role)
            born = _BORN.search(m.rest[:60])
            if born and year - int(born[1]) < _OF_AGE:
                role += "、未成年人"
            entities.add(Name(m.name, m.name, "person", why, 1.0, role, m.group))


def _decided(flat: str) -> int:
    """The year of the case number; 0 where there is none."""
    found = _CASE_YEAR.search(flat[:800])
    return int(found[1]) if found else 0


def _from_aliases(dense: Dense, header: Header, entities: EntityMap) -> None:
    people = {m.name: m for m in header.mentions if m.nature == "person" and m.group != "lawyer"}
    places = [(a, name) for name in people for a, _ in dense.occurrences(name)]
    others = [
        *declared_aliases(dense.text, places),
        *latin_forms(dense.text, people),
        *latin_in_header(header.mentions),
        *short_forms(header.mentions),
    ]
    for other in others:
        owner = people.get(other.owner)
        role, group = (base_role(owner.role), owner.group) if owner else ("", "third-person")
        entities.add(
            Name(
                other.name,
                other.owner or other.name,
                "alias" if other.owner else "person",
                f"{other.owner or '某人'}的{other.word}" if other.owner else other.word,
                0.9 if other.owner else 0.75,
                role,
                group,
                quoted_only=other.quoted,
            )
        )


def _from_tables(text: str, dense: Dense, entities: EntityMap, kept_names: frozenset[str]) -> None:
    if "\t" not in text and "|" not in text:
        return
    for start, end, certain in names_in_tables(text):
        name = dense.text[bisect_left(dense.positions, start) : bisect_left(dense.positions, end)]
        # Staff are protected by their places: a creditor who bears the clerk's name goes all the same.
        if (certain or name not in kept_names) and not is_masked_already(name):
            why = "表格的人名栏" if certain else "表格中单独成格的姓名"
            entities.add(Name(name, name, "person", why, 0.9 if certain else 0.7, "", "third-person"))


def _from_body(
    dense: Dense, starts: frozenset[int], entities: EntityMap, kept_names: frozenset[str], staff: frozenset[str]
) -> None:
    known = entities.spellings()
    owners = sorted(dict.fromkeys(n.entity for n in entities.names.values()), key=len)  # as they stand in the header
    roles: dict[str, list[str]] = {}
    for c in third_persons(dense.text, starts, known, kept_names, staff):
        name = dense.text[c.start : c.end]
        if c.word and c.word not in roles.setdefault(name, []):
            roles[name].append(c.word)
        owner = next((o for o in owners if _misspelt(name, o)), name) if c.misspelt else name
        why = f"疑为{owner}的误写" if owner != name else c.why
        group: Group = "third-person"
        entities.add(Name(name, owner, "person" if owner == name else "alias", why, c.sure, c.word, group))
    entities.call(roles)
    _other_forms(dense, entities, known)
    for short, owner in dai_short_forms(dense.text, entities.spellings()):
        full = entities.names[owner]
        entities.add(changed(full, text=short, kind="alias", why=f"{owner}的简称", sure=0.7))


def _with_surnames(dense: Dense, entities: EntityMap) -> None:
    """我弟宋思翀 where 小舅子思翀 was found by his given name alone."""
    for name in [n for n in entities.names.values() if len(n.text) == 2 and n.group == "third-person"]:
        if name.kind != "person" or surname_chance(name.text[0]) >= _CLEAR_SURNAME:
            continue
        for at in places_of(dense.text, name.text):
            surname, before = dense.text[at - 1 : at], dense.text[at - 2 : at]
            full = surname + name.text
            if surname_chance(surname) >= _CLEAR_SURNAME and is_name_shaped(full) and not is_common_word(before):
                entities.add(changed(name, text=full, entity=full))


def _from_families(dense: Dense, starts: frozenset[int], entities: EntityMap, kept_names: frozenset[str]) -> None:
    people = [n.text for n in entities.names.values() if n.kind == "person" and n.sure >= _SURELY]
    for c in of_their_family(dense.text, starts, people):
        name = dense.text[c.start : c.end]
        if name not in kept_names:
            owner = next((person for person in people if _misspelt(name, person)), name)
            why = f"疑为{owner}的误写" if owner != name else c.why
            entities.add(Name(name, owner, "person" if owner == name else "alias", why, c.sure, "", "third-person"))


def _other_forms(dense: Dense, entities: EntityMap, declared: frozenset[str]) -> None:
    """Nicknames in lists, names in brackets, Latin and short forms of the people of the body."""
    for nick in quoted_in_lists(dense.text, entities.spellings()):
        entities.add(Name(nick.name, nick.name, "person", nick.word, 0.75, "", "third-person", quoted_only=nick.quoted))
    for nick in nicknames(dense.text, entities.spellings()):
        owner = entities.names[nick.owner].entity if nick.owner else nick.name
        kind: Kind = "alias" if nick.owner else "person"
        why = f"{owner}的{nick.word}" if nick.owner else nick.word
        entities.add(Name(nick.name, owner, kind, why, 0.7, "", "third-person", quoted_only=nick.quoted))
    for start, end, owner in in_brackets(dense.text, entities.spellings()):
        entity = entities.names[owner].entity
        entities.add(Name(dense.text[start:end], entity, "alias", f"{owner}的本名", 0.8, "", "third-person"))
    for other in dotted_otherwise(dense.text, list(entities.names)):
        full = entities.names[other.owner]
        entities.add(changed(full, text=other.name, kind="alias", why=f"{full.entity}的{other.word}"))
    dotted = [n for n in entities.names if "·" in n]
    for name in dotted:
        first = name.split("·")[0]
        if len(first) > 2 and sum(other.startswith(first) for other in dotted) == 1:
            entities.add(Name(first, entities.names[name].entity, "alias", f"{name}的简称", 0.8, "", "third-person"))
    fresh = [n for n in entities.names if n not in declared and not n[0].isascii()]
    for form in latin_forms(dense.text, fresh):
        entities.add(Name(form.name, form.owner, "alias", f"{form.owner}的外文名", 0.85, "", "third-person"))


def _beside_the_new(dense: Dense, entities: EntityMap, known: frozenset[str], kept_names: frozenset[str]) -> None:
    """What stands in a list with the people found last: names by their sound, nicknames."""
    for near in near_names(dense.text, [n.text for n in entities.names.values() if n.kind == "person"]):
        name = dense.text[near.start : near.end]
        if (
            name not in kept_names
            and not names_nobody(dense.text, near.start, near.end)
            and not is_masked_already(name)
        ):
            entities.add(Name(name, name, "person", near.why, near.sure, "", "third-person"))
    for more in longer_names(dense.text, [n.text for n in entities.names.values() if n.kind == "person"]):
        name = dense.text[more.start : more.end]
        short = entities.names.pop(name[:-1])
        entities.add(changed(short, text=name, entity=name if short.entity == short.text else short.entity))
    new = entities.spellings() - known
    for c in (*listed(dense.text, new), *by_sound(dense.text, entities.spellings())) if new else ():
        name = dense.text[c.start : c.end]
        if name not in kept_names and not names_nobody(dense.text, c.start, c.end) and not is_masked_already(name):
            entities.add(Name(name, name, "person", c.why, c.sure, "", "third-person"))
    if new:
        _other_forms(dense, entities, entities.spellings())


def _misspelt(name: str, owner: str) -> bool:
    if len(owner) == len(name) >= 3:
        return owner[0] == name[0] and sum(a != b for a, b in zip(owner, name, strict=True)) == 1
    return len(owner) > len(name) >= 2 and owner.startswith(name)


def _latin(flat: str, entities: EntityMap) -> list[Found]:
    found: list[Found] = []
    for name in list(entities.names.values()):
        if re.fullmatch(r"[A-Za-zÀ-ÿ'.，, \-]+", name.text):
            pattern = latin_pattern(name.text)
            if pattern is not None:
                found += [
                    Found(m.start(), m.end(), name.kind, name.entity, name.why, name.sure, name.role, name.group)
                    for m in pattern.finditer(flat)
                ]
    return found
