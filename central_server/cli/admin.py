"""`central-server admin …`: the court, divisions, users, enrolment codes, and what follows a restored backup."""

from __future__ import annotations

import argparse

from central_server.cli import party_password
from central_server.cli.command import Commands, Said, add_command, database_of, new_password, opened
from central_server.services.administration.jobs import init_court
from central_server.storage.opening import open_store
from court_core.clock import SystemClock
from court_core.records.access import Role


def register(commands: Commands) -> None:
    """Add the group and its commands."""
    group = commands.add_parser("admin", help="管理法院、庭室、人员和工作站")
    jobs = group.add_subparsers(title="命令", metavar="命令", required=True)

    init = add_command(jobs, "init", _init, "建立数据库和法院")
    init.add_argument("--court", required=True, metavar="粤0103", help="法院代字")
    init.add_argument("--name", required=True, help="法院名称")
    init.add_argument("--old-prefix", default="", help="2016年以前的案号前缀，如 穗荔法")

    division = add_command(jobs, "add-division", _add_division, "添加庭室")
    division.add_argument("--name", required=True, help="庭室名称")
    division.add_argument("--position", type=int, help="排列顺序")

    user = add_command(jobs, "add-user", _add_user, "添加人员和账号（密码取自 CENTRAL_NEW_PASSWORD 或终端输入）")
    user.add_argument("--login", required=True, help="账号")
    user.add_argument("--name", required=True, help="姓名")
    user.add_argument("--division", required=True, help="庭室名称")
    user.add_argument("--role", action="append", required=True, choices=[role.value for role in Role], help="可重复")

    code = add_command(jobs, "enrolment-code", _enrolment_code, "发放一次性工作站登记码，三日内有效")
    code.add_argument("--login", required=True, help="账号")

    password = add_command(jobs, "set-password", _set_password, "重设密码（取自 CENTRAL_NEW_PASSWORD 或终端输入）")
    password.add_argument("--login", required=True, help="账号")

    disable = add_command(jobs, "disable-user", _disable_user, "停用账号，立即结束其登录")
    disable.add_argument("--login", required=True, help="账号")

    party_password.register(jobs)
    add_command(jobs, "new-epoch", _new_epoch, "从备份恢复数据库之后执行一次，各工作站会补发恢复点之后的内容")


def _init(args: argparse.Namespace) -> Said:
    store = open_store(database_of(args))
    try:
        court = init_court(store, SystemClock(), args.court, args.name, args.old_prefix)
    finally:
        store.close()
    # Opening everything once makes the published database too.
    with opened(args) as server:
        server.keys.prepare()
        key_file = server.keys.path
    return Said(
        f"已建立{court.name}（{court.code}）。服务器私钥在 {key_file}，请与数据库分开备份。",
        {"court_id": court.court_id, "code": court.code, "key_file": str(key_file)},
    )


def _add_division(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        division_id = server.admin.add_division(args.name, args.position)
    return Said(f"已添加{args.name}。", {"id": division_id})


def _add_user(args: argparse.Namespace) -> Said:
    password = new_password()
    with opened(args) as server:
        user_id = server.admin.add_user(args.login, args.name, args.division, args.role, password)
    return Said(f"已添加{args.name}，账号 {args.login}。", {"id": user_id})


def _enrolment_code(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        code = server.admin.enrolment_code(args.login)
    return Said(f"登记码 {code}，三日内有效，只能用一次。", {"code": code})


def _set_password(args: argparse.Namespace) -> Said:
    password = new_password()
    with opened(args) as server:
        server.admin.set_password(args.login, password)
    return Said(f"已重设 {args.login} 的密码。", {"login": args.login})


def _disable_user(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        server.admin.disable_user(args.login)
    return Said(f"已停用 {args.login}，其工作站中未发送的内容仍在，可导出。", {"login": args.login})


def _new_epoch(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        epoch = server.admin.new_epoch()
    return Said("已标记为从备份恢复，各工作站下次同步时补发恢复点之后的内容。", {"server_epoch": epoch})
