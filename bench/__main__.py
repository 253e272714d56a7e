"""`python -m bench NAME`: one measurement as JSON; exit status 1 when a limit is not kept."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from bench.figures import print_report, report

NAMES = ("masking", "sync", "ui")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description="测量，结果为 JSON")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--data", type=Path, help="masking：标注文书所在文件夹（含 dev/ 和 score.py）")
    parser.add_argument("--peers", type=Path, help="masking：装有 presidio-analyzer 的 Python 解释器；不给则不测它")
    options = parser.parse_args()
    name: str = options.name
    chosen = {part: value for part in ("data", "peers") if (value := getattr(options, part)) is not None}
    if chosen and name != "masking":
        parser.error("--data、--peers 只用于 masking")
    result = report(name, importlib.import_module(f"bench.{name}").measure(**chosen))
    print_report(result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
