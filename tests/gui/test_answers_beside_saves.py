"""Answers about a long judgment in the real window: worked out beside the database, in order, and none is lost."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerk_app.ui.review.view import ReviewView
from clerk_app.use_cases.forms import NewDocument
from clerk_app.use_cases.staged import at_once
from clerk_app.use_cases.web_copy_views import ReviewSpan
from tests.gui.court_office import TODAY, Court
from tests.gui.sitting import CTRL, Sitting
from tests.gui.test_web_copy_in_window import click, open_review, status
from tests.support.at_rest import PATIENCE_MS
from tests.support.generated_judgments import generate
from tests.support.word_samples import judgment

Key = Qt.Key
PATIENCE = 60_000


def long_judgment(court: Court, judgments: int = 8) -> str:
    """A judgment of some 40 KB: several in one, as those of many related cases are written."""
    lines = [line for seed in range(18, 18 + judgments) for line in generate(seed).text.split("\n")]
    form = NewDocument(court.case_ids[0], "判决书", "判决.docx", judgment(*lines), "系列案判决", TODAY, TODAY)
    return court.office.register_document(form).record_id


def reviewing(at: Sitting) -> ReviewView:
    """The copy of the document, opened for the first time since the program was started."""
    at.press(Key.Key_4, CTRL)
    at.qtbot.waitUntil(lambda: status(at) == "masked", timeout=PATIENCE)
    documents = at.pages.documents
    documents.presenter.review()
    at.qtbot.waitUntil(lambda: documents.review.presenter.copy is not None, timeout=PATIENCE)
    at.qtbot.waitUntil(lambda: at.window.tasks.open_jobs == 0, timeout=PATIENCE)
    return documents.review


def decisions(court: Court, document_id: str, *spans: ReviewSpan) -> list[str]:
    stood = {(span.start, span.end): span.decision for span in court.office.web_copy(document_id).spans}
    return [stood.get((span.start, span.end), "gone") for span in spans]


def answered(at: Sitting, review: ReviewView, *keys: Key) -> list[ReviewSpan]:
    """Presses the keys one after the other without waiting; answers with the places they were about."""
    about = []
    review.presenter.everywhere = False
    for key in keys:
        assert review.presenter.current is not None
        about.append(review.presenter.current)
        at.qtbot.keyClick(review.sides.original, key)
    return about


def test_a_save_does_not_wait_for_the_first_answer_of_a_review(at: Sitting, court: Court) -> None:
    document_id = long_judgment(court)
    at_once(court.office.masking(document_id))
    at.window.lock()
    court.office = at.door.sessions[-1].office = court.sign_in()
    at.qtbot.waitUntil(lambda: at.window.unlock_screen is not None, timeout=PATIENCE_MS)
    at.unlock()
    review = reviewing(at)
    first, second = answered(at, review, Key.Key_K, Key.Key_K)
    assert review.presenter.working
    saved: list[bool] = []
    office = court.office
    at.window.tasks.database(
        lambda: office.keep_draft("note", "同一个人的另一件事"), lambda _: saved.append(review.presenter.working)
    )
    at.qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE)
    assert saved == [True], "it was saved before the answer was worked out"
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE)
    assert decisions(court, document_id, first, second) == ["kept", "kept"]
    copy = review.presenter.copy
    assert copy == court.office.web_copy(document_id), "what is shown is what is saved"


def test_what_takes_a_while_is_said_until_it_is_done(at: Sitting, court: Court) -> None:
    document_id = long_judgment(court, 1)
    at_once(court.office.masking(document_id))
    review = reviewing(at)
    may_go_on = Event()
    at.window.tasks.database(lambda: may_go_on.wait(PATIENCE / 1000), lambda _: None)
    answered(at, review, Key.Key_K, Key.Key_K)
    at.qtbot.waitUntil(lambda: "正在保存 2 个答复并重做，可以接着核对" in at.read(), timeout=PATIENCE)
    may_go_on.set()
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE)
    assert "个答复并重做" not in at.read()


def test_what_was_answered_before_the_lock_is_there_after_it(at: Sitting, court: Court) -> None:
    document_id = long_judgment(court, 3)
    at_once(court.office.masking(document_id))
    review = reviewing(at)
    about = answered(at, review, Key.Key_K, Key.Key_Return, Key.Key_K)
    at.window.lock()
    at.qtbot.waitUntil(lambda: at.window.unlock_screen is not None, timeout=PATIENCE)
    assert decisions(court, document_id, *about) == ["kept", "accepted", "kept"]
    at.unlock()


def test_what_was_answered_before_closing_is_saved(qtbot: QtBot, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = long_judgment(court, 3)
    at_once(court.office.masking(document_id))
    at = Sitting(qtbot, court)
    at.unlock()
    about = answered(at, reviewing(at), Key.Key_K, Key.Key_K)
    stood: list[str] = []
    monkeypatch.setattr(at.session, "close", lambda: stood.extend(decisions(court, document_id, *about)))
    at.close()
    assert stood == ["kept", "kept"], "the session ends behind them"


def test_masking_leaves_the_page_free_and_opens_the_copy_for_who_waits(at: Sitting, court: Court) -> None:
    document_id = long_judgment(court)
    at.press(Key.Key_4, CTRL)
    documents = at.pages.documents
    documents.detail.way.mask_wanted.emit()
    saved: list[str] = []
    office = court.office
    at.window.tasks.database(lambda: office.keep_draft("note", "x"), lambda _: saved.append(status(at)))
    at.qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE)
    assert saved == ["effective"], "it was saved before the copy was made"
    assert "正在隐名" in at.read()
    documents.detail.reason.setFocus()
    at.qtbot.keyClicks(documents.detail.reason, "k")
    at.qtbot.waitUntil(lambda: status(at) == "masked", timeout=PATIENCE)
    at.settle()
    assert not documents.reviewing, "who types is not taken away from there"
    assert documents.detail.reason.toPlainText() == "k"
    assert court.office.web_copy(document_id).open_count >= 0
    click(at, "核对公开稿")
    assert documents.reviewing


def test_what_is_being_typed_stays_when_the_copy_comes_back(at: Sitting, court: Court) -> None:
    long_judgment(court, 1)
    review = open_review(at)
    answered(at, review, Key.Key_K)
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE)
    finding = review.findings.current
    assert finding is not None, "what was kept may have leaked"
    answered(at, review, Key.Key_K)
    assert review.presenter.working
    at.press(Key.Key_C)
    review.card.edit.setText("另写的")
    place = review.presenter.current
    review.findings.answer.setText("不是个人")
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE)
    at.settle()
    now = review.presenter.current
    assert place is not None
    assert now is not None
    assert (now.start, now.end) == (place.start, place.end)
    assert review.card.edit.isVisible()
    assert review.card.edit.text() == "另写的"
    assert review.findings.current is not None
    assert (review.findings.current.subject, review.findings.answer.text()) == (finding.subject, "不是个人")
