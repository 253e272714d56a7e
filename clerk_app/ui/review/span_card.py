"""The place that is looked at: what it was, what it became, why, how sure; and the answers with their keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from clerk_app.ui.review.marks import group_of, state_words, sure_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.widgets.arrange import in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.words import Tone, hint, paragraph, set_property, tag, words
from clerk_app.use_cases.web_copy_views import ReviewSpan

_LONGEST = 160


class SpanCard(QWidget):
    """Shows one place. It decides nothing: every button is a signal."""

    accepted, kept, same_wanted, mask_wanted, taken_back = Signal(), Signal(), Signal(), Signal(), Signal()
    changed = Signal(str)
    everywhere_toggled, remember_toggled = Signal(), Signal()
    typed_on = Signal()
    """Another replacement is being typed."""

    def __init__(self) -> None:
        super().__init__()
        self._span: ReviewSpan | None = None
        self._typed: dict[tuple[int, int], str] = {}
        self._may_answer = False
        self._kind, self._state, self._count = words("", points=tokens.META_PT), tag(""), hint()
        self._kind.setProperty("mark", "other")  # before the first style: its padding is part of its size
        self._original, self._replacement, self._why = paragraph(), paragraph(), paragraph("", "label", tokens.GRID_PT)
        self._original.setFont(ui_font(tokens.BODY_PT, bold=True))
        self._replacement.setFont(ui_font(tokens.BODY_PT, bold=True))
        self._sure = hint()
        self._nothing, self._facts = paragraph("", "label", tokens.GRID_PT), QWidget()
        self.everywhere, self.remember = QCheckBox(), QCheckBox("记住，本院以后照此办理　R")
        self.edit = _Replacement()
        self.accept_button = on_click(primary("认可", "Enter", "check"), self.accepted.emit)
        self.keep_button = on_click(plain("保留原文", "K"), self.kept.emit)
        self.change_button = on_click(plain("改写", "C"), self.ask_change)
        self.mask_button = on_click(plain("全文隐去", "M"), self.mask_wanted.emit)
        self.same_button = on_click(plain("同一人", "S"), self.same_wanted.emit)
        self.take_back_button = on_click(plain("收回答复", "U"), self.taken_back.emit)
        self.edit.done.connect(self._changed)
        self.edit.given_up.connect(lambda: self.done_with(self.where))
        self.edit.textChanged.connect(self._note)
        # clicked, not toggled: what the presenter sets must not come back as a wish
        self.everywhere.clicked.connect(lambda _: self.everywhere_toggled.emit())
        self.remember.clicked.connect(lambda _: self.remember_toggled.emit())
        for box in (self.everywhere, self.remember):
            box.setFont(ui_font(tokens.GRID_PT))
        self._build()

    def show_span(
        self, span: ReviewSpan | None, place: int, count: int, same_text: int, *, everywhere: bool, remember: bool,
        may_answer: bool, reads_only: bool = False,
    ) -> None:  # fmt: skip
        """`place` of `count` in the walk; `same_text` is how often its words stand in the document."""
        before, self._span, self._may_answer = self.where, span, may_answer
        if self.where is None or self.where != before:  # a copy that was made anew only numbers the place anew
            self.edit.hide()
        self._show_typed()
        self.everywhere.setChecked(everywhere)
        self.remember.setChecked(remember)
        self.everywhere.setVisible(same_text > 1 and not reads_only)
        self.remember.setVisible(not reads_only)
        self.everywhere.setText(f"相同的 {same_text} 处一并处理　E")
        about_place = (
            self.accept_button,
            self.keep_button,
            self.change_button,
            self.same_button,
            self.take_back_button,
        )
        for widget in (*about_place, self.mask_button):
            widget.setEnabled(may_answer)
            widget.setVisible(not reads_only and (span is not None or widget is self.mask_button))
        self.same_button.setEnabled(may_answer and span is not None and span.kind in _NAMES)
        self.take_back_button.setEnabled(may_answer and span is not None and bool(span.decision))
        self._facts.setVisible(span is not None)
        self._nothing.setVisible(span is None)
        if span is None:
            self._say_nothing(reads_only=reads_only)
            return
        self._kind.setText(span.kind_label)
        set_property(self._kind, "mark", group_of(span).mark)
        self._kind.show()
        self._state.setText(state_words(span))
        set_property(self._state, "tone", _tone(span).value)
        self._count.setText(f"第 {place}/{count} 处")
        self._original.setText(_short(span.original))
        stays = span.left or span.decision == "kept"
        self._replacement.setText("未隐去" if stays else _short(span.replacement) or "（整段删去）")
        self._why.setText(span.why)
        self._sure.setText(sure_words(span))

    def ask_change(self) -> None:
        """Opens the line for another replacement."""
        if self._span is not None and self.change_button.isEnabled():
            if self.edit.isHidden():
                with QSignalBlocker(self.edit):
                    self.edit.setText(self._proposed)
                self.edit.show()
                self.edit.selectAll()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_nothing(self, *, reads_only: bool) -> None:
        self._kind.hide()
        self._state.setText("没有隐名处")
        set_property(self._state, "tone", Tone.NEUTRAL.value)
        self._count.setText("")
        found = "机器没有找到应当隐去的内容。"
        self._nothing.setText(found if reads_only else f"{found}请通读全文；有应当隐去的，选中后按 M。")

    @property
    def where(self) -> tuple[int, int] | None:
        """The stretch of the original that the place is."""
        return (self._span.start, self._span.end) if self._span is not None else None

    def done_with(self, where: tuple[int, int] | None) -> None:
        """What was typed for that place is handed over or given up."""
        if where is not None and self._typed.pop(where, ""):
            self.typed_on.emit()
        if where == self.where:
            self.edit.hide()

    def typed(self) -> dict[str, str]:
        """What is typed and not handed over, by the name of its place."""
        return {f"{start}-{end}": text for (start, end), text in self._typed.items()}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Shows again what was typed before. Names of other things are passed over."""
        parted = ((name.partition("-"), text) for name, text in kept.items())
        self._typed = {
            (int(start), int(end)): text for (start, _, end), text in parted if start.isdecimal() and end.isdecimal()
        }
        self.edit.hide()
        self._show_typed()

    def type_again(self, where: tuple[int, int], text: str) -> None:
        """A replacement that could not be saved is typed text again."""
        self._typed[where] = text
        self._show_typed()
        self.typed_on.emit()

    @property
    def _proposed(self) -> str:
        return "" if self._span is None or self._span.left else self._span.replacement

    def _show_typed(self) -> None:
        """The line stands open where something was typed; it takes no keyboard."""
        where = self.where
        if where in self._typed and self.edit.isHidden() and self._may_answer:
            with QSignalBlocker(self.edit):
                self.edit.setText(self._typed[where])
            self.edit.show()

    def _note(self, text: str) -> None:
        where = self.where
        if where is None:
            return
        if text.strip() and text != self._proposed:
            self._typed[where] = text
        else:
            self._typed.pop(where, None)
        self.typed_on.emit()

    def _changed(self) -> None:
        self.changed.emit(self.edit.text().strip())

    def _build(self) -> None:
        facts = QGridLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(5)
        facts.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(
            (("原文", self._original), ("改为", self._replacement), ("理由", self._why), ("把握", self._sure))
        ):
            facts.addWidget(words(label, "label", tokens.GRID_PT), row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(value, row, 1)
        self.edit.hide()
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.accept_button, 0, 0)
        buttons.addWidget(self.keep_button, 0, 1)
        buttons.addWidget(self.change_button, 1, 0)
        buttons.addWidget(self.mask_button, 1, 1)
        buttons.addWidget(self.same_button, 2, 0)
        buttons.addWidget(self.take_back_button, 2, 1)
        self.setLayout(
            in_column(
                in_row(self._kind, self._state, None, self._count, spacing=6), self._facts, self._nothing, self.edit,
                in_column(self.everywhere, self.remember, spacing=6), buttons, spacing=9,
            )
        )  # fmt: skip


class _Replacement(QLineEdit):
    """The line for another replacement: Enter takes it, Esc gives it up."""

    done, given_up = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("改写为")
        self.setPlaceholderText("改写为…　Enter 保存，Esc 取消")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _with_ctrl(event):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


_NAMES = ("person", "organisation", "alias")


def _with_ctrl(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _tone(span: ReviewSpan) -> Tone:
    if span.is_open:
        return Tone.AMBER
    return Tone.GREEN if span.decision else Tone.NEUTRAL


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[:_LONGEST]}……（共 {len(text)} 字）"
