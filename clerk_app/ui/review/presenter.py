"""核对公开稿 without widgets: the copy in front, the place that is looked at, and what is answered.

What is answered shows at once and the walk goes on; the copy made anew comes back when no answer is on its way any more.
Answers are carried out one after the other, and each names its place by where it stands in the original: whatever the
ones before it change, it is about the words that the person saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.review.asked import (
    AnswerFinding,
    Asked,
    Decide,
    MaskAlso,
    Merge,
    TakeBackWords,
    as_text,
    ending,
    from_text,
    new_key,
    prefix,
)
from clerk_app.ui.review.expected import OnTheWay, with_answer, with_decision
from clerk_app.ui.review.given import GivenAnswers, GivenPlace, GivenWords, brief, taken_back_words
from clerk_app.ui.review.ports import ReviewPort
from clerk_app.ui.review.screen import ReviewScreen
from clerk_app.ui.review.walk import Alignment, first_open, found_again, name_choices, next_undecided, step, walk_order
from clerk_app.use_cases.replacement import fitting
from clerk_app.use_cases.web_copy_views import Decision, ReviewFinding, ReviewSpan, WebCopyView, finding_keys
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


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
        self._all_on_the_way: dict[str, OnTheWay] = {}
        self._answered = 0
        self._given = GivenAnswers()

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
        """The whole copy is made anew or confirmed: no answer is taken meanwhile."""
        return self._on_the_way.whole

    @property
    def working(self) -> bool:
        """Answers are on their way; the copy shows them when they are all there."""
        return self.waiting > 0

    @property
    def waiting(self) -> int:
        """How many answers are on their way, and not saved yet."""
        return self._on_the_way.answers

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
            self._given = GivenAnswers()
        self._document_id = document_id
        self.remember = False
        self.load()

    def load(self) -> None:
        """Reads the copy anew; the place stays where it was."""
        document_id, port, answered = self._document_id, self._port, self._answered

        def show(read: tuple[WebCopyView, Mapping[str, str]]) -> None:
            if answered == self._answered:  # else it was read before an answer, which brought a newer one
                first = self.copy is None
                self._show(read[0])
                if first:
                    self._answer_again(read[1])

        def refused(refusal: CourtError) -> None:
            self._screen.show_refusal(refusal)
            if self.copy is None and document_id == self._document_id:
                self.close()  # else another document's text would stand there

        if document_id and not self.working and not self.busy:
            self._jobs.database(
                lambda: (port.web_copy(document_id), port.drafts_under(prefix(document_id))), show, refused,
                latest="review.copy",
            )  # fmt: skip

    def close(self) -> None:
        """Leaves the copy as it is; every answer is saved already, or on its way."""
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
        self._decide("accepted")

    def keep(self) -> None:
        """The original stays here."""
        self._decide("kept")

    def change(self, replacement: str) -> bool:
        """Something else stands here; False where that cannot be, and what was typed is better kept."""
        return self._decide("changed", replacement)

    def take_back(self) -> None:
        """The current place stands again as the machine proposed it, and waits for an answer where it was unsure."""
        current = self.current
        if current is not None and current.decision:
            self._take_back(current, everywhere=self.everywhere)

    def take_back_last(self) -> None:
        """Goes to the place that was answered last in this sitting, and takes that answer back."""
        if self.copy is None or not self._may_answer():
            return
        last = self._given.take_last(self.copy, working=self.working)
        if last is None:
            self._screen.told("没有可以收回的答复。")
            return
        given, about = last
        if isinstance(about, ReviewFinding):
            self.answer_finding(about, "")
        elif isinstance(given, GivenWords):
            if about is not None:
                self._go(about.number)  # where it cannot be taken back any more, it is mended there
            self._answer(TakeBackWords(given.words), taken_back_words(given, about))
            return
        elif isinstance(given, GivenPlace) and about is not None:
            self._take_back(about, everywhere=given.everywhere)
        self._screen.told(taken_back_words(given, about))

    def mask_words(self, words: str) -> None:
        """Masks words that a person found, wherever they stand."""
        words = words.strip()
        if not self._may_answer():
            return
        if not words:
            self._screen.show_refusal(CourtError("web-copy.nothing-selected"))
            return
        remember = self._take_remember()
        self._given.note(GivenWords(words, remember))
        self._answer(MaskAlso(words, remember), f"已在全文隐去“{brief(words)}”。")

    def same_as(self, other_number: int) -> None:
        """The current name is the same person or unit as another."""
        current = self.current
        other = next((span for span in self.order if span.number == other_number), None)
        if current is not None and other is not None and self._may_answer():
            one, its = (current.start, current.end), (other.start, other.end)
            self._given.note(GivenPlace(one, everywhere=True, merged=True))
            self._answer(Merge(one, its), "已合并为同一人，其余的序号已重排。")

    def answer_finding(self, finding: ReviewFinding, answer: str) -> None:
        """Says why what a check found may stay; an empty answer opens it again."""
        copy, said = self.copy, answer.strip()
        if copy is not None and finding in copy.findings and self._may_answer():
            key = finding_keys(copy.findings)[copy.findings.index(finding)]
            if said:
                self._given.note(key)
            self._take_over(with_answer(copy, finding, said))
            self._screen.copy_changed()
            self._answer(AnswerFinding(key, said))

    def mask_anew(self, profile: str) -> None:
        """Masks the original anew, perhaps under another profile."""
        on_the_way, port, document_id = self._on_the_way, self._port, self._document_id
        if on_the_way.whole or not document_id:
            return
        on_the_way.whole = True
        self._screen.place_changed()
        self._jobs.staged(
            lambda: port.masking(document_id, profile),
            lambda saved: self._masked_anew(on_the_way, saved),
            lambda refusal: self._refused(on_the_way, refusal),
        )

    def confirm(self) -> None:
        """Confirms the copy; while something is open, goes there instead of asking in vain."""
        if self.copy is None or self.busy:
            return
        if any(span.is_open for span in self.order):
            self._go(first_open(self.order))
        self._confirm(self._on_the_way)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _on_the_way(self) -> OnTheWay:
        return self._all_on_the_way.setdefault(self._document_id, OnTheWay(self._document_id))

    def _may_answer(self) -> bool:
        return self.may_edit and not self.busy

    def _decide(self, decision: Decision, replacement: str = "") -> bool:
        current, copy = self.current, self.copy
        if current is None or copy is None or not self._may_answer():
            return False
        if decision == "changed":
            try:
                fitting(current.original, replacement)
            except CourtError as refusal:
                self._screen.show_refusal(refusal)
                return False
        where, everywhere, remember = (current.start, current.end), self.everywhere, self._take_remember()
        self._given.note(GivenPlace(where, everywhere, remember))
        self._take_over(with_decision(copy, current, decision, everywhere=everywhere))
        self._number = next_undecided(self.order, current.number)
        self._screen.copy_changed()
        self._answer(Decide(where, decision, replacement, everywhere, remember))
        return True

    def _take_back(self, span: ReviewSpan, *, everywhere: bool) -> None:
        copy = self.copy
        if copy is None or not self._may_answer():
            return
        self._take_over(with_decision(copy, span, "", everywhere=everywhere))
        self._number = span.number
        self._screen.copy_changed()
        self._answer(Decide((span.start, span.end), "", "", everywhere, remember=False))

    def _answer(self, asked: Asked, sentence: str = "", key: str = "") -> None:
        """`key`: it was kept already, before the program ended in between."""
        on_the_way, port, document_id = self._on_the_way, self._port, self._document_id
        if not key:
            key, text = new_key(document_id), as_text(asked)
            self._jobs.database(lambda: port.keep_draft(key, text), lambda _: None, self._screen.show_refusal)
        on_the_way.answers += 1
        self._answered += 1
        self._screen.place_changed()

        def done(copy: WebCopyView) -> None:
            on_the_way.answers -= 1
            if copy.document_id == self._document_id:
                self._show(copy)
            if sentence:
                self._screen.told(sentence)
            self._screen.answered()
            if on_the_way.confirm and not on_the_way.answers:
                self._confirm(on_the_way)

        def refused(refusal: CourtError) -> None:
            self._jobs.database(lambda: port.keep_draft(key, ""), lambda _: None)
            if document_id == self._document_id:
                if isinstance(asked, MaskAlso):
                    self._given.drop(GivenWords(asked.words, asked.remember))
                self._screen.not_saved(asked)
            self._refused(on_the_way, refusal, answers=1)

        self._jobs.staged(ending(port, key, lambda: asked.staged(port, document_id)), done, refused)

    def _answer_again(self, kept: Mapping[str, str]) -> None:
        """What a kill or a power cut left: it was answered, and is saved now."""
        answers = {key: from_text(text) for key, text in sorted(kept.items())}
        if not answers or not self._may_answer():
            return
        self._screen.told(f"上次没有来得及保存的 {len(answers)} 个答复，正在补上。")
        for key, asked in answers.items():
            if asked is not None:
                self._answer(asked, key=key)

    def _confirm(self, on_the_way: OnTheWay) -> None:
        port, document_id = self._port, on_the_way.document_id
        on_the_way.confirm = on_the_way.answers > 0
        if on_the_way.confirm:
            return  # what is confirmed has every answer in it, or is not confirmed
        on_the_way.whole = True
        self._screen.place_changed()
        self._jobs.staged(
            lambda: port.confirming(document_id),
            lambda saved: self._confirmed(on_the_way, saved),
            lambda refusal: self._refused(on_the_way, refusal),
        )

    def _show(self, copy: WebCopyView) -> None:
        if copy.document_id != self._document_id or self.working or self.busy:
            return
        first = self.copy is None
        if copy == self.copy:
            self._screen.place_changed()
            return
        before = self.current
        self._take_over(copy)
        if first or before is None:
            self._number = first_open(self.order)
        else:
            self._number = found_again(self.order, before)
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

    def _masked_anew(self, on_the_way: OnTheWay, saved: Saved) -> None:
        on_the_way.whole = False
        self._screen.told("已重新隐名，请从头核对。")
        self._screen.changed(saved)
        if on_the_way.document_id == self._document_id:
            self.copy, self._number, self._given = None, 0, GivenAnswers()
            self.load()

    def _confirmed(self, on_the_way: OnTheWay, saved: Saved) -> None:
        on_the_way.whole = False
        self._screen.told("公开稿已确认，可以随本月批次报送。")
        self._screen.changed(saved)
        if on_the_way.document_id == self._document_id:
            self._screen.forget_typed()
            self.close()

    def _refused(self, on_the_way: OnTheWay, refusal: CourtError, answers: int = 0) -> None:
        on_the_way.answers -= answers
        on_the_way.confirm = False
        if not answers:
            on_the_way.whole = False
        self._screen.show_refusal(refusal)
        self._screen.place_changed()
        self.load()
