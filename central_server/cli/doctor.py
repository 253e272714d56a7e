"""`central-server doctor`: whether databases, key and files are in order and closed to others."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from central_server.cli.command import Commands, Said, add_command, opened
from central_server.services.administration.self_check import check_server

_STATE_WORDS = {"ok": "正常", "warning": "注意", "failed": "有问题"}


def register(commands: Commands) -> None:
    """Add the command."""
    add_command(commands, "doctor", _doctor, "检查数据库、私钥和文件目录，以及它们的权限；有问题时退出状态为 1")


def _doctor(args: argparse.Namespace) -> Said:
    with opened(args) as server:
        checks = check_server(server.court, server.store, server.published, server.keys, server.files)
    lines = (f"{check.label}：{_STATE_WORDS[check.state]}。{check.text}{check.remedy}" for check in checks)
    failed = any(check.state == "failed" for check in checks)
    return Said("\n".join(lines), {"checks": [asdict(check) for check in checks]}, 1 if failed else 0)
