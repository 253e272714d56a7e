"""`central-server import-pending FILE`: what a workstation exported to a USB stick."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from central_server.cli.command import Commands, Said, add_command, opened
from court_core.errors import CourtError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "import-pending", _import_pending, "导入工作站导出的待上报文件")
    parser.add_argument("file", type=Path, help="待上报文件")


def _import_pending(args: argparse.Namespace) -> Said:
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise CourtError("server.file-unreadable", name=args.file.name) from error
    with opened(args) as server:
        imported = server.pending.take(content)
    counts = Counter(result.status for reply in imported.replies for result in reply.results)
    done = sum(counts[status] for status in ("applied", "merged", "superseded"))
    refused = counts["rejected"] + counts["held"]
    text = f"已导入 {len(imported.replies)} 批：接受 {done} 条，冲突 {counts['conflict']} 条，未接受 {refused} 条，文件 {imported.files} 个。"
    return Said(text, {"batches": len(imported.replies), "results": dict(counts), "files": imported.files})
