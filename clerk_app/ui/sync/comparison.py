"""One conflict side by side: the value before, the two that followed, and the decision between them.

Nobody is asked to choose a whole database: a decision is about the fields of one conflict, with who wrote each value
and when. The value not taken stays in the conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from clerk_app.ui.shell.status import moment_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import clear, in_column, in_row
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.words import Tone, hint, paragraph, section, set_property, tag, words
from clerk_app.use_cases.sync_views import ConflictField, ConflictView
from court_core.clock import court_date
from court_core.records.fields import Field, Kind
from court_core.records.types import RECORD_TYPES

_TYPED_KINDS = {
    Kind.TEXT: FieldKind.TEXT,
    Kind.LONG_TEXT: FieldKind.LONG_TEXT,
    Kind.DATE: FieldKind.DATE,
    Kind.MONEY: FieldKind.MONEY,
    Kind.INTEGER: FieldKind.NUMBER,
    Kind.CHOICE: FieldKind.CHOICE,
    Kind.BOOLEAN: FieldKind.BOOLEAN,
}
_SETTLED = {"mine": "取后到的值", "theirs": "取先到的值", "other": "另填"}


class Comparison(QWidget):
    """Shows one conflict; `choice` and `other_values` are what the person has decided so far."""

    decided = Signal()
    typed_on = Signal()
    """Another value is being typed."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._conflict: ConflictView | None = None
        self._sides: dict[str, _Side] = {}
        self._texts: dict[str, str] = {}
        self.other = FieldForm(lambda: court_date(now()), columns=1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(12)

    @property
    def choice(self) -> str:
        """`theirs`, `mine`, `other`, or empty while nothing is chosen."""
        return next((key for key, side in self._sides.items() if side.button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Marks a side, as a click on it does."""
        if key in self._sides:
            self._sides[key].button.setChecked(True)

    def other_values(self) -> dict[str, object]:
        """The typed values as a record keeps them. Raises CourtError for the first that cannot be read."""
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in self.other.values().items()
        }

    def show_conflict(self, conflict: ConflictView) -> None:
        """Lays a conflict out; a refresh of the same one keeps the decision in progress."""
        if conflict == self._conflict:
            return
        typed = self.typed() if self._conflict is not None and conflict.id == self._conflict.id else {}
        self._conflict = conflict
        self._sides = {}
        self.other.setParent(None)
        self.other = FieldForm(lambda: court_date(self._now()), columns=1)
        self._texts = {}
        clear(self._column)
        head = in_column(section(conflict.title), spacing=2)
        if conflict.case_number not in conflict.title:
            head.addWidget(hint(conflict.case_number))
        self._column.addLayout(head)
        if conflict.status != "open":
            self._column.addLayout(self._settled_words(conflict))
        self._column.addLayout(self._sides_of(conflict))
        self._column.addStretch(1)
        self.restore(typed)

    def typed(self) -> dict[str, str]:
        """What is typed as another value and not saved, by field."""
        return {name: text for name, text in self.other.typed().items() if text != self._texts.get(name, "")}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Shows again what was typed before, as the value that was being chosen."""
        self.other.restore({**self._texts, **kept})
        if kept:
            self.choose("other")

    def _settled_words(self, conflict: ConflictView) -> QVBoxLayout:
        when = moment_words(conflict.resolved_at, self._now())
        taken = _SETTLED.get(conflict.choice, conflict.choice)
        return in_column(words(f"{conflict.resolved_by} 于 {when} 处理：{taken}。未取的值仍保留在这里。", "good"))

    def _sides_of(self, conflict: ConflictView) -> QVBoxLayout:
        now = self._now()
        open_ = conflict.status == "open"
        before = _Side("原值", "", "双方修改之前", _lines(conflict, "base"), selectable=False)
        theirs = _Side("取先到的值", "1", f"{conflict.theirs_by}　{moment_words(conflict.theirs_at, now)}",
                       _lines(conflict, "theirs"), selectable=open_, note="现在记录里的值")  # fmt: skip
        mine = _Side("取后到的值", "2", f"{conflict.mine_by}　{moment_words(conflict.mine_at, now)}",
                     _lines(conflict, "mine"), selectable=open_, note="尚未写入")  # fmt: skip
        sides = in_row(before, theirs, mine, spacing=12)
        for place in range(3):
            sides.setStretch(place, 1)
        column = in_column(sides, spacing=12)
        if open_:
            self._sides = {"theirs": theirs, "mine": mine}
            fields = _form_fields(conflict)
            if fields:
                self.other.build(fields)
                self.other.restore({item.name: _as_typed(item) for item in conflict.fields})
                self._texts = self.other.typed()
                self.other.changed.connect(self.typed_on)
                other = _Side("另填", "3", "两个值都不对时，在这里写正确的值", (), selectable=True, body=self.other)
                self._sides["other"] = other
                column.addWidget(other)
            self._group = QButtonGroup(self)
            for side in self._sides.values():
                self._group.addButton(side.button)
            self._group.buttonToggled.connect(self._on_decided)
        return column

    def _on_decided(self) -> None:
        for side in self._sides.values():
            set_property(side, "current", "true" if side.button.isChecked() else "false")
        self.decided.emit()


class _Side(QFrame):
    """One value with who wrote it; the whole surface can be clicked."""

    def __init__(
        self,
        name: str,
        key: str,
        who: str,
        lines: tuple[tuple[str, str], ...],
        *,
        selectable: bool,
        note: str = "",
        body: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("choice" if selectable else "preview")
        self.button = QRadioButton(f"{name}　{key}" if selectable and key else name)
        self._selectable = selectable
        # its words must not make one side wider than the other: who compares looks for the difference in the value
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = in_row(self.button if selectable else words(name, bold=True), None, spacing=8)
        column = in_column(head, paragraph(who, "hint", tokens.META_PT), spacing=6, margins=(14, 10, 14, 12))
        if note and selectable:
            column.addLayout(in_row(tag(note, Tone.NEUTRAL), None))
        if lines:
            column.addLayout(_table(lines))
        if body is not None:
            column.addWidget(body)
        column.addStretch(1)
        self.setLayout(column)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._selectable:
            self.button.setChecked(True)
            self.button.setFocus()
        super().mousePressEvent(event)


def _table(lines: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (label, value) in enumerate(lines):
        grid.addWidget(words(label, "label", tokens.GRID_PT), row, 0)
        grid.addWidget(paragraph(value or "（空）", "" if value else "hint", tokens.GRID_PT), row, 1)
    return grid


def _lines(conflict: ConflictView, side: str) -> tuple[tuple[str, str], ...]:
    return tuple((item.label, str(getattr(item, side))) for item in conflict.fields)


def _form_fields(conflict: ConflictView) -> list[FormField]:
    """Inputs for another value, or none when a field cannot be typed (a reference, node details)."""
    declared = RECORD_TYPES[conflict.record_type].by_name if conflict.record_type in RECORD_TYPES else {}
    fields = [declared.get(item.name) for item in conflict.fields]
    if not all(isinstance(field, Field) and field.kind in _TYPED_KINDS for field in fields):
        return []
    return [
        FormField(
            field.name,
            field.label,
            _TYPED_KINDS[field.kind],
            required=field.required,
            choices=field.choices if field.required else (("", "（空）"), *field.choices) if field.choices else (),
        )
        for field in fields
        if field is not None
    ]


def _as_typed(item: ConflictField) -> str:
    return "" if item.raw_mine is None else item.mine
