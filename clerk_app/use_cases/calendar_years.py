"""Taking over a year's working-day arrangement (国务院办公厅 通知), which the administrator does once a year."""

from __future__ import annotations

from datetime import date

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.settings import refreshed
from clerk_app.use_cases.sync_views import CalendarImported
from court_core.errors import CourtError
from court_core.records.access import ROLE_LABELS, Action, Reach, Role, reach
from court_core.records.types import CALENDAR_YEAR
from court_core.rules.year_table import parse_year_table


def import_calendar(desk: Desk, content: bytes, source: str = "") -> tuple[CalendarImported, Desk]:
    """Keeps the year, replacing an earlier table of it; answers with the desk on which it holds.

    Raises CourtError `calendar.…` for a table that cannot be read, `access.refused` for anybody but the administrator.
    """
    if reach(desk.actor.roles, "calendar_year", Action.UPDATE) is Reach.NONE:
        who = ROLE_LABELS[Role.ADMINISTRATOR]
        raise CourtError("access.refused", action="导入", label=f"份{CALENDAR_YEAR.label}", who=who)
    table = parse_year_table(content)
    values = {"year": table.year, "days": table.as_json(), "source": source or None}
    with desk.store.write(desk.actor.user_id) as unit:
        known = unit.find("calendar_year", year=table.year)
        if known:
            unit.update("calendar_year", known[0].id, values)
        else:
            unit.create("calendar_year", values)
        change_set = unit.change_set
    holidays = sum(not worked and _is_weekday(day) for day, worked in table.days.items())
    exchanged = sum(worked and not _is_weekday(day) for day, worked in table.days.items())
    return CalendarImported(table.year, holidays, exchanged, change_set), refreshed(desk)


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5
