"""A judgment between its file and its web copy: text with positions as it was read, and the copy that goes out.

Reading (`reading`) makes a ReadDocument of a file; masking works on its `text`; `with_replacements` makes the WebCopy, of
which the .docx (`clean_room`) and the portal's page (`html`) are made. Nothing else of the file goes on.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from court_core.errors import CourtError

Align = Literal["left", "centre", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it prints, its automatic number included. `start` is its offset in `ReadDocument.text`, -1 in a
    copy; `indent` says that its first line stands two characters in.
    """

    text: str
    align: Align = "justify"
    bold: bool = False
    indent: bool = True
    start: int = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and how many columns and rows it takes. A cell may hold tables."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. A cell that reaches down stands in its first row only."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Aside:
    """Text of the file that no web copy shows (header, comment, deleted words, alternative text, metadata), with its
    place in Chinese. Names in it are protected like all others.
    """

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What stands in a file. `text` holds the paragraphs of `blocks` in reading order, each with a line break after it;
    notes stand behind the body as paragraphs of their own.
    """

    text: str
    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class WebCopy:
    """The copy that goes out: its title and what it says."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The paragraphs, each with a line break after it."""
        return "".join(f"{paragraph.text}\n" for paragraph in paragraphs(self.blocks))


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)


def placed(blocks: Sequence[Block], asides: Sequence[Aside] = ()) -> ReadDocument:
    """A ReadDocument of these blocks: every paragraph gets its offset."""
    at = 0

    def place(paragraph: Paragraph) -> Paragraph:
        nonlocal at
        start, at = at, at + len(paragraph.text) + 1
        return Paragraph(paragraph.text, paragraph.align, paragraph.bold, paragraph.indent, start)

    found = _each(blocks, place)
    text = "".join(f"{paragraph.text}\n" for paragraph in paragraphs(found))
    return ReadDocument(text, found, tuple(asides))


def with_replacements(read: ReadDocument, title: str, changes: Sequence[tuple[int, int, str]]) -> WebCopy:
    """The copy with these spans (start, end, what stands there instead) of `read.text` replaced, and nothing else changed.

    A span that runs over the end of a paragraph is replaced where it begins and gone where it ends. Raises ValueError for
    spans that overlap or are not in order.
    """
    starts = [start for start, _, _ in changes]
    if any(end > following for (_, end, _), following in zip(changes, starts[1:], strict=False)):
        raise ValueError("replacements overlap or are not in order")

    def changed(paragraph: Paragraph) -> Paragraph:
        first, last = paragraph.start, paragraph.start + len(paragraph.text)
        pieces, at = [], first
        for start, end, text in changes[max(bisect_right(starts, first) - 1, 0) :]:
            if start >= last:
                break
            if end > at:
                pieces += [read.text[at:start], text if start >= first else ""]
                at = end
        pieces.append(read.text[at:last])
        return replace(paragraph, text="".join(pieces), start=-1)

    return WebCopy(title, _each(read.blocks, changed))


def _each(blocks: Sequence[Block], change: Callable[[Paragraph], Paragraph]) -> tuple[Block, ...]:
    return tuple(
        change(block)
        if isinstance(block, Paragraph)
        else Table(tuple(tuple(replace(cell, blocks=_each(cell.blocks, change)) for cell in row) for row in block.rows))
        for block in blocks
    )


# How a copy is kept and sent: JSON with the default values left out, the same text for the same copy.


def copy_to_json(copy: WebCopy) -> str:
    """The copy as text for the record `web_copy`."""
    content = {"title": copy.title, "blocks": _blocks_out(copy.blocks)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def copy_from_json(content: str) -> WebCopy:
    """The copy in a record. Raises CourtError `web-copy.unreadable`."""
    try:
        found = json.loads(content)
        return WebCopy(_text(found["title"]), _blocks_in(found["blocks"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CourtError("web-copy.unreadable") from None


def _blocks_out(blocks: Sequence[Block]) -> list[dict[str, object]]:
    return [_paragraph_out(block) if isinstance(block, Paragraph) else _table_out(block) for block in blocks]


def _paragraph_out(paragraph: Paragraph) -> dict[str, object]:
    plain = Paragraph(paragraph.text)
    values = {name: getattr(paragraph, name) for name in ("align", "bold", "indent")}
    return {"text": paragraph.text} | {name: value for name, value in values.items() if value != getattr(plain, name)}


def _table_out(table: Table) -> dict[str, object]:
    return {
        "rows": [
            [{"blocks": _blocks_out(cell.blocks), "columns": cell.columns, "rows": cell.rows} for cell in row]
            for row in table.rows
        ]
    }


def _blocks_in(found: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_table_in(block) if "rows" in block else _paragraph_in(block) for block in found)


def _paragraph_in(found: dict[str, Any]) -> Paragraph:
    align = found.get("align", "justify")
    if align not in get_args(Align):
        raise ValueError("unknown alignment")
    return Paragraph(
        _text(found["text"]), cast("Align", align), found.get("bold", False) is True, found.get("indent", True) is True
    )


def _table_in(found: dict[str, Any]) -> Table:
    return Table(
        tuple(
            tuple(Cell(_blocks_in(cell["blocks"]), int(cell["columns"]), int(cell["rows"])) for cell in row)
            for row in found["rows"]
        )
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
