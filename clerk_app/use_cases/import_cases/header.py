"""Finding the header of a table and guessing what its columns hold, by their names and by their cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerk_app.use_cases.import_cases.cells import Cell, plain_text
from clerk_app.use_cases.import_cases.fields import amount_unit_of_header, field_of_header, plain_header, rank_of_header
from clerk_app.use_cases.import_cases.reading import Row
from clerk_app.use_cases.import_cases.views import Column, Mapping
from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber

LOOKED_AT = 30
_SAMPLES = 3
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is and what stands in it. `first_row` is the number of the first row below it.

    `row` is 0 for a table without a header, whose columns are known by their cells alone.
    """

    row: int
    first_row: int
    columns: tuple[Column, ...]


def find_header(rows: Sequence[Row]) -> Header:
    """The header among the first rows: the row that names most fields, with a second line below it where it has one.

    Raises CourtError `import.no-header` when no row names 案号 or another field and no column holds case numbers.
    """
    scored = [(_score(cells), -place) for place, (_, cells) in enumerate(rows[:LOOKED_AT])]
    best = max(scored, default=(0, 0))
    if best[0] == 0:
        return _without_header(rows)
    place = -best[1]
    number, cells = rows[place]
    names = [plain_text(cell) for cell in cells]
    following = place + 1
    if following < len(rows) and _is_second_line(names, rows[following][1]):
        names = _joined(names, rows[following][1])
        following += 1
    below = rows[following:]
    first_row = below[0][0] if below else number + following - place
    return Header(number, first_row, _columns(names, [cells for _, cells in below]))


def guess_mapping(columns: Sequence[Column], cells: Iterable[Sequence[Cell]]) -> Mapping:
    """What each column fills: by its name; the case number, where no name says it, by the cells that parse as one.

    Of two columns that name the same single field the one with the more usual name counts; party columns may repeat.
    """
    found: dict[int, str] = {}
    unit = "yuan"
    for column in sorted(columns, key=lambda column: (rank_of_header(column.header), column.index)):
        key = field_of_header(column.header)
        if key is None or (not key.startswith("party:") and key in found.values()):
            continue
        found[column.index] = key
        if key == "amount":
            unit = amount_unit_of_header(column.header)
    if "number" not in found.values():
        index = _number_column(columns, list(cells))
        if index is not None:
            found[index] = "number"
    return Mapping(dict(sorted(found.items())), unit)


def fingerprint(columns: Sequence[Column]) -> str:
    """A source is known by its headers: the same system exports the same ones."""
    names = "|".join(plain_header(column.header) for column in columns)
    return hashlib.sha256(names.encode()).hexdigest()[:24]


def is_case_number(cell: Cell) -> bool:
    """Whether a cell reads as a case number."""
    text = plain_text(cell)
    if not 8 <= len(text) <= 40:
        return False
    try:
        CaseNumber.parse(text)
    except CourtError:
        return False
    return True


def _score(cells: Sequence[Cell]) -> int:
    """How many fields a row names; a row that holds a case number is data, and a lone long text is a title."""
    if any(is_case_number(cell) for cell in cells):
        return 0
    named = {key for cell in cells if (key := field_of_header(plain_text(cell))) and len(plain_text(cell)) <= 30}
    return len(named) + (2 if "number" in named else 0) if len(named) >= 2 or "number" in named else 0


def _is_second_line(names: Sequence[str], cells: Sequence[Cell]) -> bool:
    """当事人 above 原告 | 被告: the line below names fields where the header repeats itself or says nothing."""
    if any(is_case_number(cell) for cell in cells):
        return False
    below = [plain_text(cell) for cell in cells]
    return any(
        field_of_header(text) and (not name or names.count(name) > 1) for name, text in zip(names, below, strict=False)
    )


def _joined(names: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    below = [plain_text(cell) for cell in cells]
    width = max(len(names), len(below))
    upper = [*names, *[""] * (width - len(names))]
    lower = [*below, *[""] * (width - len(below))]
    return [
        text if text and (field_of_header(text) or not name) else name for name, text in zip(upper, lower, strict=True)
    ]


def _without_header(rows: Sequence[Row]) -> Header:
    for place, (number, cells) in enumerate(rows[:LOOKED_AT]):
        if any(is_case_number(cell) for cell in cells):
            names = [f"第 {index + 1} 列" for index in range(len(cells))]
            return Header(0, number, _columns(names, [row for _, row in rows[place:]]))
    raise CourtError("import.no-header")


def _columns(names: Sequence[str], below: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    width = max([len(names), *(len(cells) for cells in below[:200])], default=0)
    columns = []
    for index in range(width):
        samples = [text for cells in below if index < len(cells) and (text := plain_text(cells[index]))]
        header = names[index] if index < len(names) else ""
        if header or samples:
            columns.append(Column(index, header, tuple(samples[:_SAMPLES])))
    return tuple(columns)


def _number_column(columns: Sequence[Column], cells: Sequence[Sequence[Cell]]) -> int | None:
    best, best_share = None, _ENOUGH
    for column in columns:
        values = [row[column.index] for row in cells if column.index < len(row) and plain_text(row[column.index])]
        share = sum(map(is_case_number, values)) / len(values) if values else 0
        if share > best_share or (share == best_share and best is None and share >= _ENOUGH):
            best, best_share = column.index, share
    return best
