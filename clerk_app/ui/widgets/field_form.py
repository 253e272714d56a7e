"""A form built from a list of fields; a process node, a party and a log entry are each such a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from clerk_app.ui.widgets.arrange import clear
from clerk_app.ui.widgets.date_field import DateField
from clerk_app.ui.widgets.money import format_fen, parse_yuan
from clerk_app.ui.widgets.phrase_entry import PhraseEntry
from clerk_app.ui.widgets.words import field_label, hint, set_property
from court_core.errors import CourtError


class FieldKind(StrEnum):
    """How a field is entered."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    NUMBER = "number"
    CHOICE = "choice"
    PERSON = "person"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class FormField:
    """One input. `choices` are (value, label); for a PERSON they are suggestions beside free text."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""


_PLACEHOLDERS = {FieldKind.MONEY: "元，如 4860.50 或 48.6万", FieldKind.DATETIME: "如 2026-11-20 09:30"}

FormValue = str | int | bool | date | None
"""TEXT, CHOICE, PERSON, DATETIME: str; MONEY: fen; NUMBER: int; BOOLEAN: bool; DATE: date; None when left empty."""


class FieldForm(QWidget):
    """Two columns of labelled inputs. Reading refuses with the field's name; nothing typed is ever cleared."""

    changed = Signal()

    def __init__(
        self, today: Callable[[], date], describe_day: Callable[[date], str] | None = None, columns: int = 2,
        phrases: PhraseEntry | None = None,
    ) -> None:  # fmt: skip
        """`phrases` makes 常用语 work in its text inputs."""
        super().__init__()
        self._today = today
        self._describe_day = describe_day
        self._columns = columns
        self._phrases = phrases
        self._fields: tuple[FormField, ...] = ()
        self._inputs: dict[str, QWidget] = {}
        self._notes: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)

    def build(self, fields: Sequence[FormField]) -> None:
        """Makes the inputs anew. Text of a field that exists before and after is carried over."""
        if tuple(fields) == self._fields:
            return
        kept = self.typed()
        clear(self._grid)
        self._fields = tuple(fields)
        self._inputs, self._notes = {}, {}
        row = column = 0
        for field in self._fields:
            wide = field.kind is FieldKind.LONG_TEXT
            if wide and column:
                row, column = row + 1, 0
            self._place(field, row, column, wide=wide)
            column = self._columns if wide else column + 1
            if column >= self._columns:
                row, column = row + 1, 0
        for place in range(self._columns):
            self._grid.setColumnStretch(place * 2 + 1, 1)
        self.restore(kept)

    def input(self, name: str) -> QWidget:
        """The input of a field. Raises KeyError for a field the form does not have."""
        return self._inputs[name]

    def typed(self) -> dict[str, str]:
        """Every input as text, complete or not: what a draft keeps."""
        return {name: _text_of(widget) for name, widget in self._inputs.items()}

    def restore(self, typed: Mapping[str, str]) -> None:
        """Puts a draft's texts back; names the form does not have are left alone."""
        for name, text in typed.items():
            if name in self._inputs:
                _set_text(self._inputs[name], text)

    def values(self) -> dict[str, FormValue]:
        """The checked values. Marks the first field that is wrong, focuses it and raises its CourtError."""
        result: dict[str, FormValue] = {}
        for field in self._fields:
            try:
                result[field.name] = self._value(field)
            except CourtError as refusal:
                self.show_problem(field.name, refusal.message)
                self._inputs[field.name].setFocus()
                raise
        return result

    def show_problem(self, name: str, message: str) -> None:
        """Marks one field with what is wrong with it."""
        set_property(_styled(self._inputs[name]), "problem", "true")
        note = self._notes[name]
        set_property(note, "role", "problem")
        note.setText(message)
        note.setVisible(True)

    def _place(self, field: FormField, row: int, column: int, *, wide: bool) -> None:
        widget = self._make(field)
        widget.setAccessibleName(field.label)
        label = field_label(f"{field.label} *" if field.required else field.label)
        label.setBuddy(widget)
        note = hint(field.help)
        note.setWordWrap(True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, row * 2, column * 2, top)
        label.setContentsMargins(0, 7, 0, 0)
        span = self._columns * 2 - 1 if wide else 1
        self._grid.addWidget(widget, row * 2, column * 2 + 1, 1, span, top)
        self._grid.addWidget(note, row * 2 + 1, column * 2 + 1, 1, span, top)
        note.setHidden(not field.help)  # once it has a parent: shown without one it would flash as a window
        self._inputs[field.name], self._notes[field.name] = widget, note

    def _make(self, field: FormField) -> QWidget:
        match field.kind:
            case FieldKind.DATE:
                widget: QWidget = DateField(self._today, self._describe_day)
                widget.changed.connect(self._on_changed)  # type: ignore[attr-defined]
            case FieldKind.CHOICE:
                widget = _choice_box(field, editable=False)
                widget.currentTextChanged.connect(self._on_changed)
            case FieldKind.PERSON if field.choices:
                widget = _choice_box(field, editable=True)
                widget.currentTextChanged.connect(self._on_changed)
            case FieldKind.LONG_TEXT:
                widget = QPlainTextEdit()
                widget.setFixedHeight(76)
                widget.setTabChangesFocus(True)
                widget.textChanged.connect(self._on_changed)
                self._serve_phrases(widget)
            case FieldKind.BOOLEAN:
                widget = QCheckBox("是")
                widget.setMinimumHeight(30)
                widget.toggled.connect(self._on_changed)
            case _:
                widget = _line(_PLACEHOLDERS.get(field.kind, ""))
                widget.textChanged.connect(self._on_changed)
                if field.kind is FieldKind.TEXT:
                    self._serve_phrases(widget)
        return widget

    def _serve_phrases(self, widget: QLineEdit | QPlainTextEdit) -> None:
        if self._phrases is not None:
            self._phrases.serve(widget)

    def _on_changed(self) -> None:
        for name, widget in self._inputs.items():
            if _styled(widget).property("problem") == "true" and not isinstance(widget, DateField):
                set_property(_styled(widget), "problem", "false")
                self._notes[name].setVisible(False)
        self.changed.emit()

    def _value(self, field: FormField) -> FormValue:
        widget = self._inputs[field.name]
        value: FormValue
        if isinstance(widget, DateField):
            value = widget.value()
        elif isinstance(widget, QCheckBox):
            return widget.isChecked()
        else:
            value = self._read_text(field, _text_of(widget))
        if value is None and field.required:
            raise CourtError("form.required", label=field.label)
        return value

    @staticmethod
    def _read_text(field: FormField, typed: str) -> FormValue:
        text = typed.strip()
        if not text:
            return None
        if field.kind is FieldKind.MONEY:
            return parse_yuan(text)
        if field.kind is FieldKind.NUMBER:
            if not text.isdecimal():
                raise CourtError("form.not-a-number", label=field.label)
            return int(text)
        return text


