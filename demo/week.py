"""The officers' logs: some history of each active case, and a week that is filled only in part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from court_core.clock import instant_text
from court_core.records.fields import Value
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.dates import court_instant
from court_core.rules.log_entries import NOTHING, log_kind
from court_core.rules.week import Week
from demo.cases import DemoCase, Work
from demo.people import OFFICER
from demo.records import Directory
from demo.seeded import Draw, SeededRecord

_ENTRIES = (
    ("contact", "", "电话联系被执行人，督促其履行，其表示月底前先付一部分"),
    ("contact", "", "申请执行人来电询问进度，已告知查控结果"),
    ("query", "", "总对总查询反馈：名下银行账户余额不足百元"),
    ("query", "", "网络查控反馈已到，名下有一辆小型轿车"),
    ("visit", "演示花地路被执行人住所", "上门走访，家中无人，张贴执行通知书"),
    ("visit", "演示茶滘路经营场所", "走访经营场所，现场正常营业，约谈负责人"),
    ("service", "", "报告财产令邮寄签收，回执入卷"),
    ("interview", "执行局第二谈话室", "约谈被执行人，告知不履行的后果并制作笔录"),
    ("seizure", "", "冻结被执行人演示银行账户存款，回执已到"),
    ("valuation", "", "委托网络询价，三家平台报价已回"),
    ("settlement", "执行局第一谈话室", "双方到场协商分期履行方案，尚未达成一致"),
    ("payment", "", "案款到账，已通知申请执行人提交收款账户"),
    ("restriction", "", "限制消费令已送达被执行人"),
    ("document", "", "制作执行裁定书，交付打印"),
    ("plan", "", "拟于下周对被执行人经营场所进行搜查"),
)
_FILLED = 0.72
"""Share of the past days' cells that the officers have already written."""


def log_records(
    draw: Draw, directory: Directory, cases: Iterable[DemoCase], calendar: CourtCalendar
) -> list[SeededRecord]:
    """Logs of the enforcement cases: two earlier weeks complete, this week's past days in part, today empty."""
    week = calendar.release_week(draw.today)
    logged = [case for case in cases if case.work is Work.ENFORCEMENT and case.status != "archived"]
    return [_entry(draw, directory, case, day) for case in logged for day in _written_days(draw, case, calendar, week)]


def _written_days(draw: Draw, case: DemoCase, calendar: CourtCalendar, week: Week) -> list[date]:
    last = case.closed_on or draw.today - timedelta(days=1)
    earlier = [day for day in _earlier_days(calendar, week) if case.filed_on <= day <= last]
    this_week = [day for day in calendar.log_days(week) if case.filed_on <= day <= last]
    return earlier + [day for day in this_week if _is_written(draw, case, day)]


def _earlier_days(calendar: CourtCalendar, week: Week) -> Sequence[date]:
    before = week.previous
    return [*calendar.log_days(before.previous), *calendar.log_days(before)]


def _is_written(draw: Draw, case: DemoCase, day: date) -> bool:
    """The second officer keeps up; ours was out on Thursday and wrote nothing that day."""
    if case.judge != OFFICER.login:
        return draw.random.random() < 0.95
    return day.weekday() != 3 and draw.random.random() < _FILLED


def _entry(draw: Draw, directory: Directory, case: DemoCase, day: date) -> SeededRecord:
    quiet = draw.random.random() < 0.45
    kind, place, content = (NOTHING, "", "无事项") if quiet else draw.random.choice(_ENTRIES)
    minute = draw.random.randint(0, 59)
    values: dict[str, Value] = {
        "case_id": case.case_id,
        "work_date": day.isoformat(),
        "entered_at": instant_text(court_instant(day, time(17, minute))),
        "officer_id": directory.staff_ids[case.judge],
        "kind": kind,
        "place": place or None,
        "present": f"{case.on('respondent')[0].name}" if kind in ("interview", "settlement") else None,
        "content": content,
        "result": None,
        "attachments": [],
        "visibility": log_kind(kind).default_visibility,
        "not_before": None,
        "amends_id": None,
    }
    return SeededRecord("log_entry", draw.new_id(), values)
