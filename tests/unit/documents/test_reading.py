"""Reading a judgment: its text, its looks as far as the court format asks, its tables; and plain text files."""

from __future__ import annotations

import pytest

from court_core.documents.model import Cell, Paragraph, Table, paragraphs
from court_core.documents.reading import read
from court_core.errors import CourtError
from tests.support.word_samples import with_body
from tests.support.word_writing import NAMESPACES, cell, p, row, run, table


def body(xml: str) -> bytes:
    return with_body(f"<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>")


def one(xml: str) -> Paragraph:
    (block,) = read(body(xml), "判决书.docx").blocks
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize(
    ("value", "align"),
    [
        ("center", "centre"),
        ("right", "right"),
        ("end", "right"),
        ("left", "left"),
        ("both", "justify"),
        ("x", "justify"),
    ],
)
def test_alignment(value: str, align: str) -> None:
    assert one(p(run("民事判决书"), f'<w:jc w:val="{value}"/>')).align == align


def test_a_heading_is_bold_when_most_of_it_is() -> None:
    assert one(p(run("民事判决书", "<w:b/>") + run("。"))).bold
    assert not one(p(run("民事", '<w:b w:val="0"/>') + run("书", "<w:b/>"))).bold


@pytest.mark.parametrize(
    ("shape", "indent"),
    [
        ('w:firstLine="640"', True),
        ('w:firstLineChars="200"', True),
        ('w:firstLineChars="0" w:firstLine="0"', False),
        ('w:hanging="420" w:left="420"', False),
        ('w:left="420"', False),
    ],
)
def test_first_line_indent(shape: str, indent: bool) -> None:
    assert one(p(run("本院认为"), f"<w:ind {shape}/>")).indent is indent


def test_a_line_that_brings_its_own_spaces_is_not_indented_twice() -> None:
    assert one(p(run("\u3000\u3000本院认为"), '<w:ind w:firstLine="640"/>')) == Paragraph(
        "\u3000\u3000本院认为", indent=False, start=0
    )


def test_a_manual_break_ends_a_line_and_a_page_break_prints_nothing() -> None:
    xml = p(f"{run('原告')}<w:r><w:br/></w:r>{run('被告')}<w:r><w:br w:type='page'/></w:r>") + p(run("审判员"))
    assert read(body(xml), "判决书.docx").text == "原告\n被告\n审判员\n"


def test_merged_cells_keep_what_they_span() -> None:
    xml = table(
        row(cell(p(run("姓名")), '<w:vMerge w:val="restart"/>'), cell(p(run("金额")), '<w:gridSpan w:val="2"/>')),
        row(cell(p(""), "<w:vMerge/>"), cell(p(run("本金"))), cell(p(run("利息")))),
        row(cell(p(run("张三"))), cell(p(run("1"))), cell(p(run("2")))),
    )
    (found,) = read(body(xml), "判决书.docx").blocks
    assert isinstance(found, Table)
    assert [[(one.columns, one.rows) for one in cells] for cells in found.rows] == [
        [(1, 2), (2, 1)],
        [(1, 1), (1, 1)],
        [(1, 1), (1, 1), (1, 1)],
    ]
    assert isinstance(found.rows[0][0], Cell)
    assert [one.text for one in paragraphs((found,))] == ["姓名", "金额", "本金", "利息", "张三", "1", "2"]


def test_raised_digits_stay_raised_where_they_are_a_unit_and_not_within_a_number() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert one(p(run("面积90m") + run("2", raised))).text == "面积90m²"
    assert one(p(run("电话1380013") + run("80", raised) + run("00"))).text == "电话13800138000"


def test_ticks_of_symbol_fonts_are_read_as_ticks() -> None:
    assert one(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("同意"))).text == "☑同意"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_as_it_stands_in_any_encoding_of_a_chinese_office(encoding: str) -> None:
    text = "民事判决书\n\u3000\u3000原告：欧阳明澄，男。\n\n住址：㐂村"
    document = read(text.encode(encoding), "判决书.TXT")
    assert document.text == text + "\n"
    assert [one.indent for one in paragraphs(document.blocks)] == [True, False, True, True]


def test_line_ends_of_windows_count_as_one_character() -> None:
    assert read("原告\r\n被告\r第三人\n".encode(), "a.txt").text == "原告\n被告\n第三人\n"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("document.empty", b""),
        ("document.empty", b"\xef\xbb\xbf \r\n"),
        ("document.not-text", b"PK\x03\x04\x00\x00"),
        ("document.not-text", "判决".encode("utf-16-le") + b"\x00\x00"),
        ("document.text-encoding", b"\xff\xff\xff"),
        ("document.text-encoding", b"\xff\xfe\x00\xd8\x00\xd8"),
    ],
)
def test_what_is_no_text_is_refused(code: str, data: bytes) -> None:
    with pytest.raises(CourtError) as refusal:
        read(data, "判决书.txt")
    assert refusal.value.code == code
