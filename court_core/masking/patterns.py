"""Patterns that are compiled when they are first asked.

The rules of masking are some 250 patterns, and compiling them all takes longer than masking a document with them. A
document without land, plates or firms never asks for theirs; a process that masks one file starts that much sooner.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _OnDemand:
    """Stands for the pattern until it is asked for something; from then on its methods are the pattern's own."""

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def run_back(characters: re.Pattern[str], text: str, floor: int, at: int) -> int:
    """Where the run of characters begins that ends at `at`, not before `floor`; `characters` matches them one after another.

    A search for `[…]*$` tries every place of the window; read backwards, it is one match.
    """
    if text[at - 1 : at] == "\n":
        at -= 1  # the end of a line is the end of what stands on it
    found = characters.match(text[floor:at][::-1])
    return at - found.end() if found else at


def on_demand(source: str) -> re.Pattern[str]:
    """The pattern of `source`. What is wrong with it is told when it is first asked (re.error)."""
    return cast("re.Pattern[str]", _OnDemand(source))
