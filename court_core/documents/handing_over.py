"""A ReadDocument as JSON, from the reading process to the one that asked. The asker trusts nothing of it but its form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast, get_args

from court_core.documents.model import Align, Aside, Block, Cell, Paragraph, ReadDocument, Table, placed

_ALIGNS = get_args(Align)


def document_to_json(document: ReadDocument) -> str:
    """The document as text: a list is a paragraph, an object a table."""
    content = {"blocks": _out(document.blocks), "asides": [[aside.place, aside.text] for aside in document.asides]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def document_from_json(content: dict[str, Any]) -> ReadDocument:
    """The document again, its offsets counted anew. Raises ValueError, LookupError or TypeError for anything else."""
    return placed(_in(content["blocks"]), [Aside(str(place), str(text)) for place, text in content["asides"]])


def _out(blocks: Sequence[Block]) -> list[object]:
    return [
        [block.text, _ALIGNS.index(block.align), int(block.bold), int(block.indent)]
        if isinstance(block, Paragraph)
        else {"rows": [[[_out(cell.blocks), cell.columns, cell.rows] for cell in row] for row in block.rows]}
        for block in blocks
    ]


def _in(found: list[Any]) -> tuple[Block, ...]:
    return tuple(_table(block["rows"]) if isinstance(block, dict) else _paragraph(*block) for block in found)


def _paragraph(text: object, align: int, bold: int, indent: int) -> Paragraph:
    return Paragraph(str(text), cast("Align", _ALIGNS[align]), bool(bold), bool(indent))


def _table(rows: list[Any]) -> Table:
    return Table(
        tuple(tuple(Cell(_in(blocks), int(columns), int(down)) for blocks, columns, down in row) for row in rows)
    )
