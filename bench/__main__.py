"""`python -m bench NAME`: one measurement as JSON; exit status 1 when a limit is not kept."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from bench.figures import print_report, report

NAMES = ("masking", "portal", "sync", "ui")
_OPTIONS = {"masking": ("data", "peers"), "portal": ("documents", "database")}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description="测量，结果为 JSON")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--data", type=Path, help="masking：标注文书所在文件夹（含 dev/ 和 score.py）")
    parser.add_argument("--peers", type=Path, help="masking：装有 presidio-analyzer 的 Python 解释器；不给则不测它")
    parser.add_argument("--documents", type=int, help="portal：文书件数（默认两万）")
    parser.add_argument("--database", help="portal：空的 PostgreSQL 数据库（默认临时的 SQLite 文件）")
    options = parser.parse_args()
    name: str = options.name
    given = {part: value for part, value in vars(options).items() if part != "name" and value is not None}
    chosen = {part: value for part, value in given.items() if part in _OPTIONS.get(name, ())}
    if len(chosen) < len(given):
        parser.error(f"{name} 不接受：{'、'.join(f'--{part}' for part in given.keys() - chosen.keys())}")
    result = report(name, importlib.import_module(f"bench.{name}").measure(**chosen))
    print_report(result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
