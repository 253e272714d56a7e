"""Enrolling workstations of the demonstration court and giving them their first content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from central_server.bootstrap import QUICK_HASHING, open_server
from clerk_app.credentials.enrolment import enrol
from clerk_app.local.store import LocalStore
from clerk_app.sync.api import ServerApi
from clerk_app.workstation import Workstation, transport_to
from court_core.clock import Clock
from demo.home import DemoHome
from demo.people import PASSWORD
from demo.server import DemoServer


def enrolment_codes(home: DemoHome, logins: Iterable[str]) -> dict[str, str]:
    """One-time codes as the administrator hands them out."""
    opened = open_server(home.database, home.published, files=home.files, clock=home.clock, hasher=QUICK_HASHING)
    try:
        return {login: opened.admin.enrolment_code(login) for login in logins}
    finally:
        opened.close()


def enrol_workstations(home: DemoHome, logins: Iterable[str]) -> None:
    """Make a workstation for each login, and let each sync once against the court's own server."""
    logins = list(logins)
    codes = enrolment_codes(home, logins)
    card = home.read_card()
    if card is None:
        raise RuntimeError("no demonstration court here")
    with DemoServer(home):
        for login in logins:
            enrol_one(home.workstation(login), card.api_url, codes[login], login, home.clock)
    home.write_card(replace(card, enrolled=[*card.enrolled, *logins]))


def enrol_one(folder: Path, server: str, code: str, login: str, clock: Clock) -> None:
    """Enrol `folder` for `login` and pull what is theirs."""
    folder.mkdir(parents=True, exist_ok=True)
    transport = transport_to(server)
    try:
        unlocked = enrol(folder, server, code, login, PASSWORD, api=ServerApi(transport), device_name=f"演示 {login}")
    finally:
        transport.close()
    workstation = Workstation(unlocked, LocalStore.open(unlocked.database, unlocked.data_key, clock), clock)
    try:
        workstation.sync_once(PASSWORD)
    finally:
        workstation.close()
