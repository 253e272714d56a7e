"""A party's own page as it is read from the published database: head, timeline, released logs by week."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, select

from central_server.storage.published import party_case, party_event, party_log
from court_core.rules.dates import chinese_date
from court_core.rules.week import Week


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The case as its party knows it. `parties` are (诉讼地位, 姓名或名称)."""

    number_text: str
    status_label: str
    cause: str
    procedure_label: str
    filed_on: date | None
    closed_on: date | None
    judge_name: str
    clerk_name: str
    division_name: str
    party_name: str
    party_role: str
    parties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One process event in the words for parties."""

    happened_on: date
    node_label: str
    text: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One released log entry. `late_days` is 录入日期 − 工作日期, which stays visible (补录)."""

    entry_id: str
    work_date: date
    entered_on: date
    officer_name: str
    kind: str
    place: str
    present: str
    content: str
    result: str
    amends_id: str | None
    amended_by_id: str | None
    release_week: str
    released_on: date

    @property
    def late_days(self) -> int:
        """How many days after the work it was entered; never negative."""
        return max((self.entered_on - self.work_date).days, 0)


@dataclass(frozen=True, slots=True)
class ReleasedWeek:
    """The entries that went out with one Friday's release."""

    week: str
    released_on: date
    entries: tuple[LogLine, ...]

    @property
    def label(self) -> str:
        """2026年第47周（11月16日至11月22日）."""
        week = Week.parse(self.week)
        first, last = (f"{day.month}月{day.day}日" for day in (week.monday, week.sunday))
        return f"{week.year}年第{week.number}周（{first}至{last}）"


@dataclass(frozen=True, slots=True)
class PartyPage:
    """Everything a party reads after signing in; newest first."""

    head: CaseHead
    timeline: tuple[TimelineEntry, ...]
    weeks: tuple[ReleasedWeek, ...]

    def day_of(self, entry_id: str) -> str:
        """The work date of an entry on this page, in words, for the links between a correction and what it corrects."""
        return next(
            (chinese_date(line.work_date) for week in self.weeks for line in week.entries if line.entry_id == entry_id),
            "",
        )


def read_party_page(connection: Connection, court_id: str, party_id: str) -> PartyPage | None:
    """The page of one party; None when the party has no page (any more)."""
    head = connection.execute(
        select(party_case).where(party_case.c.court_id == court_id, party_case.c.party_id == party_id)
    ).one_or_none()
    if head is None:
        return None
    events = connection.execute(
        select(party_event.c.happened_on, party_event.c.node_label, party_event.c.text)
        .where(party_event.c.court_id == court_id, party_event.c.party_id == party_id)
        .order_by(party_event.c.happened_on.desc(), party_event.c.event_id.desc())
    )
    timeline = tuple(TimelineEntry(date.fromisoformat(row.happened_on), row.node_label, row.text) for row in events)
    return PartyPage(
        CaseHead(
            head.number_text,
            head.status_label,
            head.cause or "",
            head.procedure_label or "",
            _date(head.filed_on),
            _date(head.closed_on),
            head.judge_name or "",
            head.clerk_name or "",
            head.division_name or "",
            head.party_name,
            head.party_role,
            tuple((role, name) for role, name in json.loads(head.parties)),
        ),
        timeline,
        _weeks(connection, court_id, party_id),
    )


def _weeks(connection: Connection, court_id: str, party_id: str) -> tuple[ReleasedWeek, ...]:
    log = party_log.c
    rows = connection.execute(
        select(party_log)
        .where(log.court_id == court_id, log.party_id == party_id)
        .order_by(log.release_week.desc(), log.work_date.desc(), log.entered_on.desc(), log.entry_id.desc())
    )
    lines = [
        LogLine(
            row.entry_id,
            date.fromisoformat(row.work_date),
            date.fromisoformat(row.entered_on),
            row.officer_name,
            row.kind,
            row.place,
            row.present,
            row.content,
            row.result,
            row.amends_id,
            row.amended_by_id,
            row.release_week,
            date.fromisoformat(row.released_on),
        )
        for row in rows
    ]
    weeks = []
    for week, group in groupby(lines, attrgetter("release_week")):
        entries = tuple(group)
        weeks.append(ReleasedWeek(week, max(line.released_on for line in entries), entries))
    return tuple(weeks)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
