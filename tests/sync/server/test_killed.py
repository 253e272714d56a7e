"""The server is killed without warning while a workstation sends; afterwards nothing is lost and nothing doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central_server.bootstrap import running_server
from court_core.protocol.messages import BatchReply, EnrolRequest, Session
from tests.sync.server.wire import PASSWORD, MovingClock, Sealed, WireWorkstation

KILLS = 8
BATCHES = 60


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`central-server serve` as a process of its own."""
    process = subprocess.Popen(
        [
            sys.executable, "-W", "error", "-m", "central_server", "serve", "--port", "0",
            "--database", f"sqlite:///{folder / 'central.db'}", "--files", str(folder / "files"),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        yield process, json.loads(line)["api"]
    finally:
        process.kill()
        process.communicate()


def test_killed_eight_times_in_the_middle_of_sending(sqlite_folder: Path) -> None:
    dice = random.Random(20131120)
    key = Ed25519PrivateKey.generate()
    with running_server(sqlite_folder) as server:
        code = server.admin.enrolment_code("officer")
    unsent: list[Sealed] = []
    replies: dict[str, bytes] = {}
    workstation: WireWorkstation | None = None
    for round_number in range(KILLS + 1):
        with served(sqlite_folder) as (process, url), httpx.Client(base_url=url, timeout=20, verify=False) as http:
            if workstation is None:
                workstation = _enrol(http, key, code)
                unsent = _seal_everything(workstation)
            workstation.http = http
            if round_number < KILLS:
                threading.Timer(dice.uniform(0.02, 0.4), process.send_signal, [signal.SIGKILL]).start()
            _send(workstation, unsent, replies)
    assert unsent == []
    assert workstation is not None
    with running_server(sqlite_folder) as server, httpx.Client(base_url=server.api_url, verify=False) as http:
        workstation.http = http
        assert workstation.sign_in().status_code == 200
        workstation.rebuild()
        contents = [item.values["content"] for item in workstation.of_type("log_entry")]
        assert sorted(contents) == sorted(f"第{batch}批第{n}条" for batch in range(BATCHES) for n in range(10))
    for reply in replies.values():
        assert {result.status for result in msgspec.json.decode(reply, type=BatchReply).results} == {"applied"}


def _enrol(http: httpx.Client, key: Ed25519PrivateKey, code: str) -> WireWorkstation:
    request = EnrolRequest(
        code=code,
        login="officer",
        password=PASSWORD,
        device_name="PC",
        device_public_key=key.public_key().public_bytes_raw().hex(),
    )
    answer = http.post("/api/v1/enrol", content=msgspec.json.encode(request))
    assert answer.status_code == 200, answer.text
    return WireWorkstation(http, key, msgspec.json.decode(answer.content, type=Session), MovingClock())


def _seal_everything(workstation: WireWorkstation) -> list[Sealed]:
    case = workstation.case("（2026）粤0103执12号")
    sealed = [workstation.seal(workstation.batch([case]))]
    workstation.step(sealed[0])
    for number in range(BATCHES):
        logs = [workstation.log(case.record_id, f"第{number}批第{n}条", work_date="2026-03-03") for n in range(10)]
        sealed.append(workstation.seal(workstation.batch(logs)))
        workstation.step(sealed[-1])
    return sealed


def _send(workstation: WireWorkstation, unsent: list[Sealed], replies: dict[str, bytes]) -> None:
    """Send in order until all is acknowledged or the line breaks."""
    while unsent:
        try:
            answer = workstation.send(unsent[0])
        except httpx.TransportError:
            return
        assert answer.status_code == 200, answer.text
        replies[unsent[0].sha256] = answer.content
        del unsent[0]


def test_terminated_it_answers_what_was_asked_and_stops(sqlite_folder: Path) -> None:
    with served(sqlite_folder) as (process, url):
        assert httpx.get(f"{url}/healthz", verify=False).json()["status"] == "ok"
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "服务器已停止" in output
        assert "Traceback" not in errors
