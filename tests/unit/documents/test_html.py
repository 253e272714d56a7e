"""The web copy as a page for the portal: all text escaped, tables with their spans, classes for its parts."""

from __future__ import annotations

from lxml import html

from court_core.documents.html import as_html
from court_core.documents.model import Cell, Paragraph, Table, WebCopy


def test_the_parts_of_a_judgment_are_named() -> None:
    copy = WebCopy(
        "黄某与某公司买卖合同纠纷",
        (
            Paragraph("广州市荔湾区人民法院", "centre"),
            Paragraph("民事判决书", "centre"),
            Paragraph("（2026）粤0103民初123号", "right"),
            Paragraph("　　原告：黄某。"),
            Paragraph(""),
            Paragraph("第一节", bold=True, indent=False),
            Paragraph("审判员　陈法官"),
            Paragraph("二〇二六年十一月二十日"),
        ),
    )
    page = html.fragment_fromstring(as_html(copy), create_parent="div")
    assert [(node.tag, node.get("class"), node.text_content()) for node in page] == [
        ("h1", None, "黄某与某公司买卖合同纠纷"),
        ("p", "court", "广州市荔湾区人民法院"),
        ("p", "document-name", "民事判决书"),
        ("p", "case-number", "（2026）粤0103民初123号"),
        ("p", None, "原告：黄某。"),
        ("p", "flush", "第一节"),
        ("p", "signature", "审判员　陈法官"),
        ("p", "signature", "二〇二六年十一月二十日"),
    ]
    assert page[5][0].tag == "strong"


def test_nothing_in_a_text_becomes_markup() -> None:
    evil = "<script>alert(1)</script>&\"'<img src=x onerror=y>"
    page = as_html(WebCopy(evil, (Paragraph(evil), Table(((Cell((Paragraph(evil),)),),)))))
    assert page.count("&lt;script&gt;") == 3
    assert "<script" not in page
    assert "<img" not in page
    assert html.fragment_fromstring(page, create_parent="div")[1].text_content() == evil


def test_cells_keep_their_spans_and_an_absurd_one_is_bounded() -> None:
    inner = Table(((Cell((Paragraph("内"),)),),))
    copy = WebCopy("", (Table(((Cell((Paragraph("甲"),), 2, 3), Cell((Paragraph("一\n二"), inner), 99_999)),)),))
    page = as_html(copy)
    assert '<td colspan="2" rowspan="3"><p>甲</p></td><td colspan="63"><p>一<br>二</p><table>' in page
    assert page.count("<table>") == page.count("</table>") == 2


def test_a_copy_without_a_title_has_no_empty_heading() -> None:
    assert as_html(WebCopy(" ", (Paragraph("正文内容。"),))) == "<p>正文内容。</p>\n"
