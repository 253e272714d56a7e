"""What the computer administrator does on Friday afternoon, at the demonstration's hour."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from central_server.bootstrap import QUICK_HASHING, CentralServer, open_server
from central_server.services.publishing.release import DocumentsReleased, LogsReleased
from central_server.services.publishing.release_calendar import Month
from court_core.rules.week import Week
from demo.home import DemoHome


@contextmanager
def administering(home: DemoHome) -> Iterator[CentralServer]:
    """The court's databases beside the running server."""
    opened = open_server(home.database, home.published, files=home.files, clock=home.clock, hasher=QUICK_HASHING)
    try:
        yield opened
    finally:
        opened.close()


def release_week(home: DemoHome, week: Week) -> LogsReleased:
    """Release the week's logs as of the court's clock."""
    with administering(home) as opened:
        return opened.releases.release_logs(week)


def release_documents(home: DemoHome, month: Month) -> DocumentsReleased:
    """Publish what passed review, and the notices, as of the court's clock."""
    with administering(home) as opened:
        return opened.releases.release_documents(month)


def party_password(home: DemoHome, case_number: str, party: str) -> str:
    """A party's password, as it is printed on the notice."""
    with administering(home) as opened:
        return opened.party_access.issue(case_number, party).password


def release_by_command(home: DemoHome, week: Week) -> dict[str, object]:
    """`central-server release logs`, the command itself: run after a release it finds nothing more to do."""
    command = [
        sys.executable, "-m", "central_server", "release", "logs", "--week", week.text, "--json",
        "--database", home.database, "--published-database", home.published, "--files", str(home.files),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    answer: dict[str, object] = json.loads(done.stdout)
    return answer
