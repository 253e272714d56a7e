"""A web copy as a piece of HTML for the portal: headings, paragraphs and tables, all text escaped, no style of its own.

Classes say what a paragraph is (court, document-name, case-number, signature) and how it stands (centre, right, flush);
the portal's style sheet gives them their look, so that its content policy needs no exception.
"""

from __future__ import annotations

from html import escape

from court_core.documents.court_format import Placed, clean_text, in_cell, laid_out
from court_core.documents.model import Block, Cell, Paragraph, Table, WebCopy

_WIDEST = 63


def as_html(copy: WebCopy) -> str:
    """The copy's title as h1, then what it says. The same copy gives the same text."""
    pieces = [f"<h1>{escape(clean_text(copy.title).strip())}</h1>"] if copy.title.strip() else []
    pieces += [_paragraph(block) if isinstance(block, Placed) else _block(block) for block in laid_out(copy.blocks)]
    return "\n".join(pieces) + "\n"


def _block(block: Block) -> str:
    return _paragraph(in_cell(block), "") if isinstance(block, Paragraph) else _table(block)


def _paragraph(placed: Placed, usual: str = "flush") -> str:
    """`usual` is what a paragraph without first line indent is called; in a cell nothing, for there all are so."""
    name = ""
    if placed.place != "body":
        name = placed.place
    elif placed.align in ("centre", "right"):
        name = placed.align
    elif not placed.indent:
        name = usual
    text = escape(placed.text).replace("\n", "<br>")
    named = f' class="{name}"' if name else ""
    return f"<p{named}>{f'<strong>{text}</strong>' if placed.bold else text}</p>"


def _table(table: Table) -> str:
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f"<table>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _cell(cell: Cell) -> str:
    spans = [
        f' {name}="{min(count, _WIDEST)}"'
        for name, count in (("colspan", cell.columns), ("rowspan", cell.rows))
        if count > 1
    ]
    inner = "".join(_block(b) for b in cell.blocks if isinstance(b, Table) or b.text.strip())
    return f"<td{''.join(spans)}>{inner}</td>"
