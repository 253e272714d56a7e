"""核对公开稿 without widgets: the copy in front, the place that is looked at, and what is answered.

Accepting changes no text, so the walk goes on at once and the answer follows; any other decision waits for the text that
comes back, so that nobody answers a place that was not yet seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.review.ports import ReviewPort
from clerk_app.ui.review.walk import Alignment, name_choices, next_undecided, step, walk_order
from clerk_app.use_cases.web_copy_views import Decision, ReviewFinding, ReviewSpan, WebCopyView
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class ReviewScreen(Protocol):
    """What the presenter tells its view."""

    def copy_changed(self) -> None:
        """The text, the places, the findings or the state of the copy are new."""
        ...

    def place_changed(self) -> None:
        """Another place is looked at, or the switches 全文 and 记住 changed."""
        ...

    def told(self, sentence: str) -> None:
        """Something went well."""
        ...

    def answered(self) -> None:
        """An answer was saved: other screens and the sync should hear of it."""
        ...

    def changed(self, saved: Saved) -> None:
        """The document itself took a step."""
        ...

    def left(self) -> None:
        """The copy is confirmed or closed: back to the list."""
        ...

    def show_refusal(self, refusal: CourtError) -> None:
        """The person asked for something that cannot be."""
        ...


class ReviewPresenter:
    """State of the screen. All methods run on the GUI thread and return at once."""

    def __init__(self, port: ReviewPort, jobs: Jobs, screen: ReviewScreen) -> None:
        self._port, self._jobs, self._screen = port, jobs, screen
        self.copy: WebCopyView | None = None
        self.order: list[ReviewSpan] = []
        self.alignment = Alignment(())
        self.everywhere, self.remember = True, False
        self._document_id = ""
        self._number = 0
        self._accepting = 0
        self._waiting = False

    # ── what is shown ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def document_id(self) -> str:
        """The document whose copy is shown, empty for none."""
        return self._document_id

    @property
    def current(self) -> ReviewSpan | None:
        """The place that is looked at."""
        return next((span for span in self.order if span.number == self._number), None)

    @property
    def place(self) -> int:
        """How manieth in the walk the current place is, from 1; 0 for none."""
        return next((index for index, span in enumerate(self.order, 1) if span.number == self._number), 0)

    @property
    def busy(self) -> bool:
        """An answer that changes the text is on its way: no other is taken meanwhile."""
        return self._waiting

    @property
    def may_edit(self) -> bool:
        """Whether the person at the desk may answer at all."""
        return self.copy is not None and self.copy.may_edit

    def same_text(self) -> int:
        """At how many places the words of the current one stand."""
        current = self.current
        return sum(span.original == current.original for span in self.order) if current else 0

    def names(self) -> list[ReviewSpan]:
        """Whom the current name may be the same as."""
        current = self.current
        return name_choices(self.order, current) if current else []

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────────

    def open(self, document_id: str) -> None:
        """Shows a document's copy from its first open place."""
        if document_id != self._document_id:
            self.copy, self._number = None, 0
            self.order, self.alignment = [], Alignment(())
        self._document_id = document_id
        self._accepting, self._waiting, self.remember = 0, False, False
        self.load()

    def load(self) -> None:
        """Reads the copy anew; the place stays where it was."""
        document_id = self._document_id
        if document_id and not self._accepting and not self._waiting:
            self._jobs.database(lambda: self._port.web_copy(document_id), self._show, latest="review.copy")

    def close(self) -> None:
        """Leaves the copy as it is; every answer is saved already."""
        self._document_id = ""
        self._screen.left()

    # ── walking ──────────────────────────────────────────────────────────────────────────────────────────────

    def next(self) -> None:
        """The next place in the walk: unsure ones first."""
        self._go(step(self.order, self._number, 1))

    def previous(self) -> None:
        """The place before."""
        self._go(step(self.order, self._number, -1))

    def choose(self, number: int) -> None:
        """Looks at a place, as a click on it does."""
        self._go(number)

    def toggle_everywhere(self) -> None:
        """Whether an answer holds for all places of the same words."""
        self.everywhere = not self.everywhere
        self._screen.place_changed()

    def toggle_remember(self) -> None:
        """Whether the court remembers the next answer for further documents."""
        self.remember = not self.remember
        self._screen.place_changed()

    # ── answering ────────────────────────────────────────────────────────────────────────────────────────────

    def accept(self) -> None:
        """The place is right as it is; goes on to the next that waits."""
        current, copy = self.current, self.copy
        if current is None or copy is None or not self._may_answer():
            return
        if current.decision == "kept":  # this brings the replacement back, and with it another text
            self._decide("accepted")
            return
        number, everywhere, remember = current.number, self.everywhere, self._take_remember()
        document_id = self._document_id
        self._take_over(_accepted(copy, current, everywhere=everywhere))
        self._number = next_undecided(self.order, number)
        self._accepting += 1
        self._screen.copy_changed()
        self._screen.place_changed()
        self._jobs.database(
            lambda: self._port.decide(document_id, number, "accepted", everywhere=everywhere, remember=remember),
            self._accepted, self._refused,
        )  # fmt: skip

    def keep(self) -> None:
        """The original stays here."""
        self._decide("kept")

    def change(self, replacement: str) -> None:
        """Something else stands here."""
        self._decide("changed", replacement)

    def mask_words(self, words: str) -> None:
        """Masks words that a person found, wherever they stand."""
        words, remember = words.strip(), self.remember
        if words and self._may_answer():
            document_id = self._document_id
            self._answer(
                lambda: self._port.mask_also(document_id, words, remember=remember), f"已在全文隐去“{_brief(words)}”。"
            )

    def same_as(self, other_number: int) -> None:
        """The current name is the same person or unit as another."""
        current, document_id = self.current, self._document_id
        if current is not None and self._may_answer():
            number = current.number
            self._answer(
                lambda: self._port.same_as(document_id, number, other_number), "已合并为同一人，其余的序号已重排。"
            )

    def answer_finding(self, finding: ReviewFinding, answer: str) -> None:
        """Says why what a check found may stay; an empty answer opens it again."""
        document_id = self._document_id
        if self._may_answer():
            self._answer(lambda: self._port.answer_finding(document_id, finding.number, answer.strip()), "")

    def mask_finding(self, finding: ReviewFinding) -> None:
        """Masks what a check found, wherever it stands."""
        self.mask_words(finding.subject)

    def mask_anew(self, profile: str) -> None:
        """Masks the original anew, perhaps under another profile."""
        document_id = self._document_id
        if self._waiting or not document_id:
            return
        self._waiting = True
        self._screen.place_changed()
        self._jobs.database(lambda: self._port.mask_document(document_id, profile), self._masked_anew, self._refused)

    def confirm(self) -> None:
        """Confirms the copy; while something is open, goes there instead of asking in vain."""
        copy, document_id = self.copy, self._document_id
        if copy is None or self._waiting or self._accepting:
            return
        waiting = [span for span in self.order if span.is_open]
        if waiting:
            self._go(waiting[0].number)
        self._waiting = True
        self._jobs.database(lambda: self._port.confirm_copy(document_id), self._confirmed, self._refused)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _may_answer(self) -> bool:
        return self.may_edit and not self._waiting

    def _decide(self, decision: Decision, replacement: str = "") -> None:
        current, document_id = self.current, self._document_id
        if current is None or not self._may_answer():
            return
        number, everywhere, remember = current.number, self.everywhere, self.remember

        def work() -> WebCopyView:
            return self._port.decide(
                document_id, number, decision, replacement, everywhere=everywhere, remember=remember
            )

        self._answer(work, "", go_on=True)

    def _answer(self, work: Callable[[], WebCopyView], sentence: str, *, go_on: bool = False) -> None:
        self._waiting = True
        before = self.current

        def done(copy: WebCopyView) -> None:
            self._waiting, self.remember = False, False
            if copy.document_id != self._document_id:
                return
            self._take_over(copy)
            self._find_again(before)
            if go_on:
                self._number = next_undecided(self.order, self._number)
            self._screen.copy_changed()
            self._screen.place_changed()
            if sentence:
                self._screen.told(sentence)
            self._screen.answered()

        self._jobs.database(work, done, self._refused)

    def _find_again(self, before: ReviewSpan | None) -> None:
        """A new masking numbers anew: the place is known by where it stands in the original."""
        if before is None:
            return
        behind = [span for span in self.order if span.end > before.start]
        nearest = min(behind or self.order, key=lambda span: abs(span.start - before.start), default=None)
        self._number = nearest.number if nearest else 0

    def _accepted(self, copy: WebCopyView) -> None:
        self._accepting -= 1
        if self._accepting == 0 and copy.document_id == self._document_id:
            self._take_over(copy)
            self._screen.copy_changed()
            self._screen.place_changed()
        self._screen.answered()

    def _show(self, copy: WebCopyView) -> None:
        if copy.document_id != self._document_id or self._accepting or self._waiting:
            return
        first = self.copy is None
        if copy == self.copy:
            return
        before = self.current
        self._take_over(copy)
        if first or before is None:
            self._number = self.order[0].number if self.order else 0
            waiting = [span for span in self.order if span.is_open]
            self._number = waiting[0].number if waiting else self._number
        else:
            self._find_again(before)
        self._screen.copy_changed()
        self._screen.place_changed()

    def _take_over(self, copy: WebCopyView) -> None:
        self.copy = copy
        self.order = walk_order(copy.spans)
        self.alignment = Alignment(copy.spans)

    def _take_remember(self) -> bool:
        remember, self.remember = self.remember, False
        return remember

    def _go(self, number: int) -> None:
        if number and number != self._number:
            self._number = number
            self._screen.place_changed()

    def _masked_anew(self, saved: Saved) -> None:
        self._waiting = False
        self.copy, self._number = None, 0
        self._screen.told("已重新隐名，请从头核对。")
        self._screen.changed(saved)
        self.load()

    def _confirmed(self, saved: Saved) -> None:
        self._waiting = False
        self._screen.told("公开稿已确认，可以随本月批次报送。")
        self._screen.changed(saved)
        self.close()

    def _refused(self, refusal: CourtError) -> None:
        self._waiting, self._accepting = False, 0
        self._screen.show_refusal(refusal)
        self.load()


def _accepted(copy: WebCopyView, current: ReviewSpan, *, everywhere: bool) -> WebCopyView:
    """The copy as it will come back: only the answers are new."""
    spans = tuple(
        replace(span, decision="accepted")
        if span.number == current.number
        or (everywhere and not span.decision and span.original == current.original and span.kind == current.kind)
        else span
        for span in copy.spans
    )
    opened = sum(span.is_open for span in copy.spans) - sum(span.is_open for span in spans)
    return replace(copy, spans=spans, open_count=max(copy.open_count - opened, 0))


def _brief(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:18]}……"
