"""`central-server figures --from D --to D`: the court's figures."""

from __future__ import annotations

import argparse
from datetime import date

from central_server.cli.command import Commands, Said, add_command, opened
from central_server.services.administration.figures import Counts, Figures, figures
from court_core.rules.dates import parse_date


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "figures", _figures, "统计一段时间的日志及时率、文书公开情况")
    parser.add_argument("--from", dest="first", required=True, metavar="日期", help="起日，如 2026-11-01")
    parser.add_argument("--to", dest="last", required=True, metavar="日期", help="止日（含）")


def _figures(args: argparse.Namespace) -> Said:
    first, last = parse_date(args.first), parse_date(args.last)
    with opened(args) as server:
        found = figures(server.store, server.court.court_id, first, last)
    return Said("\n".join(_lines(found, first, last)), found.as_json())


def _lines(found: Figures, first: date, last: date) -> list[str]:
    unsure = "" if found.confirmed else "（部分日期的工作日安排未确认）"
    lines = [f"{first.isoformat()} 至 {last.isoformat()}{unsure}", _line("全院", found.court)]
    lines += [_line(name, found.divisions[name]) for name in sorted(found.divisions)]
    lines += [_line(f"{division} {judge}", found.judges[(division, judge)]) for division, judge in sorted(found.judges)]
    return lines


def _line(name: str, counts: Counts) -> str:
    return (
        f"{name}：结案 {counts.cases_closed}；执行日志 {counts.logs}，及时 {counts.logs_timely}"
        f"（{_percent(counts.log_timely_rate)}）；生效文书 {counts.documents_effective}，"
        f"已公开 {counts.documents_published}，不上网公开 {counts.documents_withheld}"
    )


def _percent(rate: float | None) -> str:
    return "—" if rate is None else f"{rate * 100:.2f}%"
