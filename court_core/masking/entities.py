"""The entity map of one document: every name, whose it is, and every place where it stands (masked once, masked everywhere)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed

from court_core.masking.aliases import declared_here
from court_core.masking.common_words import is_common_word
from court_core.masking.given_names import is_given_name_here
from court_core.masking.name_neighbours import joins_left
from court_core.masking.names import reads_as_name
from court_core.masking.patterns import on_demand
from court_core.masking.plain import Dense
from court_core.masking.spans import Found, Group, Kind
from court_core.masking.surnames import surname_of
from court_core.masking.wrapped_lines import wrap_width

_PLACE_AFTER = on_demand(
    r"[省市区县旗]?(?:自治[县区])?(?:第[一二三四五六]|高级|中级|基层|铁路运输)?(?:人民法院|人民检察院|法院|检察院|公安局|派出所|看守所|人民政府)"
)
_LISTED = on_demand("[\\d.]{0,8}[十百千万]{0,2}元?、")  # 天成30万、全胜30万
_FIGHTS = on_demand(
    "(?:互相)?(?:[打吵骂]|厮打|撕[打扯]|争[吵执]|扭打|推[搡打])(?:在|了|起|着|架)"
)  # 郝永刚和建国打在一块儿
_SERIAL_AFTER = on_demand(r"[\u4e00-\u9fff]{0,8}(?:字)?第\d")


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling under which a person is masked; `entity` is the full name it belongs to."""

    text: str
    entity: str
    kind: Kind
    why: str
    sure: float
    role: str
    group: Group
    given_only: bool = False
    quoted_only: bool = False


@dataclass(slots=True)
class EntityMap:
    """Names of one document. The first declaration of a spelling stands: the header is read before the body."""

    names: dict[str, Name] = field(default_factory=dict)

    def add(self, name: Name) -> None:
        """Take a spelling unless it is known."""
        self.names.setdefault(name.text.replace(" ", ""), name)

    def call(self, words: Mapping[str, Iterable[str]]) -> None:
        """Add what people are called in the body (民警, 被害人) to the roles of their names."""
        for text, called in words.items():
            name = self.names.get(text.replace(" ", ""))
            if name is not None:
                roles = dict.fromkeys([*filter(None, name.role.split("、")), *called])
                self.names[text.replace(" ", "")] = changed(name, role="、".join(roles))

    def __contains__(self, text: str) -> bool:
        return text in self.names

    def spellings(self) -> frozenset[str]:
        """Every known spelling, in dense form."""
        return frozenset(self.names)

    def given_names(self) -> list[Name]:
        """建国 for the party 李建国: the given names of two characters that belong to one person only."""
        owners: dict[str, set[str]] = {}
        for name in self.names.values():
            given = name.text[len(surname_of(name.text)) :]
            if name.kind == "person" and len(given) == 2 and "·" not in name.text:
                owners.setdefault(given, set()).add(name.entity)
        return [
            Name(given, next(iter(people)), "alias", "只称名不称姓", 0.6, "", "party", given_only=True)
            for given, people in owners.items()
            if len(people) == 1 and given not in self.names
        ]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a name: dense offsets, and whether it was read as the person or as an everyday word."""

    start: int
    end: int
    name: Name
    is_person: bool


def occurrences(
    plain_text: str,
    dense: Dense,
    names: Iterable[Name],
    closed: Iterable[tuple[int, int]],
    kept_names: Iterable[str],
    line_starts: frozenset[int],
) -> Iterator[Occurrence]:
    """Every place of every name; the longest wins. Places closed to people are passed over, and so are longer kept
    names that contain a party's name (party 罗建, judge 罗建章).
    """
    table = {n.text.replace(" ", ""): n for n in names}
    if not table:
        return
    shields = {k for k in kept_names if k not in table}
    pattern = re.compile("|".join(map(re.escape, sorted(table.keys() | shields, key=lambda k: (-len(k), k)))))
    blocked = [False] * len(dense.text)
    for start, end in closed:
        blocked[start:end] = [True] * (end - start)
    width = wrap_width(plain_text)
    at = last = 0
    while found := pattern.search(dense.text, at):
        start, end = found.span()
        name = table.get(found.group())
        at = end
        if name is None:
            continue
        if any(blocked[start:end]) or not _whole(plain_text, dense, start, end, width):
            at = start + 1
            continue
        verdict = _is_person(dense.text, start, end, name, start in line_starts) or (
            name.given_only
            and (_beside_somebody(dense.text, last, start, end) or _before_somebody(dense.text, start, end, table))
        )
        yield Occurrence(start, end, name, verdict)
        if verdict:
            last = end
        else:
            at = start + 1


def _beside_somebody(text: str, last: int, start: int, end: int) -> bool:
    """Whether a given name stands next to the person that ends at `last`: 天成30万、全胜30万, 李天成和国胜."""
    word = is_common_word(text[start:end]) and not _FIGHTS.match(text, end)
    joined = text[last:start] in ("和", "与") and not word
    return joined or bool(_LISTED.fullmatch(text, last, start))


def _before_somebody(text: str, start: int, end: int, names: Mapping[str, Name]) -> bool:
    """看见铁军和国栋互相撕扯: a given name that is a word, before another given name of this document."""
    beside = names.get(text[end + 1 : end + 3]) if text[end : end + 1] in ("和", "与", "跟") else None
    return beside is not None and beside.given_only and not joins_left(text, start)


def _whole(plain_text: str, dense: Dense, start: int, end: int, width: int) -> bool:
    """A name may be broken by spaces or one line end, never by an empty line or by a paragraph's end.

    One of two characters only where the lines of the text are broken at one width, by such a break.
    """
    first, last = dense.span(start, end)
    gap = plain_text[first:last]
    if "\n" not in gap:
        return True
    wrapped = width and plain_text.index("\n", first) - plain_text.rfind("\n", 0, first) - 1 == width
    return (end - start >= 3 or bool(wrapped)) and dense.same_line(plain_text, start, end)


def _is_person(text: str, start: int, end: int, name: Name, line_start: bool) -> bool:
    if _PLACE_AFTER.match(text, end) and not text.startswith(("检察院", "公安局", "派出所", "法院"), end):
        return False
    if text[start - 1 : start] == "）" and _SERIAL_AFTER.match(text, end):
        return False
    quoted = text[start - 1 : start] in ("“", '"', "‘") and text[end : end + 1] in ("”", '"', "’")
    if name.quoted_only and not quoted and not declared_here(text, start):
        return False
    if declared_here(text, start):
        return True
    if name.given_only:
        return is_given_name_here(text, start, end, line_start=line_start)
    if "·" in name.text or name.kind == "alias":
        word = is_common_word(name.text) and not name.quoted_only
        return not word or reads_as_name(text, start, end, line_start=line_start)
    return reads_as_name(text, start, end, line_start=line_start)


def as_found(dense: Dense, occurrence: Occurrence) -> Found:
    """The finding of an occurrence, with offsets into the original text."""
    start, end = dense.span(occurrence.start, occurrence.end)
    name = occurrence.name
    return Found(start, end, name.kind, name.entity, name.why, name.sure, name.role, name.group)
