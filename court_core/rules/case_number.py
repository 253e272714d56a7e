"""Case numbers: parsing, printing and ordering (法〔2015〕137号, 法〔2018〕335号; old numbers keep their style)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import total_ordering
from typing import Literal

from court_core.errors import CourtError
from court_core.rules.case_types import COURTS, DEFAULT_TABLE, OLD_MARKS, OWN_COURT_CODES, CaseNumberTable

Style = Literal["2016", "old"]

_BLANKS = " \t\r\n\f\v\u00a0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b" + (
    "\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_BLANKS, None),
        **dict.fromkeys("（〔［【[﹝〈﹙{｛〖", "("),
        **dict.fromkeys("）〕］】]﹞〉﹚}｝〗", ")"),
        **dict.fromkeys("－–—‐‑‒−﹣", "-"),
        **{chr(ord("０") + digit): str(digit) for digit in range(10)},
        "號": "号",
    }
)
_DIGITS = "零一二三四五六七八九"


@total_ordering
@dataclass(frozen=True, slots=True)
class CaseNumber:
    """One case number in its parts.

    `suffix` holds what follows the number: `之一`; `-1` for 122-1号; `-1之一` for 122-1号之一. Zero padding is read and not
    kept, because 法〔2015〕137号 art. 3 numbers have none and 第00178号 and 178号 are the same case. `court` is empty for
    the old numbers of the Supreme Court, which bore none (（2013）民申字第820号). `mark` is the character of a
    specialised bench before the type.
    """

    year: int
    court: str
    type: str
    number: int
    suffix: str = ""
    style: Style = "2016"
    mark: str = ""

    @classmethod
    def parse(cls, text: str, table: CaseNumberTable = DEFAULT_TABLE) -> CaseNumber:
        """Read a number as people type it; CourtError `case-number.unreadable` when it is none.

        Brackets of any width and kind or none, full-width digits and spaces anywhere are accepted; 号 is not optional,
        because a number cut off while copying would silently name another case.
        """
        match = table.pattern.fullmatch(text.translate(_PLAIN)) if len(text) <= 80 else None
        number = _from_match(match) if match else None
        if number is None or _is_range(number):
            raise CourtError("case-number.unreadable", text=text[:80])
        return number

    @property
    def text(self) -> str:
        """The canonical form with full-width brackets: （2016）粤0103民初123号, （2013）穗荔法民一初字第123号."""
        sub, branch = self._suffix_parts()
        middle = f"{self.mark}{self.type}" if self.style == "2016" else f"{self.mark}{self.type}字第"
        return f"（{self.year}）{self.court}{middle}{self.number}{sub}号{branch}"

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: CaseNumber) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[int, str, str, str, int, int, int, str]:
        """Year, court, type, number; then 号 before 号之一 before 号之二."""
        sub, branch = self._suffix_parts()
        order = _numeral_value(branch[1:]) if branch else 0
        return (self.year, self.court, self.type, self.mark, self.number, int(sub[1:] or 0), order, self.style)

    def as_json(self) -> dict[str, int | str]:
        """The keys other programs rely on (CONVENTIONS.md), and `mark`."""
        return {
            "year": self.year,
            "court": self.court,
            "type": self.type,
            "number": self.number,
            "suffix": self.suffix,
            "style": self.style,
            "text": self.text,
            "mark": self.mark,
        }

    def ends_with(self, digits: str) -> bool:
        """Whether the running number ends with these digits: clerks find a case by its 尾号."""
        plain = digits.translate(_PLAIN)
        return plain.isascii() and plain.isdigit() and str(self.number).endswith(plain.lstrip("0") or plain)

    def _suffix_parts(self) -> tuple[str, str]:
        """What stands before 号 (`-1`) and after it (`之一`)."""
        sub, mark, branch = self.suffix.partition("之")
        return sub, mark + branch


@dataclass(frozen=True, slots=True)
class FoundCaseNumber:
    """A case number inside running text: `text[start:end]` is what was read, spaces and brackets as they stood.

    A span written as a range (123-125号) is found whole and gives the first number.
    """

    start: int
    end: int
    number: CaseNumber


def find_all(text: str, table: CaseNumberTable = DEFAULT_TABLE) -> tuple[FoundCaseNumber, ...]:
    """All case numbers in running text, in order and without overlap; brackets around the year are required here."""
    kept = [index for index, character in enumerate(text) if character not in _BLANKS]
    plain = text.translate(_PLAIN)
    found = []
    position = 0
    while (opening := _YEAR_IN_BRACKETS.search(plain, position)) is not None:
        match = table.pattern.match(plain, opening.start())
        number = _from_match(match) if match else None
        if match is None or number is None:
            position = opening.end()
            continue
        end = match.end()
        if match["branch"] and plain.startswith(_PROSE_AFTER_BRANCH, end):
            # "…123号之一审判决" speaks of the first instance, not of a branch ruling.
            end = match.start("branch")
            number = replace(number, suffix=number.suffix.partition("之")[0])
        if _is_range(number):
            number = replace(number, suffix="")
        found.append(FoundCaseNumber(kept[opening.start()], kept[end - 1] + 1, number))
        position = end
    return tuple(found)


def check_own_court(number: CaseNumber, own_codes: tuple[str, ...] = OWN_COURT_CODES) -> None:
    """CourtError `case-number.other-court` when another court's case is entered as ours."""
    if number.court not in own_codes:
        raise CourtError(
            "case-number.other-court", text=number.text, court=court_name(number.court), own="、".join(own_codes)
        )


