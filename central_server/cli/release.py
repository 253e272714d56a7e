"""`central-server release …`: the week's logs on Friday afternoon, the month's documents on the 25th, or what is due."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from central_server.cli.command import Commands, Said, add_command, opened
from central_server.services.publishing.release import DocumentsReleased, LogsReleased
from central_server.services.publishing.release_calendar import Month
from central_server.services.publishing.release_documents import REASON_TEXTS
from court_core.rules.week import Week


def register(commands: Commands) -> None:
    """Add the group and its commands."""
    group = commands.add_parser("release", help="公开执行日志和裁判文书")
    jobs = group.add_subparsers(title="命令", metavar="命令", required=True)
    logs = add_command(jobs, "logs", _logs, "公开一周的执行日志，供本案当事人查阅")
    logs.add_argument("--week", required=True, metavar="2026-W47", help="周次")
    documents = add_command(jobs, "documents", _documents, "公布一个月审核通过的裁判文书和不公开告示")
    documents.add_argument("--month", required=True, metavar="2026-11", help="月份")
    add_command(jobs, "due", _due, "办理法院日程到今天为止应当办理的公开，可由定时任务反复执行")


def _logs(args: argparse.Namespace) -> Said:
    week = Week.parse(args.week)
    with opened(args) as server:
        released = server.releases.release_logs(week)
    return Said(_logs_text(released), asdict(released))


def _documents(args: argparse.Namespace) -> Said:
    month = Month.parse(args.month)
    with opened(args) as server:
        released = server.releases.release_documents(month)
    return Said(_documents_text(released), _documents_json(released))


def _due(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        due = server.releases.release_due()
    texts = [_logs_text(due.logs)] if due.logs else []
    texts += [_documents_text(due.documents)] if due.documents else []
    return Said(
        "\n".join(texts) or "今天没有到期的公开事项。",
        {
            "logs": asdict(due.logs) if due.logs else None,
            "documents": _documents_json(due.documents) if due.documents else None,
        },
    )


def _logs_text(released: LogsReleased) -> str:
    text = f"{released.week}：本次公开执行日志 {released.released} 条，累计 {released.total} 条，涉及 {released.cases} 件案件。"
    if released.early:
        text += "尚未到公开时间，之后录入的日志届时还会公开。"
    return text + _unconfirmed(released.confirmed)


def _documents_text(released: DocumentsReleased) -> str:
    text = f"{released.month}：本次公布裁判文书 {released.published} 件，不公开告示 {released.withheld} 件。"
    if released.early:
        text += "尚未到公布日期，之后通过的文书届时还会公布。"
    text += _unconfirmed(released.confirmed)
    left_back = [f"  {item.number_text}：{REASON_TEXTS[item.reason]}。" for item in released.skipped]
    return "\n".join([text, "没有公布：", *left_back]) if left_back else text


def _unconfirmed(confirmed: bool) -> str:
    return "" if confirmed else "（该年度工作日安排未导入，日期未确认）"


def _documents_json(released: DocumentsReleased) -> dict[str, Any]:
    skipped = [
        {
            "document_id": item.document_id,
            "case_number": item.number_text,
            "reason": item.reason,
            "message": REASON_TEXTS[item.reason],
        }
        for item in released.skipped
    ]
    return {**asdict(released), "skipped": skipped}
