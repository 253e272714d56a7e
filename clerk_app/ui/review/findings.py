"""What the two release checks found, answered one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import scaled
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, plain, quiet
from clerk_app.ui.widgets.record_lines import Column, RecordModel, Shown
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.words import Tone, paragraph, tag, words
from clerk_app.use_cases.web_copy_views import FindingKey, ReviewFinding, find_again, finding_keys

_COLUMNS = (
    Column("检查", 92, "可能泄漏"),
    Column("位置", 104, "正文第12段", spare=1),
    Column("摘录"),
    Column("答复", 150, "待答复", spare=2),
)
_LOW, _LOW_AT_MOST = 170, 206
_HEIGHT, _HIGHEST = 196, 260
"""One or two findings need no more than the answer beside them: on a small screen each line is the text's."""
_FEW = 2
_ANSWER_WIDTH, _WIDEST_ANSWER = 452, 600
_SAY_WHY, _TAKE_BACK = "写明为什么不用改，Enter 保存", "留空，Enter 收回答复"
_REASONS = {
    "leak": ("不是个人信息", "依法应当公开"),
    "over-masking": ("确应隐去", "同名的当事人"),
}
"""What a clerk says most often; a click, or its number in the list, writes it into the line."""


class FindingsPanel(QWidget):
    """The list, and the answer to the chosen one beside it."""

    chosen = Signal(object)
    """The ReviewFinding that came to the front."""
    answered = Signal(object, str)
    mask_wanted = Signal(object)
    typed_on = Signal()
    """An answer is being typed."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[ReviewFinding, ...] = ()
        self._keys: dict[int, FindingKey] = {}
        self._typed: dict[FindingKey, str] = {}
        self._may_answer = False
        self._shown: tuple[FindingKey, str] | None = None
        self.model: RecordModel[ReviewFinding] = RecordModel(_COLUMNS, lambda item: str(item.number), _line)
        self.table = RecordTable(self.model, "检查发现")
        self.answer = QLineEdit()
        self.answer.setAccessibleName("答复")
        self.answer.setPlaceholderText(_SAY_WHY)
        self._count = tag("")
        self._what = paragraph("", "label", tokens.GRID_PT)
        self._reasons = [on_click(quiet(""), lambda place=place: self._take_reason(place)) for place in range(2)]  # type: ignore[misc]
        self.leave_button = on_click(plain("保存答复"), self.say)
        self.mask_button = on_click(plain("全文隐去"), self._mask)
        self._body = QWidget()
        self._build()
        self.table.chosen.connect(lambda _: self._show_chosen())
        for place in range(len(self._reasons)):
            shortcut = QShortcut(QKeySequence(str(place + 1)), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda place=place: self._take_reason(place))
        self.table.opened.connect(lambda _: self.answer.setFocus(Qt.FocusReason.OtherFocusReason))
        self.answer.returnPressed.connect(self.say)
        self.answer.textChanged.connect(self._note)

    @property
    def current(self) -> ReviewFinding | None:
        """The finding in front."""
        number = self.table.current_id()
        return next((item for item in self._findings if str(item.number) == number), None)

    def show_findings(self, findings: Sequence[ReviewFinding], *, may_answer: bool) -> None:
        """Open ones first; the one in front stays there, or the next open one comes."""
        ordered = tuple(sorted(findings, key=lambda item: (not item.is_open, not item.sure, item.number)))
        before = self.current
        self._may_answer = may_answer
        if ordered != self._findings:
            again = find_again(findings, self._keys[before.number]) if before is not None else None
            wanted = findings[again] if again is not None and findings[again].is_open else None
            self._findings = ordered
            self._keys = dict(zip((item.number for item in findings), finding_keys(findings), strict=True))
            self._typed = {self._key_now(key): text for key, text in self._typed.items()}
            if wanted is not None and self._shown is not None:
                self._shown = (self._keys[wanted.number], self._shown[1])
            first = wanted or (ordered[0] if ordered else None)
            self.table.relist(lambda: self.model.replace(ordered), str(first.number) if first else "")
        waiting = sum(item.is_open for item in ordered)
        self._count.setText(
            f"{waiting} 处待答复" if waiting else "已全部答复" if ordered else "泄漏、误隐两项检查都没有发现"
        )
        self._count.setProperty("tone", (Tone.RED if waiting else Tone.GREEN).value)
        self._count.style().polish(self._count)
        self._body.setVisible(bool(ordered))
        self.setFixedHeight(self._height(len(ordered)))
        self._show_chosen(follow=False)

    def allow(self, *, may_answer: bool) -> None:
        """Whether answers are taken now; what is being typed stays."""
        if may_answer != self._may_answer:
            self._may_answer = may_answer
            self._show_chosen(follow=False)

    def say(self) -> None:
        """Hands the answer over."""
        current, text = self.current, self.answer.text().strip()
        if current is not None and self._may_answer and (text or current.answer):
            self.table.setFocus()
            if self._typed.pop(self._keys[current.number], ""):
                self.typed_on.emit()
            self.answered.emit(current, text)

    def typed(self) -> dict[str, str]:
        """What is typed and not handed over, by the name of its finding."""
        return {json.dumps(asdict(key), ensure_ascii=False): text for key, text in self._typed.items()}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Shows again what was typed before. Names of other things are passed over."""
        self._typed = {}
        for name, text in kept.items():
            key = _key_named(name)
            if key is not None:
                self._typed[self._key_now(key)] = text
        self._shown = None
        self._show_chosen(follow=False)

    def type_again(self, key: FindingKey, text: str) -> None:
        """An answer that could not be saved is typed text again."""
        self._typed[self._key_now(key)] = text
        self._shown = None
        self._show_chosen(follow=False)
        self.typed_on.emit()

    def _key_now(self, key: FindingKey) -> FindingKey:
        """By what the same finding is known since the copy was made anew."""
        in_order = sorted(self._findings, key=lambda item: item.number)
        again = find_again(in_order, key)
        return self._keys[in_order[again].number] if again is not None else key

    def _note(self, text: str) -> None:
        current = self.current
        if current is None:
            return
        key, text = self._keys[current.number], text.strip()
        if text and text != current.answer:
            self._typed[key] = text
        else:
            self._typed.pop(key, None)
        self.typed_on.emit()

    def _mask(self) -> None:
        current = self.current
        if current is not None and self._may_answer:
            self.mask_wanted.emit(current)

    def _take_reason(self, place: int) -> None:
        current = self.current
        if current is not None and self._may_answer:
            self.answer.setText(_REASONS[current.check][place])
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self, *, follow: bool = True) -> None:
        current = self.current
        for widget in (self.answer, self.leave_button, self.mask_button, *self._reasons):
            widget.setEnabled(current is not None and self._may_answer)
        if current is None:
            return
        self._what.setText(
            f"“{_brief(current.subject)}”　{current.what_to_do}" if current.subject else current.what_to_do
        )
        shown = (self._keys[current.number], current.answer)
        if shown != self._shown:  # the same one again: what is being typed stays
            self._shown = shown
            with QSignalBlocker(self.answer):
                self.answer.setText(self._typed.get(shown[0]) or current.answer)
        self.answer.setPlaceholderText(_TAKE_BACK if current.answer else _SAY_WHY)
        self.mask_button.setVisible(current.check == "leak")
        for number, (button, reason) in enumerate(zip(self._reasons, _REASONS[current.check], strict=True), 1):
            button.setText(f"{number} {reason}")
            button.setAccessibleName(reason)
        if follow:
            self.chosen.emit(current)

    def _build(self) -> None:
        head = in_row(words("发布前检查", bold=True), self._count, None, spacing=10, margins=(14, 7, 14, 7))
        beside = in_column(
            self._what, None, self.answer,
            in_row(self.leave_button, self.mask_button, None, *self._reasons, spacing=6), spacing=6,
            margins=(14, 6, 14, 8),
        )  # fmt: skip
        answer = QWidget()
        answer.setLayout(beside)
        answer.setFixedWidth(scaled(_ANSWER_WIDTH, _WIDEST_ANSWER))
        found = QWidget()
        row = in_row(self.table, answer, spacing=0)
        row.setStretch(0, 1)
        found.setLayout(row)
        body = in_column(hairline(), found, spacing=0)
        body.setStretch(1, 1)
        self._body.setLayout(body)
        column = in_column(head, self._body, spacing=0, margins=(1, 1, 1, 1))
        column.setStretch(1, 1)
        self.setLayout(in_row(card(column)))

    def _height(self, findings: int) -> int:
        if not findings:
            return self._count.sizeHint().height() + 18
        return scaled(_LOW, _LOW_AT_MOST) if findings <= _FEW else scaled(_HEIGHT, _HIGHEST)


def _line(item: ReviewFinding) -> tuple[Shown, ...]:
    tone = Tone.RED if item.is_open and item.sure else Tone.AMBER if item.is_open else Tone.NEUTRAL
    return (
        Shown(item.check_label, tone=tone),
        Shown(item.place, colour=tokens.SECONDARY),
        Shown(item.excerpt),
        Shown(item.answer, colour=tokens.SECONDARY) if item.answer else Shown("待答复", tone=Tone.AMBER),
    )


def _key_named(name: str) -> FindingKey | None:
    try:
        return FindingKey(**json.loads(name))
    except (ValueError, TypeError):
        return None


def _brief(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 24 else f"{one_line[:22]}……"
