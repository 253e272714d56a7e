"""The window with 20,000 cases: how soon it is usable, what a key costs, how long saving takes while the sync works or hangs."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from bench.figures import Figure, percentile
from bench.large_court import large_court

CASES = int(os.environ.get("BENCH_UI_CASES", "20000"))
STARTS = 4
"""The first one warms the file cache and is left out."""
PILE = 6_000
"""Corrections that wait to be sent: the sync works on them for longer than the saves take."""
_ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Figure]:
    """Builds the court, enrols a workstation, and drives its window.

    A start is the time to the entrance and the time from the password to the page; typing the password is not counted.
    """
    with tempfile.TemporaryDirectory(prefix="bench-ui-") as name, large_court(Path(name) / "court", CASES) as court:
        home = Path(name) / "workstation"
        cases = _window(home, "enrol", court.api_url, court.code)["cases"]
        starts = [_window(home, "start") for _ in range(STARTS)][1:]
        keys = _window(home, "keys")
        busy = _window(home, "saves", str(PILE))
        with _hanging(court.server.pid):
            hanging = _window(home, "saves", "0")
    entrance, day, listed = (statistics.median(found[part] for found in starts) for part in ("entrance", "day", "list"))
    about = f"{cases} active cases; entrance painted after {entrance:.3f} s; median of {len(starts)}, warm"
    return [
        Figure("start to the painted day", round(entrance + day, 3), "s", "less", limit=1.0, note=about),
        Figure("start to the painted case list", round(entrance + listed, 3), "s", "less", note="opened at once after it"),
        _p95("key in the search box", keys["search"], 16.0),
        _p95("key in the Friday grid", keys["grid"], 16.0),
        _p95("jump of the scroll bar", keys["jumps"], 16.0),
        _p95("save while the sync sends", busy["saves"], 50.0, busy["status"]),
        _p95("save while the server hangs", hanging["saves"], 50.0, hanging["status"]),
    ]  # fmt: skip


def _p95(name: str, seconds: list[float], limit: float, status: str = "") -> Figure:
    ours = round(percentile(seconds, 0.95) * 1000, 1)
    note = f"p95 of {len(seconds)}, median {statistics.median(seconds) * 1000:.1f}, most {max(seconds) * 1000:.1f}"
    return Figure(name, ours, "ms", "less", limit=limit, note=f"{note}; {status}" if status else note)


def _window(home: Path, task: str, *arguments: str) -> dict[str, Any]:
    """One run of the window in a process of its own. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "bench.ui_window", str(home), repr(time.time()), task, *arguments]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


@contextmanager
def _hanging(pid: int) -> Iterator[None]:
    """The server takes connections and answers nothing."""
    process = psutil.Process(pid)
    process.suspend()
    try:
        yield
    finally:
        process.resume()
