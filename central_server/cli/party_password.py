"""`central-server admin party-password`: a party's password for the portal, shown once, on paper from then on."""

from __future__ import annotations

import argparse

from central_server.cli.command import Commands, Said, add_command, opened
from central_server.services.access.party_access import DEFAULT_DAYS


def register(jobs: Commands) -> None:
    """Add the command to the group `admin`."""
    parser = add_command(jobs, "party-password", _party_password, "签发当事人查询密码，只显示一次；原密码随即作废")
    parser.add_argument("--case", required=True, metavar="案号", help="案号，括号全角半角均可")
    parser.add_argument("--party", required=True, metavar="姓名", help="当事人姓名或名称")
    parser.add_argument("--role", default="", metavar="诉讼地位", help="同名当事人用诉讼地位区分")
    parser.add_argument("--days", type=int, default=DEFAULT_DAYS, help=f"有效天数，默认 {DEFAULT_DAYS}")
    parser.add_argument("--revoke", action="store_true", help="只作废原密码，不签发新的")


def _party_password(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        if args.revoke:
            ended = server.party_access.revoke(args.case, args.party, role=args.role)
            return Said(f"已作废{args.party}的查询密码 {ended} 个。", {"revoked": ended})
        issued = server.party_access.issue(args.case, args.party, role=args.role, days=args.days)
    text = (
        f"{issued.case_number} {issued.party_role}{issued.party_name}的查询密码：{issued.password}\n"
        f"请印在受理案件通知书上，此后不再显示；有效期至 {issued.expires_at[:10]}。"
    )
    return Said(
        text,
        {
            "password": issued.password,
            "case_number": issued.case_number,
            "party": issued.party_name,
            "role": issued.party_role,
            "expires_at": issued.expires_at,
            "revoked": issued.revoked,
        },
    )
