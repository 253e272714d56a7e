"""What screens and commands are shown about cases, process, logs and documents: frozen dataclasses, never rows.

Dates are court dates, instants aware UTC, money fen. `pending` marks what the server does not have yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from court_core.rules.working_days import CalendarDate

# Tabs of the case list and the documents, in the order of the screen: name → label.
CASE_TABS = {
    "active": "在办",
    "due-soon": "临期",
    "overdue": "超期",
    "unlogged": "本周未录",
    "pending": "待上传",
    "closed": "已结",
    "all": "全部",
}
DOCUMENT_TABS = {
    "all": "全部",
    "registered": "待生效",
    "to-submit": "待报送",
    "to-review": "待审核",
    "published": "已公开",
    "withheld": "不上网公开",
    "to-approve": "待审批",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a drop-down: what is stored and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class CourtSettingRow:
    """One thing the court has settled for everybody: what is in force, and what could be."""

    key: str
    label: str
    value: str
    choices: tuple[Choice, ...]

    @property
    def value_label(self) -> str:
        """What is in force, as people read it."""
        return next((choice.label for choice in self.choices if choice.value == self.value), self.value)


@dataclass(frozen=True, slots=True)
class Due:
    """A case's time limit: the last day, days left (negative when passed), and whether the calendar confirms it.

    `state` is `none`, `stopped`, `far`, `soon` (7 days and fewer), `over`; `text` reads 剩 3 天, 超期 2 天, 未确认.
    """

    due_on: date | None
    days_left: int | None
    confirmed: bool
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list. `parties` is short: the respondents, or all when there are none."""

    id: str
    number: str
    cause: str
    parties: str
    node: str
    judge: str
    status: str
    status_label: str
    filed_on: date | None
    last_entry_on: date | None
    due: Due
    pending: bool
    conflicts: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of the list. `next` goes into CaseQuery.after, empty when this was the last; `more`: there are further hits."""

    rows: tuple[CaseRow, ...]
    next: str
    more: bool


@dataclass(frozen=True, slots=True)
class AgentView:
    """An agent of a party."""

    id: str
    party_id: str
    name: str
    kind: str
    kind_label: str
    firm: str
    phone: str


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party with its agents."""

    id: str
    name: str
    role: str
    side: str
    side_label: str
    kind: str
    kind_label: str
    id_number: str
    phone: str
    address: str
    representative: str
    notice_number: str
    left_on: date | None
    agents: tuple[AgentView, ...]
    pending: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """A process event in the timeline: `summary` for the court, `party_text` what the parties read (empty: nothing)."""

    id: str
    node: str
    node_label: str
    happened_on: date
    summary: str
    party_text: str
    party_note: str
    details: dict[str, object]
    note: str
    public_from: date | None
    operator: str
    entered_at: datetime
    late_days: int
    pending: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the case's way above the timeline: `state` is `done`, `now` or `ahead`."""

    label: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class LogView:
    """A log entry. `late_days` = day entered − day worked (补录); `amended_by` is the entry that corrects it."""

    id: str
    case_id: str
    case_number: str
    work_date: date
    entered_at: datetime
    late_days: int
    officer: str
    kind: str
    kind_label: str
    place: str
    present: str
    content: str
    result: str
    visibility: str
    visibility_label: str
    not_before: date | None
    attachments: tuple[str, ...]
    amends_id: str
    amended_by: str
    pending: bool


@dataclass(frozen=True, slots=True)
class WithholdingView:
    """A flag 不上网公开 with its way through approval. `may` are the moves the person at the desk has now."""

    id: str
    document_id: str
    case_number: str
    document_title: str
    ground_list: str
    ground: str
    ground_label: str
    reason: str
    status: str
    status_label: str
    flagged_by: str
    flagged_on: date | None
    head: str
    head_on: date | None
    head_opinion: str
    vice_president: str
    vice_president_on: date | None
    vice_president_opinion: str
    may: tuple[str, ...]
    pending: bool


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list. `publish_by` is the day the rule in force asks its publication for. `goes_on`: on which day
    the court's calendar takes a confirmed one to 审管办, or publishes what it passes; None for others, and where it goes
    out as it passes.
    """

    id: str
    case_id: str
    case_number: str
    kind: str
    title: str
    decided_on: date | None
    effective_on: date | None
    served_on: date | None
    status: str
    status_label: str
    judge: str
    file_name: str
    file_size: int
    has_file: bool
    publish_by: date | None
    withholding: WithholdingView | None
    pending: bool
    goes_on: CalendarDate | None = None


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A line of 操作记录: who did what to which record of the case, from this workstation."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Everything the detail of a case shows. `timeline` is newest first."""

    row: CaseRow
    amount: int | None
    procedure: str
    source: str
    received_on: date | None
    time_limit: str
    time_limit_label: str
    judge_id: str
    clerk_id: str
    clerk: str
    division_id: str
    division: str
    closed_on: date | None
    close_mode: str
    source_system: str
    enforcement: bool
    milestones: tuple[Milestone, ...]
    parties: tuple[PartyView, ...]
    timeline: tuple[EventView, ...]
    logs: tuple[LogView, ...]
    documents: tuple[DocumentRow, ...]
    history: tuple[HistoryItem, ...]


@dataclass(frozen=True, slots=True)
class PartyTextPreview:
    """What the parties will read of an event, or in `note` why and until when they read nothing."""

    text: str
    note: str
