"""The kinds of answers beside a list, each with how many there are and the address that asks for them alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from central_server.portal.document_hits import Counted
from central_server.portal.document_query import STATES, DocumentQuery
from central_server.storage.published_parties import PARTY_KINDS, PartyKind

_AT_ONCE = 8
_MOST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of answers. `url` asks for it alone, or, when it is `chosen`, no longer."""

    label: str
    number: int
    url: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds to choose from: those to show at once, and those to unfold."""

    name: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...] = ()


def groups_of(query: DocumentQuery, counted: Sequence[Counted]) -> tuple[Group, ...]:
    """The groups in which a choice leaves fewer answers; of one that was chosen from, the choice."""
    first = replace(query, page=1)
    by_number = _most_first
    groups = (
        _group("裁判年份", _numbers((c.year, c.number) for c in counted), query.year, lambda year: replace(first, year=year),
               order=_newest_first, label=lambda year: f"{year} 年"),
        _group("案由", _numbers((c.cause, c.number) for c in counted), query.whole_cause,
               lambda cause: replace(first, whole_cause=cause), order=by_number),
        _group("文书种类", _numbers((c.kind, c.number) for c in counted), query.kind, lambda kind: replace(first, kind=kind),
               order=by_number),
        _group("当事人类型", _numbers((kind, c.number) for c in counted for kind in c.party_kinds.split()), query.party or "",
               lambda party: replace(first, party=cast("PartyKind", party) if party else None), order=by_number,
               label=lambda party: PARTY_KINDS[cast("PartyKind", party)]),
        _group("公开情况", _numbers((c.state, c.number) for c in counted), query.state,
               lambda state: replace(first, state=state), order=by_number, label=lambda state: STATES[state]),
    )  # fmt: skip
    total = sum(c.number for c in counted)
    return tuple(group for group in groups if any(c.chosen or c.number < total for c in group.choices))


def _numbers(pairs: Iterable[tuple[str | None, int]]) -> Counter[str]:
    numbers: Counter[str] = Counter()
    for value, number in pairs:
        if value:
            numbers[value] += number
    return numbers


def _most_first(numbers: Counter[str]) -> list[str]:
    return sorted(numbers, key=lambda value: (-numbers[value], value))


def _newest_first(numbers: Counter[str]) -> list[str]:
    return sorted(numbers, reverse=True)


def _group(
    name: str,
    numbers: Counter[str],
    chosen: str,
    asking: Callable[[str], DocumentQuery],
    *,
    order: Callable[[Counter[str]], list[str]],
    label: Callable[[str], str] = str,
) -> Group:
    if chosen:
        return Group(name, (Choice(label(chosen), numbers[chosen], asking("").url, chosen=True),))
    choices = tuple(Choice(label(value), numbers[value], asking(value).url) for value in order(numbers)[:_MOST])
    return Group(name, choices[:_AT_ONCE], choices[_AT_ONCE:])
