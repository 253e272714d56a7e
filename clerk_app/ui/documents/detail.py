"""The document in front: facts, dates, the flag 不上网公开 with its approvals, and its file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clerk_app.ui.documents.model import PENDING, status_tone, status_words
from clerk_app.ui.documents.way import NO_KEY, YES_KEY, WayPart
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import clear, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import danger, on_click, plain, primary
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.question import ask
from clerk_app.ui.widgets.words import ElidedLabel, Tone, field_label, hint, paragraph, section, tag, words
from clerk_app.use_cases.views import Choice, DocumentRow, WithholdingView
from court_core.errors import CourtError

_DATES = (
    FormField("decided_on", "裁判日期", FieldKind.DATE),
    FormField("effective_on", "生效日期", FieldKind.DATE),
    FormField("served_on", "送达日期", FieldKind.DATE),
)
_WITH_OTHERS = {
    "submitted": "已报送，审管办退回后才能更换正本。",
    "passed": "审核已通过，审管办退回后才能更换正本。",
    "published": "已公开，审管办撤回后才能更换正本。",
}
_GROUND, _REASON, _OPINION, _STEP = "ground", "reason", "opinion", "step"
"""Names of what is typed."""
_DATE_NAMES = tuple(field.name for field in _DATES)
_MOVES = {"approve": "批准", "refuse": "不批准", "revoke": "撤销标记"}


class DocumentDetail(QWidget):
    """Shows one document. What is typed into the reason survives a refresh of the same document."""

    edited = Signal(dict)
    flagged = Signal(str, str)
    decided = Signal(str, str)
    step_wanted = Signal(str, str)
    """`pass`, `return` or `withdraw`, and the reason."""
    copy_wanted = Signal(bool)
    """True: with the mark."""
    replacement_wanted = Signal()
    """Another original is to be handed in."""
    case_wanted = Signal(str)
    typed_on = Signal()
    """A ground, reason or opinion is being typed."""
    refused = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._row: DocumentRow | None = None
        self._grounds: tuple[Choice, ...] = ()
        self._handed_dates: dict[str, str] = {}
        self._date_texts: dict[str, str] = {}
        self._typed: dict[str, str] = {}  # it outlives the widgets, which are made anew with the document's state
        self.dates = FieldForm(today, columns=2)
        self.ground = QComboBox()
        self.reason = QPlainTextEdit()
        self.opinion = QPlainTextEdit()
        self.way = WayPart()
        self.way.typed_on.connect(self.typed_on)
        self.way.step_wanted.connect(self._take_step)
        self._yes: QPushButton | None = None
        self._no: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(12)

    def show_document(self, row: DocumentRow, grounds: tuple[Choice, ...], may: Collection[str]) -> None:
        """Lays the document out anew when it or its state changed. `may` are the steps this person's roles allow."""
        if self._row is not None and _lasting(row) == _lasting(self._row) and grounds == self._grounds:
            self._row = row
            return
        if self._row is None or self._row.id != row.id:
            self.restore({})
        elif _dates_of(self._row) != _dates_of(row):
            self._drop_saved_dates()
        self._row, self._grounds = row, grounds
        self._column.removeWidget(self.way)  # it outlives what is laid out anew
        clear(self._column)
        self._yes = self._no = None
        self.ground, self.reason, self.opinion = QComboBox(), QPlainTextEdit(), QPlainTextEdit()
        self._column.addLayout(self._head(row))
        self._column.addWidget(hairline())
        self._column.addLayout(self._dates_part(row))
        self._column.addWidget(hairline())
        pending = row.withholding is not None and row.withholding.status in PENDING
        if not pending:
            self._column.addWidget(self.way)
        if row.withholding is not None or "withhold" in may:
            self._column.addLayout(self._withholding_part(row, may))
            self._column.addWidget(hairline())
        if pending:  # what is waited for comes first
            self._column.addWidget(self.way)
        self._column.addLayout(self._file_part(row, may))
        self._column.addStretch(1)

    def typed(self) -> dict[str, str]:
        """What is typed and not saved, by name: it would be lost."""
        texts = {**self._typed, _STEP: self.way.typed.strip()}
        return {name: text for name, text in texts.items() if text}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Shows again what was typed about this document before."""
        self._typed = {name: kept[name] for name in (_GROUND, _REASON, _OPINION, *_DATE_NAMES) if kept.get(name)}
        self.way.restore(kept.get(_STEP, ""))
        self._fill()

    def forget_reasons(self) -> None:
        """They are saved; dates that are being changed are not."""
        self.restore({name: text for name, text in self._typed.items() if name in _DATE_NAMES})

    def ask_for(self, code: str) -> None:
        """Puts the keyboard where what a refusal asks for is typed."""
        lines = {
            "document-step.reason-missing": (self.way.reason,), "document-step.reason-typed": (self.way.reason,),
            "withholding.ground-unknown": (self.ground,),
            "withholding.reason-missing": (self.opinion, self.reason),
        }  # fmt: skip
        for line in lines.get(code, ()):
            if line.isVisibleTo(self):
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                break

    def say_yes(self) -> None:
        """The key of 批准 and 通过. What is written may be meant as the reason of a no: then 批准 asks first."""
        button, opinion = self._yes, self.opinion.toPlainText().strip()
        if button is None:
            self.way.say_yes()
        elif opinion:
            ask(
                self,
                "批准不上网公开？",
                f"意见：{opinion}",
                "批准",
                lambda: button.click() if button is self._yes else None,
            )
        else:
            button.click()

    def say_no(self) -> None:
        """The key of 不批准, 撤销标记, 退回 and 撤回: each needs its reason."""
        if self._no is not None:
            self._no.click()
        else:
            self.way.say_no()

    def save_dates(self) -> None:
        """Hands over the dates that changed; a date that cannot be read is marked and stays."""
        try:
            values = self.dates.values()
        except CourtError as refusal:
            self.refused.emit(refusal)
            return
        before = _dates_of(self._row) if self._row else {}
        changed = {name: value for name, value in values.items() if value != before.get(name)}
        self._handed_dates = self.dates.typed()
        self.edited.emit({name: day.isoformat() if isinstance(day, date) else None for name, day in changed.items()})

    def flag(self) -> None:
        """Hands ground and reason over."""
        self.flagged.emit(str(self.ground.currentData() or ""), self.reason.toPlainText().strip())

    def _head(self, row: DocumentRow) -> QVBoxLayout:
        open_case = on_click(plain("打开案件", icon_name="folder"), lambda: self.case_wanted.emit(row.case_id))
        status = tag(status_words(row), status_tone(row))
        facts = "　".join(part for part in (row.case_number, row.kind, row.judge) if part)
        title = paragraph(row.title or row.kind)
        title.setFont(section("").font())
        head = in_row(title, open_case, spacing=10)
        head.setStretch(0, 1)
        about = in_row(status, ElidedLabel(facts, "sub", tokens.GRID_PT), spacing=10)
        about.setStretch(1, 1)
        return in_column(head, about, spacing=6)

    def _dates_part(self, row: DocumentRow) -> QVBoxLayout:
        self.dates = FieldForm(self._today, columns=2)
        self.dates.build(_DATES)
        self.dates.restore({name: day.isoformat() if day else "" for name, day in _dates_of(row).items()})
        self._date_texts = self.dates.typed()
        self.dates.restore({name: text for name, text in self._typed.items() if name in _DATE_NAMES})
        self.dates.changed.connect(self._note_dates)
        save = on_click(plain("保存日期"), self.save_dates)
        return in_column(self.dates, in_row(hint(self._due_words(row)), None, save), spacing=8)

    def _due_words(self, row: DocumentRow) -> str:
        if row.status == "published":
            return "已上网公开。"
        if row.status == "withheld":
            return "不上网公开，不计公开期限。"
        if row.publish_by is None:
            return "填写生效日期后，计算上网公开的期限。"
        days = (row.publish_by - self._today()).days
        left = f"还有 {days} 天" if days > 0 else "今天到期" if days == 0 else f"已超期 {-days} 天"
        return f"应在 {row.publish_by.isoformat()} 前上网公开或标为不上网公开，{left}。"

    def _withholding_part(self, row: DocumentRow, may: Collection[str]) -> QVBoxLayout:
        flag = row.withholding
        part = in_column(section("不上网公开"), spacing=8)
        if flag is None or flag.status in ("refused", "revoked"):
            if flag is not None:
                part.addLayout(_approvals(flag))
            if "withhold" in may:
                part.addLayout(self._flag_form())
            return part
        part.addWidget(paragraph(flag.ground_label))
        part.addWidget(paragraph(flag.reason, "label", tokens.GRID_PT))
        part.addLayout(_approvals(flag))
        if flag.may:
            self.opinion = _lines(_opinion_words(flag), 56)
            self.opinion.setPlainText(self._typed.get(_OPINION, ""))
            self.opinion.textChanged.connect(lambda: self._note(_OPINION, self.opinion.toPlainText()))
            part.addWidget(self.opinion)
            last = sorted(flag.may, key=lambda name: name == "approve")  # as in every dialog, yes stands at the end
            part.addLayout(in_row(None, *(self._move(name, flag.may) for name in last)))
        return part

    def _flag_form(self) -> QGridLayout:
        self.ground = QComboBox()
        self.ground.setAccessibleName("事由")
        self.ground.addItem("请选择事由", "")
        for choice in self._grounds:
            self.ground.addItem(choice.label, choice.value)
        self.ground.setCurrentIndex(max(self.ground.findData(self._typed.get(_GROUND, "")), 0))
        self.reason = _lines("写明具体理由，随卷备查", 64)
        self.reason.setPlainText(self._typed.get(_REASON, ""))
        self.ground.currentIndexChanged.connect(lambda _: self._note(_GROUND, str(self.ground.currentData() or "")))
        self.reason.textChanged.connect(lambda: self._note(_REASON, self.reason.toPlainText()))
        button = on_click(primary("标为不上网公开", icon_name="ban"), self.flag)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(field_label("事由 *"), 0, 0)
        grid.addWidget(self.ground, 0, 1)
        grid.addWidget(field_label("理由 *"), 1, 0)
        grid.addWidget(self.reason, 1, 1)
        grid.addLayout(in_row(None, button), 2, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _note(self, name: str, text: str) -> None:
        self._typed[name] = text
        self.typed_on.emit()

    def _note_dates(self) -> None:
        for name, text in self.dates.typed().items():
            if text != self._date_texts.get(name, ""):
                self._typed[name] = text
            else:
                self._typed.pop(name, None)
        self.typed_on.emit()

    def _drop_saved_dates(self) -> None:
        """Dates that were handed in are the document's now; what was typed since stays."""
        for name, text in self._handed_dates.items():
            if self._typed.get(name) == text:
                del self._typed[name]
        self._handed_dates = {}
        self.typed_on.emit()

    def _fill(self) -> None:
        typed = dict(self._typed)
        self.dates.restore({**self._date_texts, **{name: typed[name] for name in _DATE_NAMES if name in typed}})
        self.ground.setCurrentIndex(max(self.ground.findData(typed.get(_GROUND, "")), 0))
        self.reason.setPlainText(typed.get(_REASON, ""))
        self.opinion.setPlainText(typed.get(_OPINION, ""))

    def _move(self, name: str, may: Collection[str]) -> QWidget:
        is_no = name == "refuse" or "refuse" not in may
        key = YES_KEY if name == "approve" else NO_KEY if is_no else ""
        make = primary if name == "approve" else danger
        button = on_click(make(_MOVES[name], key), lambda: self.decided.emit(name, self.opinion.toPlainText().strip()))
        if key == YES_KEY:
            self._yes = button
        elif key:
            self._no = button
        return button

    def _take_step(self, action: str, reason: str) -> None:
        if action == "pass" and self.typed().keys() - set(_DATE_NAMES):  # meant to be sent back, or withheld
            self.refused.emit(CourtError("document-step.reason-typed"))
        else:
            self.step_wanted.emit(action, reason)

    def _file_part(self, row: DocumentRow, may: Collection[str]) -> QVBoxLayout:
        if not row.file_name:
            return in_column(section("原件"), hint("没有登记原件。"), spacing=6)
        name = ElidedLabel(row.file_name, "label")  # as long as people name their files
        about = in_row(name, words(_size_words(row.file_size) if row.has_file else "尚未传到本机", "label"), spacing=12)
        about.setStretch(0, 1)
        original = on_click(plain("另存原件", icon_name="download"), lambda: self.copy_wanted.emit(False))
        stamped = on_click(plain("加盖“不上网公开”另存", icon_name="rubber-stamp"), lambda: self.copy_wanted.emit(True))
        withheld = row.withholding is not None and row.withholding.status in (*PENDING, "approved")
        original.setEnabled(row.has_file)
        stamped.setEnabled(row.has_file and withheld)
        note = hint("标记打在首页右上角，打印时一并印出。" if withheld else "标为不上网公开后，可加盖标记打印。")
        part = in_column(self._file_head(may), about, in_row(original, stamped, None), note, spacing=8)
        if row.status in _WITH_OTHERS:
            part.addWidget(hint(_WITH_OTHERS[row.status]))
        return part

    def _file_head(self, may: Collection[str]) -> QHBoxLayout:
        if "replace" not in may:
            return in_row(section("原件"), None)
        exchange = on_click(plain("更换正本", icon_name="refresh"), self.replacement_wanted.emit)
        return in_row(section("原件"), None, exchange)


