"""Everything of one case for its screen: facts, way, parties, timeline, logs, documents, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from clerk_app.local.queries.case_file import CaseFile, HistoryLine, case_file, case_history
from clerk_app.local.queries.cases import case_lines
from clerk_app.local.queries.documents import DocumentFilter, document_lines
from clerk_app.use_cases.cases import case_row, is_enforcement
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.due import work_out_due
from clerk_app.use_cases.list_documents import document_row
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.views import (
    AgentView,
    CaseDetail,
    Due,
    EventView,
    HistoryItem,
    Milestone,
    PartyView,
)
from clerk_app.use_cases.wording import day_of, instant_of, node_label, shown, shown_details, text_of
from clerk_app.use_cases.write_log import log_views
from court_core.errors import CourtError
from court_core.records.types import AGENT, PARTY, RECORD_TYPES
from court_core.rules.log_entries import catch_up_days
from court_core.rules.process_node_catalogue import node_named
from court_core.rules.process_nodes import party_text, visible_from
from court_core.rules.time_limits import limit_named

if TYPE_CHECKING:
    from clerk_app.local.records import Record

# The steps above the timeline: label, and the nodes any of which shows that the case has come so far.
_TRIAL_WAY = (
    ("立案", ("filed", "received")),
    ("分案", ("assigned", "panel-formed")),
    ("送达", ("service",)),
    ("开庭", ("hearing-held", "hearing-scheduled")),
    ("宣判", ("pronounced",)),
    ("结案", ("closed",)),
    ("生效", ("effective",)),
)
_ENFORCEMENT_WAY = (
    ("立案", ("filed", "received")),
    ("执行通知", ("enforcement-notice", "property-report")),
    ("财产查控", ("property-query", "seizure")),
    ("评估拍卖", ("valuation", "auction")),
    ("案款发放", ("distribution",)),
    ("结案", ("enforcement-closed", "terminated")),
)
_ACTIONS = {"create": "新增", "update": "修改", "delete": "删除"}


def case_detail(desk: Desk, case_id: str) -> CaseDetail:
    """The case as its screen shows it. Raises CourtError `case.unknown`."""
    work_out_due(desk, 50)
    with desk.store.read() as reader:
        file = case_file(reader, case_id)
        lines = case_lines(reader, [case_id])
        if file is None or not lines:
            raise CourtError("case.unknown", text="")
        names = StaffNames(reader)
        row = case_row(desk, lines[0])
        values = file.case.values
        division = reader.get("division", text_of(values.get("division_id")))
        documents = document_lines(reader, DocumentFilter(case_id=case_id))
        return CaseDetail(
            row=row,
            amount=cast("int | None", values.get("amount")),
            procedure=text_of(values.get("procedure")),
            source=text_of(values.get("source")),
            received_on=day_of(values.get("received_on")),
            time_limit=text_of(values.get("time_limit")),
            time_limit_label=_limit_label(text_of(values.get("time_limit"))),
            judge_id=text_of(values.get("judge_id")),
            clerk_id=text_of(values.get("clerk_id")),
            clerk=names.name(values.get("clerk_id")),
            division_id=text_of(values.get("division_id")),
            division=text_of(division["name"]) if division else "",
            closed_on=day_of(values.get("closed_on")),
            close_mode=text_of(values.get("close_mode")),
            source_system=text_of(values.get("source_system")),
            enforcement=is_enforcement(file.case),
            milestones=milestones(file.events, row.due, enforcement=is_enforcement(file.case)),
            parties=_parties(file),
            timeline=tuple(event_view(desk, names, record) for record in reversed(file.events)),
            logs=tuple(reversed(log_views(reader, names, file.logs))),
            documents=tuple(document_row(desk, names, line, reader) for line in documents),
            history=tuple(_history_item(names, line) for line in case_history(reader, file)),
        )


def event_view(desk: Desk, names: StaffNames, record: Record) -> EventView:
    """A process event in the timeline."""
    details = details_of(record)
    happened_on = day_of(record["happened_on"]) or date.min
    entered_at = instant_of(record["entered_at"]) or desk.clock.now()
    public_from = day_of(record["public_from"])
    text, note = told_to_parties(desk, text_of(record["node"]), happened_on, details, public_from)
    return EventView(
        id=record.id,
        node=text_of(record["node"]),
        node_label=node_label(text_of(record["node"])),
        happened_on=happened_on,
        summary=shown_details(text_of(record["node"]), details),
        party_text=text,
        party_note=note,
        details=details,
        note=text_of(record["note"]),
        public_from=public_from,
        operator=names.name(record["operator_id"]),
        entered_at=entered_at,
        late_days=catch_up_days(happened_on, entered_at),
        pending=record.pending,
    )


def told_to_parties(
    desk: Desk, node_key: str, happened_on: date, details: Mapping[str, object], public_from: date | None
) -> tuple[str, str]:
    """What parties read of an event, and why not or not yet (法释〔2018〕7号)."""
    try:
        node = node_named(node_key)
    except CourtError:
        return "", "本程序不认识这个节点，不向当事人显示。"
    text = party_text(node, happened_on, details)
    if text is None:
        return "", "内部节点，不向当事人公开。"
    shows_on = visible_from(node, happened_on, details, public_from)
    if shows_on is None:
        return text, "措施实施并登记后才向当事人公开。"
    if shows_on > desk.today:
        return text, f"{shows_on.isoformat()} 起向当事人公开。"
    return text, ""


def milestones(events: Sequence[Record], due: Due, *, enforcement: bool) -> tuple[Milestone, ...]:
    """The steps of the case's way: those behind it with their day, the one it stands at, those ahead."""
    way = _ENFORCEMENT_WAY if enforcement else _TRIAL_WAY
    reached = [_first_day(events, nodes) for _, nodes in way]
    now = max((place for place, day in enumerate(reached) if day), default=-1)
    steps = []
    for place, ((label, _), day) in enumerate(zip(way, reached, strict=True)):
        state = "now" if place == now else "done" if day else "ahead"
        when = day.strftime("%m-%d") if day else ""
        if state == "ahead" and label == "结案" and due.due_on:
            when = f"{due.due_on:%m-%d} 前"
        steps.append(Milestone(label, when, state))
    return tuple(steps)


