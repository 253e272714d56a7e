"""The people whom no rule explains: strings weighed over all their places (evidence.py), and what the model says of them.

Two independent looks: the model reads a sentence, the evidence adds up all places of a string. Where they agree, little
weight is enough; alone, each needs more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from court_core.masking.common_words import is_common_word
from court_core.masking.entities import EntityMap, Name
from court_core.masking.evidence import ENOUGH, LOWEST, Guess, guesses, is_region, weight_at
from court_core.masking.lac import NameFinder
from court_core.masking.name_lists import sound_behind_surname
from court_core.masking.names import is_doubtful_name, is_masked_already, is_name_shaped
from court_core.masking.names_by_sound import sounds_around
from court_core.masking.not_people import before_a_place, ends_as_place, in_a_position, is_thing, names_nobody
from court_core.masking.patterns import on_demand
from court_core.masking.plain import Dense, places_of

_SENTENCE = on_demand(r"[^。；：\n]+[。；：]?")
_LAW_LIST = on_demand(r"附(?:录|件|：|:)?[^\n]{0,12}(?:法律|条文|法条)[^\n]{0,12}\n")

AGAINST = 2.75
"""The same where a model was asked and did not find the string; `AT_A_ROLE` behind a word like 被告人, 委托代理人."""
AT_A_ROLE = 1.6
AGREED = -3.7
"""Weight that a string needs which the model takes for a name."""
_AGREED_DOUBTFUL = -2.5  # 希查收, 于庭前: the same with a surname that is an everyday word
_CLEARLY = 1.0
_AS_WORD = -1.0  # 安静: of a name that is an everyday word, though the model takes it for a name
_SURE = 3.5


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left of a document when the rules have spoken: its unexplained strings, and which characters are explained."""

    covered: list[bool]
    guesses: list[Guess]
    end: int
    """Dense offset of the appended law articles: nobody is looked for there."""


def residue_of(
    flat: str,
    dense: Dense,
    starts: frozenset[int],
    entities: EntityMap,
    closed: Iterable[tuple[int, int]],
    kept_names: frozenset[str],
    *,
    least: float = LOWEST,
) -> Residue:
    """Everything name-shaped of some weight (`least`) that is neither a known name nor in a place closed to people."""
    covered = _covered(dense, entities, closed)
    appendix = _LAW_LIST.search(flat)
    end = bisect_left(dense.positions, appendix.start()) if appendix else len(dense.text)
    covered[end:] = [True] * (len(dense.text) - end)
    found = guesses(dense.text, starts, covered, least=least)
    return Residue(covered, [g for g in found if g.text not in kept_names and not _of_staff(dense.text, g)], end)


def by_evidence(text: str, rest: Residue, least: float = ENOUGH) -> Iterator[Name]:
    """The strings whose places alone say that they are names."""
    for guess in rest.guesses:
        enough = least
        if least > AT_A_ROLE and any(in_a_position(text, start) for start, _ in guess.places):
            enough = AT_A_ROLE
        if guess.weight < enough or ends_as_place(guess.text):
            continue
        if not any(names_nobody(text, *place) or is_thing(text, *place) for place in guess.places):
            sure = 0.75 if guess.weight >= _SURE else 0.65
            yield _name(guess.text, f"{len(guess.places)}处的前后文和用字像姓名", sure)


def dotted(text: str, rest: Residue, kept_names: frozenset[str]) -> Iterator[Name]:
    """买买提·热合曼 wherever it stands: the characters on both sides of a dot, as long as names are written with them."""
    for dot in re.finditer("·", text[: rest.end]):
        start, end = sounds_around(text, dot.start())
        if rest.covered[start + 1] and text.count(text[start + 1 : end]) > text.count(text[start:end]):
            start += 1  # 一子|艾力亚尔·吐尔逊, who is known
        whole = start < dot.start() and end > dot.end() and not all(rest.covered[start:end])
        if whole and text[start:end] not in kept_names:
            yield _name(text[start:end], "带间隔号的姓名", 0.75)


