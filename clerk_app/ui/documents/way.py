"""上网公开: how far a document is on its way to the public page, and what the person at the desk may do next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clerk_app.ui.documents.model import PENDING
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import clear, hairline, in_row
from clerk_app.ui.widgets.buttons import danger, on_click, plain, primary
from clerk_app.ui.widgets.timeline import Step, StepState, Timeline
from clerk_app.ui.widgets.words import paragraph, section
from clerk_app.use_cases.views import DocumentRow
from clerk_app.use_cases.web_copy_views import StepRow

_STATIONS = (
    ("effective", "生效"), ("masked", "隐名"), ("confirmed", "确认"), ("submitted", "报送"), ("passed", "审核"),
    ("published", "公开"),
)  # fmt: skip
_DONE = {"registered": 0, "effective": 1, "returned": 1, "withdrawn": 1, "masked": 2, "confirmed": 3, "submitted": 4,
         "passed": 5, "published": 6}  # fmt: skip
_HAS_COPY = ("masked", "confirmed", "submitted", "returned", "passed", "published", "withdrawn")
_TO_REVIEW = ("masked", "returned", "withdrawn")
_WHAT_NEXT = {
    "registered": "填写生效日期后办理隐名。",
    "effective": "由机器先隐名，再逐处核对。",
    "masked": "逐处核对，由承办人确认。",
    "submitted": "已报送，等审管办审核。",
    "returned": "审管办已退回，改好后重新确认、报送。",
    "published": "已在公众网站公开。",
    "withdrawn": "已从公众网站撤回，改好后重新确认、报送。",
}
_WAITS = "正在审批不上网公开，批准后不再隐名、报送。"
_YOURS = "请先看公开稿，再通过；有问题的，写明理由退回。"
_MASKING = "正在隐名，长的文书要几秒钟；好了即打开核对，可以先做别的。"
YES_KEY, NO_KEY = "Ctrl+Enter", "Ctrl+R"
"""Whoever decides has a key for yes and another for no: no slip of a finger makes one the other."""


class WayPart(QWidget):
    """The part of the detail. What is typed as a reason lives as long as the document's state."""

    mask_wanted = Signal()
    review_wanted = Signal()
    step_wanted = Signal(str, str)
    """`pass`, `return` or `withdraw`, and the reason."""
    typed_on = Signal()
    """The reason is being typed."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = QPlainTextEdit()
        self.typed = ""
        """The reason as typed; it outlives the widget."""
        self._shown: object = None
        self._next: QPushButton | None = None
        self._yes: QPushButton | None = None
        self._no: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_way(
        self, row: DocumentRow, steps: Sequence[StepRow], may: Collection[str], *, masking: bool = False
    ) -> None:
        """`may` are the steps of the document that this person's roles allow; `masking`: it is being masked just now."""
        flag = row.withholding.status if row.withholding else ""
        shown = (
            row.id,
            row.status,
            flag,
            row.effective_on,
            row.publish_by,
            row.goes_on,
            tuple(steps),
            tuple(may),
            masking,
        )
        self.setVisible(row.status != "withheld")
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        self._yes = self._no = None
        self.reason = QPlainTextEdit()
        self._column.addWidget(section("上网公开"))
        timeline = Timeline()
        timeline.show_steps(way_steps(row, steps))
        self._column.addWidget(timeline)
        said = last_words(row, steps)
        if said:
            self._column.addWidget(paragraph(said, "problem", tokens.GRID_PT))
        next_words = _YOURS if "pass" in may else _what_next(row)
        if flag in PENDING:
            next_words = _WAITS
        about = paragraph(_MASKING if masking else next_words, "hint", tokens.META_PT)
        button = None if masking else self._button(row, may)
        self._next = None if flag in PENDING else button
        line = in_row(about, *([button] if button else []))  # one line: a small screen has few
        line.setStretch(0, 1)
        self._column.addLayout(line)
        if {"pass", "return", "withdraw"} & set(may):
            self._column.addWidget(self._reason_line(may))
            self._column.addLayout(in_row(None, *self._moves(may)))
        self._column.addWidget(hairline())

    def go_on(self) -> None:
        """Enter in the list: what the button in front does, if there is one. Not while withholding is decided."""
        if self._next is not None:
            self._next.click()

    def say_yes(self) -> None:
        """The key of 通过."""
        if self._yes is not None:
            self._yes.click()

    def say_no(self) -> None:
        """The key of 退回 and 撤回; without a reason the keyboard goes to where it is written."""
        if self._no is not None:
            self._no.click()

    def restore(self, typed: str) -> None:
        """Shows a reason that was typed before."""
        self.typed = typed
        self.reason.setPlainText(typed)

    def _note(self) -> None:
        if self.reason.toPlainText() != self.typed:
            self.typed = self.reason.toPlainText()
            self.typed_on.emit()

    def _button(self, row: DocumentRow, may: Collection[str]) -> QPushButton | None:
        if row.status == "effective" and "mask" in may:
            return on_click(primary("隐名", "Enter", "shield-lock"), self.mask_wanted.emit)
        if row.status not in _HAS_COPY:
            return None
        if row.status in _TO_REVIEW and "mask" in may:
            return on_click(primary("核对公开稿", "Enter", "check"), self.review_wanted.emit)
        return on_click(plain("查看公开稿", "Enter", "file-text"), self.review_wanted.emit)

    def _reason_line(self, may: Collection[str]) -> QPlainTextEdit:
        name = "撤回的理由" if "withdraw" in may else "退回的理由"
        self.reason = QPlainTextEdit(self.typed)
        self.reason.setPlaceholderText(f"{name}，承办人会看到")
        self.reason.setAccessibleName(name)
        self.reason.textChanged.connect(self._note)
        self.reason.setFixedHeight(56)
        self.reason.setTabChangesFocus(True)
        return self.reason

    def _moves(self, may: Collection[str]) -> list[QWidget]:
        made: list[QWidget] = []
        for action, name in (("return", "退回"), ("withdraw", "撤回")):
            if action in may:
                self._no = on_click(danger(name, NO_KEY), lambda action=action: self._take(action))  # type: ignore[misc]
                made.append(self._no)
        if "pass" in may:
            self._yes = on_click(primary("通过", YES_KEY, "check"), lambda: self._take("pass"))
            made.append(self._yes)
        return made

    def _take(self, action: str) -> None:
        self.step_wanted.emit(action, self.reason.toPlainText().strip())


