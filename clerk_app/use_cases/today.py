"""今日: what is due today and soon for the person at the desk, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clerk_app.local.queries.cases import CaseFilter, case_lines, case_page
from clerk_app.local.queries.documents import DocumentFilter, document_lines, withholdings_in
from clerk_app.local.queries.waiting import open_conflicts
from clerk_app.use_cases.access import allowed
from clerk_app.use_cases.cases import ACTIVE
from clerk_app.use_cases.catch_up import week_gaps
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.due import events_of, shown_due, work_out_due
from clerk_app.use_cases.list_documents import ground_label
from clerk_app.use_cases.resolve_conflict import record_title
from clerk_app.use_cases.week_views import DUE_KINDS, DueItem, Today
from clerk_app.use_cases.wording import day_of, text_of
from court_core.records.access import Action, Role
from court_core.records.types import RECORD_TYPES
from court_core.rules import withholding
from court_core.rules.case_clock import seizures

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record

_MOST_OF_A_KIND = 50
# After the first pull of many cases the rest of their limits follows with the next calls, so that the day shows at once.
_CHUNK, _CHUNKS_AT_ONCE = 1000, 20
_URGENCY = {"over": 0, "today": 1, "soon": 2}
_WEEKDAYS = "一二三四五六日"


def today(desk: Desk) -> Today:
    """The day's list."""
    for _ in range(_CHUNKS_AT_ONCE):
        if work_out_due(desk, _CHUNK) < _CHUNK:
            break
    items = list(_week(desk))
    with desk.store.read() as reader:
        for found in (_time_limits, _measures, _hearings, _submissions, _approvals, _conflicts):
            items.extend(found(desk, reader))
    items.sort(key=lambda item: (_URGENCY[item.state], item.due_on or desk.today, list(DUE_KINDS).index(item.kind)))
    counts = {kind: sum(item.kind == kind for item in items) for kind in DUE_KINDS}
    day = desk.today
    return Today(day, f"{day.month} 月 {day.day} 日 星期{_WEEKDAYS[day.weekday()]}", tuple(items), counts)


def _week(desk: Desk) -> Iterator[DueItem]:
    """What is owed of this week's logs, and of last week's that nobody caught up."""
    if not desk.actor.is_any([Role.ENFORCEMENT_OFFICER]):
        return
    this_week = desk.calendar.release_week(desk.today)
    for week in (this_week.previous, this_week):
        owed = week_gaps(desk, week.text)
        if owed:
            release = desk.calendar.release_on(week)
            cases = len({gap.case_id for gap in owed})
            yield DueItem(
                "week",
                f"第 {week.number} 周执行日志缺 {len(owed)} 处",
                f"{cases} 件案件；{release.date.month} 月 {release.date.day} 日 {desk.calendar.settings.cutoff_hour}:00 前补录",
                release.date,
                _state(desk, release.date),
                ("week", week.text),
            )


def _time_limits(desk: Desk, reader: Reader) -> Iterator[DueItem]:
    until = desk.today + timedelta(days=desk.settings.soon_days)
    wanted = CaseFilter(mine=desk.actor.user_id, statuses=ACTIVE, due_until=until, order="due")
    for line in case_lines(reader, case_page(reader, wanted, limit=_MOST_OF_A_KIND).ids):
        due = shown_due(desk, line.due_on, line.due_state)
        if line.due_on is not None:
            title = f"{line.number_text} 审限{due.text}"
            yield DueItem("time-limit", title, line.cause, line.due_on, _state(desk, line.due_on), ("case", line.id))


def _measures(desk: Desk, reader: Reader) -> Iterator[DueItem]:
    """Seizures within 30 days of their end, and those that ended on an open case (民诉法解释 art. 485)."""
    for case, events in _my_open_cases_with(desk, reader, "seizure"):
        for seizure in seizures(events_of(events)):
            if seizure.remind_from <= desk.today and not _renewed(events, seizure.property, seizure.expires_on):
                yield DueItem(
                    "measure",
                    f"{text_of(case['number_text'])} {seizure.kind or '财产'}查控 {seizure.expires_on:%m-%d} 到期",
                    seizure.property,
                    seizure.expires_on,
                    _state(desk, seizure.expires_on),
                    ("case", case.id),
                )


def _renewed(events: list[Record], held: str, expires_on: date) -> bool:
    return any(seizure.property == held and seizure.expires_on > expires_on for seizure in seizures(events_of(events)))


