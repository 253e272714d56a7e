"""What the reading page and the excerpts are made of: only what a web copy consists of, and every hit marked."""

from __future__ import annotations

import pytest

from central_server.portal.excerpts import Piece, excerpts, marked
from central_server.portal.web_copy import shown_copy
from central_server.storage.published_parties import party_kinds
from court_core.documents.html import as_html
from tests.portal.judgments import authority_judgment, companies_order, sales_judgment

NUMBER = "（2026）粤0103民初123号"


def plain(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_a_web_copy_is_shown_as_it_was_made() -> None:
    copy = sales_judgment(NUMBER)
    html = as_html(copy)

    shown = shown_copy("另一标题", html, copy.text)

    assert shown is not None
    assert shown.title == copy.title
    assert f"<h1>{copy.title}</h1>{shown.body}" == html
    assert '<td colspan="3">' in shown.body


@pytest.mark.parametrize(
    "html",
    [
        "<p>好</p><script>alert(1)</script>",
        '<p onclick="x()">好</p>',
        '<p style="color:red">好</p>',
        '<p class="site">好</p>',
        '<img src="https://elsewhere.example/">',
        '<a href="https://elsewhere.example/">好</a>',
        "<p>好<!-- 原告赵演示 --></p>",
        "<p>好",
        "<p>好</strong></p>",
        "<table><tr><td colspan='1000'>好</td></tr></table>",
        "<?xml version='1.0'?><p>好</p>",
        "<!doctype html><p>好</p>",
        "<p>好</p><h1>好</h1>",
        "",
        None,
    ],
)
def test_anything_else_is_not_trusted_and_the_plain_text_is_shown(html: str | None) -> None:
    shown = shown_copy("标题", html, "<b>好</b>\n\n第二段")

    assert shown is not None
    assert shown.title == "标题"
    assert shown.body == "<p>&lt;b&gt;好&lt;/b&gt;</p>\n<p>第二段</p>"


def test_entities_stay_what_they_were() -> None:
    shown = shown_copy("", "<h1>甲&amp;乙</h1><p>5 &lt; 6 &amp;lt; “&quot;”<br>好</p>", "")

    assert shown is not None
    assert shown.title == "甲&乙"
    assert shown.body == "<p>5 &lt; 6 &amp;lt; “&quot;”<br>好</p>"


def test_without_a_copy_there_is_nothing_to_show() -> None:
    assert shown_copy("标题", None, None) is None
    assert shown_copy("标题", " ", " \n ") is None


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("（2026）粤0103民初123号", ("(2026)", "123"), "[（2026）]粤0103民初[123]号"),
        ("货 款８６，４００元", ("货款", "86,400"), "[货 款８６，４００]元"),
        ("本院认为", ("本院", "院认"), "[本院认]为"),
        ("甲甲甲", ("甲甲",), "[甲甲]甲"),
        ("没有", ("别的",), "没有"),
        ("", ("别的",), ""),
    ],
)
def test_every_match_is_marked(text: str, terms: tuple[str, ...], expected: str) -> None:
    assert plain(marked(text, terms)) == expected


def test_a_long_line_is_cut_around_its_first_match() -> None:
    line = "前" * 100 + "货款" + "后" * 100

    found = excerpts(f"标题\n{line}\n货款", ("货款",))

    assert [plain(pieces) for pieces in found] == ["…" + "前" * 28 + "[货款]" + "后" * 58 + "…"]


def test_the_line_with_most_words_comes_first_and_two_lines_are_enough() -> None:
    text = "甲在这里\n乙和丙在这里\n丁在这里\n戊在这里"

    found = excerpts(text, ("甲", "乙", "丙", "丁", "没有的"))

    assert [plain(pieces) for pieces in found] == ["[乙]和[丙]在这里", "[甲]在这里"]
    assert excerpts(text, ("没有的",)) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (sales_judgment(NUMBER).text, "natural organisation"),
        (authority_judgment(NUMBER).text, "natural authority"),
        (companies_order(NUMBER).text, "organisation"),
        ("原告：×××，男，1980年1月1日出生。\n被告：×××。\n法定代表人：×××，经理。\n原告与被告纠纷一案。", "natural organisation"),
        ("原告：×××，女。\n法定代理人：×××。\n被告：某某，住所地荔湾区。", "natural organisation"),
        ("公诉机关广州市荔湾区人民检察院。\n被告人黄某，男，1980年1月1日出生。", "natural"),
        ("没有首部的文字。", ""),
        ("", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_kinds_of_parties_come_from_the_masked_header(text: str | None, kinds: str) -> None:
    assert party_kinds(text) == kinds