def _first_day(events: Sequence[Record], nodes: Sequence[str]) -> date | None:
    return min(
        (day for event in events if event["node"] in nodes and (day := day_of(event["happened_on"]))), default=None
    )


def details_of(record: Record) -> dict[str, object]:
    """The stored node fields of a process event."""
    details = record["details"]
    return dict(details) if isinstance(details, dict) else {}


def _parties(file: CaseFile) -> tuple[PartyView, ...]:
    agents: dict[str, list[AgentView]] = {}
    for record in file.agents:
        kind = text_of(record["kind"])
        agents.setdefault(text_of(record["party_id"]), []).append(
            AgentView(
                id=record.id,
                party_id=text_of(record["party_id"]),
                name=text_of(record["name"]),
                kind=kind,
                kind_label=AGENT.by_name["kind"].choice_label(kind),
                firm=text_of(record["firm"]),
                phone=text_of(record["phone"]),
            )
        )
    return tuple(_party(record, tuple(agents.get(record.id, ()))) for record in file.parties)


def _party(record: Record, agents: tuple[AgentView, ...]) -> PartyView:
    side, kind = text_of(record["side"]), text_of(record["kind"])
    return PartyView(
        id=record.id,
        name=text_of(record["name"]),
        role=text_of(record["role"]),
        side=side,
        side_label=PARTY.by_name["side"].choice_label(side),
        kind=kind,
        kind_label=PARTY.by_name["kind"].choice_label(kind),
        id_number=text_of(record["id_number"]),
        phone=text_of(record["phone"]),
        address=text_of(record["address"]),
        representative=text_of(record["representative"]),
        notice_number=text_of(record["notice_number"]),
        left_on=day_of(record["left_on"]),
        agents=agents,
        pending=record.pending,
    )


def _history_item(names: StaffNames, line: HistoryLine) -> HistoryItem:
    record_type = RECORD_TYPES[line.record_type]
    what = f"{_ACTIONS.get(line.action, line.action)}{record_type.label}"
    fields = record_type.by_name
    changed = [
        f"{fields[name].label} {_shown(names, record_type.name, name, before)} → "
        f"{_shown(names, record_type.name, name, after)}"
        for name, before, after in line.changes
        if line.action == "update" and name in fields and before != after
    ]
    text = f"{what}：{'；'.join(changed)}" if changed else what
    return HistoryItem(line.at, names.name(line.user_id), text)


def _shown(names: StaffNames, record_type: str, name: str, value: object) -> str:
    return shown(RECORD_TYPES[record_type].by_name[name], value, names.name)


def _limit_label(name: str) -> str:
    try:
        return limit_named(name).label if name else ""
    except CourtError:
        return name
