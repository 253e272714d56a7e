"""Court documents as real .docx in the court's format.

A4, margins 3.5/3.2/2.8/2.6 cm, 22 lines of 28 characters; court 2号宋体, title 1号, case number and text 3号仿宋
(人民法院民事裁判文书制作规范). The people and facts are invented.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_SONG, _FANGSONG = "宋体", "仿宋"
_SIZE_1, _SIZE_2, _SIZE_3 = 26.0, 22.0, 16.0
_LINE = 29.6  # 23 cm of text height in 22 lines, in points
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class JudgmentText:
    """The words of one document, paragraph by paragraph."""

    court: str
    title: str
    case_number: str
    header: tuple[str, ...]
    body: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]
    decided_on: date
    clerk: str


def compose(text: JudgmentText) -> bytes:
    """The .docx of `text`; the same text gives the same bytes."""
    import docx  # slow to import, and only a build of the court needs it

    document = docx.Document()
    _set_page(document)
    _line(document, text.court, _SONG, _SIZE_2, "center")
    _line(document, text.title, _SONG, _SIZE_1, "center")
    _line(document, text.case_number, _FANGSONG, _SIZE_3, "right")
    for paragraph in (*text.header, *text.body):
        _line(document, paragraph, _FANGSONG, _SIZE_3, "indented")
    for post, name in text.signatures:
        _line(document, f"{post}　{_spaced(name)}", _FANGSONG, _SIZE_3, "signature")
    _line(document, chinese_numeral_date(text.decided_on), _FANGSONG, _SIZE_3, "signature")
    _line(document, "本件与原本核对无异", _FANGSONG, _SIZE_3, "left")
    _line(document, f"书　记　员　{_spaced(text.clerk)}", _FANGSONG, _SIZE_3, "signature")
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "演示", text.title, "演示文书，人物和事实均为虚构"
    properties.created = properties.modified = datetime(*_ZIP_TIME)  # noqa: DTZ001 - the format has no zone
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def chinese_numeral_date(day: date) -> str:
    """二〇二六年十一月二十日, as documents are dated."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[units] if units else "")


def _spaced(name: str) -> str:
    """Two-character names are spread to the width of three, as signatures are."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def _set_page(document: Document) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.5), Cm(3.2)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _line(document: Document, words: str, font: str, size: float, place: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph: Paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    if size == _SIZE_3:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    if place == "center":
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif place in ("right", "signature"):
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Pt(size * (1 if place == "right" else 2))
    elif place == "indented":
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.first_line_indent = Pt(size * 2)
    run = paragraph.add_run(words)
    run.font.size, run.font.name = Pt(size), font
    # Word takes Chinese characters' font from a fourth attribute that python-docx leaves alone.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _without_times(package: bytes) -> bytes:
    """The same zip with one fixed time on every entry."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
