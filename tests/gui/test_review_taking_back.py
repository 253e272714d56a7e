"""Answers of a review taken back: the one in front by U, the last one by Ctrl+Z. All people are invented."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.ui.review.view import ReviewView
from tests.gui.court_office import Court
from tests.gui.review_desk import DOCUMENT, ReviewDesk
from tests.gui.review_text import TEXT
from tests.gui.sitting import Sitting
from tests.gui.test_review_page import CTRL, BusyJobs, Key, number, opened, press, read
from tests.gui.test_web_copy_in_window import open_review, register
from tests.support.at_rest import PATIENCE_MS


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(text=TEXT)


@pytest.fixture
def view(qtbot: QtBot, desk: ReviewDesk) -> ReviewView:
    return opened(qtbot, desk)


def test_ctrl_z_leads_back_to_the_last_answer_and_opens_it_again(view: ReviewView, desk: ReviewDesk) -> None:
    first, second = view.presenter.order[:2]
    press(view, Key.Key_Return)
    press(view, Key.Key_K)
    press(view, Key.Key_Z, CTRL)
    assert number(view) == second.number
    assert view.presenter.current is not None
    assert view.presenter.current.is_open
    press(view, Key.Key_Z, CTRL)
    assert number(view) == first.number
    assert [call[2] for call in desk.calls] == ["accepted", "kept", "", ""]
    assert desk.web_copy(DOCUMENT).spans == ReviewDesk(text=TEXT).web_copy(DOCUMENT).spans
    told: list[str] = []
    view.confirmed.connect(told.append)
    press(view, Key.Key_Z, CTRL)
    assert told == ["没有可以收回的答复。"]


def test_the_answer_of_the_place_in_front_is_taken_back_by_u(view: ReviewView) -> None:
    span = view.presenter.current
    assert span is not None
    assert not view.card.take_back_button.isEnabled()
    press(view, Key.Key_K)
    view.presenter.choose(span.number)
    assert "未隐去" in read(view)
    press(view, Key.Key_U)
    assert view.presenter.current == span


def test_an_answer_to_a_finding_is_taken_back_by_key_and_by_an_empty_line(view: ReviewView, desk: ReviewDesk) -> None:
    def by_key() -> None:
        press(view, Key.Key_Z, CTRL)

    def by_empty_line() -> None:
        view.findings.answer.clear()
        view.findings.say()

    for take_back in (by_key, by_empty_line):
        assert "1 处待答复" in read(view)
        view.findings.answer.setText("“出庭”的出")
        view.findings.say()
        assert "已全部答复" in read(view)
        take_back()
        assert desk.calls[-1][0] == "answer"
    assert "1 处待答复" in read(view)


def test_words_masked_everywhere_are_taken_back_whole(view: ReviewView, desk: ReviewDesk) -> None:
    press(view, Key.Key_Return)
    before = desk.web_copy(DOCUMENT)
    view.presenter.mask_words("设备")
    assert desk.web_copy(DOCUMENT) != before
    press(view, Key.Key_Z, CTRL)
    assert desk.web_copy(DOCUMENT) == before == view.presenter.copy
    press(view, Key.Key_Z, CTRL)
    assert desk.calls[-1][:1] == ("decide",)


def test_words_on_their_way_are_taken_back_before_the_answer_that_came_first(qtbot: QtBot, desk: ReviewDesk) -> None:
    jobs = BusyJobs()
    view = opened(qtbot, desk, jobs)
    press(view, Key.Key_Return)
    view.presenter.mask_words("设备")
    press(view, Key.Key_Z, CTRL)
    for finish in jobs.finish:
        finish()
    assert [call[0] for call in desk.calls] == ["decide", "mask_also", "take_back_words"]


def test_two_names_on_their_way_to_be_one_are_parted_first(qtbot: QtBot, desk: ReviewDesk) -> None:
    jobs = BusyJobs()
    view = opened(qtbot, desk, jobs)
    press(view, Key.Key_Return)
    view.presenter.same_as(view.presenter.names()[0].number)
    one = number(view)
    press(view, Key.Key_Z, CTRL)
    for finish in jobs.finish:
        finish()
    assert [call[:3] for call in desk.calls[1:]] == [("same_as", one, desk.calls[1][2]), ("decide", one, "")]


def test_words_that_were_refused_are_no_answer_to_take_back(view: ReviewView, desk: ReviewDesk) -> None:
    press(view, Key.Key_Return)
    view.presenter.mask_words("原文里没有")
    press(view, Key.Key_Z, CTRL)
    assert [call[0] for call in desk.calls] == ["decide", "mask_also", "decide"]


def test_in_the_window_the_copy_is_what_it_was(at: Sitting, court: Court) -> None:
    document_id = register(court)
    review = open_review(at)
    before = court.office.web_copy(document_id)
    review.presenter.mask_words("货物已经")
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE_MS)
    assert court.office.web_copy(document_id) != before
    at.press(Key.Key_Z, CTRL)
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE_MS)
    assert court.office.web_copy(document_id) == before
    assert review.presenter.copy == before
