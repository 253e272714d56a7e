"""Original and copy beside each other: marked alike, and scrolled as one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.ui.review.marks import group_of, tip_words
from clerk_app.ui.review.paper import Mark, Paper
from clerk_app.ui.review.walk import Alignment
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row
from clerk_app.ui.widgets.words import ElidedLabel, words
from clerk_app.use_cases.web_copy_views import ReviewCheck, ReviewFinding, ReviewSpan, WebCopyView


class SideBySide(QWidget):
    """Shows one copy; scrolling one side scrolls the other to the same place."""

    place_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.original, self.copy = Paper("原件"), Paper("公开稿")
        self._original_note, self._copy_note = (
            ElidedLabel("", "hint", tokens.META_PT),
            ElidedLabel("", "hint", tokens.META_PT),
        )
        self._alignment = Alignment(())
        self._copy: WebCopyView | None = None
        self._marks = Marks()
        self._following = False
        self._title = self._said = ""
        sides = in_row(
            _side("原件", self._original_note, self.original), _side("公开稿", self._copy_note, self.copy), spacing=12
        )
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self.setLayout(sides)
        self.original.verticalScrollBar().valueChanged.connect(lambda _: self._follow(self.original, self.copy))
        self.copy.verticalScrollBar().valueChanged.connect(lambda _: self._follow(self.copy, self.original))
        for paper in (self.original, self.copy):
            paper.place_clicked.connect(self.place_clicked)

    def show_copy(self, copy: WebCopyView, alignment: Alignment, current: int) -> None:
        """Both texts with their marks."""
        self._alignment = alignment
        self._following = True  # while the texts change, neither side leads
        self.original.show_text(copy.original)
        self.copy.show_text(copy.masked)
        self._following = False
        if copy is not self._copy:
            self._copy = copy
            self._marks.take(copy)
        self.original.show_marks(self._marks.original, current)
        self.copy.show_marks(self._marks.copy, current)
        former = "更换前的原件　" if copy.outdated else ""
        self._original_note.setText("不能并排显示" if copy.why_no_original else f"{former}{copy.document_title}")
        self.original.show_reason(copy.why_no_original)
        self._title = copy.title
        self.say(self._said)

    def say(self, what_is_done: str) -> None:
        """What is being done with the copy, in the place of its title; empty: nothing."""
        self._said = what_is_done
        self._copy_note.setText(what_is_done or self._title)

    def bring(self, span: ReviewSpan) -> None:
        """Brings a masked place into sight on both sides."""
        self._following = True
        self.original.bring(span.start)
        self.copy.put_cursor(span.copy_start)
        bar = self.copy.verticalScrollBar()
        bar.setValue(bar.value() + self.copy.line_top(span.copy_start) - self.original.line_top(span.start))
        self._following = False

    def bring_finding(self, finding: ReviewFinding) -> None:
        """Brings what a check found into sight, where it is text."""
        if finding.start < 0:
            return
        lead, follower = (self.copy, self.original) if finding.check == "leak" else (self.original, self.copy)
        lead.bring(finding.start)
        self._follow(lead, follower)

    def selected(self) -> str:
        """The words selected on either side, the one with the keyboard first."""
        sides = (self.copy, self.original) if self.copy.hasFocus() else (self.original, self.copy)
        return next((paper.selected() for paper in sides if paper.selected()), "")

    def drop_selection(self) -> None:
        """Nothing is selected any more."""
        self.original.drop_selection()
        self.copy.drop_selection()

    def _follow(self, lead: Paper, follower: Paper) -> None:
        """Holds the same place of both texts at the same height, where the eye is: at the head of the text above, at its
        end below, so that both ends can be reached.
        """
        if self._following or not lead.text or not follower.text:
            return
        self._following = True
        bar, other = lead.verticalScrollBar(), follower.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        if share in (0.0, 1.0):
            other.setValue(round(share * other.maximum()))
        else:
            offset = lead.offset_at(round(share * lead.viewport().height()))
            carry = self._alignment.to_copy if lead is self.original else self._alignment.to_original
            other.setValue(other.value() + follower.line_top(carry(offset)) - lead.line_top(offset))
        self._following = False


class Marks:
    """The marks of both sides. A judgment has hundreds, and an answer changes few: what stays as it was is kept."""

    def __init__(self) -> None:
        self.original: tuple[Mark, ...] = ()
        """Every masked place, and what was masked by mistake."""
        self.copy: tuple[Mark, ...] = ()
        """Every replacement, and what may have leaked."""
        self._of_spans: dict[ReviewSpan, tuple[Mark, Mark]] = {}

    def take(self, copy: WebCopyView) -> None:
        """The marks of this copy."""
        known = self._of_spans
        self._of_spans = {span: known.get(span) or _marks(span) for span in copy.spans}
        both = self._of_spans.values()
        self.original = (*(original for original, _ in both), *_found(copy, "over-masking"))
        self.copy = (*(replaced for _, replaced in both), *_found(copy, "leak"))


def _found(copy: WebCopyView, check: ReviewCheck) -> Iterator[Mark]:
    return (_finding_mark(finding) for finding in copy.findings if finding.check == check)


def _marks(span: ReviewSpan) -> tuple[Mark, Mark]:
    tip = tip_words(span)
    return _mark(span, tip, span.start, span.end), _mark(span, tip, span.copy_start, span.copy_end)


def _mark(span: ReviewSpan, tip: str, start: int, end: int) -> Mark:
    if span.is_open:
        ground = tokens.AMBER_SOFT if span.left else group_of(span).ground
        return Mark(start, end, span.number, tip, ground, tokens.AMBER, dashed=True)
    if span.decision == "kept" or span.left:
        return Mark(start, end, span.number, tip, "", tokens.HINT, dashed=True)
    underline = tokens.GREEN if span.decision else ""
    return Mark(start, end, span.number, tip, group_of(span).ground, underline)


def _finding_mark(finding: ReviewFinding) -> Mark:
    ground = tokens.RED_SOFT if finding.is_open else ""
    said = f"\n答复：{finding.answer}" if finding.answer else ""
    tip = f"{finding.check_label}：{finding.subject}\n{finding.what_to_do}{said}"
    return Mark(finding.start, finding.end, 0, tip, ground, tokens.RED, dashed=not finding.is_open)


def _side(name: str, note: QWidget, paper: Paper) -> QWidget:
    head = in_row(words(name, bold=True), note, spacing=10, margins=(14, 8, 14, 8))
    head.setStretch(1, 1)
    column = in_column(head, hairline(), paper, spacing=0, margins=(1, 1, 1, 1))
    column.setStretch(2, 1)
    return card(column)
