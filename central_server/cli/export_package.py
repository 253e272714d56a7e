"""`central-server export-package --month M -o FILE.zip`: what went out in the month, for upload to the national site."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from central_server.cli.command import Commands, Said, add_command, opened
from central_server.services.publishing.export_package import Exported, export_package
from central_server.services.publishing.release_calendar import Month
from court_core.errors import CourtError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(
        commands, "export-package", _export, "导出一个月公布的文书和目录，供上传全国平台；重复导出结果不变"
    )
    parser.add_argument("--month", required=True, metavar="2026-11", help="公布的月份")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.zip", help="写到哪个文件")


def _export(args: argparse.Namespace) -> Said:
    month = Month.parse(args.month)
    with opened(args) as server:
        try:
            # Beside the target, so that an export that is cut short leaves an earlier file whole.
            with TemporaryDirectory(dir=args.output.parent, prefix=".export-") as folder:
                partial = Path(folder) / "package.zip"
                with partial.open("wb") as target:
                    found = export_package(server.store, server.court.court_id, server.clock, month, target)
                partial.replace(args.output)
        except OSError as error:
            raise CourtError("server.file-unwritable", name=args.output.name) from error
    return Said(_text(found, args.output), found.as_json() | {"file": str(args.output)})


def _text(found: Exported, output: Path) -> str:
    text = f"{found.month}：已导出裁判文书 {len(found.documents)} 件、不公开告示 {len(found.withheld)} 件到 {output}。"
    if found.withdrawn:
        numbers = "、".join(item.case_number for item in found.withdrawn)
        text += f"本月撤回 {len(found.withdrawn)} 件，请在全国平台一并撤下：{numbers}。"
    return text
