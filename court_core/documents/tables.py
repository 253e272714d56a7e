"""Tables of a Word document: rows and cells with what they span."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from court_core.documents.model import Block, Cell, Paragraph, Table
from court_core.documents.word_xml import Element, W, children_shown, switched_on, value, whole

_EMPTY: tuple[Block, ...] = (Paragraph("", indent=False),)
_MOST_COLUMNS = 63  # Word's own limit


@dataclass(slots=True)
class _Cell:
    blocks: tuple[Block, ...]
    columns: int
    rows: int = 1


@dataclass(slots=True)
class _Grid:
    """Rows so far, and for each column the cell that may go on in the next row."""

    rows: list[list[_Cell]] = field(default_factory=list)
    reaching: dict[int, _Cell] = field(default_factory=dict)


def read_table(node: Element, read_cell: Callable[[Element], tuple[Block, ...]]) -> Table | None:
    """The table as it prints: deleted and hidden rows left out. None when nothing is left."""
    grid = _Grid()
    for row in children_shown(node):
        if row.tag == f"{W}tr" and not _left_out(row.find(f"{W}trPr")):
            _read_row(row, grid, read_cell)
    rows = tuple(tuple(Cell(cell.blocks, cell.columns, cell.rows) for cell in row) for row in grid.rows)
    return Table(rows) if any(rows) else None


def _left_out(properties: Element | None) -> bool:
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or bool(switched_on(properties.find(f"{W}hidden")))


def _read_row(row: Element, grid: _Grid, read_cell: Callable[[Element], tuple[Block, ...]]) -> None:
    properties = row.find(f"{W}trPr")
    cells: list[_Cell] = []
    reaching: dict[int, _Cell] = {}
    column = 0

    def leave_free(name: str) -> None:
        nonlocal column
        count = 0 if properties is None else whole(value(properties.find(f"{W}{name}")))
        if 0 < count <= _MOST_COLUMNS:
            cells.append(_Cell(_EMPTY, count))
            column += count

    leave_free("gridBefore")
    for node in children_shown(row):
        if node.tag != f"{W}tc":
            continue
        shape = node.find(f"{W}tcPr")
        if shape is not None and shape.find(f"{W}cellDel") is not None:
            continue
        span = _span(shape)
        above = grid.reaching.get(column)
        if _goes_on(shape, "vMerge") and above is not None:
            above.rows += 1
            reaching[column] = above
        elif _goes_on(shape, "hMerge") and cells:
            cells[-1].columns += span
        else:
            cell = _Cell(read_cell(node) or _EMPTY, span)
            cells.append(cell)
            if shape is not None and shape.find(f"{W}vMerge") is not None:
                reaching[column] = cell
        column += span
    leave_free("gridAfter")
    grid.reaching = reaching
    if cells or reaching:
        grid.rows.append(cells)


def _span(shape: Element | None) -> int:
    span = None if shape is None else shape.find(f"{W}gridSpan")
    return min(max(whole(value(span), 1), 1), _MOST_COLUMNS)


def _goes_on(shape: Element | None, name: str) -> bool:
    node = None if shape is None else shape.find(f"{W}{name}")
    return node is not None and value(node) != "restart"
