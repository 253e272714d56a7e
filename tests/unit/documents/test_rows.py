"""The text of a document with each row of its tables as one line, every offset where it was."""

from __future__ import annotations

from court_core.documents.model import Block, Cell, Paragraph, Table, placed
from court_core.documents.rows import LONGEST_CELL, with_rows


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(Paragraph(line) for line in text.split("|"))) for text in texts)


def test_a_row_is_a_line_and_nothing_moves() -> None:
    blocks: tuple[Block, ...] = (
        Paragraph("前"),
        Table((_row("序号", "姓名", "金额"), _row("1", "张伟|李强", ""))),
        Paragraph("后"),
    )
    text = with_rows(blocks)
    assert text == "前\n序号\t姓名\t金额\n1\t张伟\t李强\t\n后\n"
    assert text.replace("\t", "\n") == placed(blocks).text


def test_a_table_of_paragraphs_stays_paragraphs() -> None:
    long = "原告诉称" * (LONGEST_CELL // 4 + 1)
    inner = Table((_row("姓名", "住址"),))
    blocks: tuple[Block, ...] = (Table((_row("事实", long), (Cell((Paragraph("外"), inner)), *_row("右")))),)
    assert with_rows(blocks) == f"事实\n{long}\n外\n姓名\t住址\n右\n"


def test_the_originals_rows_decide_for_its_copy() -> None:
    original: tuple[Block, ...] = (Table((_row("住址", "广" * (LONGEST_CELL + 1)),)),)
    copy: tuple[Block, ...] = (Table((_row("住址", "某"),)),)
    assert with_rows(copy) == "住址\t某\n"
    assert with_rows(copy, original) == "住址\n某\n"


def test_a_row_without_cells_is_nothing() -> None:
    assert with_rows((Table(((), (Cell(()),))), Paragraph("后"))) == "后\n"
