"""Automatic numbering is read as it prints (ECMA-376 part 1, 17.9 and ST_NumberFormat)."""

from __future__ import annotations

import pytest

from court_core.documents.number_formats import printed
from court_core.documents.reading import read
from tests.support.word_samples import judgment, packed, parts_of
from tests.support.word_writing import NAMESPACES, OFFICE, p, run


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lines_of(numbering: str, *paragraphs: tuple[str, str]) -> list[str]:
    """What is read of paragraphs (list and level as `number/level`, text) in a document with these lists."""
    body = ""
    for place, text in paragraphs:
        number, _, at = place.partition("/")
        shape = f'<w:numPr><w:ilvl w:val="{at or 0}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        body += p(run(text), shape)
    parts = parts_of(judgment())
    parts["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    parts["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>".encode()
    row = f'<Relationship Id="rIdN" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
    rels = (
        parts["word/_rels/document.xml.rels"].replace(b"/numbering", b"/was").replace(b"</Relationships>", row.encode())
    )
    document = read(packed(parts | {"word/_rels/document.xml.rels": rels}), "判决书.docx")
    return document.text.splitlines()


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


SIMPLE = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "（%2）"), level(2, "decimal", "%3."))


def test_a_judgments_points_count_and_begin_anew_under_each_higher_one() -> None:
    read_lines = lines_of(
        SIMPLE + num(1, 0), ("1/0", "甲"), ("1/1", "乙"), ("1/1", "丙"), ("1/0", "丁"), ("1/1", "戊"), ("", "己")
    )
    assert read_lines == ["一、甲", "（1）乙", "（2）丙", "二、丁", "（1）戊", "己"]


def test_two_lists_of_one_kind_go_on_counting_unless_one_says_where_it_starts() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    read_lines = lines_of(
        SIMPLE + num(1, 0) + num(2, 0) + num(3, 0, start),
        ("1", "甲"), ("2", "乙"), ("3", "丙"), ("3", "丁"), ("1", "戊"),
    )  # fmt: skip
    assert read_lines == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_articles_and_legal_numbers_show_the_levels_above() -> None:
    lists = abstract(
        0,
        level(0, "chineseCountingThousand", "第%1条", '<w:suff w:val="space"/>'),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%2%3)", '<w:suff w:val="nothing"/>'),
    )
    read_lines = lines_of(lists + num(1, 0), ("1/0", "甲"), ("1/1", "乙"), ("1/2", "丙"), ("1/0", "丁"), ("1/1", "戊"))
    assert read_lines == ["第一条 甲", "1.1 乙", "1a)丙", "第二条 丁", "2.1 戊"]


def test_a_level_that_never_restarts_goes_on() -> None:
    lists = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2）", '<w:lvlRestart w:val="0"/>'))
    read_lines = lines_of(lists + num(1, 0), ("1/0", "甲"), ("1/1", "乙"), ("1/0", "丙"), ("1/1", "丁"))
    assert read_lines == ["I. 甲", "1）乙", "II. 丙", "2）丁"]


def test_bullets_no_list_and_lists_that_are_not_there() -> None:
    wing = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    lists = abstract(0, level(0, "bullet", "\uf0fc", wing), level(1, "bullet", "-"), level(2, "none", ""))
    read_lines = lines_of(lists + num(1, 0), ("1/0", "甲"), ("1/1", "乙"), ("1/2", "丙"), ("0", "丁"), ("77", "戊"))
    assert read_lines == ["✓ 甲", "- 乙", "丙", "丁", "戊"]


def test_a_list_made_by_a_style_is_found_through_its_link() -> None:
    lists = abstract(0, level(0, "decimalEnclosedCircle", "%1"), more='<w:styleLink w:val="s"/>')
    lists += abstract(1, more='<w:numStyleLink w:val="s"/>') + num(1, 1)
    assert lines_of(lists, ("1", "甲"), ("1", "乙")) == ["①甲", "②乙"]


def test_a_format_of_ones_own_keeps_its_zeros() -> None:
    own = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = abstract(0, f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{own}<w:lvlText w:val="%1号"/></w:lvl>')
    assert lines_of(lists + num(1, 0), ("1", "甲"), ("1", "乙")) == ["007号甲", "008号乙"]


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 10, "１０"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 19, "十九"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 10_010, "一万零一十"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("chineseLegalSimplified", 23, "贰拾叁"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 1, "甲"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 4, "⒋"),
        ("upperRoman", 49, "XLIX"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("none", 5, ""),
        ("thaiLetters", 5, "5"),
    ],
)
def test_numbers_print_as_word_prints_them(kind: str, number: int, shown: str) -> None:
    assert printed(number, kind) == shown
