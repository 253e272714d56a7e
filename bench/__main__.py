"""`python -m bench NAME`: one measurement as JSON; exit status 1 when a limit is not kept."""

from __future__ import annotations

import argparse
import importlib
import sys

from bench.figures import print_report, report

NAMES = ("sync", "ui")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description="测量，结果为 JSON")
    parser.add_argument("name", choices=NAMES)
    name = parser.parse_args().name
    result = report(name, importlib.import_module(f"bench.{name}").measure())
    print_report(result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
