"""不上网公开 in the upper right corner of the first page, and nothing else changed ([2013] 公布工作程序)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from court_core.documents.pdf import convert_to_pdf, find_converter
from court_core.documents.stamp import MARK, stamp_withheld
from court_core.errors import CourtError
from tests.support.word_samples import W, changed, judgment, parts_of, with_body

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def body_of(content: bytes) -> etree._Element:
    return etree.fromstring(parts_of(content)["word/document.xml"])


def text_of(element: etree._Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode")


def test_only_the_document_part_changes_and_only_by_the_mark() -> None:
    original = judgment("民事判决书", "原告林秀兰（演示）。")
    stamped = stamp_withheld(original)
    before, after = parts_of(original), parts_of(stamped)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    run = re.search(rb"<w:r xmlns:w=.*?</mc:AlternateContent></w:r>", after["word/document.xml"], re.DOTALL)
    assert run is not None
    assert after["word/document.xml"].replace(run[0], b"") == before["word/document.xml"]


def test_the_mark_stands_in_the_first_paragraph_after_its_properties() -> None:
    document = body_of(stamp_withheld(judgment("民事判决书", "第二段")))
    first, second = document.findall(".//w:body/w:p", NS)[:2]
    assert MARK in text_of(first)
    assert MARK not in text_of(second)
    assert [etree.QName(child).localname for child in first][:1] in (["pPr"], ["r"])
    properties = first.find("w:pPr", NS)
    assert properties is None or first.index(properties) == 0


def test_the_mark_keeps_one_centimetre_from_the_edge_of_the_papers_own_width() -> None:
    wide = with_body(
        f'<w:document {W}><w:body><w:p><w:r><w:t>判决</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
        "</w:body></w:document>"
    )
    offsets = [
        int(body_of(stamp_withheld(content)).findtext(".//wp:positionH/wp:posOffset", "0", NS))
        for content in (wide, with_body(f"<w:document {W}><w:body><w:p/></w:body></w:document>"))
    ]
    assert offsets == [16838 * 635 - 360_000 - 1_400_000, 11906 * 635 - 360_000 - 1_400_000]


def test_stamping_twice_is_stamping_once() -> None:
    once = stamp_withheld(judgment())
    assert stamp_withheld(once) == once


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>",
        '<w:p w:rsidR="00A1"/>',
        "<w:p><w:pPr/></w:p>",
        "<w:p></w:p>",
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr> <w:r><w:t>判决</w:t></w:r></w:p>',
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>判决</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>判决</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    ],
)
def test_every_kind_of_first_paragraph_takes_the_mark(body: str) -> None:
    for prefix in ("w", "x"):
        xml = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        xml = xml.replace("w:", f"{prefix}:").replace("xmlns:w=", f"xmlns:{prefix}=")
        document = body_of(stamp_withheld(with_body(xml)))
        marks = document.findall(".//wp:docPr", NS)
        assert len(marks) == 1
        paragraph = next(marks[0].iterancestors(f"{{{NS['w']}}}p"))
        assert paragraph is next(document.iter(f"{{{NS['w']}}}p"))


def test_a_document_in_utf_16_is_stamped_too() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body><w:p><w:r><w:t>判决书</w:t></w:r></w:p></w:body></w:document>'
    document = body_of(stamp_withheld(with_body(xml.encode("utf-16"))))
    assert MARK in text_of(document)
    assert "判决书" in text_of(document)


def test_the_marks_id_is_not_used_by_another_drawing() -> None:
    xml = f'<w:document {W} xmlns:wp="{NS["wp"]}"><w:body><w:p><w:r><wp:docPr id="990001" name="x"/></w:r></w:p></w:body></w:document>'
    ids = [element.get("id") for element in body_of(stamp_withheld(with_body(xml))).iter(f"{{{NS['wp']}}}docPr")]
    assert len(ids) == len(set(ids)) == 2


def test_a_hostile_file_is_refused_at_the_gate_and_not_stamped() -> None:
    with pytest.raises(CourtError, match=r"document\.macro"):
        stamp_withheld(changed(word__vbaProject_dot_bin=b"x"))


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("court_core.documents.pdf._USUAL_PLACES", ())
    with pytest.raises(CourtError) as refusal:
        convert_to_pdf(judgment())
    assert refusal.value.code == "document.no-converter"
    assert ".docx" in refusal.value.remedy


def test_a_converter_that_fails_is_told_kindly(tmp_path: Path) -> None:
    with pytest.raises(CourtError, match=r"document\.conversion-failed"):
        convert_to_pdf(judgment(), tmp_path / "no-such-program")


def test_with_libreoffice_the_pdf_has_the_mark_or_the_refusal_names_the_way() -> None:
    if find_converter() is None:
        with pytest.raises(CourtError, match=r"document\.no-converter"):
            convert_to_pdf(judgment())
    else:
        assert convert_to_pdf(stamp_withheld(judgment())).startswith(b"%PDF-")
