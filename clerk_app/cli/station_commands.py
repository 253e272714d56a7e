"""Commands about the workstation itself: enrolment, sync, conflicts, pending work, audit, calendar, self-check."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.cli.answers import DONE, REFUSED, Answer, options, record_json, table
from clerk_app.cli.command import Call, Subparsers
from court_core.clock import instant_text
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.sync_views import Check

_STATE_WORDS = {"ok": "正常", "warning": "注意", "failed": "有问题"}
_AUDIT_STATUS = {"sound": 0, "broken": 2, "unanchored": 3}


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    enrolment = add("enrol", enrol, "把这个文件夹登记为工作站")
    enrolment.add_argument("--server", required=True, metavar="URL")
    enrolment.add_argument("--code", required=True, metavar="CODE")
    enrolment.add_argument("--user", required=True, metavar="LOGIN")
    enrolment.add_argument("--ca", default="", metavar="FILE", help="法院自己的证书颁发机构")
    add("sync", sync, "与中心服务器同步一次")
    add("conflict list", list_conflicts, "待处理的冲突")
    settle = add("conflict resolve", resolve, "处理一个冲突")
    settle.add_argument("id", metavar="ID")
    settle.add_argument("--take", required=True, choices=("mine", "theirs", "other"))
    settle.add_argument("--value", action="append", default=[], metavar="k=v", help="另填时的值")
    add("pending list", list_pending, "待上报的和被退回的内容")
    for name, job, about in (
        ("pending retry", retry, "把被退回的一项重新提交"),
        ("pending give-up", give_up, "放弃被退回的一项，记录以服务器为准"),
    ):
        add(name, job, about).add_argument("id", metavar="ID")
    export = add("export-pending", export_pending, "把待上报的内容导出为签名文件")
    export.add_argument("file", metavar="FILE")
    add("audit verify", verify_audit, "核对操作记录是否完整")
    calendar = add("calendar import", import_calendar, "导入年度工作日安排")
    calendar.add_argument("file", metavar="FILE")
    add("court-setting list", list_court_settings, "本院规定，全院共用")
    setting = add("court-setting set", set_court_setting, "更改一项本院规定（电脑管理员）")
    setting.add_argument("key", metavar="KEY")
    setting.add_argument("value", metavar="VALUE")
    add("doctor", doctor, "检查这台工作站")


def enrol(call: Call) -> Answer:
    """Makes the folder a workstation."""
    given = call.arguments
    opened = call.machine.enrol(call.home, given.server, given.code, given.user, call.password(), given.ca)
    try:
        actor = opened.desk.actor
        data = {
            "home": str(call.home),
            "user_id": actor.user_id,
            "login": actor.login,
            "name": actor.name,
            "roles": list(actor.roles),
            "device_id": opened.device().sender.device_id,
        }
        return Answer(data, (f"已登记为 {actor.name} 的工作站：{call.home}",))
    finally:
        opened.close()


def sync(call: Call) -> Answer:
    """One round with the server."""
    with call.workstation() as opened:
        report = opened.sync_once(call.password())
    data = {name: getattr(report, name) for name in ("pushed", "pulled", "conflicts", "rejected", "pending")}
    line = (
        f"同步完成：上传 {report.pushed} 项，下载 {report.pulled} 项，冲突 {report.conflicts}，"
        f"未接受 {report.rejected}，待上传 {report.pending}。"
    )
    return Answer(data, (line,))


def list_conflicts(call: Call) -> Answer:
    """Conflicts that wait for a person."""
    from clerk_app.use_cases.resolve_conflict import list_conflicts as views

    with call.desk() as desk:
        found = views(desk)
        with desk.store.read() as reader:
            records = [record for view in found if (record := reader.get("conflict", view.id)) is not None]
    lines = (
        (
            view.id,
            view.case_number,
            view.title,
            *(f"{field.label}：{field.mine} / {field.theirs}" for field in view.fields),
        )
        for view in found
    )
    return Answer([record_json(record) for record in records], table(lines, "没有待处理的冲突。"))


def resolve(call: Call) -> Answer:
    """Settles a conflict."""
    from clerk_app.use_cases.forms import Resolution
    from clerk_app.use_cases.resolve_conflict import resolve_conflict

    given = call.arguments
    with call.desk() as desk:
        resolve_conflict(desk, Resolution(given.id, given.take, dict(options(given.value))))
        with desk.store.read() as reader:
            record = reader.get("conflict", given.id)
    assert record is not None  # it was settled a moment ago
    return Answer(record_json(record), ("冲突已处理。",))


def list_pending(call: Call) -> Answer:
    """What waits for the server, and what it refused."""
    from clerk_app.use_cases.pending import list_pending as rows

    with call.desk() as desk:
        found = rows(desk)
    lines = ((row.op_id, row.title, row.refused or "待上报") for row in found)
    data = [asdict(row) | {"made_at": instant_text(row.made_at)} for row in found]
    return Answer(data, table(lines, "没有待上报的内容。"))


def retry(call: Call) -> Answer:
    """Sends a refused change again."""
    from clerk_app.use_cases.refused import send_refused_again

    with call.desk() as desk:
        saved = send_refused_again(desk, call.arguments.id)
    return Answer({"id": saved.record_id}, ("已重新提交，下次同步时上报。",))


def give_up(call: Call) -> Answer:
    """Gives a refused change up."""
    from clerk_app.use_cases.refused import give_up_refused

    with call.desk() as desk:
        saved = give_up_refused(desk, call.arguments.id)
    return Answer({"id": saved.record_id}, ("已放弃，文字仍保留在操作记录中。",))


def export_pending(call: Call) -> Answer:
    """Writes pending work for a USB stick."""
    from clerk_app.use_cases.pending import export_pending as export

    target = Path(call.arguments.file)
    with call.workstation() as opened:
        exported = export(opened.desk, opened.device(), target)
    return Answer(
        {"file": str(target), "operations": exported}, (f"已导出 {exported} 项到 {target}；内容仍在本机待上传。",)
    )


def verify_audit(call: Call) -> Answer:
    """Sound 0, broken 2, unanchored 3."""
    from clerk_app.use_cases.audit import verify_audit as verify

    with call.workstation() as opened:
        verdict = verify(opened.desk, opened.device().server_public_key)
    return Answer(asdict(verdict), (verdict.message,), _AUDIT_STATUS[verdict.state])


def list_court_settings(call: Call) -> Answer:
    """What the court has settled for everybody, its dates behind the rest."""
    from clerk_app.use_cases.court_settings import calendar_settings, court_settings

    with call.desk() as desk:
        rows, dates = court_settings(desk), calendar_settings(desk)
    data = [asdict(row) for row in rows] + [{"key": key, "value": value} for key, value in dates.items()]
    lines = (f"{row.key}  {row.label}：{row.value}（{row.value_label}）" for row in rows)
    return Answer(data, (*lines, *(f"{key}：{value}" for key, value in dates.items())))


def set_court_setting(call: Call) -> Answer:
    """Settles one thing for the whole court."""
    from clerk_app.use_cases import court_settings as jobs

    given = call.arguments
    with call.desk() as desk:
        _, now = jobs.set_court_setting(desk, given.key, given.value)
        choices = {row.key: row.value for row in jobs.court_settings(now)}
        value = {**choices, **jobs.calendar_settings(now)}[given.key]
    return Answer({"key": given.key, "value": value}, (f"{given.key}：{value}。同步后全院照此办理。",))


def import_calendar(call: Call) -> Answer:
    """Takes over a year's arrangement (administrator)."""
    from clerk_app.use_cases.calendar_years import import_calendar as take_over

    path = Path(call.arguments.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourtError("import.unreadable", name=path.name) from error
    with call.desk() as desk:
        imported, _ = take_over(desk, content, path.stem)
    data = {"year": imported.year, "holidays": imported.holidays, "working_weekends": imported.working_weekends}
    return Answer(
        data,
        (
            f"已导入 {imported.year} 年工作日安排：放假 {imported.holidays} 天，调休上班 {imported.working_weekends} 天。",
        ),
    )


def doctor(call: Call) -> Answer:
    """State and remedy of each part; refused (1) when a part has failed."""
    if call.has_password():
        try:
            with call.workstation() as opened:
                checks = opened.checks()
        except CourtError as error:
            checks = _with_database_fault(call, error)
    else:
        checks = call.machine.checks_without_password(call.home)
    lines = tuple(f"{check.label}：{_STATE_WORDS[check.state]}。{check.text}{check.remedy}" for check in checks)
    failed = any(check.state == "failed" for check in checks)
    return Answer({"checks": [asdict(check) for check in checks]}, lines, REFUSED if failed else DONE)


def _with_database_fault(call: Call, error: CourtError) -> tuple[Check, ...]:
    from clerk_app.use_cases.sync_views import Check

    fault = Check("database", "本机数据库", "failed", error.message, error.remedy)
    return (fault, *(check for check in call.machine.checks_without_password(call.home) if check.name != "database"))
