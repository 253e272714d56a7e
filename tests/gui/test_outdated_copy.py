"""The review of a copy whose original was exchanged: what it was made of stands beside it, or why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from clerk_app.ui.review.view import ReviewView
from clerk_app.use_cases.forms import NewDocument, NewOriginal
from clerk_app.use_cases.seen_original import FORMER_NOT_CONVERTED
from clerk_app.use_cases.staged import at_once
from court_core.errors import CourtError
from tests.gui.court_office import TODAY
from tests.gui.sitting import CTRL, Key, Sitting
from tests.gui.test_web_copy_in_window import status
from tests.support.at_rest import PATIENCE_MS
from tests.support.generated_judgments import generate
from tests.support.old_documents import as_old, named_stream
from tests.support.word_samples import judgment

NAME = "判决书.wps"


@pytest.fixture
def old(tmp_path: Path) -> bytes | None:
    """A judgment as an old program saved it; None where no LibreOffice can make one."""
    return as_old(judgment(*generate(18).text.split("\n")), tmp_path)


def outdated(at: Sitting, old: bytes) -> str:
    """A judgment of the first case, masked, and exchanged afterwards."""
    form = NewDocument(at.court.case_ids[0], "判决书", NAME, old, "民间借贷纠纷一案判决书", TODAY, TODAY)
    document_id = at.court.office.register_document(form).record_id
    at_once(at.court.office.masking(document_id))
    at.court.office.replace_original(NewOriginal(document_id, "更正.docx", judgment("民事判决书", "更正"), "笔误"))
    with at.court.store.write("me") as unit:
        unit.update("document", document_id, {"status": "returned"})  # its copy can be looked at
    return document_id


def looking(at: Sitting) -> ReviewView:
    at.press(Key.Key_4, CTRL)
    at.qtbot.waitUntil(lambda: status(at) == "returned", timeout=PATIENCE_MS)
    documents = at.pages.documents
    documents.presenter.review()
    at.qtbot.waitUntil(lambda: documents.review.presenter.copy is not None, timeout=PATIENCE_MS)
    at.settle()
    return documents.review


def refused_without_libreoffice(at: Sitting) -> None:
    form = NewDocument(at.court.case_ids[0], "判决书", NAME, named_stream(0), "判决书", TODAY, TODAY)
    with pytest.raises(CourtError, match=r"document\.legacy-doc"):
        at.court.office.register_document(form)


def test_the_old_document_stands_beside_its_copy(at: Sitting, old: bytes | None) -> None:
    if old is None:
        refused_without_libreoffice(at)
        return
    outdated(at, old)
    review = looking(at)
    span = review.presenter.current
    assert span is not None
    assert review.sides.original.text[span.start : span.end] == span.original
    assert "原件在隐名之后换过" in at.read()
    assert "更换前的原件　民间借贷纠纷一案判决书" in at.read()
    assert "不能并排显示" not in at.read()


def test_where_it_cannot_stand_there_its_place_says_why(at: Sitting, old: bytes | None) -> None:
    if old is None:
        refused_without_libreoffice(at)
        return
    document_id = outdated(at, old)
    with at.court.store.write("me") as unit:  # as a program before this one saved it
        record = unit.get("web_copy", document_id)
        assert record is not None
        before = record["replacements"]
        assert isinstance(before, dict)
        unit.update("web_copy", document_id, {"replacements": {k: v for k, v in before.items() if k != "read"}})
    review = looking(at)
    assert review.sides.original.text == ""
    assert review.sides.original.reason == FORMER_NOT_CONVERTED
    assert "不能并排显示" in at.read()
    paper = review.sides.original
    lower = QRect(0, 60, paper.width() - 20, 120)
    seen = paper.grab(lower).toImage()
    paper.show_reason("")
    assert seen != paper.grab(lower).toImage(), "all its lines are painted, not the first alone"
