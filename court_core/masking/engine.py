"""Masking of one document: everybody and everything that is to go, by one entity map, under one profile.

Offline and deterministic: the same text, profile and finder give the same result. Who is found how: `people`,
`organisations`, `addresses`, `numbers`; what comes in their place: `replacing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace as changed

from court_core.masking.addresses import find_addresses
from court_core.masking.health import find_health, health_doubts
from court_core.masking.lac import NameFinder
from court_core.masking.numbers import find_numbers
from court_core.masking.organisations import find_organisations
from court_core.masking.people import find_people
from court_core.masking.plain import plain
from court_core.masking.profiles import Profile
from court_core.masking.replacing import replace
from court_core.masking.spans import Doubt, Found, MaskResult, Replacement

WITHOUT_FINDER = (
    "本机没有姓名识别部件，只在正文里提到一两次的人名可能漏掉：请通读一遍，漏了的选中后全文隐去；可请电脑管理员加装。"
)
NO_HEADER = "没有认出当事人首部：请逐一核对当事人姓名。"
_EVERYWHERE = frozenset(("person", "alias", "organisation", "identity", "phone", "plate"))


def mask(
    text: str,
    profile: Profile,
    *,
    finder: NameFinder | None = None,
    also: Sequence[str] = (),
    names: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> MaskResult:
    """The masked text of a judgment with every replacement explained, and what a person should look at.

    `also` are texts that go out with it (title, file name): masked by the same map, handed back in
    `MaskResult.also`. `names` the clerk wants masked everywhere, `keep` the clerk wants left (remembered rules of the
    court). Court staff, prosecutors, lawyers, courts and other public bodies stay in every profile (DOMAIN.md §5).
    """
    people = find_people(text, finder=finder, extra=tuple(names), keep=tuple(keep))
    flat = people.flat
    # Cells of a table end names as marks do; elsewhere a tab is white space.
    cells = flat if "\t" not in text else plain(text.replace("\t", "；"))
    addresses = find_addresses(flat)
    organisations = [o for o in find_organisations(cells, people.header) if not _part_of_address(o, addresses)]
    things = [*organisations, *addresses, *find_numbers(flat), *find_health(flat, people.header)]
    wanted = frozenset(keep)
    found = [
        *people.found,
        *(t for t in things if not _touches(t, people.kept) and text[t.start : t.end] not in wanted),
    ]
    result = replace(text, found, profile, flat=flat)
    notes = result.notes
    if finder is None:
        notes += (WITHOUT_FINDER,)
    if not people.header.mentions:
        notes += (NO_HEADER,)
    return changed(
        result,
        review=_review(result, (*people.doubts, *health_doubts(text, flat))),
        notes=notes,
        also=tuple(masked_alike(other, result.spans) for other in also),
    )


def masked_alike(text: str, spans: Iterable[Replacement]) -> str:
    """A title or file name with the replacements of its document; nothing else is looked for in it."""
    table: dict[str, str] = {}
    for span in spans:
        original = re.sub(r"\s", "", plain(span.original))
        if span.kind in _EVERYWHERE and len(original) > 1:
            table.setdefault(original, span.replacement)
    if not table or not text:
        return text
    dense = plain(text).dense
    pattern = re.compile("|".join(map(re.escape, sorted(table, key=lambda k: (-len(k), k)))))
    pieces: list[str] = []
    at = 0
    for match in pattern.finditer(dense.text):
        start, end = dense.span(*match.span())
        pieces += (text[at:start], table[match.group()])
        at = end
    return "".join([*pieces, text[at:]])


def _part_of_address(found: Found, addresses: Sequence[Found]) -> bool:
    """住化州市良光镇山口村委会坡头岭村6号: the committee is where somebody lives, not somebody."""
    return any(a.start < found.end < a.end and found.start < a.end for a in addresses)


def _touches(found: Found, kept: tuple[tuple[int, int], ...]) -> bool:
    return any(start < found.end and found.start < end for start, end in kept)


def _review(result: MaskResult, doubts: tuple[Doubt, ...]) -> tuple[Replacement | Doubt, ...]:
    """What to look at, in the order of the text: unsure replacements, and places left that could be names."""
    open_doubts = [d for d in doubts if not any(s.start < d.end and d.start < s.end for s in result.spans)]
    return tuple(sorted((*result.review, *open_doubts), key=lambda item: (item.start, item.end)))
