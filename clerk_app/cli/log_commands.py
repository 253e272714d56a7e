"""Commands about the enforcement log."""

from __future__ import annotations

from clerk_app.cli.answers import Answer, record_json, saved_json, table
from clerk_app.cli.case_commands import case_id_of, day_or_none
from clerk_app.cli.command import Call, Subparsers


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    entry = add("log add", add_log, "写一条执行日志")
    entry.add_argument("--case", required=True, metavar="NO")
    entry.add_argument("--date", required=True, metavar="D")
    entry.add_argument("--kind", default="", metavar="K")
    entry.add_argument("--text", required=True, metavar="T")
    entry.add_argument("--visibility", default="", metavar="internal|applicant|both")
    entry.add_argument("--not-before", default="", metavar="DATE")
    for name in ("place", "present", "result"):
        entry.add_argument(f"--{name}", default="")
    entry.add_argument("--amends", default="", metavar="ID", help="更正哪一条")
    logs = add("log list", list_logs, "执行日志")
    logs.add_argument("--case", default="", metavar="NO")
    logs.add_argument("--week", default="", metavar="W")
    owed = add("log gaps", list_gaps, "本周还缺的日志")
    owed.add_argument("--week", default="", metavar="2026-W47")
    owed.add_argument("--today", action="store_true", help="今天也算")


def add_log(call: Call) -> Answer:
    """Adds an entry."""
    from clerk_app.use_cases.forms import NewLog
    from clerk_app.use_cases.log_wording import guessed_log_kind
    from clerk_app.use_cases.write_log import amend_log, write_log
    from court_core.rules.dates import parse_date

    given = call.arguments
    with call.saving_desk() as desk:
        form = NewLog(
            case_id_of(desk, given.case),
            parse_date(given.date),
            given.kind or guessed_log_kind(given.text),
            given.text,
            place=given.place,
            present=given.present,
            result=given.result,
            visibility=given.visibility,
            not_before=day_or_none(given.not_before),
        )
        saved = amend_log(desk, given.amends, form) if given.amends else write_log(desk, form)
        return Answer(saved_json(desk, "log_entry", saved.record_id), ("已写入执行日志。",))


def list_logs(call: Call) -> Answer:
    """Entries by case and week, the newest work date first."""
    from clerk_app.use_cases.forms import LogQuery
    from clerk_app.use_cases.write_log import list_logs as views

    given = call.arguments
    with call.desk() as desk:
        case_id = case_id_of(desk, given.case) if given.case else ""
        found = views(desk, LogQuery(case_id, given.week, limit=1_000_000))
        with desk.store.read() as reader:
            records = [record for view in found if (record := reader.get("log_entry", view.id)) is not None]
    lines = ((view.work_date, view.case_number, view.kind_label, view.content, view.visibility_label) for view in found)
    return Answer([record_json(record) for record in records], table(lines, "没有执行日志。"))


def list_gaps(call: Call) -> Answer:
    """What is still owed of a week's logs."""
    from clerk_app.use_cases.catch_up import week_gaps
    from court_core.rules.week import Week

    given = call.arguments
    with call.desk() as desk:
        found = week_gaps(desk, given.week, include_today=given.today)
        week = Week.parse(given.week) if given.week else desk.calendar.release_week(desk.today)
    data = {
        "week": week.text,
        "count": len(found),
        "gaps": [{"case_id": gap.case_id, "case": gap.case_number, "date": gap.day.isoformat()} for gap in found],
    }
    return Answer(data, table(((gap.day, gap.case_number) for gap in found), f"{week.text} 的执行日志已经齐全。"))
