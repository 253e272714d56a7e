"""`dev.py check`: lint, format, types, import contracts and house rules, all of them even when one fails."""

from __future__ import annotations

import time
from collections.abc import Callable

from dev import house_rules
from dev.environment import PYTHON, program, run


def run_all() -> int:
    """0 when every check passes. Each check's own output says where; the last lines say which ones failed."""
    verdicts = [_timed(name, check) for name, check in _checks().items()]
    print()
    for name, passed, seconds in verdicts:
        print(f"{'ok    ' if passed else 'FAILED'}  {name}  ({seconds:.1f} s)")
    return 0 if all(passed for _, passed, _ in verdicts) else 1


def _checks() -> dict[str, Callable[[], bool]]:
    python = str(PYTHON)
    return {
        "lint (ruff)": lambda: run([python, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."]) == 0,
        "format (ruff)": lambda: (
            run([python, "-m", "ruff", "format", "--check", "--output-format", "concise", "."]) == 0
        ),
        "types (mypy --strict)": lambda: run([python, "-m", "mypy", "--no-error-summary"]) == 0,
        "import contracts": lambda: run([program("lint-imports"), "--no-logo"]) == 0,
        "house rules": house_rules.report,
    }


def _timed(name: str, check: Callable[[], bool]) -> tuple[str, bool, float]:
    print(f"── {name}", flush=True)
    started = time.monotonic()
    passed = check()
    return name, passed, time.monotonic() - started