def by_model(
    flat: str, dense: Dense, starts: frozenset[int], finder: NameFinder, rest: Residue, kept_names: frozenset[str]
) -> Iterator[Name]:
    """What the model takes for names in the sentences of these strings, and what needs no model."""
    sentences = list(_asked(flat, dense, rest))
    unique = list(dict.fromkeys(text for _, text in sentences))
    answers = dict(zip(unique, finder.find(unique), strict=True))
    votes: dict[str, float] = {}
    things: set[str] = set()
    placed: set[str] = set()
    for start, text in sentences:
        for a, b in answers[text]:
            if _possible(dense.text, start + a, start + b) and not any(rest.covered[start + a : start + b]):
                end, weight = _best_cut(dense.text, start + a, start + b, starts)
                name = dense.text[start + a : end]
                votes[name] = max(weight, votes.get(name, weight))
                if names_nobody(dense.text, start + a, end) or is_thing(dense.text, start + a, end):
                    things.add(name)
                if in_a_position(dense.text, start + a):
                    placed.add(name)
    things.update(
        name for name in votes if any(before_a_place(dense.text, at + len(name)) for at in places_of(dense.text, name))
    )
    for name, weight in votes.items():
        if name not in kept_names and name not in things and weight >= _needed(name, placed=name in placed):
            yield _name(name, f"{finder.label} 识别", 0.65 if len(name) == 2 else 0.75)
    yield from by_evidence(dense.text, rest, AGAINST)


def _needed(name: str, *, placed: bool) -> float:
    """The weight that an answer of the model needs."""
    if is_common_word(name):
        return _AS_WORD
    return _AGREED_DOUBTFUL if is_doubtful_name(name) and not placed else AGREED


def _best_cut(text: str, start: int, end: int, starts: frozenset[int]) -> tuple[int, float]:
    """Where an answer of the model ends: one character more or less where that is far likelier (李安|柏名下, 何大成|系)."""
    weight = weight_at(text, start, end, starts)
    best = (end, weight)
    for other in (end - 1, end + 1):
        if is_name_shaped(text[start:other]) and not is_masked_already(text[start : other + 1]):
            there = weight_at(text, start, other, starts)
            if there > best[1] + _CLEARLY:
                best = (other, there)
    return best


def _name(text: str, why: str, sure: float) -> Name:
    return Name(text, text, "person", why, sure, "", "third-person")


def _asked(flat: str, dense: Dense, rest: Residue) -> Iterator[tuple[int, str]]:
    """The sentences, without white space, in which a string stands that may be a name, with their dense offsets."""
    places = sorted(a for g in rest.guesses for a, _ in g.places)
    for m in _SENTENCE.finditer(flat):
        start, end = bisect_left(dense.positions, m.start()), bisect_left(dense.positions, m.end())
        if start >= rest.end:
            break
        text = dense.text[start:end]
        if bisect_left(places, start) < bisect_left(places, end) or "·" in text:
            yield start, text


def _covered(dense: Dense, entities: EntityMap, closed: Iterable[tuple[int, int]]) -> list[bool]:
    covered = [False] * len(dense.text)
    spans = list(closed)
    if entities.names:
        pattern = re.compile("|".join(map(re.escape, sorted(entities.names, key=lambda k: (-len(k), k)))))
        spans += [m.span() for m in pattern.finditer(dense.text)]
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    return covered


_BODY_BEHIND = on_demand("[省市区县镇乡村路街厂店]|法院|检察院|公司|律师|字第|[某×*]")
_CASE_NUMBER = on_demand(r"[刑民行执检公诉法监赔][）（〔\d一二三初终再申检诉刑执公字]")
_STAFF_BEFORE = on_demand(
    "(?:律师|辩护人|检察员|审判员|审判长|书记员|陪审员|法官|检察官)(?:、?[\u4e00-\u9fff]{2,4}、)*$"
)


def _of_staff(text: str, guess: Guess) -> bool:
    """一审律师薛敬之、郝文礼: wherever it stands, the word before says that this is a lawyer or of a court's staff."""
    return all(_STAFF_BEFORE.search(text, max(0, start - 30), start) for start, _ in guess.places)


def _possible(text: str, a: int, b: int) -> bool:
    """Whether what the model calls a name can be one that is to go."""
    name = text[a:b]
    shaped = is_name_shaped(name) or sound_behind_surname(text, a) == b
    if is_masked_already(name) or not shaped or _BODY_BEHIND.match(text, b):
        return False
    if name[0] == "元" and text[a - 1 : a].isdecimal():
        return False  # 2000000元|转由被告
    if any(_CASE_NUMBER.match(text, at) for at in (b - 1, b)) or is_region(text, a, b):
        return False  # （2015）鲁民申字, 温检公诉刑诉
    return not _STAFF_BEFORE.search(text, max(0, a - 30), a)
