"""The case list: pages, counts, search, and finding the case a person means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, cast

from clerk_app.local.queries import cases as queries
from clerk_app.local.queries.cases import CaseFilter, CaseLine
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.due import shown_due, work_out_due
from clerk_app.use_cases.forms import CaseQuery
from clerk_app.use_cases.views import CASE_TABS, CasePage, CaseRow
from clerk_app.use_cases.wording import node_label
from court_core.errors import CourtError
from court_core.records.types import CASE_STATUSES
from court_core.rules.case_number import CaseNumber
from court_core.rules.case_types import TYPE_CATEGORIES, nature_of
from court_core.rules.people import side_of
from court_core.rules.week import Week

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record

ACTIVE = ("open", "suspended")
# Numbers before 2016 bear types of no closed list; of enforcement it is this one that an officer still keeps a log of.
ENFORCEMENT_TYPES = next(group.codes for group in TYPE_CATEGORIES if group.key == "enforcement")
_STATUS_LABELS = dict(CASE_STATUSES)


def search_cases(desk: Desk, query: CaseQuery) -> CasePage:
    """A page of the list. With `text`, what was found stands in the index's order and the tab is not asked."""
    work_out_due(desk, 200)
    with desk.store.read() as reader:
        if query.text.strip():
            hits = queries.search_cases(reader, query.text, query.limit)
            next_page = ""
        else:
            hits = queries.case_page(reader, case_filter(desk, query), query.after, query.limit)
            next_page = hits.ids[-1] if hits.more else ""
        rows = _rows(desk, reader, hits.ids)
    return CasePage(rows, next_page, hits.more)


def case_ids(desk: Desk, query: CaseQuery) -> tuple[str, ...]:
    """All ids of a tab in order, for a list that loads its rows as they are scrolled to."""
    with desk.store.read() as reader:
        if query.text.strip():
            return queries.search_cases(reader, query.text, query.limit).ids
        return queries.case_ids(reader, case_filter(desk, query))


def case_counts(desk: Desk, *, mine: bool = False) -> dict[str, int]:
    """How many cases each tab holds."""
    wanted = [case_filter(desk, CaseQuery(tab=tab, mine=mine, order="filed")) for tab in CASE_TABS]
    with desk.store.read() as reader:
        return dict(zip(CASE_TABS, queries.count_cases(reader, *wanted), strict=True))


def case_rows(desk: Desk, ids: Sequence[str]) -> tuple[CaseRow, ...]:
    """The rows of these cases in the order given; those that have left this workstation are absent."""
    work_out_due(desk, 200)
    with desk.store.read() as reader:
        return _rows(desk, reader, ids)


def case_filter(desk: Desk, query: CaseQuery) -> CaseFilter:
    """What a tab narrows to."""
    order = cast(
        "Literal['filed', 'number', 'due']", query.order if query.order in ("filed", "number", "due") else "filed"
    )
    wanted = CaseFilter(mine=desk.actor.user_id if query.mine else "", order=order)
    today = desk.today
    match query.tab:
        case "active":
            return replace(wanted, statuses=ACTIVE)
        case "due-soon":
            until = today + timedelta(days=desk.settings.soon_days)
            return replace(wanted, statuses=ACTIVE, due_from=today, due_until=until)
        case "overdue":
            return replace(wanted, statuses=ACTIVE, overdue_on=today)
        case "unlogged":
            days = desk.calendar.log_days(Week.of(today)) or (today,)
            return replace(wanted, statuses=ACTIVE, number_types=ENFORCEMENT_TYPES, unlogged=(days[0], days[-1]))
        case "pending":
            return replace(wanted, pending=True)
        case "closed":
            return replace(wanted, statuses=("closed", "archived"))
    return wanted


def find_case(reader: Reader, typed: str) -> Record:
    """The case a person means by a whole number in any style, by its tail (尾号), or by other words that fit one case.

    Raises CourtError `case.unknown`, `case.ambiguous`.
    """
    try:
        number = CaseNumber.parse(typed)
    except CourtError:
        ids: tuple[str, ...] = queries.search_cases(reader, typed, 5).ids
    else:
        found = queries.find_number(reader, number.text)
        ids = (found,) if found else ()
    if len(ids) > 1:
        lines = queries.case_lines(reader, ids)
        raise CourtError(
            "case.ambiguous", text=typed, count=len(ids), known="、".join(line.number_text for line in lines)
        )
    record = reader.get("case", ids[0]) if ids else None
    if record is None:
        raise CourtError("case.unknown", text=typed)
    return record


def case_record(reader: Reader, case_id: str) -> Record:
    """The case of that id. Raises CourtError `case.unknown`."""
    record = reader.get("case", case_id)
    if record is None:
        raise CourtError("case.unknown", text="")
    return record


def is_enforcement(case: Record) -> bool:
    """Whether the case has an enforcement log (DOMAIN §4)."""
    return nature_of(str(case["number_type"])) == "enforcement"


def short_parties(parties: Sequence[tuple[str, str]]) -> str:
    """The respondents' names, or everybody's where nobody stands on that side."""
    respondents = [name for role, name in parties if side_of(role) == "respondent"]
    return "、".join(respondents or [name for _, name in parties])


def _rows(desk: Desk, reader: Reader, ids: Sequence[str]) -> tuple[CaseRow, ...]:
    return tuple(case_row(desk, line) for line in queries.case_lines(reader, ids))


def case_row(desk: Desk, line: CaseLine) -> CaseRow:
    """A line of the database as the list shows it today."""
    days = [day for day in (line.last_event_on, line.last_log_on) if day is not None]
    return CaseRow(
        id=line.id,
        number=line.number_text,
        cause=line.cause,
        parties=short_parties(line.parties),
        node=node_label(line.last_node),
        judge=line.judge,
        status=line.status,
        status_label=_STATUS_LABELS.get(line.status, line.status),
        filed_on=line.filed_on,
        last_entry_on=max(days, default=None),
        due=shown_due(desk, line.due_on, line.due_state),
        pending=line.pending,
        conflicts=line.conflicts,
    )
