"""核对公开稿 without a window: walking, answering, confirming. The engine and both checks are the real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from clerk_app.ui.jobs import Refused
from clerk_app.ui.review.asked import Asked
from clerk_app.ui.review.presenter import ReviewPresenter
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.web_copy_views import ReviewFinding, ReviewSpan
from court_core.errors import CourtError
from tests.gui.court_week import ImmediateJobs
from tests.gui.review_desk import DOCUMENT, ReviewDesk
from tests.gui.review_text import TEXT

T = TypeVar("T")


class Screen:
    """Notes what the presenter told its view."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.refusals: list[str] = []
        self.unsaved: list[Asked] = []
        self.copies = self.places = self.answers = self.changes = self.closed = 0

    def copy_changed(self) -> None:
        self.copies += 1

    def place_changed(self) -> None:
        self.places += 1

    def told(self, sentence: str) -> None:
        self.said.append(sentence)

    def answered(self) -> None:
        self.answers += 1

    def not_saved(self, asked: Asked) -> None:
        self.unsaved.append(asked)

    def forget_typed(self) -> None:
        pass

    def changed(self, saved: Saved) -> None:
        self.changes += 1

    def left(self) -> None:
        self.closed += 1

    def show_refusal(self, refusal: CourtError) -> None:
        self.refusals.append(refusal.code)


