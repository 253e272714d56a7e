"""The one place that puts the real parts together for `clerk-app`: which folder, which workstation, window or command.

Nothing is imported before it is needed: `clerk-app case-number` answers without a database driver.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.workstation import Workstation, clock_skew, enrol_workstation, open_workstation, transport_of
from court_core.clock import SystemClock
from court_core.errors import CourtError
from court_core.release import VERSION

if TYPE_CHECKING:
    from clerk_app.use_cases.sync_views import Check

DEFAULT_HOME = "SunshineClerk"


def home_folder(chosen: str, environment: Mapping[str, str]) -> Path:
    """The workstation's folder: as chosen, as `CLERK_HOME` says, or beside the person's other programs' data."""
    named = chosen or environment.get("CLERK_HOME", "")
    if named:
        return Path(named).expanduser().absolute()
    data = environment.get("APPDATA") or environment.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / DEFAULT_HOME


class Machine:
    """The real machine. Imports happen inside, so that a command loads only what it uses."""

    def home(self, chosen: str) -> Path:
        """The workstation's folder."""
        return home_folder(chosen, os.environ)

    def open(self, home: Path, password: str) -> Workstation:
        """Unlock and open. Raises CourtError."""
        return open_workstation(home, password)

    def enrol(self, home: Path, server: str, code: str, login: str, password: str, ca_file: str) -> Workstation:
        """Make the folder a workstation. Raises CourtError."""
        return enrol_workstation(home, server, code, login, password, ca_file)

    def checks_without_password(self, home: Path) -> tuple[Check, ...]:
        """What `doctor` can say of a folder nobody has unlocked."""
        from clerk_app.credentials.keyrings import system_keyring
        from clerk_app.credentials.profile import read_profile
        from clerk_app.use_cases import doctor
        from clerk_app.use_cases.sync_views import Check

        profile = read_profile(home)
        if profile is None:
            told = CourtError("workstation.not-enrolled")
            return (
                Check("database", "本机数据库", "failed", told.message, told.remedy),
                *doctor.check_machine(os.environ),
            )
        transport = transport_of(home, profile)
        try:
            return (
                Check(
                    "database",
                    "本机数据库",
                    "warning",
                    "没有给出密码，未打开检查。",
                    "设置 CLERK_PASSWORD 后再检查一次。",
                ),
                doctor.check_keyring(uses_keyring=profile.keyring, available=system_keyring() is not None),
                *doctor.check_server(lambda: clock_skew(transport, SystemClock())),
                *doctor.check_machine(os.environ),
            )
        finally:
            transport.close()

    def open_window(self, home: Path) -> int:
        """Open the window; answers with its exit status."""
        from clerk_app.window_wiring import run_window

        return run_window(home, SystemClock(), VERSION)