def court_name(code: str) -> str:
    """The court's full name for a known code or old prefix, otherwise the code itself."""
    return COURTS.get(code, code)


_YEAR_IN_BRACKETS = re.compile(r"\([0-9]{4}\)")
_PROSE_AFTER_BRANCH = ("审", "部分", "项", "款", "条")


def _from_match(match: re.Match[str]) -> CaseNumber | None:
    year, number = int(match["year"]), int(match["number"])
    if number == 0 or not 1949 <= year <= 2199:
        return None
    suffix = _canonical_sub(match["sub"]) + _canonical_branch(match["branch"])
    court, mark = match["court"], match["mark"] or ""
    if court is not None and match["zi"] and year < 2016 and not court[-1].isdigit():
        # （2000）津刑初字第9031号: a province's own court, long before the codes of 2016.
        court, mark = (court, mark) if mark in OLD_MARKS else (court + mark, "")
        return CaseNumber(year, court, match["type"], number, suffix, "old", mark)
    if court is not None:
        return CaseNumber(year, court, match["type"], number, suffix, "2016", mark)
    if match["mixed_court"] is not None:
        return CaseNumber(year, match["mixed_court"], match["mixed_type"], number, suffix, "old")
    return CaseNumber(year, match["old_court"], match["old_type"], number, suffix, "old", match["old_mark"] or "")


def _canonical_sub(sub: str | None) -> str:
    return f"-{int(sub[1:])}" if sub else ""


def _canonical_branch(branch: str | None) -> str:
    """之1 and 之一 are the same; the ledger writes Chinese numerals."""
    if branch is None or not branch[1].isdigit() or not branch[1].isascii():
        return branch or ""
    tens, units = divmod(int(branch[1:]), 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return "之" + head + (_DIGITS[units] if units or not tens else "")


def _numeral_value(numeral: str) -> int:
    """The value of a numeral below 1000 such as 二十一 or 一百零三."""
    total = current = 0
    for character in numeral:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = "零一二三四五六七八九".index("零" if character == "〇" else character)
    return total + current


def _is_range(number: CaseNumber) -> bool:
    """123-125号 stands for several cases; -1 … of a case is its sub-number."""
    sub = number.suffix.partition("之")[0]
    return bool(sub) and int(sub[1:]) > number.number