class LateJobs(ImmediateJobs):
    """Carries nothing out before it is told to, as a busy disk."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: list[Callable[[], None]] = []

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        def carry_out() -> None:
            ImmediateJobs.database(self, work, done, refused)

        self.queue.append(carry_out)

    def catch_up(self) -> None:
        while self.queue:
            self.queue.pop(0)()


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(text=TEXT)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def review(desk: ReviewDesk, screen: Screen) -> ReviewPresenter:
    presenter = ReviewPresenter(desk, ImmediateJobs(), screen)
    presenter.open(DOCUMENT)
    return presenter


def current(review: ReviewPresenter) -> ReviewSpan:
    assert review.current is not None
    return review.current


def masked(review: ReviewPresenter) -> str:
    assert review.copy is not None
    return review.copy.masked


def open_findings(review: ReviewPresenter) -> list[ReviewFinding]:
    assert review.copy is not None
    return [item for item in review.copy.findings if item.is_open]


def go_to(review: ReviewPresenter, words: str, manieth: int = 0) -> ReviewSpan:
    review.choose([span for span in review.order if span.original == words][manieth].number)
    return current(review)


def answer_everything(review: ReviewPresenter) -> None:
    while current(review).is_open:
        review.accept()
    assert review.copy is not None
    while waiting := [item for item in review.copy.findings if item.is_open]:
        review.answer_finding(waiting[0], "不是个人信息")


def test_it_opens_at_the_first_place_the_machine_is_unsure_of(review: ReviewPresenter) -> None:
    assert current(review).is_open
    assert review.place == 1
    review.next()
    assert review.place == 2
    review.previous()
    review.previous()
    assert review.place == len(review.order)


def test_accepting_goes_from_one_open_place_to_the_next(review: ReviewPresenter, desk: ReviewDesk) -> None:
    waiting = [span.number for span in review.order if span.is_open]
    assert len(waiting) > 1
    for number in waiting:
        assert current(review).number == number
        review.accept()
    assert not any(span.is_open for span in review.order)
    assert [call[:3] for call in desk.calls] == [("decide", number, "accepted") for number in waiting]


def test_no_answer_waits_for_the_one_before_and_none_is_lost(desk: ReviewDesk, screen: Screen) -> None:
    jobs = LateJobs()
    review = ReviewPresenter(desk, jobs, screen)
    review.open(DOCUMENT)
    jobs.catch_up()
    looked_at = []
    for answer in (review.accept, review.keep, review.accept, lambda: review.change("某甲"), review.accept):
        looked_at.append(current(review))
        answer()
    assert len({span.start for span in looked_at}) == 5, "the walk goes on at once"
    assert (review.working, review.busy) == (True, False)
    (finding,) = open_findings(review)
    review.answer_finding(finding, "不是个人信息")
    assert open_findings(review) == [], "it shows at once"
    jobs.catch_up()
    assert not review.working
    assert [call[2] for call in desk.calls[:5]] == ["accepted", "kept", "accepted", "changed", "accepted"]
    stood = {span.start: span.decision for span in review.order}
    assert [stood[span.start] for span in looked_at] == ["accepted", "kept", "accepted", "changed", "accepted"]
    assert masked(review).count("某甲") >= 1
    assert desk.calls[5][::2] == ("answer", "不是个人信息")
    assert screen.answers == 6


def test_an_answer_about_what_an_earlier_one_changed_is_told_as_lost(desk: ReviewDesk, screen: Screen) -> None:
    jobs = LateJobs()
    review = ReviewPresenter(desk, jobs, screen)
    review.open(DOCUMENT)
    jobs.catch_up()
    (finding,) = open_findings(review)
    go_to(review, finding.subject)
    review.keep()
    review.answer_finding(finding, "不是个人信息")
    review.accept()
    jobs.catch_up()
    assert screen.refusals == ["web-copy.place-gone"]
    assert [call[0] for call in desk.calls] == ["decide", "decide"], "the one behind it is carried out"
    assert len(open_findings(review)) == 1, "what stands is shown"


def test_a_confirmation_waits_for_the_answers_before_it(desk: ReviewDesk, screen: Screen) -> None:
    jobs = LateJobs()
    review = ReviewPresenter(desk, jobs, screen)
    review.open(DOCUMENT)
    jobs.catch_up()
    while current(review).is_open:
        review.accept()
    review.answer_finding(open_findings(review)[0], "不是个人信息")
    review.confirm()
    jobs.catch_up()
    assert (desk.calls[-1][0], desk.status, screen.closed) == ("confirm", "confirmed", 1)


def test_answers_still_on_their_way_are_there_when_the_copy_is_opened_again(desk: ReviewDesk, screen: Screen) -> None:
    jobs = LateJobs()
    review = ReviewPresenter(desk, jobs, screen)
    review.open(DOCUMENT)
    jobs.catch_up()
    place = current(review).start
    review.keep()
    review.close()
    review.open(DOCUMENT)
    jobs.catch_up()
    assert next(span for span in review.order if span.start == place).decision == "kept"
    review.toggle_everywhere()
    review.accept()
    jobs.catch_up()
    assert not review.working
    review.load()
    assert len(jobs.queue) == 1, "it reads again"
    assert screen.refusals == []


def test_what_cannot_stand_there_is_refused_before_the_walk_goes_on(review: ReviewPresenter, screen: Screen) -> None:
    before = current(review)
    assert not review.change("  ")
    assert not review.change(f"{before.original}某")
    assert screen.refusals == ["web-copy.replacement-missing", "web-copy.replacement-unfit"]
    assert current(review) == before


def test_an_answer_holds_for_all_places_of_the_same_words_or_for_one(review: ReviewPresenter) -> None:
    go_to(review, "黄砚芃", 2)
    count = masked(review).count("黄某")
    review.change("甲某")
    assert masked(review).count("黄某") < count - 4
    assert masked(review).count("甲某") > 5
    review.toggle_everywhere()
    go_to(review, "麦泓骁", 3)
    review.change("乙某")
    assert masked(review).count("乙某") == 1


def test_keeping_shows_the_original_and_the_leak_check_says_so(review: ReviewPresenter) -> None:
    review.toggle_everywhere()
    assert "梁霖屿" not in masked(review)
    place = go_to(review, "麦泓骁", 3).start
    review.keep()
    assert masked(review).count("麦泓骁") == 1
    assert review.copy is not None
    assert [item.subject for item in review.copy.findings if item.sure and item.is_open] == ["麦泓骁"]
    kept = next(span for span in review.order if span.start == place)
    assert (kept.decision, kept.replacement) == ("kept", kept.original)


def test_words_that_a_person_finds_are_masked_everywhere(review: ReviewPresenter, screen: Screen) -> None:
    review.mask_words("  韦宁 ")
    assert "韦宁" not in masked(review)
    assert screen.said == ["已在全文隐去“韦宁”。"]
    review.mask_words("   ")
    assert len(screen.said) == 1


def test_a_misspelt_name_becomes_the_same_person(review: ReviewPresenter) -> None:
    go_to(review, "梁霖屿")
    other = next(span for span in review.names() if span.original == "黄砚芃")
    review.same_as(other.number)
    assert "员工黄某" in masked(review)
    assert "梁某" not in masked(review)


def test_remembering_is_asked_for_each_answer_anew(review: ReviewPresenter, desk: ReviewDesk) -> None:
    switches = []
    for answer in (review.toggle_remember, review.accept, review.accept):
        answer()
        switches.append(review.remember)
    assert switches == [True, False, False]
    assert [call[-1] for call in desk.calls] == [True, False]
    assert desk.remembered


def test_a_finding_is_answered_with_a_reason_and_can_be_opened_again(review: ReviewPresenter) -> None:
    assert review.copy is not None
    finding = review.copy.findings[0]
    review.answer_finding(finding, "  证人作证的“出” ")
    assert review.copy.findings[0].answer == "证人作证的“出”"
    review.answer_finding(review.copy.findings[0], "")
    assert review.copy.findings[0].is_open


def test_confirming_too_early_leads_to_what_is_open(review: ReviewPresenter, screen: Screen) -> None:
    review.choose(review.order[-1].number)
    review.confirm()
    assert screen.refusals == ["web-copy.unanswered"]
    assert current(review).is_open
    assert not review.busy


def test_a_copy_with_every_answer_is_confirmed_and_left(
    review: ReviewPresenter, screen: Screen, desk: ReviewDesk
) -> None:
    answer_everything(review)
    review.confirm()
    assert desk.status == "confirmed"
    assert (screen.refusals, screen.changes, screen.closed) == ([], 1, 1)
    assert review.document_id == ""


def test_masking_anew_under_another_profile_begins_again(review: ReviewPresenter, screen: Screen) -> None:
    review.accept()
    review.mask_anew("liwan-2013")
    assert review.copy is not None
    assert review.copy.profile == "liwan-2013"
    assert not any(span.decision for span in review.order)
    assert screen.said == ["已重新隐名，请从头核对。"]
    assert screen.changes == 1


def test_a_refusal_is_shown_and_the_screen_reads_what_stands(
    review: ReviewPresenter, screen: Screen, desk: ReviewDesk
) -> None:
    first = current(review).number
    desk.refusal = CourtError("web-copy.outdated")
    review.accept()
    assert "web-copy.outdated" in screen.refusals
    desk.refusal = None
    review.load()
    assert next(span for span in review.order if span.number == first).is_open


def test_who_may_only_read_changes_nothing(review: ReviewPresenter, desk: ReviewDesk) -> None:
    desk.may_edit = False
    review.load()
    review.accept()
    review.keep()
    review.mask_words("韦宁")
    assert desk.calls == []


def test_a_copy_that_cannot_be_shown_leads_back_to_the_list(desk: ReviewDesk) -> None:
    """Else the text of the document before it would stand there."""
    screen = Screen()
    review = ReviewPresenter(desk, ImmediateJobs(), screen)
    review.open(DOCUMENT)
    review.open("document-999")
    assert screen.refusals == ["document.unknown"]
    assert (screen.closed, review.document_id) == (1, "")
