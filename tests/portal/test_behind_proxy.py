"""Whose word counts for where a visitor comes from: the proxy's that the administrator named, and nobody else's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, select

from central_server.bootstrap import make_court
from central_server.cli.command_line import main
from central_server.storage.published import look_up
from court_core.clock import SystemClock

PROXY, STRANGER = "127.0.0.1", "127.0.0.2"
VISITOR = "203.0.113.9"


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("behind-proxy")
    make_court(f"sqlite:///{folder / 'central.db'}", SystemClock(), "粤0103", "广州市荔湾区人民法院")
    return folder


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """`central-server serve` as its own process; the portal's address."""
    command = [sys.executable, "-m", "central_server", "serve", "--database", f"sqlite:///{folder / 'central.db'}",
               "--port", "0", *options]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["portal"]
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == 0


def noted_address(folder: Path, portal: str, from_address: str, forwarded: str) -> str:
    """Try a password from that address, with that header, and read what the portal noted about it."""
    transport = httpx.HTTPTransport(local_address=from_address, verify=False)
    with httpx.Client(base_url=portal, transport=transport) as visitor:
        answer = visitor.post(
            "/party",
            data={"case_number": "（2026）粤0103执1号", "password": "K7MP-2QHX-9FTD-R4WC"},
            headers={"X-Forwarded-For": forwarded},
        )
    assert answer.status_code == 403
    engine = create_engine(f"sqlite:///{folder / 'central-published.db'}")
    with engine.connect() as connection:
        found = connection.execute(select(look_up.c.address).order_by(look_up.c.at.desc())).scalars().first()
    engine.dispose()
    return str(found)


@pytest.mark.parametrize("option", [["--behind-proxy"], ["--behind-proxy", "127.0.0.1"], ["--behind-https"]])
def test_the_named_proxy_is_believed_and_nobody_else(court: Path, option: list[str]) -> None:
    with serving(court, *option) as portal:
        assert noted_address(court, portal, PROXY, VISITOR) == VISITOR
        assert noted_address(court, portal, STRANGER, VISITOR) == STRANGER
        # nginx appends whom it saw itself; what a visitor wrote before that is only what the visitor says.
        assert noted_address(court, portal, PROXY, f"198.51.100.1, {VISITOR}") == VISITOR


def test_without_the_switch_nobody_is_believed(court: Path) -> None:
    with serving(court) as portal:
        assert noted_address(court, portal, PROXY, VISITOR) == PROXY


def test_a_proxy_on_another_machine_takes_the_place_of_this_one(court: Path) -> None:
    with serving(court, "--behind-proxy", "127.0.0.2,10.1.0.0/16") as portal:
        assert noted_address(court, portal, PROXY, VISITOR) == PROXY
        assert noted_address(court, portal, STRANGER, VISITOR) == VISITOR


@pytest.mark.parametrize("wrong", ["proxy.court", "*", "0.0.0.0/0", "127.0.0.1,", "::/0"])
def test_an_address_that_is_none_or_everybodys_is_wrong_usage(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "--database", "sqlite:///none.db", "--behind-proxy", wrong])
    assert stopped.value.code == 2
    assert "--behind-proxy" in capsys.readouterr().err
