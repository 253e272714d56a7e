"""The web copy as a file: nothing in it but the copy, the court's format, and the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from court_core.documents.clean_room import as_docx
from court_core.documents.gate import check_docx
from court_core.documents.model import Block, Cell, Paragraph, Table, WebCopy, copy_from_json, copy_to_json, paragraphs
from court_core.documents.pdf import convert_to_pdf

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
JUDGMENT = WebCopy(
    "黄某与某公司买卖合同纠纷一审民事判决书",
    (
        Paragraph("广州市荔湾区人民法院", "centre"),
        Paragraph("民 事 判 决 书", "centre", bold=True),
        Paragraph("（2026）粤0103民初123号", "right"),
        Paragraph(""),
        Paragraph("　　原告：黄某，男，1980年1月2日出生，住广州市荔湾区。", indent=False),
        Paragraph("判决如下：", bold=True),
        Paragraph("（本页无正文）", "centre"),
        Paragraph("审 判 长　陈法官"),
        Paragraph("二〇二六年十一月二十日"),
        Paragraph("书 记 员　何书记"),
    ),
)


def _table(*rows: list[Cell]) -> Table:
    return Table(tuple(tuple(row) for row in rows))


def _cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Paragraph(text),), columns, rows)


def _pdf_text(content: bytes, folder: Path) -> str:
    """What stands in the PDF that LibreOffice makes of the file."""
    (folder / "copy.pdf").write_bytes(convert_to_pdf(content))
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "copy.pdf"), "-"], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def test_the_same_copy_gives_the_same_bytes_also_after_it_was_kept() -> None:
    again = copy_from_json(copy_to_json(JUDGMENT))
    assert as_docx(JUDGMENT) == as_docx(JUDGMENT) == as_docx(again)


def test_the_file_names_no_author_no_date_and_no_program() -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx(JUDGMENT))) as package:
        assert {(entry.date_time, entry.create_system, entry.extra, entry.comment) for entry in package.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3, b"", b"")
        }
        core = etree.fromstring(package.read("docProps/core.xml"))
        assert [(etree.QName(node).localname, node.text) for node in core] == [
            ("title", JUDGMENT.title),
            ("language", "zh-CN"),
        ]
        assert not [name for name in package.namelist() if "app.xml" in name or "custom" in name or "comments" in name]
        assert b"rsid" not in b"".join(map(package.read, package.namelist()))


def test_word_reads_the_courts_format() -> None:
    document = Document(io.BytesIO(as_docx(JUDGMENT)))
    page = document.sections[0]
    lengths = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(length.cm, 1) for length in lengths if length] == [21.0, 29.7, 3.5, 3.2, 2.8, 2.6]
    assert _looks(document) == [
        ("广州市荔湾区人民法院", "法院名", Pt(22), "宋体"),
        ("民 事 判 决 书", "文书名", Pt(26), "方正小标宋简体"),
        ("（2026）粤0103民初123号", "案号", Pt(16), "仿宋"),
        ("原告：黄某，男，1980年1月2日出生，住广州市荔湾区。", "正文", Pt(16), "仿宋"),
        ("判决如下：", "正文", Pt(16), "仿宋"),
        ("（本页无正文）", "正文", Pt(16), "仿宋"),
        ("审 判 长　陈法官", "落款", Pt(16), "仿宋"),
        ("二〇二六年十一月二十日", "落款", Pt(16), "仿宋"),
        ("书 记 员　何书记", "落款", Pt(16), "仿宋"),
    ]


def _looks(document: WordDocument) -> list[tuple[str, str, object, str]]:
    """Text, style, size and Chinese font of each paragraph."""
    looks = []
    for paragraph in document.paragraphs:
        style = paragraph.style
        assert isinstance(style, ParagraphStyle)
        fonts = style.element.rPr.rFonts
        looks.append((paragraph.text, str(style.name), style.font.size, str(fonts.get(f"{_W}eastAsia"))))
    return looks


def test_a_judge_named_in_the_text_is_no_signature_and_a_contract_in_it_no_title() -> None:
    texts = ("上诉人：黄某。", "黄某提交的合同书", "审判长陈法官", "（2025）粤01民终9号", "本院认为，上诉无理。")
    copy = WebCopy("", (*map(Paragraph, texts), *JUDGMENT.blocks[7:]))
    assert [look[1] for look in _looks(Document(io.BytesIO(as_docx(copy))))] == ["正文"] * 5 + ["落款"] * 3


@pytest.mark.parametrize(
    "title", ["黄某与某公司买卖合同纠纷一审民事判决书", "黄某与钱某、某公司买卖合同纠纷一审民事判决书"]
)
def test_the_title_of_a_web_page_above_the_head_is_text_and_the_head_stays_a_head(title: str) -> None:
    copy = WebCopy("", (Paragraph(title), *JUDGMENT.blocks))
    looks = [look[:2] for look in _looks(Document(io.BytesIO(as_docx(copy))))]
    assert looks[0] == (title, "正文")
    assert [look[1] for look in looks[1:4]] == ["法院名", "文书名", "案号"]


def test_a_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    shown = _pdf_text(as_docx(WebCopy("", (Paragraph("审" * 28 * 44, indent=False),))), tmp_path)
    first, second = shown.split("\f")[:2]
    for page in (first, second):
        assert [line.strip() for line in page.splitlines() if "审" in line] == ["审" * 28] * 22


def test_libreoffice_shows_every_paragraph_and_cell(tmp_path: Path) -> None:
    table = _table(
        [_cell("序号"), _cell("项目与金额", 2)],
        [_cell("一", rows=2), _cell("货款"), _cell("919000元")],
        [_cell("利息"), _cell("12元")],
    )
    shown = "".join(_pdf_text(as_docx(WebCopy("", (*JUDGMENT.blocks, table))), tmp_path).split())
    for paragraph in paragraphs((*JUDGMENT.blocks, table)):
        assert "".join(paragraph.text.split()) in shown


def test_cells_keep_their_spans() -> None:
    table = _table(
        [_cell("甲", rows=2), _cell("乙", 2)],
        [_cell("丙"), _cell("丁", rows=2)],
        [_cell("戊", 2)],
    )
    word = Document(io.BytesIO(as_docx(WebCopy("", (table,))))).tables[0]
    assert [[cell.text for cell in row.cells] for row in word.rows] == [
        ["甲", "乙", "乙"],
        ["甲", "丙", "丁"],
        ["戊", "戊", "丁"],
    ]


def test_a_table_in_a_table_and_a_row_that_is_short_stand() -> None:
    inner = _table([_cell("内")])
    content = as_docx(WebCopy("", (_table([Cell((Paragraph("外"), inner))], [_cell("一"), _cell("二")], []),)))
    check_docx(content)
    word = Document(io.BytesIO(content)).tables[0]
    assert word.cell(0, 0).tables[0].cell(0, 0).text == "内"
    assert [len(row.cells) for row in word.rows] == [2, 2]


@pytest.mark.parametrize(
    "text", ["<w:t>&amp;", "]]>", 'a"b', "　 ", "一\t二\n三\v四", "空\x00字\x0b符\ufffe", "𠮷", "\u202e倒"]
)
def test_any_text_can_stand_in_a_copy(text: str) -> None:
    content = as_docx(WebCopy(text, (Paragraph(f"前{text}后"), _table([_cell(text)]))))
    check_docx(content)
    shown = Document(io.BytesIO(content)).paragraphs[0].text
    assert shown.startswith("前")
    assert shown.endswith("后")
    assert all(character in shown or not character.isprintable() or character == "　" for character in text)


_PARAGRAPHS = st.builds(
    Paragraph,
    st.text("原告张伟，。 \t<&号", max_size=12),
    st.sampled_from(["left", "centre", "right", "justify"]),
    st.booleans(),
    st.booleans(),
)
_BLOCKS: st.SearchStrategy[Block] = st.recursive(
    _PARAGRAPHS,
    lambda inner: st.builds(
        Table,
        st.lists(
            st.lists(
                st.builds(Cell, st.lists(inner, max_size=2).map(tuple), st.integers(0, 70), st.integers(0, 4)),
                max_size=3,
            ).map(tuple),
            max_size=4,
        ).map(tuple),
    ),
    max_leaves=10,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_BLOCKS, max_size=5))
def test_every_copy_makes_a_sound_file_that_says_all_of_it(blocks: list[Block]) -> None:
    copy = WebCopy("题", tuple(blocks))
    content = as_docx(copy)
    body = etree.fromstring(check_docx(content).package.parts["word/document.xml"])
    shown = ["".join(node.text or "" for node in p.iter(f"{_W}t")) for p in body.iter(f"{_W}p")]
    expected = ["".join(p.text.split()) for p in paragraphs(copy.blocks) if p.text.strip()]
    assert [words for p in shown if (words := "".join(p.split()))] == expected
    for table in body.iter(f"{_W}tbl"):
        width = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
        for row in table.findall(f"{_W}tr"):
            spans = [cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in row.findall(f"{_W}tc")]
            assert sum(int(span.get(f"{_W}val", "")) if span is not None else 1 for span in spans) == width
        assert all(cell[-1].tag == f"{_W}p" for cell in table.iter(f"{_W}tc"))
