"""kill -9 of workstation and server at random points: nothing that was saved is lost, nothing is there twice."""

from __future__ import annotations

import contextlib
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from central_server.bootstrap import running_server
from court_core.clock import SystemClock
from tests.sync.workstation.conftest import shared_case
from tests.sync.workstation.stations import Court, Station, WorkClock

KILLS = 52
KILLS_ON_POSTGRESQL = 12


@dataclass
class Zygote:
    """Forks servers and workstations, and knows what they said."""

    process: subprocess.Popen[str]
    lines: queue.Queue[list[str]] = field(default_factory=queue.Queue)
    saved: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    synced: int = 0
    alive: dict[str, int] = field(default_factory=dict)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            words = line.split()
            if words[0] == "saved":
                self.saved.append(words[2])
            elif words[0] == "cause":
                self.causes.append(words[2])
            elif words[0] == "synced":
                self.synced += 1
            else:
                self.lines.put(words)

    def wait_for(self, kind: str) -> list[str]:
        while True:
            words = self.lines.get(timeout=60)
            if words[0] == kind:
                return words

    def wait_for_a_round(self) -> None:
        """Until the workstation has synchronised once more, at most some seconds."""
        before, ends = self.synced, time.monotonic() + 5
        while self.synced == before and time.monotonic() < ends:
            time.sleep(0.005)

    def start(self, name: str, said: str, *command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\t".join(command) + "\n")
        self.process.stdin.flush()
        self.alive[name] = int(self.wait_for(said)[1])

    def kill(self, name: str) -> None:
        os.kill(self.alive.pop(name), signal.SIGKILL)


@contextmanager
def zygote() -> Iterator[Zygote]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sync.workstation.zygote"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    found = Zygote(process)
    thread = threading.Thread(target=found.listen, daemon=True)
    thread.start()
    try:
        found.wait_for("ready")
        yield found
    finally:
        for pid in found.alive.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        process.wait(10)
        thread.join(10)
        process.stdout.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_random_points_nothing_is_lost_and_nothing_doubled(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else None
    kills = KILLS if url is None else KILLS_ON_POSTGRESQL
    folder = tmp_path / "server"
    folder.mkdir()
    with running_server(folder, database=url, clock=SystemClock()) as server:
        server.admin.add_division("执行局")
        court = Court(tmp_path, server, WorkClock(SystemClock().now()))
        officer, typist = court.station("he"), court.station("lin", roles=("typist",))
        case_id = shared_case(court, officer, typist)
        home, port = officer.home, int(server.api_url.rsplit(":", 1)[1])
        for station in court.stations:
            station.close()
    draw = random.Random(20261120)
    with zygote() as forks:
        forks.start("server", "serving", "serve", str(folder), str(port), url or "")
        forks.start("officer", "working", "work", str(home), f"http://127.0.0.1:{port}", case_id)
        for _ in range(kills):
            if draw.random() < 0.5:
                forks.wait_for_a_round()  # so that some kills fall between rounds and into the next one
            time.sleep(draw.uniform(0.0, 0.15))
            for name in draw.choice([("officer",), ("officer",), ("server",), ("officer", "server")]):
                forks.kill(name)
            if "server" not in forks.alive:
                forks.start("server", "serving", "serve", str(folder), str(port), url or "")
            if "officer" not in forks.alive:
                forks.start("officer", "working", "work", str(home), f"http://127.0.0.1:{port}", case_id)
        time.sleep(1.0)
        forks.kill("officer")
        forks.kill("server")
        time.sleep(0.1)
        saved, causes = list(forks.saved), list(forks.causes)
        assert len(saved) > kills / 2 and forks.synced > kills / 4
    with running_server(folder, database=url, clock=SystemClock(), port=port):
        check_nothing_lost(officer, typist, case_id, saved, causes)


def check_nothing_lost(officer: Station, typist: Station, case_id: str, saved: list[str], causes: list[str]) -> None:
    for station in (officer, typist):
        station.reopen()
        station.sign_in()
        station.sync()
    typist.sync()
    try:
        assert officer.pending == 0
        assert officer.everything() == typist.everything()
        with typist.store.read() as reader:
            contents = [str(entry["content"]) for entry in reader.find("log_entry")]
            assert len(contents) == len(set(contents))
            assert set(saved) <= set(contents)
            assert reader.find("conflict") == []
        # The last save before the last kill may have been answered to nobody; it can only be newer.
        last = typist.value("case", case_id, "cause")
        assert last == causes[-1] or last not in causes
        with officer.store.read() as reader:
            from clerk_app.local.audit_verdict import verify_audit

            assert verify_audit(reader, officer.unlocked.profile.server_public_key).state == "ok"
    finally:
        for station in (officer, typist):
            station.close()