def way_steps(row: DocumentRow, steps: Sequence[StepRow]) -> list[Step]:
    """The stations with their dates: done, at hand, ahead."""
    done = _DONE.get(row.status, 0)
    dates = {"effective": row.effective_on} | {
        _STATUS_OF[step.action]: step.made_on for step in steps if step.action in _STATUS_OF
    }
    result = []
    for place, (status, name) in enumerate(_STATIONS):
        state = StepState.DONE if place < done else StepState.NOW if place == done else StepState.AHEAD
        on = dates.get(status)
        when = f"{on:%m-%d}" if on and state is StepState.DONE else ""
        if status == "published" and state is not StepState.DONE and row.publish_by:
            when = f"{row.publish_by:%m-%d} 前"
        result.append(Step(name, when, state))
    return result


def passed_words(row: DocumentRow) -> str:
    """What is said when a document has passed: when it is published by this court's calendar."""
    return f"审核通过，{row.goes_on.text} 公开。" if row.goes_on else "审核通过，同步后即公开。"


def _what_next(row: DocumentRow) -> str:
    if row.status == "passed":
        return passed_words(row)
    if row.status == "confirmed" and row.goes_on:
        return f"已确认，{row.goes_on.text} 随批次报送；改动后须重新确认。"
    return _WHAT_NEXT.get(row.status, "")


def last_words(row: DocumentRow, steps: Sequence[StepRow]) -> str:
    """Why it came back, of a document that was returned or withdrawn."""
    action = {"returned": "return", "withdrawn": "withdraw"}.get(row.status)
    found = next((step for step in reversed(steps) if step.action == action), None)
    return f"{found.action_label}理由：{found.reason}（{found.made_by}，{found.made_on.isoformat()}）" if found else ""


_STATUS_OF = {"mask": "masked", "confirm": "confirmed", "submit": "submitted", "pass": "passed", "publish": "published"}
