"""基本信息: the case's own fields, changed one by one; only what was changed is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.ui.widgets.arrange import hairline, in_column, in_row, panel, scrolling
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField, FormValue, value_as_text
from clerk_app.ui.widgets.words import hint
from clerk_app.use_cases.views import CaseDetail, Choice
from court_core.errors import CourtError
from court_core.rules.time_limits import LIMITS

PROCEDURES = (
    "普通程序", "简易程序", "小额诉讼程序", "特别程序", "督促程序", "公示催告程序", "速裁程序", "自诉程序", "执行程序",
)  # fmt: skip


def case_fields(staff: Sequence[Choice], divisions: Sequence[Choice]) -> tuple[FormField, ...]:
    """The inputs of a case, in the order of the paper form."""
    people = tuple((person.value, person.label) for person in staff)
    return (
        FormField("cause", "案由"),
        FormField("amount", "标的额", FieldKind.MONEY),
        FormField("received_on", "收案日期", FieldKind.DATE),
        FormField("filed_on", "立案日期", FieldKind.DATE),
        FormField("procedure", "程序", FieldKind.CHOICE, choices=tuple((name, name) for name in PROCEDURES)),
        FormField("source", "来源"),
        FormField(
            "time_limit", "审限", FieldKind.CHOICE, choices=tuple((limit.key, limit.label) for limit in LIMITS),
            help="留空按案号和程序推定",
        ),
        FormField("division_id", "庭室", FieldKind.CHOICE, choices=tuple((d.value, d.label) for d in divisions)),
        FormField("judge_id", "承办人", FieldKind.CHOICE, choices=people),
        FormField("clerk_id", "书记员", FieldKind.CHOICE, choices=people),
    )  # fmt: skip


def basics_key(case_id: str) -> str:
    """Under which is kept what is being changed in a case's fields."""
    return f"case:basics:{case_id}"


class BasicsTab(QWidget):
    """Shows and changes a case's fields. What is typed outlives another tab, and every refresh of the same case."""

    save_wanted = Signal(object)
    """Changed fields by their declared names, dates as ISO text."""
    refused = Signal(object)
    typed_on = Signal()
    """A field is being changed."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.form = FieldForm(today)
        self._case_id = ""
        self._shown: dict[str, FormValue] = {}
        self._texts: dict[str, str] = {}
        self._people: tuple[tuple[Choice, ...], tuple[Choice, ...]] = ((), ())
        self._handed: tuple[dict[str, FormValue], dict[str, str]] | None = None
        self.form.changed.connect(self.typed_on)
        self._about = hint()
        body = QWidget()
        body.setLayout(in_column(self.form, self._about, None, spacing=12, margins=(18, 16, 18, 12)))
        foot = in_row(
            None, on_click(plain("恢复"), lambda: self.restore({})), on_click(primary("保存", icon_name="check"), self._save),
            margins=(18, 10, 18, 12),
        )  # fmt: skip
        column = in_column(scrolling(body), hairline(), panel("foot", foot), spacing=0)
        column.setStretch(0, 1)
        self.setLayout(column)

    def show_detail(self, detail: CaseDetail, staff: Sequence[Choice], divisions: Sequence[Choice]) -> None:
        """Fills the inputs; the list of people comes with the case so that one who left is still named."""
        before = (self._case_id, self._shown, self._people)
        typed = self.typed() if detail.row.id == self._case_id else {}
        self._case_id, self._people = detail.row.id, (tuple(staff), tuple(divisions))
        self.form.build(case_fields(staff, divisions))
        self._shown = {
            "cause": detail.row.cause or None, "amount": detail.amount, "received_on": detail.received_on,
            "filed_on": detail.row.filed_on, "procedure": detail.procedure or None, "source": detail.source or None,
            "time_limit": detail.time_limit or None, "division_id": detail.division_id or None,
            "judge_id": detail.judge_id or None, "clerk_id": detail.clerk_id or None,
        }  # fmt: skip
        origin = f"由“{detail.source_system}”导入" if detail.source_system else "本系统登记"
        closed = f"，{detail.closed_on.isoformat()} {detail.close_mode or '结案'}" if detail.closed_on else ""
        self._about.setText(f"{detail.row.status_label}{closed} · {origin}")
        if before != (self._case_id, self._shown, self._people):  # else somebody may be typing
            self.restore(typed)

    def typed(self) -> dict[str, str]:
        """What is changed and not saved, by field: it would be lost."""
        return {name: text for name, text in self.form.typed().items() if text != self._texts.get(name, "")}

    def restore(self, kept: Mapping[str, str]) -> None:
        """The case as it is, with what was being changed over it."""
        fields = {field.name: field for field in case_fields((), ())}
        self.form.restore({name: value_as_text(fields[name], value) for name, value in self._shown.items()})
        self._texts = self.form.typed()
        self.form.restore(kept)

    @property
    def is_saving(self) -> bool:
        """Handed in, and not answered yet."""
        return self._handed is not None

    def answered(self, *, saved: bool) -> None:
        """The save is through, or was refused: then everything typed stays."""
        if saved and self._handed is not None:
            self._shown, texts = self._handed
            self.restore({name: text for name, text in self.form.typed().items() if text != texts[name]})
        self._handed = None
        self.typed_on.emit()

    def _save(self) -> None:
        try:
            values = self.form.values()
        except CourtError as refusal:
            self.refused.emit(refusal)
            return
        changed = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value != self._shown.get(name)
        }
        if changed and not self.is_saving:
            self._handed = (values, self.form.typed())
            self.save_wanted.emit(changed)
