"""The court's own page: what a paragraph is by its place, and how each kind of paragraph stands on paper (DOMAIN.md §5).

A4, 22 lines of 28 characters, margins 3.5/3.2/2.8/2.6 cm; 法院名 2号宋, 文书名 1号标宋, 案号 and 正文 3号仿宋. Sizes are in
half points and lengths in twips, as WordprocessingML counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from court_core.documents.model import Align, Block, Paragraph

Place = Literal["court", "document-name", "case-number", "body", "signature"]
"""What a paragraph is: the name of the court, of the document, its number, text, or a line of the signature."""

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 1984, 1814, 1587, 1474
LINE = (PAGE_HEIGHT - TOP - BOTTOM) // 22
# 28 characters of 16 points are a little wider than the text: each stands a quarter of a point nearer to the next. A grid
# of characters would say the same, but LibreOffice makes lines of 20 of it.
CLOSER = -5
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

_TABLE_SIZE = 24  # 小四: a table of amounts does not fit in 3号
_HEAD_LINES = 6
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\v\f\u2028\u2029]")

_COURT = re.compile(r"[^，。；：、]{2,40}法院(?:[^，。；：、]{1,12}法庭)?")
_DOCUMENT_NAME = re.compile(r"[^，。；：、]{0,40}(?:书|令|笔录|意见|公告)(?:[（(][^）)]{1,12}[）)])?")
_CASE_NUMBER = re.compile(
    r"[（(〔\[［][^）)〕\]］]{1,8}[）)〕\]］][^，。；：]{2,30}号(?:之[一二三四五六七八九十\d]{1,3})?"
)
_STAFF_LINE = re.compile(
    r"(?:本页无正文)?(?:代理|助理|见习)?(?:审判长|审判员|人民陪审员|陪审员|法官助理|审判员助理|书记员|执行员|执行长|执行法官|法官|院长|庭长)"
    r"[：:]?[^，。；：、]{0,12}"
)
_DATE_LINE = re.compile(
    r"[12二一][\d〇○ОO零Ｏ０一二三四五六七八九]{3}年[\d元一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How the paragraphs of one place look: font of the Chinese characters, size, alignment, free space around."""

    name: str
    font: str
    size: int
    align: Align
    first_line: bool = False
    space_before: int = 0
    space_after: int = 0
    right_characters: int = 0


STYLES: dict[Place, Style] = {
    "court": Style("法院名", "宋体", 44, "centre"),
    "document-name": Style("文书名", "方正小标宋简体", 52, "centre", space_after=LINE // 2),
    "case-number": Style("案号", "仿宋", 32, "right", space_after=LINE // 2),
    "body": Style("正文", "仿宋", 32, "justify", first_line=True),
    "signature": Style("落款", "仿宋", 32, "right", right_characters=2),
}
TABLE_STYLE = Style("表格", "仿宋", _TABLE_SIZE, "left")


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph ready to print: its words without the blanks it was indented with, and what it is."""

    text: str
    place: Place
    align: Align
    bold: bool
    indent: bool


def laid_out(blocks: Sequence[Block]) -> Iterator[Placed | Block]:
    """The blocks of a copy, each paragraph of the outermost level with its place; tables as they are.

    Empty paragraphs are left out: between the parts of a judgment it is the template that makes room.
    """
    places = _places(blocks)
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            yield block
        elif block.text.strip():
            yield _placed(block, places.get(number, "body"))


def in_cell(paragraph: Paragraph) -> Placed:
    """A paragraph of a table's cell: no first line indent, aligned as it was."""
    text = clean_text(paragraph.text)
    align = "left" if paragraph.align == "justify" else paragraph.align
    return Placed(text.strip(), "body", align, paragraph.bold, False)


def clean_text(text: str) -> str:
    """The text with one kind of line break and without characters that XML cannot hold."""
    return _ILLEGAL.sub("", _BREAKS.sub("\n", text))


def _placed(paragraph: Paragraph, place: Place) -> Placed:
    text = clean_text(paragraph.text)
    style = STYLES[place]
    if place != "body":
        return Placed(text.strip(), place, style.align, paragraph.bold and place != "document-name", False)
    aligned = paragraph.align in ("centre", "right")
    # Two blanks typed at the start are an indent.
    indent = not aligned and (paragraph.indent or text[:1].isspace())
    return Placed(text.strip(), place, paragraph.align if aligned else "justify", paragraph.bold, indent)


def _places(blocks: Sequence[Block]) -> dict[int, Place]:
    """What the paragraphs of the head and of the signature are, by their number; all others are text."""
    lines = [(i, _dense(b.text)) for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.strip()]
    places = dict(_head(lines[:_HEAD_LINES]))
    # A judge is named in the text too, but only the signature has lines of nothing else, and it stands at the end.
    late = lines[len(lines) // 2 :]
    if any(_STAFF_LINE.fullmatch(words) for _, words in late):
        for number, words in late:
            if _STAFF_LINE.fullmatch(words) or _DATE_LINE.fullmatch(words):
                places.setdefault(number, "signature")
    return places


def _head(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Place]]:
    patterns: dict[Place, re.Pattern[str]] = {
        "court": _COURT,
        "case-number": _CASE_NUMBER,
        "document-name": _DOCUMENT_NAME,
    }
    titled = len(lines) > 1 and bool(_COURT.fullmatch(lines[1][1]) and not _COURT.fullmatch(lines[0][1]))
    for number, words in lines[titled:]:  # a web page's own title may stand above the head
        place = next((place for place, pattern in patterns.items() if pattern.fullmatch(words)), None)
        if place is None:
            return
        del patterns[place]
        yield number, place


def _dense(text: str) -> str:
    return re.sub(r"\s", "", text)
