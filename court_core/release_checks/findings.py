"""What the release checks are given and what they say: frozen values, with the words a clerk reads."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Literal

Check = Literal["leak", "over-masking"]

NUMBER_KINDS = frozenset(
    "identity passport permit phone bank-account organisation-code plate vehicle certificate online-account "
    "other-number".split()
)
"""Kinds whose strings are compared by letters and digits alone, whatever separates them."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A string of the original that must not leave the court, with its kind (person, organisation, identity …)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """A span of the original that was replaced. Offsets count characters of the original text."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What the profile promises to hide, so that what it keeps is not called a leak (DOMAIN.md §5).

    `parties`: `family` is spc-2016, where parties go in matters of family and succession only. `third_persons`:
    `listed` are its victims, witnesses and appraisers; `all` takes relatives, police officers and everybody else who
    is named. `house_number_only` is liwan-2013, where the street stays; `pleadings_dropped` lets a change remove
    the paragraphs of 诉称 and 辩称.
    """

    parties: Literal["all", "family", "none"] = "all"
    representatives: bool = True
    third_persons: Literal["all", "listed", "none"] = "all"
    organisations: Literal["all", "parties", "none"] = "all"
    numbers: bool = True
    house_number_only: bool = False
    pleadings_dropped: bool = False


SCOPES: dict[str, Scope] = {
    "spc-2024": Scope(),
    "spc-2016": Scope(parties="family", representatives=False, third_persons="listed", organisations="none"),
    "liwan-2013": Scope(
        representatives=False,
        third_persons="none",
        organisations="parties",
        numbers=False,
        house_number_only=True,
        pleadings_dropped=True,
    ),
}
"""By the name of the masking profile."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is about to leave: the masked text, its title and file name, and the file itself where there is one."""

    text: str
    title: str = ""
    file_name: str = ""
    docx: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """What the original was called before it was masked; "" where it had no title or no file."""

    title: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person must answer before release.

    `code` is stable (leak.protected, over.case-number …); `place` says where in words; `start` and `end` count
    characters of the released text for leaks and of the original for over-masking, -1 where the place is no text.
    `sure` false means that ordinary words may look like this; it is answered as well, but shown after the others.
    """

    check: Check
    code: str
    place: str
    excerpt: str
    what_to_do: str
    subject: str
    start: int = -1
    end: int = -1
    sure: bool = True

    def as_json(self) -> dict[str, str | int | bool]:
        """The entry of the mask report's `leaks` and `over_masking` lists."""
        return {
            "code": self.code,
            "place": self.place,
            "excerpt": self.excerpt,
            "what_to_do": self.what_to_do,
            "subject": self.subject,
            "start": self.start,
            "end": self.end,
            "sure": self.sure,
        }


def excerpt(text: str, start: int, end: int, around: int = 10) -> str:
    """The span with a few characters of its line either side, the span itself in 【】."""
    before = text[max(0, start - around) : start].rpartition("\n")[2]
    after = text[end : end + around].partition("\n")[0]
    return " ".join(f"{before}【{text[start:end]}】{after}".split())


def paragraph_of(text: str, offset: int) -> str:
    """Where an offset lies, in a clerk's words: 正文第3段 counts lines that are not empty."""
    return f"正文第{bisect_right(_ends_of_paragraphs(text), offset) + 1}段"


@lru_cache(maxsize=4)  # a check asks for the same two texts at each of its findings
def _ends_of_paragraphs(text: str) -> list[int]:
    """Behind the line break of each line that is not empty."""
    ends = accumulate(len(line) + 1 for line in text.split("\n"))
    return [end for end, line in zip(ends, text.split("\n"), strict=True) if line.strip()]
