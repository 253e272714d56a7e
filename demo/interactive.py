"""The window on the demonstration court, for a person to try, with the central server in a process beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clerk_app.window_wiring import run_window
from court_core.release import VERSION
from demo.server import DemoServer
from demo.serving import ready_court, tell_how_to_use


def run_window_on_demo_court(folder: Path, today: date, login: str) -> int:
    """Open `login`'s workstation; the server ends with the window. Answers the window's exit status."""
    home = ready_court(folder, today)
    with DemoServer(home):
        tell_how_to_use(home)
        return run_window(home.workstation(login), home.clock, VERSION)
