"""A court with a large docket of one officer, served by a process of its own, as it would be in a court."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

from bench.docket import docket
from central_server.bootstrap import QUICK_HASHING, make_court, open_server
from court_core.clock import SystemClock, court_date
from demo.home import EDITION, CourtCard, DemoHome, free_port
from demo.people import COURT_CODE, COURT_NAME, OFFICER, PASSWORD
from demo.seeded import Draw, SeededRecord
from demo.server import DemoServer

_QUIET_SHARE = 10.0
_LONGEST_WAIT = 180.0


@dataclass(frozen=True)
class LargeCourt:
    """The court: its server, its one officer with a one-time code, and the records it holds."""

    home: DemoHome
    server: DemoServer
    officer_id: str
    code: str
    records: list[SeededRecord]
    today: date

    @property
    def api_url(self) -> str:
        """Where the workstation goes."""
        return self.server.urls["api"]


@contextmanager
def large_court(folder: Path, cases: int) -> Iterator[LargeCourt]:
    """Build the court, serve it, and wait until the server has nothing left to do of itself."""
    home, clock = DemoHome(folder), SystemClock()
    home.claim()
    today = court_date(clock.now())
    make_court(home.database, clock, COURT_CODE, COURT_NAME)
    opened = open_server(home.database, home.published, files=home.files, hasher=QUICK_HASHING)
    try:
        division_id = opened.admin.add_division("执行局")
        roles = [str(role) for role in OFFICER.roles]
        officer_id = opened.admin.add_user(OFFICER.login, OFFICER.name, "执行局", roles, PASSWORD)
        records = list(docket(Draw(1, today, lambda _: True), officer_id, division_id, cases))
        opened.load_records((record.record_type, record.record_id, record.values) for record in records)
        code = opened.admin.enrolment_code(OFFICER.login)
        court_id = opened.court.court_id
    finally:
        opened.close()
    home.write_card(CourtCard(EDITION, 1, today.isoformat(), free_port(), free_port(), court_id))
    with DemoServer(home) as server:
        _wait_until_quiet(server.pid)
        yield LargeCourt(home, server, officer_id, code, records, today)


def _wait_until_quiet(pid: int) -> None:
    """The projection of the loaded cases runs behind the API; the figures are those of a server that has done it."""
    process = psutil.Process(pid)
    gives_up = time.monotonic() + _LONGEST_WAIT
    while process.cpu_percent(1.0) > _QUIET_SHARE and time.monotonic() < gives_up:
        continue
