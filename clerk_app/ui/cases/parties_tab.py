"""当事人: the parties of a case with their agents; adding, changing, leaving the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.widgets.arrange import card, clear, hairline, in_column, in_row, panel, scrolling
from clerk_app.ui.widgets.buttons import on_click, primary, quiet
from clerk_app.ui.widgets.drafted_dialog import Draft, Drafts
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.field_form import FieldKind, FormField, FormValue
from clerk_app.ui.widgets.form_dialog import FormDialog
from clerk_app.ui.widgets.question import ask
from clerk_app.ui.widgets.words import Tone, hint, paragraph, tag, words
from clerk_app.use_cases.forms import NewAgent, NewParty
from clerk_app.use_cases.views import AgentView, CaseDetail, PartyView
from court_core.records.types import SIDES
from court_core.rules.people import PARTY_ROLES

PARTY_FIELDS = (
    FormField("name", "姓名或名称", required=True),
    FormField(
        "role", "诉讼地位", FieldKind.PERSON, required=True, choices=tuple((role.label, role.label) for role in PARTY_ROLES)
    ),
    FormField("side", "所属一方", FieldKind.CHOICE, choices=SIDES, help="留空按诉讼地位推定"),
    FormField("kind", "类型", FieldKind.CHOICE, choices=(("natural", "自然人"), ("organisation", "单位")), help="留空按名称推定"),
    FormField("id_number", "证件号码"),
    FormField("phone", "电话"),
    FormField("address", "地址"),
    FormField("representative", "法定代表人"),
    FormField("notice_number", "受理通知书编号"),
)  # fmt: skip
_LEFT = FormField("left_on", "退出诉讼日期", FieldKind.DATE, help="填写后，该当事人的查询密码同时失效")
AGENT_FIELDS = (
    FormField("name", "姓名", required=True),
    FormField(
        "kind", "身份", FieldKind.CHOICE, required=True,
        choices=(("lawyer", "律师"), ("legal-worker", "法律工作者"), ("other", "其他")),
    ),
    FormField("firm", "执业机构"),
    FormField("phone", "电话"),
)  # fmt: skip


class PartiesTab(QWidget):
    """Emits what is wanted; the page hands it to the use cases and closes the dialog when done."""

    add_party = Signal(object, object)
    """NewParty and the dialog."""
    edit_party = Signal(str, object, object)
    """Id, changes, dialog."""
    remove_party = Signal(str)
    add_agent = Signal(object, object)
    remove_agent = Signal(str)

    def __init__(self, today: Callable[[], date], drafts: Drafts) -> None:
        super().__init__()
        self._today, self._drafts = today, drafts
        self._case_id = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        body = QWidget()
        body.setLayout(in_column(self._list, None, margins=(18, 14, 18, 12)))
        foot = in_row(
            hint("敏感信息只在院内可见，不会公开。"), None,
            on_click(primary("添加当事人", icon_name="plus"), self.ask_party), margins=(18, 10, 18, 12),
        )  # fmt: skip
        column = in_column(scrolling(body), hairline(), panel("foot", foot), spacing=0)
        column.setStretch(0, 1)
        self.setLayout(column)

    def show_detail(self, detail: CaseDetail) -> None:
        """Lists the parties in their order."""
        self._case_id = detail.row.id
        clear(self._list)
        if not detail.parties:
            self._list.addWidget(EmptyState("users", "还没有登记当事人", "登记后，当事人才能凭密码查询本案进程。"))
        for party in detail.parties:
            self._list.addWidget(self._party_card(party))

    def ask_party(self) -> None:
        """Opens the form of a new party."""

        def make(draft: Draft) -> FormDialog:
            dialog = FormDialog("添加当事人", PARTY_FIELDS, self._today, self, draft)
            dialog.submitted.connect(lambda values: self.add_party.emit(new_party(values), dialog))
            return dialog

        self._drafts.open(f"party:new:{self._case_id}", make)

    def _ask_change(self, party: PartyView) -> None:
        texts = {field.name: str(getattr(party, field.name) or "") for field in PARTY_FIELDS}
        texts["left_on"] = party.left_on.isoformat() if party.left_on else ""

        def make(draft: Draft) -> FormDialog:
            dialog = FormDialog("修改当事人", (*PARTY_FIELDS, _LEFT), self._today, self, draft, texts)
            dialog.submitted.connect(
                lambda values: self.edit_party.emit(party.id, party_changes(party, values), dialog)
            )
            return dialog

        self._drafts.open(f"party:{party.id}", make)

    def _ask_agent(self, party: PartyView) -> None:

        def make(draft: Draft) -> FormDialog:
            dialog = FormDialog(f"{party.name} 的代理人", AGENT_FIELDS, self._today, self, draft)
            dialog.submitted.connect(lambda values: self.add_agent.emit(_new_agent(party.id, values), dialog))
            return dialog

        self._drafts.open(f"agent:new:{party.id}", make)

    def _ask_removal(self, party: PartyView) -> None:
        words_of_it = f"确定删除“{party.name}”？只有误录的才删除；退出诉讼的，请改填“退出诉讼日期”。"
        ask(self, "删除当事人", words_of_it, "删除", lambda: self.remove_party.emit(party.id))

    def _party_card(self, party: PartyView) -> QWidget:
        name = paragraph(party.name)
        name.setFont(ui_font(tokens.BODY_PT, bold=True))
        head = in_row(tag(party.role, Tone.ACCENT), name, hint(party.kind_label))
        head.setStretch(1, 1)
        if party.left_on:
            head.addWidget(tag(f"{party.left_on.isoformat()} 退出", Tone.AMBER))
        column = in_column(head, spacing=4, margins=(14, 10, 12, 6))
        facts = [
            f"{label} {value}"
            for label, value in (
                ("证件", party.id_number), ("电话", party.phone), ("地址", party.address), ("法定代表人", party.representative),
                ("受理通知书", party.notice_number),
            )
            if value
        ]  # fmt: skip
        if facts:
            column.addWidget(paragraph("　".join(facts), "hint", tokens.META_PT))
        for agent in party.agents:
            column.addLayout(self._agent_row(agent))
        column.addLayout(
            in_row(
                None,
                on_click(quiet("添加代理人", "plus"), lambda: self._ask_agent(party)),
                on_click(quiet("修改", "pencil"), lambda: self._ask_change(party)),
                on_click(quiet("删除", "trash"), lambda: self._ask_removal(party)),
                spacing=2,
            )
        )
        return card(column)

    def _agent_row(self, agent: AgentView) -> QHBoxLayout:
        facts = "　".join(part for part in (agent.kind_label, agent.firm, agent.phone) if part)
        return in_row(
            hint("代理人"), words(agent.name, points=tokens.GRID_PT), hint(facts), None,
            on_click(quiet("移除"), lambda: self.remove_agent.emit(agent.id)),
        )  # fmt: skip


def new_party(values: Mapping[str, FormValue]) -> NewParty:
    """The form of a new party from checked values."""
    return NewParty(**{name: _text(value) for name, value in values.items()})


def _new_agent(party_id: str, values: Mapping[str, FormValue]) -> NewAgent:
    return NewAgent(party_id, *(_text(values[name]) for name in ("name", "kind", "firm", "phone")))


def party_changes(party: PartyView, values: Mapping[str, FormValue]) -> dict[str, object]:
    """Only what differs from what is stored."""
    changes: dict[str, object] = {}
    for name, value in values.items():
        stored = getattr(party, name)
        new = value.isoformat() if isinstance(value, date) else value
        old = stored.isoformat() if isinstance(stored, date) else stored
        if (new or "") != (old or ""):
            changes[name] = new
    return changes


def _text(value: object) -> str:
    return str(value) if value is not None else ""
