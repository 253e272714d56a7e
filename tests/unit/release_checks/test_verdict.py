"""What a clerk and the mask report get to see of the checks."""

from __future__ import annotations

import json

from court_core.release_checks.before_release import check
from court_core.release_checks.file_places import places
from court_core.release_checks.findings import SCOPES, Protected, Release
from tests.support.judgment_docx import DocxParts, docx_of

ORIGINAL = "原告：黄伟良，男。\n黄伟良与被告某公司一案，由审判员区文远独任审判。\n"


def test_a_finding_says_where_and_what_to_do_and_goes_into_the_report() -> None:
    released = Release("原告：黄某，男。\n黄伟良与被告某公司一案，由审判员区某独任审判。\n")
    verdict = check(ORIGINAL, released, SCOPES["spc-2024"], [Protected("黄伟良", "person")])
    (leak,), (over,) = verdict.leaks, verdict.over_masking
    assert (leak.code, leak.place, leak.excerpt) == (
        "leak.protected",
        "正文第2段",
        "【黄伟良】与被告某公司一案，由",
    )
    assert (over.code, over.place, over.subject) == ("over.staff", "正文第2段", "区文远")
    assert "请恢复原文“区文远”" in over.what_to_do
    assert json.loads(json.dumps(leak.as_json()))["start"] == released.text.index("黄伟良")
    assert (verdict.is_clean, len(verdict.sure)) == (False, 2)


def test_a_clean_release_with_its_file_has_nothing_to_answer() -> None:
    text = ORIGINAL.replace("黄伟良", "黄某")
    file = docx_of(text, DocxParts(author="", header="民事判决书"))
    assert check(ORIGINAL, Release(text, "黄某案", "黄某案.docx", file), SCOPES["spc-2024"]).is_clean


def test_a_file_that_is_no_zip_is_searched_as_bytes() -> None:
    (place,) = places("黄伟良".encode())
    assert (place.where, place.raw) == ("无法解开的文件", "黄伟良".encode())
    verdict = check(
        ORIGINAL, Release(ORIGINAL.replace("黄伟良", "黄某"), docx=b"\xff" + "黄伟良".encode()), SCOPES["spc-2024"]
    )
    assert "无法解开的文件" in {item.place for item in verdict.leaks}


def test_places_are_named_as_a_clerk_knows_them() -> None:
    parts = DocxParts(author="李某", header="页眉", comment="批注", notes=frozenset([1]))
    named = {place.where for place in places(docx_of("正文\n脚注", parts))}
    assert {"正文（word/document.xml）", "文件属性（docProps/core.xml）", "页眉（word/header1.xml）"} <= named
    assert {"批注（word/comments.xml）", "脚注（word/footnotes.xml）", "压缩包内文件名"} <= named
