"""Where a table from Excel or WPS belongs in the grid: by case number where it names cases, otherwise by position.

A line whose case is not clear is never guessed: what one party must not read would stand in another case's log.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clerk_app.ui.friday.screen import LeftOut
from clerk_app.use_cases.week_views import GridRow
from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber

Table = Sequence[Sequence[str]]

NO_ROW: Final = "表中没有这个案号"
SEVERAL_ROWS: Final = "尾号对应不止一件案件"
AGAIN: Final = "同一件案件在前面已有一行"
NO_NUMBER: Final = "这一行没有案号"
UNREADABLE: Final = "案号认不出"

_LEAST_TAIL: Final = 3
"""Digits of a 尾号, as people search by it. A column of 1, 2, 3… numbers the lines and names no case."""

_TAIL = re.compile(r"([0-9]{1,9})\s*号?")
_HEADS = frozenset({"案号", "案件编号", "案件号", "尾号", "案号尾号", "案件"})


@dataclass(frozen=True, slots=True)
class Laid:
    """A table by cases: lines as (case id, texts for the days from the current one on), and lines without a row."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: tuple[LeftOut, ...]


def by_case(table: Table, rows: Sequence[GridRow]) -> Laid | None:
    """Lays each line on the row of its case; None when the first column does not name cases.

    `rows` are all cases of the week, shown or not: a 尾号 must be unique among all of them.
    """
    body = [(place, line) for place, line in enumerate(table, start=1) if any(cell.strip() for cell in line)]
    if body and _plain(body[0][1][0]).replace(" ", "") in _HEADS:
        body = body[1:]
    if not body or max(len(line) for _, line in body) < 2:
        return None
    numbers = {row.case_id: _read(row.number) for row in rows}
    named = [_plain(line[0]) for _, line in body]
    found = [_find(text, numbers) for text in named]
    if not any(map(_read, named)):
        only_tails = all(map(_tail, filter(None, named)))
        certain = [row for text, row in zip(named, found, strict=True) if len(_tail(text)) >= _LEAST_TAIL]
        if not only_tails or not any(isinstance(row, str) for row in certain):
            return None  # figures, perhaps, or words
    lines: list[tuple[str, tuple[str, ...]]] = []
    left_out: list[LeftOut] = []
    taken: set[str] = set()
    for (place, line), row in zip(body, found, strict=True):
        if isinstance(row, str) and row not in taken:
            taken.add(row)
            lines.append((row, tuple(line[1:])))
        else:
            reason = AGAIN if isinstance(row, str) else row.reason
            left_out.append(LeftOut(place, line[0].strip(), reason, tuple(line)))
    return Laid(tuple(lines), tuple(left_out))


@dataclass(frozen=True, slots=True)
class _NotFound:
    reason: str


def _find(text: str, numbers: Mapping[str, CaseNumber | None]) -> str | _NotFound:
    if not text:
        return _NotFound(NO_NUMBER)
    wanted = _read(text)
    if wanted is not None:
        fitting = [case_id for case_id, number in numbers.items() if number == wanted]
    elif digits := _tail(text):
        # fewer digits than a 尾号 are the whole number or nothing
        size = 10 ** len(digits) if len(digits) >= _LEAST_TAIL else 10**9
        fitting = [key for key, number in numbers.items() if number and number.number % size == int(digits)]
    else:
        return _NotFound(UNREADABLE)
    if len(fitting) == 1:
        return fitting[0]
    return _NotFound(SEVERAL_ROWS if fitting else NO_ROW)


def _tail(text: str) -> str:
    """The digits of a 尾号, empty when the text is none."""
    match = _TAIL.fullmatch(text)
    return match[1] if match is not None else ""


def _read(text: str) -> CaseNumber | None:
    try:
        return CaseNumber.parse(text)
    except CourtError:
        return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
