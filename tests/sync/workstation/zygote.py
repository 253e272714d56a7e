"""Starts workstations and servers that a test may kill -9, by forking from a process that has imported everything.

A fresh interpreter takes more than a second; a fork some milliseconds. So fifty kills fit into a test.
Commands come as lines on standard input; every line on standard output is `KIND PID …`.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from central_server.bootstrap import running_server
from clerk_app.credentials.unlocking import sign_in, unlock
from clerk_app.local.store import LocalStore
from clerk_app.sync.api import ServerApi
from clerk_app.sync.engine import SyncEngine
from clerk_app.sync.failures import SyncFailure
from clerk_app.sync.session import SyncSession
from clerk_app.sync.transport import HttpTransport
from court_core.clock import SystemClock, instant_text
from court_core.ids import new_id

PASSWORD = "a long test password"


def say(*words: object) -> None:
    """One line in one write, so that lines of several processes never mix."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def serve(folder: str, port: str, database: str) -> None:
    """A server until it is killed."""
    with running_server(Path(folder), port=int(port), database=database or None) as server:
        say("serving", os.getpid(), server.api_url)
        time.sleep(600)


def work(home: str, url: str, case_id: str) -> None:
    """A workstation that writes, changes and synchronises without end, and says what it has saved."""
    draw = random.Random(os.getpid())
    transport = HttpTransport(url, stall_seconds=5)
    unlocked = unlock(Path(home), PASSWORD, find_keyring=lambda: None)
    clock = SystemClock()
    store = LocalStore.open(unlocked.database, unlocked.data_key, clock)
    session = SyncSession(unlocked.sign)
    engine = SyncEngine(store, session, transport)
    say("working", os.getpid())
    user_id = unlocked.profile.user_id
    while True:
        content = new_id()
        with store.write(user_id) as unit:
            unit.create(
                "log_entry",
                {
                    "case_id": case_id,
                    "work_date": "2026-11-19",
                    "entered_at": instant_text(clock.now()),
                    "officer_id": user_id,
                    "kind": "contact",
                    "content": content,
                    "visibility": "internal",
                },
            )
        say("saved", os.getpid(), content)
        with store.write(user_id) as unit:
            unit.update("case", case_id, {"cause": content})
        say("cause", os.getpid(), content)
        if draw.random() < 0.6:
            try:
                if session.current is None:
                    unlocked = sign_in(unlocked, PASSWORD, api=ServerApi(transport))
                    assert unlocked.session is not None
                    session.put(unlocked.session)
                report = engine.run_once()
                say("synced", os.getpid(), report.pushed)
            except SyncFailure as failure:
                say("failed", os.getpid(), failure.code)
                time.sleep(0.02)


JOBS = {"serve": serve, "work": work}


def main() -> None:
    """Fork for each command, and let the system reap the dead."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    say("ready", os.getpid())
    for line in sys.stdin:
        job, *arguments = line.rstrip("\n").split("\t")
        if os.fork() == 0:
            sys.stdin.close()
            try:
                JOBS[job](*arguments)
            finally:
                os._exit(1)


if __name__ == "__main__":
    main()
