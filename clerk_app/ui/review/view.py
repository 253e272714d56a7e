"""核对公开稿: original and copy side by side, the place that is looked at, and what the checks found below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.review.asked import AnswerFinding, Asked, Decide, typed_key
from clerk_app.ui.review.findings import FindingsPanel
from clerk_app.ui.review.legend import Legend
from clerk_app.ui.review.ports import ReviewPort
from clerk_app.ui.review.presenter import ReviewPresenter
from clerk_app.ui.review.same_as import SameAsDialog
from clerk_app.ui.review.side_by_side import SideBySide
from clerk_app.ui.review.span_card import SpanCard
from clerk_app.ui.shell.page import PageHead
from clerk_app.ui.theme.fonts import scaled
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row, scrolling
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.question import ask
from clerk_app.ui.widgets.typed_texts import TypedTexts
from clerk_app.ui.widgets.words import hint, paragraph, words
from clerk_app.use_cases.web_copy_views import WebCopyView
from court_core.errors import CourtError
from court_core.masking.profiles import PROFILE_NAMES, load_profile

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved

_READING_KEYS = (("Tab", "下一处"), ("Shift+F8", "上一处"), ("F6", "检查发现"))
_KEYS = (
    *_READING_KEYS, ("Ctrl+Z", "收回上一答复"), ("Enter", "认可"), ("K", "保留"), ("C", "改写"), ("M", "全文隐去选中"),
    ("S", "同一人"), ("E", "一并"), ("R", "记住"),
)  # fmt: skip
"""On a narrow screen the last ones are left out: they stand on the buttons too."""
_TELL_MS = 30_000
"""Each answer is saved at once; what is sent is the whole copy, so those of half a minute go together (docs/adr/006)."""
_SAY_MS = 400
"""What is done sooner needs no words."""
_NARROWEST_PROFILE = 120
_CARD_WIDTH, _WIDEST_CARD = 304, 380


class ReviewView(QWidget):
    """The screen. It implements `screen.ReviewScreen`."""

    back = Signal()
    """To the list of documents."""
    refused = Signal(object)
    confirmed = Signal(str)
    changed_records = Signal(object)

    def __init__(self, port: ReviewPort, jobs: Jobs) -> None:
        super().__init__()
        self.presenter = ReviewPresenter(port, jobs, self)
        self.sides = SideBySide()
        self.card = SpanCard()
        self.findings = FindingsPanel()
        self.legend = Legend()
        self.profile = QComboBox()
        self._brought = (0, "")
        self._typing = TypedTexts(
            self, port, jobs, typed_key, self._typed, self._restore, lambda: False, self.refused.emit
        )  # fmt: skip
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TELL_MS)
        self._telling.timeout.connect(self._tell)
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_SAY_MS)
        self._saying.timeout.connect(lambda: self.sides.say(_what_is_done(self.presenter)))
        self._build()
        self._connect()

    def open(self, document_id: str) -> None:
        """Shows a document's copy and takes the keyboard."""
        self._brought = (0, "")
        self.leave()
        if document_id != self._typing.record_id:
            self._restore({})
        self.presenter.open(document_id)
        self._typing.show(document_id)
        self.sides.original.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Hands over at once what was typed last."""
        self._typing.leave()

    # ── screen.ReviewScreen ───────────────────────────────────────────────────────────────────────────────

    def copy_changed(self) -> None:
        """See `screen.ReviewScreen.copy_changed`."""
        copy = self.presenter.copy
        if copy is None:
            return
        self._head.name.setText("核对公开稿" if copy.may_edit else "查看公开稿")
        self._head.about.setText(copy.case_number)
        self._show_profile(copy)
        self.legend.show_copy(copy)
        self._show_sides(copy)
        self.findings.show_findings(copy.findings, may_answer=copy.may_edit and not self.presenter.busy)
        remarks = _remarks(copy)
        self._remarks.setText("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))
        self._above_remarks.setVisible(bool(remarks))
        self._outdated.setVisible(copy.outdated)
        self._confirm.setVisible(copy.may_edit or copy.may_confirm)
        self._confirm.setToolTip("" if copy.may_confirm else _why_not(copy))
        self._remask.setVisible(copy.may_edit or copy.outdated)
        self._keys.setVisible(copy.may_edit)
        self._reading_keys.setVisible(not copy.may_edit)
        self._allow(copy)

    def place_changed(self) -> None:
        """See `screen.ReviewScreen.place_changed`."""
        presenter, copy = self.presenter, self.presenter.copy
        if copy is None:
            return
        current = presenter.current
        self.card.show_span(
            current, presenter.place, len(presenter.order), presenter.same_text(), everywhere=presenter.everywhere,
            remember=presenter.remember, may_answer=presenter.may_edit and not presenter.busy, reads_only=not presenter.may_edit,
        )  # fmt: skip
        self._show_sides(copy)
        self._allow(copy)
        self._say_what_is_done()
        if current is not None and (current.number, copy.masked) != self._brought:
            self._brought = (current.number, copy.masked)  # a switch alone moves nothing: words may be selected
            self.sides.bring(current)

    def _allow(self, copy: WebCopyView) -> None:
        """While the whole copy is made anew nothing is answered, and nothing is asked for twice."""
        free = not self.presenter.busy
        self._confirm.setEnabled(copy.may_confirm and free)
        self._remask.setEnabled(free)
        self.profile.setEnabled((copy.may_edit or copy.outdated) and free)
        self.findings.allow(may_answer=copy.may_edit and free)

    def told(self, sentence: str) -> None:
        """See `screen.ReviewScreen.told`."""
        self.confirmed.emit(sentence)

    def answered(self) -> None:
        """See `screen.ReviewScreen.answered`. Told once for many answers in a row: each has others read their lists."""
        if not self._telling.isActive():
            self._telling.start()

    def not_saved(self, asked: Asked) -> None:
        """See `screen.ReviewScreen.not_saved`."""
        if isinstance(asked, AnswerFinding) and asked.answer:
            self.findings.type_again(asked.which, asked.answer)
        elif isinstance(asked, Decide) and asked.replacement:
            self.card.type_again(asked.where, asked.replacement)

    def forget_typed(self) -> None:
        """See `screen.ReviewScreen.forget_typed`."""
        self._restore({})
        self._typing.touched()

    def changed(self, saved: Saved) -> None:
        """See `screen.ReviewScreen.changed`."""
        self._telling.stop()
        self.changed_records.emit(saved.change_set)

    def left(self) -> None:
        """See `screen.ReviewScreen.left`."""
        self._tell_now()
        self.leave()
        self.back.emit()

    def show_refusal(self, refusal: CourtError) -> None:
        """See `screen.ReviewScreen.show_refusal`."""
        self.refused.emit(refusal)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page, or the lock: minimising is no leaving
            self._tell_now()

    def _tell_now(self) -> None:
        if self._telling.isActive():
            self._tell()

    def _tell(self) -> None:
        self._telling.stop()
        self.changed_records.emit(None)

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────

    @override
    def event(self, event: QEvent) -> bool:
        # elsewhere in the window F8 opens the conflicts; here it walks
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _WALK:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _WALK:
            (self.presenter.previous if _shift(event) else self.presenter.next)()
        elif event.key() == Qt.Key.Key_F6:
            self._change_place()
        elif event.key() == Qt.Key.Key_Escape:
            self.sides.original.setFocus(Qt.FocusReason.ShortcutFocusReason)  # and from there to the list
        else:
            super().keyPressEvent(event)

    def _reading_key(self, event: QKeyEvent) -> bool:
        """Keys while the text is read. Ctrl+C and the arrows are the text's own."""
        action = self._actions.get(Qt.Key(event.key()))
        if action is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if (
            event.key() == Qt.Key.Key_Tab or not event.isAutoRepeat()
        ):  # a key held down answers one place, not all unseen
            action()
        return True

    def _change_place(self) -> None:
        target = self.sides.original if self.findings.table.hasFocus() else self.findings.table
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ── actions ──────────────────────────────────────────────────────────────────────────────────────────────

    def mask_selected(self) -> None:
        """Masks the selected words everywhere; without a selection, the words of the current place."""
        current, selected = self.presenter.current, self.sides.selected()
        self.sides.drop_selection()
        self.presenter.mask_words(selected or (current.original if current else ""))

    def ask_same(self) -> None:
        """Asks whom the current name is the same as."""
        current = self.presenter.current
        if current is not None and self.card.same_button.isEnabled():
            dialog = SameAsDialog(self, current, self.presenter.names())
            dialog.chosen.connect(self.presenter.same_as)
            dialog.open()

    def _changed(self, replacement: str) -> None:
        where = self.card.where
        if self.presenter.change(replacement):
            self.sides.original.setFocus(Qt.FocusReason.OtherFocusReason)
            self.card.done_with(where)

    def _ask_anew(self) -> None:
        copy, profile = self.presenter.copy, str(self.profile.currentData())
        if copy is None or not (copy.may_edit or copy.outdated):
            return
        if any(span.decision for span in copy.spans) or any(finding.answer for finding in copy.findings):
            ask(self, "重新隐名？", "本文书已作的认可、改写和答复都要重做。", "重新隐名",
                lambda: self.presenter.mask_anew(profile)).rejected.connect(lambda: self._show_profile(copy))  # fmt: skip
        else:
            self.presenter.mask_anew(profile)

    def _typed(self) -> dict[str, str]:
        return {**self.card.typed(), **self.findings.typed()}

    def _restore(self, kept: Mapping[str, str]) -> None:
        self.card.restore(kept)
        self.findings.restore(kept)

    def _say_what_is_done(self) -> None:
        """Says over the copy that it is being made anew, when that takes a while."""
        if not _what_is_done(self.presenter):
            self._saying.stop()
            self.sides.say("")
        elif not self._saying.isActive():
            self._saying.start()

    # ── building ─────────────────────────────────────────────────────────────────────────────────────────────

    def _show_sides(self, copy: WebCopyView) -> None:
        current = self.presenter.current
        self.sides.show_copy(copy, self.presenter.alignment, current.number if current else 0)

    def _show_profile(self, copy: WebCopyView) -> None:
        self.profile.setCurrentIndex(max(self.profile.findData(copy.profile), 0))

    def _connect(self) -> None:
        presenter = self.presenter
        self._actions = {
            Qt.Key.Key_Tab: presenter.next, Qt.Key.Key_Return: presenter.accept, Qt.Key.Key_Enter: presenter.accept,
            Qt.Key.Key_K: presenter.keep, Qt.Key.Key_C: self.card.ask_change, Qt.Key.Key_M: self.mask_selected,
            Qt.Key.Key_S: self.ask_same, Qt.Key.Key_E: presenter.toggle_everywhere, Qt.Key.Key_R: presenter.toggle_remember,
            Qt.Key.Key_U: presenter.take_back, Qt.Key.Key_Escape: presenter.close,
        }  # fmt: skip
        for paper in (self.sides.original, self.sides.copy):
            paper.key_handler = self._reading_key
        self.sides.place_clicked.connect(presenter.choose)
        self.card.accepted.connect(presenter.accept)
        self.card.kept.connect(presenter.keep)
        self.card.changed.connect(self._changed)
        self.card.edit.given_up.connect(self.sides.original.setFocus)
        self.card.taken_back.connect(presenter.take_back)
        self.card.mask_wanted.connect(self.mask_selected)
        self.card.same_wanted.connect(self.ask_same)
        self.card.everywhere_toggled.connect(presenter.toggle_everywhere)
        self.card.remember_toggled.connect(presenter.toggle_remember)
        self.findings.chosen.connect(self.sides.bring_finding)
        self.findings.answered.connect(presenter.answer_finding)
        for part in (self.card, self.findings):
            part.typed_on.connect(self._typing.touched)
        self.findings.mask_wanted.connect(lambda finding: presenter.mask_words(finding.subject))
        self.profile.activated.connect(lambda _: self._ask_anew())
        for keys, action in (
            ("Ctrl+Return", presenter.confirm), ("Ctrl+Enter", presenter.confirm), ("Ctrl+Z", presenter.take_back_last),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _build(self) -> None:
        self.profile.setAccessibleName("隐名规则")
        self.profile.setMinimumWidth(_NARROWEST_PROFILE)  # its entries are long, and on a small screen it gives way
        for name in PROFILE_NAMES:
            self.profile.addItem(load_profile(name).label, name)
        self._remask = on_click(plain("重新隐名", icon_name="refresh"), self._ask_anew)
        self._confirm = on_click(primary("确认公开稿", "Ctrl+Enter", "check"), self.presenter.confirm)
        back = on_click(plain("返回", "Esc", "chevron-left"), self.presenter.close)
        self._head = PageHead("核对公开稿", self.profile, self._remask, self._confirm)
        head = in_row(back, self._head, spacing=12)
        head.setStretch(1, 1)
        self._outdated = words("原件在隐名之后换过，这份公开稿不能再用，请重新隐名。", "warn", bold=True)
        self._remarks, self._above_remarks = paragraph("", "hint"), hairline()
        beside = QWidget()
        beside.setLayout(
            in_column(self.card, self._above_remarks, self._remarks, None, spacing=12, margins=(16, 14, 14, 14))
        )  # fmt: skip
        place = card(in_column(scrolling(beside), margins=(1, 1, 1, 1)))
        place.setFixedWidth(scaled(_CARD_WIDTH, _WIDEST_CARD))
        body = in_row(self.sides, place, spacing=12)
        body.setStretch(0, 1)
        self._keys = key_hints(_KEYS, hint("单字母键在读文本时有效"))
        self._reading_keys = key_hints(_READING_KEYS)
        self._reading_keys.hide()
        column = in_column(
            head, self._outdated, self.legend, body, self.findings, self._keys, self._reading_keys, spacing=10,
            margins=(18, 14, 18, 4),
        )  # fmt: skip
        column.setStretch(3, 1)
        self.setLayout(column)


_WALK = Qt.Key.Key_F8


def _shift(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _what_is_done(presenter: ReviewPresenter) -> str:
    if presenter.busy:
        return "正在重做、核验整份公开稿，请稍候"
    return f"正在保存 {presenter.waiting} 个答复并重做，可以接着核对" if presenter.working else ""


def _why_not(copy: WebCopyView) -> str:
    if copy.open_count:
        return f"还有 {copy.open_count} 处待确认或答复"
    return f"{copy.status_label}：由承办人在隐名之后确认"


def _remarks(copy: WebCopyView) -> list[str]:
    """What the machine remarks, and which remembered rules it used: never silent."""
    used = [f"用到的隐名记忆：{rule}" for rule in copy.remembered]
    return [*(note for note in copy.notes if note != copy.why_no_original), *used]
