"""Commands that need no folder and no password: case-number, deadline."""

from __future__ import annotations

from clerk_app.cli.answers import Answer, told
from clerk_app.cli.command import Call, Subparsers
from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    number = add("case-number", case_number, "解析案号")
    number.add_argument("text", metavar="TEXT")
    due = add("deadline", deadline, "计算法院日程和审限的日期")
    due.add_argument("--kind", required=True, metavar="NAME")
    due.add_argument("--from", required=True, dest="day", metavar="DATE")


def case_number(call: Call) -> Answer:
    """The number in its parts."""
    number = CaseNumber.parse(call.arguments.text)
    return Answer(number.as_json(), (number.text,))


def deadline(call: Call) -> Answer:
    """A date of the court's calendar. A year without its arrangement is counted Monday to Friday, says 未确认, and why."""
    from court_core.rules.court_calendar import CourtCalendar
    from court_core.rules.dates import parse_date

    calendar, start = CourtCalendar(), parse_date(call.arguments.day)
    due = calendar.deadline(call.arguments.kind, start)
    if due.confirmed:
        return Answer(due.as_json(), (due.text,))
    passed = range(start.year, due.date.year + 1)
    uncovered = next((year for year in passed if not calendar.calendar.covers(year)), due.date.year)
    notice = CourtError("date.year-uncovered", year=uncovered)
    return Answer({**due.as_json(), "notice": told(notice)}, (due.text, notice.full_message))
