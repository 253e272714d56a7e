"""A cable that is pulled in the middle of a request is no fault of the server: one quiet line, and nothing applied."""

from __future__ import annotations

import logging
import socket
import struct
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.sync.server.wire import WireCourt, WireWorkstation

QUIET = "a client left before its request was complete"


@pytest.fixture
def officer(sqlite_court: WireCourt) -> WireWorkstation:
    return sqlite_court.workstation("officer")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO):
        caplog.clear()
        yield caplog


def leave_half_way(url: str, head: str, begun: bytes, *, reset: bool) -> None:
    """Send the head, which promises more than `begun`, and go: with a reset as a pulled cable, or with a plain close."""
    place = urlsplit(url)
    assert place.hostname
    with socket.create_connection((place.hostname, place.port or 80), timeout=10) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + begun)
        time.sleep(0.2)  # let the server begin to read the body before the line goes dead
        if reset:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def wait_for_a_line(lines: pytest.LogCaptureFixture) -> None:
    ends = time.monotonic() + 10
    while not lines.records and time.monotonic() < ends:
        time.sleep(0.02)


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
def test_a_batch_cut_off_half_way_is_one_quiet_line_and_nothing_applied(
    officer: WireWorkstation, sqlite_court: WireCourt, lines: pytest.LogCaptureFixture, reset: bool
) -> None:
    sealed = officer.seal(officer.batch([officer.case("（2026）粤0103执1号")]))
    headers = "".join(f"{name}: {value}\n" for name, value in {**officer.bearer, **sealed.headers}.items())
    head = f"POST /api/v1/batches HTTP/1.1\nHost: court\n{headers}Content-Length: {len(sealed.body)}\n\n"
    leave_half_way(sqlite_court.server.api_url, head, sealed.body[: len(sealed.body) // 2], reset=reset)
    wait_for_a_line(lines)
    told = [record for record in lines.records if record.name.startswith("central_server")]
    assert [(record.levelname, record.getMessage()) for record in told] == [("INFO", QUIET)]
    assert officer.get("/api/v1/device").json()["last_sequence"] == 0
    assert officer.send(sealed).status_code == 200, "the same bytes are taken when they come whole"


def test_a_file_cut_off_half_way(
    officer: WireWorkstation, sqlite_court: WireCourt, lines: pytest.LogCaptureFixture
) -> None:
    (authorization,) = officer.bearer.values()
    head = (
        f"PUT /api/v1/blobs/{'a' * 64}/chunks/0 HTTP/1.1\nHost: court\nAuthorization: {authorization}\n"
        "Transfer-Encoding: chunked\nX-File-Size: 100\n\n"
    )
    leave_half_way(sqlite_court.server.api_url, head, b"10\r\n0123456789abcdef\r\n", reset=True)
    wait_for_a_line(lines)
    assert [(r.levelname, r.getMessage()) for r in lines.records if r.name.startswith("central")] == [("INFO", QUIET)]


def test_a_form_of_the_portal_cut_off_half_way_tells_nothing_of_who_wrote_it(
    sqlite_court: WireCourt, lines: pytest.LogCaptureFixture
) -> None:
    head = "POST /party HTTP/1.1\nHost: court\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 300\n\n"
    leave_half_way(sqlite_court.server.portal_url, head, b"case_number=%EF%BC%882026&password=K7MP", reset=True)
    wait_for_a_line(lines)
    assert [(r.levelname, r.getMessage()) for r in lines.records if r.name.startswith("central")] == [("INFO", QUIET)]
    assert "K7MP" not in lines.text


def test_who_leaves_during_a_download_is_not_worth_a_line(
    sqlite_court: WireCourt, lines: pytest.LogCaptureFixture
) -> None:
    for path in ("/static/portal.css", "/documents", "/party"):
        head = f"GET {path} HTTP/1.1\nHost: court\n\n"
        leave_half_way(sqlite_court.server.portal_url, head, b"", reset=True)
    assert not [record for record in lines.records if record.name.startswith("central")]