def _hearings(desk: Desk, reader: Reader) -> Iterator[DueItem]:
    """Scheduled hearings whose day has come and of which nothing was entered; due one working day after ([ours])."""
    for case, events in _my_open_cases_with(desk, reader, "hearing-scheduled"):
        days = sorted(day for event in events if (day := _hearing_day(event)) is not None and day <= desk.today)
        told = reader.find("process_event", case_id=case.id)
        later = [
            day_of(record["happened_on"])
            for record in told
            if record["node"] in ("hearing-held", "hearing-postponed", "closed", "pronounced")
        ]
        if days and not any(day is not None and day >= days[-1] for day in later):
            due_on = desk.calendar.entry_due(days[-1]).date
            title = f"{text_of(case['number_text'])} {days[-1]:%m-%d} 开庭情况待录"
            yield DueItem("late-entry", title, text_of(case["cause"]), due_on, _state(desk, due_on), ("case", case.id))


def _hearing_day(event: Record) -> date | None:
    details = event["details"]
    time = details.get("time") if isinstance(details, dict) else None
    return date.fromisoformat(time[:10]) if isinstance(time, str) and time else None


def _submissions(desk: Desk, reader: Reader) -> Iterator[DueItem]:
    """Documents that took effect and are neither submitted nor withheld, due on the 20th of their month."""
    wanted = DocumentFilter(judge_id=desk.actor.user_id, statuses=("effective", "masked", "confirmed", "returned"))
    for line in document_lines(reader, wanted)[:_MOST_OF_A_KIND]:
        effective_on = day_of(line.document["effective_on"])
        if effective_on is None:
            continue
        due_on = desk.calendar.submit_on(effective_on).date
        if due_on < effective_on:
            next_month = (effective_on.replace(day=1) + timedelta(days=32)).replace(day=1)
            due_on = desk.calendar.submit_on(next_month).date
        if due_on <= desk.today + timedelta(days=desk.settings.soon_days):
            title = f"{line.case_number} {text_of(line.document['title'])}"
            detail = f"{effective_on:%m-%d} 生效，待报送上网"
            yield DueItem("submit", title, detail, due_on, _state(desk, due_on), ("document", line.document.id))


def _approvals(desk: Desk, reader: Reader) -> Iterator[DueItem]:
    for record in withholdings_in(reader, "flagged", "head-approved"):
        case = reader.get("case", text_of(record["case_id"]))
        may = withholding.allowed_actions(text_of(record["status"]), desk.actor.roles)
        if case is None or "approve" not in may or not allowed(desk, Action.APPROVE, "withholding", case.values):
            continue
        ground = ground_label(text_of(record["ground"]), text_of(record["ground_list"]))
        flagged_on = day_of(record["flagged_on"])
        yield DueItem(
            "approve",
            f"{text_of(case['number_text'])} 不上网公开待审批",
            f"{ground}：{text_of(record['reason'])}",
            flagged_on,
            "today",
            ("withholding", record.id),
        )


def _conflicts(_desk: Desk, reader: Reader) -> Iterator[DueItem]:
    for record in open_conflicts(reader)[:_MOST_OF_A_KIND]:
        case = reader.get("case", text_of(record["case_id"])) if record["case_id"] else None
        title = record_title(reader, RECORD_TYPES[text_of(record["record_type"])], text_of(record["record_id"]))
        number = text_of(case["number_text"]) if case else ""
        yield DueItem(
            "conflict", f"{number} {title}".strip(), "两处修改不一致，请取舍", None, "today", ("conflict", record.id)
        )


def _my_open_cases_with(desk: Desk, reader: Reader, node: str) -> Iterator[tuple[Record, list[Record]]]:
    """My open cases that have events of this node, each with those events."""
    by_case: dict[str, list[Record]] = {}
    for record in reader.find("process_event", node=node):
        by_case.setdefault(text_of(record["case_id"]), []).append(record)
    for case_id, events in by_case.items():
        case = reader.get("case", case_id)
        mine = case is not None and desk.actor.user_id in (case["judge_id"], case["clerk_id"])
        if case is not None and mine and case["status"] in ACTIVE:
            yield case, events


def _state(desk: Desk, due_on: date) -> str:
    return "over" if due_on < desk.today else "today" if due_on == desk.today else "soon"
