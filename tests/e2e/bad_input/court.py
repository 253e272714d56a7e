"""A real court for the tests of bad input: server, https in front of it, workstations enrolled through it.

All people are invented. Commands run as processes; the window runs here, over the same parts as the shipped one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from central_server.bootstrap import RunningServer
from clerk_app.use_cases.forms import NewCase, NewEvent
from clerk_app.workstation import Workstation, enrol_workstation, open_workstation
from court_core.clock import SystemClock, court_date
from court_core.error_texts import ERROR_TEXTS
from court_core.rules.court_calendar import CourtCalendar
from tests.e2e.bad_input.front import Front

PASSWORD = "Demo-2026-sunshine"
TODAY = court_date(SystemClock().now())
WORKED = CourtCalendar().calendar.previous_working(TODAY - timedelta(days=1)).date
"""The last day before today on which the court worked."""
CLOSED = WORKED - timedelta(days=7)
FILED = WORKED - timedelta(days=30)

MINE = f"（{FILED.year}）粤0103执91号"
CLOSED_CASE = f"（{FILED.year}）粤0103执92号"
IMPORTED_CLOSED = f"（{FILED.year}）粤0103执93号"
COLLEAGUES = f"（{FILED.year}）粤0103执95号"
"""Another officer's; the head of the division sees it."""
ONLINE = f"（{FILED.year}）粤0103执96号"
"""Of the officer whose network is tried."""

_ALLOWED_WORDS = {"docx", "Word", "WPS", "Excel"}


@dataclass(frozen=True)
class Told:
    """What a person was told: by a command or by a message of the window."""

    code: str
    message: str
    remedy: str

    def check(self, code: str, *typed: str) -> None:
        """The refusal expected, in Chinese that can be acted upon. `typed` are the person's own words in it."""
        assert self.code == code, self
        text = ERROR_TEXTS[code]
        for said, pattern in ((self.message, text.sentence), (self.remedy, text.remedy)):
            assert said, self
            assert said.endswith("。"), said
            assert "？" not in said, f"a detail was not given: {said}"
            assert "{" not in said, said
            foreign = _latin(said) - _latin(pattern) - _latin(" ".join(typed)) - _ALLOWED_WORDS
            assert not foreign, f"English in {said}: {foreign}"


def _latin(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z][A-Za-z'_]{2,}", text))


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)

    @property
    def told(self) -> Told:
        """The refusal it printed; fails when it did anything else, above all a traceback."""
        assert (self.status, self.err) == (1, ""), f"{self.status}\n{self.out}\n{self.err}"
        error = self.json["error"]
        return Told(error["code"], error["message"], error["remedy"])


def clerk_app(home: Path, *arguments: str, password: str = PASSWORD) -> Done:
    """`clerk-app … --json` as a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLERK_", "CENTRAL_"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "clerk_app", *arguments, "--json"],
        env={**kept, "PYTHONUTF8": "1", "CLERK_HOME": str(home), "CLERK_PASSWORD": password},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Court:
    """The court and the folders of its workstations."""

    folder: Path
    server: RunningServer
    front: Front
    homes: Mapping[str, Path]

    def enrol(self, login: str, home: Path) -> Workstation:
        """A fresh workstation of that person, over https, with the court's own authority."""
        code = self.server.admin.enrolment_code(login)
        return enrol_workstation(home, self.front.url, code, login, PASSWORD, str(self.front.authority))


def opened(home: Path) -> Workstation:
    """The workstation as the program opens it, to look at what it holds."""
    return open_workstation(home, PASSWORD)


def case_ids(workstation: Workstation) -> dict[str, str]:
    """Ids by case number."""
    with workstation.store.read() as reader:
        return {str(record["number_text"]): record.id for record in reader.find("case")}


def logs_of(home: Path) -> list[str]:
    """The contents of all log entries the folder's database holds."""
    workstation = opened(home)
    try:
        with workstation.store.read() as reader:
            return [str(record["content"]) for record in reader.find("log_entry")]
    finally:
        workstation.close()


def register_the_cases(officer: Workstation) -> None:
    """One open case, one closed by its node, one that an import brought as closed, without the day."""
    office = officer.office
    for number in (MINE, CLOSED_CASE):
        office.register_case(NewCase(number, cause="买卖合同纠纷", filed_on=FILED))
    closing = NewEvent(case_ids(officer)[CLOSED_CASE], "enforcement-closed", CLOSED, {"method": "执行完毕"})
    office.record_progress(closing)


def day(value: date) -> str:
    """As a person types it."""
    return value.isoformat()
