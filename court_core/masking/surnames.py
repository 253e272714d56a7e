"""Surnames: compound, single, and the rare ones that are everyday characters; data in `resources/masking/surnames.txt`."""

from __future__ import annotations

import re
from functools import cache

from court_core.resource_files import resource_path

# Surnames that are everyday function words as well: they need more evidence around them.
DOUBTFUL = frozenset(
    "于向从和时应经由当全方成万都因所常支付解查单关相项管明包公曾后前有来为信代先原由但农党物初能步安同连门多"
)
# Of these the ones that are frequent surnames: a given name that is no word is enough for them.
LESS_DOUBTFUL = frozenset("方成万关管包曾安连通单明解项")


def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Compound surnames, single ones, and of the single ones the rare ones that are everyday characters."""
    sections: dict[str, list[str]] = {"[复姓]": [], "[单姓]": [], "[罕见姓]": []}
    target: list[str] = []
    for line in resource_lines("masking/surnames.txt"):
        if line in sections:
            target = sections[line]
        else:
            target.extend(line.split())
    rare = frozenset("".join(sections["[罕见姓]"]))
    return frozenset(sections["[复姓]"]), frozenset("".join(sections["[单姓]"])) | rare, rare


def resource_lines(name: str) -> list[str]:
    """The lines of a data file that say something."""
    text = resource_path(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


COMPOUND, SINGLE, RARE = _surnames()


def surname_of(name: str) -> str:
    """The surname a Han name begins with, compound ones whole; "" where it begins with none."""
    if len(name) > 2 and name[:2] in COMPOUND:
        return name[:2]
    return name[0] if name and name[0] in SINGLE else ""


def surname_characters() -> str:
    """Every character a surname begins with that is no everyday function word."""
    return "".join(sorted({c[0] for c in COMPOUND} | (SINGLE - DOUBTFUL - RARE) | LESS_DOUBTFUL))


@cache
def surname_pattern() -> re.Pattern[str]:
    """Every place where a name may begin, function words and rare surnames among them: a surname before a given name."""
    single, compound = "".join(sorted(SINGLE)), "".join(sorted({c[0] for c in COMPOUND} - SINGLE))
    second = "".join(sorted({c[1] for c in COMPOUND}))
    return re.compile(rf"(?:[{single}]|[{compound}](?=[{second}]))(?=\w)")


def is_rare_surname(character: str) -> bool:
    """Whether the surname is an everyday character that few people bear as a name (普, 阿, 家)."""
    return character in RARE
