"""A text in which the rows of its tables are lines again: cells parted by tabs instead of line breaks, nothing moved.

What stands in one row belongs together (姓名, 张伟, 账号), and who looks for names must see that. Every offset stays what
it was, for a line break and a tab are one character each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from court_core.documents.model import Block, Cell, Paragraph, paragraphs

LONGEST_CELL = 100
"""Characters. A table with longer cells is there for its looks: its cells are paragraphs of the judgment."""


def with_rows(blocks: Sequence[Block], as_in: Sequence[Block] | None = None) -> str:
    """The paragraphs, each with a line break after it, or a tab where its row goes on.

    `as_in` are blocks of the same shape that decide which tables are rows: those of the original, for its copy.
    """
    parted = [tab for block in as_in or blocks for tab in _tabs(block)]
    texts = (paragraph.text for paragraph in paragraphs(blocks))
    ends = {True: "\t", False: "\n"}
    return "".join(f"{text}{ends[tab]}" for text, tab in zip(texts, parted, strict=True))


def _tabs(block: Block) -> Iterator[bool]:
    """For each paragraph of the block whether its row goes on behind it."""
    if isinstance(block, Paragraph):
        yield False
        return
    for row in block.rows:
        inner = [tab for cell in row for part in cell.blocks for tab in _tabs(part)]
        if inner and _is_a_row_of_values(row):
            inner = [True] * (len(inner) - 1) + [False]
        yield from inner


def _is_a_row_of_values(row: Sequence[Cell]) -> bool:
    return all(
        isinstance(block, Paragraph) and len(block.text) <= LONGEST_CELL for cell in row for block in cell.blocks
    )