def _line(placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    _show_beginning_when_left(line)
    return line


def _choice_box(field: FormField, *, editable: bool) -> QComboBox:
    box = QComboBox()
    box.setEditable(editable)
    # a long name among the choices must not widen the form beyond its place
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    if not editable:
        box.addItem("", "")
    for value, label in field.choices:
        box.addItem(label, value)
    box.setCurrentIndex(-1 if editable else 0)
    box.currentTextChanged.connect(box.setToolTip)  # a long name is cut off in its box
    line = box.lineEdit()
    if line is not None:
        box.activated.connect(lambda _: _show_beginning(box))
        _show_beginning_when_left(line)
    return box


def _styled(widget: QWidget) -> QWidget:
    return widget.line_edit if isinstance(widget, DateField) else widget


def _text_of(widget: QWidget) -> str:
    match widget:
        case DateField():
            return widget.text()
        case QComboBox():
            return widget.currentText() if widget.isEditable() else str(widget.currentData() or "")
        case QPlainTextEdit():
            return widget.toPlainText()
        case QCheckBox():
            return "1" if widget.isChecked() else ""
        case QLineEdit():
            return widget.text()
        case _:
            raise TypeError(f"no input: {type(widget).__name__}")


def _set_text(widget: QWidget, text: str) -> None:
    match widget:
        case DateField():
            widget.set_text(text)
        case QComboBox() if widget.isEditable():
            widget.setEditText(text)
            _show_beginning(widget)
        case QComboBox():
            widget.setCurrentIndex(max(widget.findData(text), 0))
        case QPlainTextEdit():
            widget.setPlainText(text)
        case QCheckBox():
            widget.setChecked(text == "1")
        case QLineEdit():
            widget.setText(text)
            _show_beginning(widget)


def _show_beginning(widget: QLineEdit | QComboBox) -> None:
    """A name longer than its box is known by its beginning; Qt shows the end, where it leaves the cursor."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    if line is not None:
        line.setCursorPosition(0)


def _show_beginning_when_left(line: QLineEdit) -> None:
    """Enter finishes the editing too, but there the cursor stays where one goes on typing."""
    line.editingFinished.connect(lambda: None if line.hasFocus() else _show_beginning(line))


def value_as_text(field: FormField, value: FormValue) -> str:
    """A stored value as the form's input shows it, to prefill a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return format_fen(value, sign="")
    return value.isoformat() if isinstance(value, date) else str(value)
