"""What is typed in a review and is no answer yet: no lock, kill or other place loses it. All people are invented."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.ui.review.asked import typed_key
from clerk_app.ui.review.view import ReviewView
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.gui.review_desk import DOCUMENT, ReviewDesk
from tests.gui.review_text import TEXT
from tests.gui.sitting import Sitting
from tests.gui.test_review_page import CTRL, BusyJobs, Key, look_at, opened, press
from tests.gui.test_web_copy_in_window import open_review, register
from tests.support.at_rest import PATIENCE_MS

TWO_FINDINGS = f"{TEXT}\n另查，被告的员工刘出庭作证，住云州市临水区莲花路8号。"


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(text=TEXT)


def type_both(view: ReviewView) -> None:
    look_at(view, "梁霖屿")
    press(view, Key.Key_C)
    view.card.edit.setText("梁某甲")
    view.findings.answer.setText("写到一半的答复")


def read_both(view: ReviewView) -> list[str]:
    look_at(view, "梁霖屿")
    return [view.card.edit.text() if view.card.edit.isVisible() else "", view.findings.answer.text()]


TYPED = ["梁某甲", "写到一半的答复"]


def test_a_lock_keeps_it(qtbot: QtBot, desk: ReviewDesk) -> None:
    view = opened(qtbot, desk)
    type_both(view)
    view.leave()
    assert read_both(opened(qtbot, desk)) == TYPED


def test_a_kill_loses_only_the_last_moment(qtbot: QtBot, desk: ReviewDesk) -> None:
    opened(qtbot, desk).findings.answer.setText("写到一半的答复")
    qtbot.waitUntil(lambda: "写到一半的答复" in desk.drafts.get(typed_key(DOCUMENT), ""), timeout=800)


def test_who_looks_at_another_place_or_the_list_meanwhile_finds_it_again(qtbot: QtBot, desk: ReviewDesk) -> None:
    view = opened(qtbot, desk)
    type_both(view)
    look_at(view, "黄砚芄")
    assert view.card.edit.isHidden()
    view.presenter.close()
    view.open(DOCUMENT)
    assert read_both(view) == TYPED


def test_another_finding_meanwhile_loses_nothing(qtbot: QtBot) -> None:
    view = opened(qtbot, ReviewDesk(text=TWO_FINDINGS))
    assert view.findings.model.rowCount() > 1
    view.findings.answer.setText("写到一半的答复")
    press(view, Key.Key_F6)
    press(view, Key.Key_Down)
    assert view.findings.answer.text() == ""
    view.presenter.keep()  # the copy is made anew, and its findings are numbered anew
    press(view, Key.Key_Up)
    assert view.findings.answer.text() == "写到一半的答复"


def test_handed_over_or_given_up_it_is_typed_text_no_more(qtbot: QtBot, desk: ReviewDesk) -> None:
    view = opened(qtbot, desk)
    type_both(view)
    view.findings.say()
    view.card.edit.setFocus()
    press(view, Key.Key_Return)
    look_at(view, "黄砚芄")
    press(view, Key.Key_C)
    view.card.edit.setText("黄某乙")
    press(view, Key.Key_Escape)
    view.leave()
    assert desk.drafts == {}
    assert view.card.edit.isHidden()


def test_an_answer_that_is_refused_is_typed_text_again(qtbot: QtBot, desk: ReviewDesk) -> None:
    jobs = BusyJobs()
    view = opened(qtbot, desk, jobs)
    type_both(view)
    view.findings.say()
    view.card.edit.setFocus()
    press(view, Key.Key_Return)
    view.leave()
    assert typed_key(DOCUMENT) not in desk.drafts
    desk.refusal = CourtError("web-copy.overtaken")
    for finish in jobs.finish:
        finish()
    desk.refusal = None
    view.presenter.load()
    assert read_both(view) == TYPED
    view.leave()
    assert all(text in desk.drafts[typed_key(DOCUMENT)] for text in TYPED)


def test_of_a_confirmed_copy_nothing_typed_is_kept(qtbot: QtBot, desk: ReviewDesk) -> None:
    view = opened(qtbot, desk)
    while view.presenter.current is not None and view.presenter.current.is_open:
        press(view, Key.Key_Return)
    view.findings.answer.setText("不是个人信息")
    view.findings.say()
    view.findings.answer.setText("不是个人信息，也不")
    view.leave()
    assert typed_key(DOCUMENT) in desk.drafts
    press(view, Key.Key_Return, CTRL)
    assert desk.status == "confirmed"
    assert desk.drafts == {}


def test_in_the_window_an_idle_lock_keeps_it(at: Sitting, court: Court) -> None:
    register(court)
    open_review(at)
    view = at.pages.documents.review
    place = view.presenter.order[0]
    view.presenter.choose(place.number)
    view.card.ask_change()
    view.card.edit.setText("写到一半")
    at.window.idle.idle.emit()
    at.settle()
    at.unlock()
    documents = at.pages.documents
    documents.review_wanted(view.presenter.document_id)
    edit = documents.review.card.edit
    at.qtbot.waitUntil(lambda: documents.review.presenter.copy is not None, timeout=PATIENCE_MS)
    documents.review.presenter.choose(place.number)
    at.qtbot.waitUntil(lambda: edit.text() == "写到一半", timeout=PATIENCE_MS)
