"""How much a string's characters speak for a person's name: 秀英 does, 分嫖 and 从被 do not.

Natural logarithms of the chance of a character in a name over its chance in any text, by its place in the name; data
in `resources/masking/name_characters.txt`. A name may have any characters: this weighs, it never decides alone.
"""

from __future__ import annotations

from court_core.masking.surnames import surname_of
from court_core.resource_files import resource_path

UNLISTED = 1
_COMPOUND = 4


def _tables() -> dict[str, dict[str, int]]:
    """The chances by place: 姓, and 中 and 末 of two given characters, 单 of one."""
    tables: dict[str, dict[str, int]] = {}
    here: dict[str, int] = {}
    for line in resource_path("masking/name_characters.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = tables.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            value, characters = line.split("=", 1)
            here.update(dict.fromkeys(characters, int(value)))
    return tables


_TABLES = _tables()
_SURNAME = _TABLES["姓"]
MIDDLE, LAST, ALONE = _TABLES["中"], _TABLES["末"], _TABLES["单"]
"""The chances of the first and the second character of a given name, and of one that is all of it."""


def surname_chance(surname: str) -> int:
    """How much more often the character is a surname than anything else; compound surnames are hardly anything else."""
    return _SURNAME.get(surname, UNLISTED) if len(surname) == 1 else _COMPOUND


def given_chance(given: str) -> int:
    """The same for one or two characters of a given name, summed; 0 for other lengths."""
    if len(given) == 2:
        return MIDDLE.get(given[0], UNLISTED) + LAST.get(given[1], UNLISTED)
    return ALONE.get(given, UNLISTED) if len(given) == 1 else 0


def name_chance(name: str) -> int:
    """Surname and given name together; what has no surname has the chance of an everyday word."""
    surname = surname_of(name)
    return surname_chance(surname) + given_chance(name[len(surname) :]) if surname else -5
