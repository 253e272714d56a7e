"""`central-server report --month M`: the report of the 20th, reconciled for the whole court."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from central_server.cli.command import Commands, Said, add_command, opened
from central_server.services.administration.month_report import MonthReport, ReportLine, month_report
from central_server.services.publishing.release_calendar import Month


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "report", _report, "核对一个月的生效文书：已报送、不上网公开、尚缺，逐件列出尚缺的")
    parser.add_argument("--month", required=True, metavar="2026-11", help="月份")


def _report(args: argparse.Namespace) -> Said:
    month = Month.parse(args.month)
    with opened(args) as server:
        found = month_report(server.store, server.court.court_id, server.clock, month)
    return Said("\n".join(_lines(found)), found.as_json())


def _lines(found: MonthReport) -> Iterator[str]:
    unsure = "" if found.confirmed else "（该年度工作日安排未导入，日期未确认）"
    rule = "生效后七个工作日公布" if found.rule == "seven-days" else f"{found.publish_on.isoformat()} 公布"
    yield f"{found.month} 裁判文书报送对账：{found.submit_on.isoformat()} 报送，{rule}{unsure}"
    missing = found.standing("missing")
    withheld = f"不上网公开 {len(found.standing('withheld'))} 件"
    if found.awaiting_approval:
        withheld += f"（其中 {found.awaiting_approval} 件待审批）"
    submitted = len(found.standing("submitted"))
    yield f"生效 {len(found.lines)} 件 = 已报送 {submitted} 件 + {withheld} + 尚缺 {len(missing)} 件"
    for name, counts in found.divisions.items():
        yield (
            f"  {name}：生效 {sum(counts.values())}，已报送 {counts['submitted']}，"
            f"不上网公开 {counts['withheld']}，尚缺 {counts['missing']}"
        )
    for label, lines in (("尚缺", missing), ("以前月份尚缺", found.earlier), ("随下月报送", found.coming)):
        if lines:
            yield f"{label} {len(lines)} 件："
            yield from map(_line, lines)


def _line(line: ReportLine) -> str:
    late = f"，已过 {line.due_on.isoformat()}" if line.overdue else ""
    return (
        f"  {line.case_number} {line.kind}，{line.division} {line.judge}，"
        f"{line.effective_on.isoformat()} 生效，现为{line.status_label}{late}"
    )
