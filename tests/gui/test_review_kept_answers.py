"""Answers that a kill overtakes: each is kept from its key on, and given again when the copy is opened. All is invented."""

from __future__ import annotations

import pytest

from clerk_app.ui.review.asked import (
    AnswerFinding,
    Asked,
    Decide,
    MaskAlso,
    Merge,
    TakeBackWords,
    as_text,
    from_text,
    new_key,
    prefix,
)
from clerk_app.ui.review.presenter import ReviewPresenter
from clerk_app.use_cases.web_copy_views import finding_keys
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.gui.court_week import ImmediateJobs
from tests.gui.review_desk import DOCUMENT, ReviewDesk
from tests.gui.review_text import TEXT
from tests.gui.sitting import Sitting
from tests.gui.test_review_presenter import LateJobs, Screen
from tests.gui.test_web_copy_in_window import open_review, register
from tests.support.at_rest import PATIENCE_MS


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(text=TEXT)


class StalledJobs(ImmediateJobs):
    """Reads and keeps drafts, but whatever is worked out does not come to its end before the kill."""

    def staged(self, job: object, done: object, refused: object = None) -> None:
        """Never done."""


def opened(desk: ReviewDesk, jobs: ImmediateJobs) -> tuple[ReviewPresenter, Screen]:
    screen = Screen()
    presenter = ReviewPresenter(desk, jobs, screen)
    presenter.open(DOCUMENT)
    return presenter, screen


def test_what_was_answered_before_a_kill_is_answered_when_the_copy_is_opened_again(desk: ReviewDesk) -> None:
    killed, _ = opened(desk, StalledJobs())
    assert killed.copy is not None
    killed.keep()
    killed.accept()
    killed.mask_words("设备")
    finding = killed.copy.findings[0]
    killed.answer_finding(finding, "“出庭”的出")
    assert desk.calls == []
    _, screen = opened(desk, ImmediateJobs())
    assert [call[0] for call in desk.calls] == ["decide", "decide", "mask_also", "answer"]
    assert [call[2] for call in desk.calls[:2]] == ["kept", "accepted"]
    assert screen.said == ["上次没有来得及保存的 4 个答复，正在补上。"]
    assert desk.drafts == {}
    assert opened(desk, ImmediateJobs())[1].said == []


def test_a_saved_answer_is_kept_no_longer_and_a_refused_one_neither(desk: ReviewDesk) -> None:
    presenter, screen = opened(desk, ImmediateJobs())
    presenter.accept()
    assert desk.drafts == {}
    desk.refusal = CourtError("web-copy.overtaken")
    presenter.accept()
    assert "web-copy.overtaken" in screen.refusals
    assert desk.drafts == {}


def test_it_is_kept_before_anything_is_worked_out(desk: ReviewDesk) -> None:
    jobs = LateJobs()
    presenter, _ = opened(desk, jobs)
    jobs.queue.pop(0)()
    presenter.keep()
    jobs.queue.pop(0)()
    assert len(desk.drafts) == 1
    assert desk.calls == []


def test_every_kind_of_answer_is_read_as_it_was_kept(desk: ReviewDesk) -> None:
    key = finding_keys(desk.web_copy(DOCUMENT).findings)[0]
    answers: list[Asked] = [
        Decide((3, 6), "changed", "黄某某", everywhere=True, remember=False),
        MaskAlso("设备", remember=True),
        TakeBackWords("设备"),
        Merge((3, 6), (9, 12)),
        AnswerFinding(key, "不是个人信息"),
    ]
    assert [from_text(as_text(answer)) for answer in answers] == answers


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "Decide"}', '{"kind": "Merge", "where": 1, "other": 2}'])
def test_what_another_program_kept_otherwise_is_no_answer(text: str) -> None:
    assert from_text(text) is None


def test_in_the_window_it_is_saved_once_the_copy_is_opened(at: Sitting, court: Court) -> None:
    document_id = register(court)
    open_review(at)
    span = next(span for span in court.office.web_copy(document_id).spans if span.kind == "person")
    review = at.pages.documents.review
    review.presenter.close()
    at.settle()
    court.office.keep_draft(
        new_key(document_id), as_text(Decide((span.start, span.end), "kept", "", everywhere=False, remember=False))
    )
    review.presenter.copy = None  # as a new program
    at.pages.documents.presenter.review()
    at.qtbot.waitUntil(lambda: not court.office.drafts_under(prefix(document_id)), timeout=PATIENCE_MS)
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE_MS)
    kept = [place for place in court.office.web_copy(document_id).spans if place.decision == "kept"]
    assert [(place.start, place.end) for place in kept] == [(span.start, span.end)]