def _opinion_words(flag: WithholdingView) -> str:
    """What is asked for: the chain asks for an opinion, and whoever says no or takes the mark back writes why."""
    if "approve" in flag.may:
        return "意见；不批准的，写明理由" if "refuse" in flag.may else "意见"
    return "撤销的理由，随卷备查"


def _lasting(row: DocumentRow) -> DocumentRow:
    """The row without what a sync changes by itself: laying out anew would close an open list and take the focus."""
    flag = row.withholding
    return replace(row, pending=False, withholding=replace(flag, pending=False) if flag else None)


def _dates_of(row: DocumentRow) -> dict[str, date | None]:
    return {"decided_on": row.decided_on, "effective_on": row.effective_on, "served_on": row.served_on}


def _size_words(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{size // 1024 + 1} KB"


def _approvals(flag: WithholdingView) -> QGridLayout:
    """The chain 承办人 → 部门负责人 → 主管副院长, with who, when and what they said."""
    steps: Sequence[tuple[str, str, date | None, str]] = (
        ("承办人提出", flag.flagged_by, flag.flagged_on, ""),
        ("部门负责人", flag.head, flag.head_on, flag.head_opinion),
        ("主管副院长", flag.vice_president, flag.vice_president_on, flag.vice_president_opinion),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    grid.addWidget(tag(flag.status_label, Tone.GREEN if flag.status == "approved" else Tone.AMBER), 0, 0, 1, 3)
    row = 1
    for name, who, on, opinion in steps:
        if who or on:
            grid.addWidget(words(name, "label", tokens.GRID_PT), row, 0)
            grid.addWidget(words(f"{who}　{on.isoformat() if on else ''}", points=tokens.GRID_PT), row, 1)
            grid.addWidget(paragraph(opinion, "sub", tokens.GRID_PT), row, 2)
            row += 1
    return grid


def _lines(placeholder: str, height: int) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setPlaceholderText(placeholder)
    edit.setAccessibleName(placeholder)
    edit.setFixedHeight(height)
    edit.setTabChangesFocus(True)
    return edit
