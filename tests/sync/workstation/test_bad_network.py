"""What networks do: nothing is lost, nothing is doubled, and the reason is told in words."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pytest

from clerk_app.sync.failures import SyncFailure
from clerk_app.sync.transport import MAX_ANSWER_BYTES, HttpTransport
from tests.sync.workstation.bad_network import Trouble, answering, bad_network, http_answer
from tests.sync.workstation.conftest import Pair, on_both_databases

JSON = "application/json"


def reason(pair: Pair) -> SyncFailure:
    with pytest.raises(SyncFailure) as caught:
        pair.officer.sync()
    return caught.value


@on_both_databases
def test_an_answer_that_is_cut_is_asked_again_and_nothing_is_doubled(pair: Pair) -> None:
    """Story 1: the server commits, the reply is cut; the same bytes are sent again and answered from the store."""
    log = pair.officer.log(pair.case_id, "第一次谈话")
    with bad_network(pair.court.server.api_url) as network:
        pair.officer.connect(network.url, stall_seconds=5)
        for cut in (0, 30, 200):
            network.coming = [Trouble(cut_down=cut)]
            assert reason(pair).code == "sync.offline"
            pair.officer.connect(network.url, stall_seconds=5)
            assert pair.officer.pending == 1
        report = pair.officer.sync()
    assert report.pushed == 1
    pair.typist.sync()
    with pair.typist.store.read() as reader:
        assert [entry.id for entry in reader.find("log_entry")] == [log]


def test_a_network_that_cuts_at_random_drains_all_work(pair: Pair) -> None:
    draw = random.Random(20261120)
    written = [pair.officer.log(pair.case_id, f"第{number}次") for number in range(60)]
    with bad_network(pair.court.server.api_url) as network:
        for _ in range(40):
            pair.officer.connect(network.url, stall_seconds=3)
            network.coming = [
                draw.choice(
                    [
                        Trouble(cut_down=draw.randrange(6000)),
                        Trouble(cut_up=draw.randrange(60000)),
                        Trouble(refuse=True),
                        Trouble(),
                    ]
                )
                for _ in range(2)
            ]
            try:
                pair.officer.sync()
            except SyncFailure as failure:
                assert failure.code in ("sync.offline", "sync.answer-damaged")
            if draw.random() < 0.5:
                written.append(pair.officer.log(pair.case_id, "其间又写"))
        pair.officer.connect(pair.court.server.api_url)
        pair.officer.sync()
    pair.typist.sync()
    assert pair.officer.everything() == pair.typist.everything()
    with pair.typist.store.read() as reader:
        assert sorted(entry.id for entry in reader.find("log_entry")) == sorted(written)


def test_a_server_that_hangs_is_given_up_and_said(pair: Pair) -> None:
    with bad_network(pair.court.server.api_url) as network:
        network.coming = [Trouble(hang_down=0)]
        pair.officer.connect(network.url, stall_seconds=0.5)
        pair.officer.log(pair.case_id, "谈话")
        found = reason(pair)
    assert found.code == "sync.timeout"
    assert "录入照常" in found.remedy


def test_a_server_that_is_gone_is_said(pair: Pair) -> None:
    with bad_network(pair.court.server.api_url) as network:
        gone = network.url
    pair.officer.connect(gone)
    assert reason(pair).code == "sync.offline"


PORTAL = "<html><body>上网登录</body></html>".encode()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(
            http_answer("200 OK", "text/html; charset=utf-8", PORTAL), "sync.not-the-server", id="sign-in page"
        ),
        pytest.param(
            http_answer("302 Found", "text/html", b"", "Location: http://portal.example/login"),
            "sync.not-the-server",
            id="redirect",
        ),
        pytest.param(
            http_answer("511 Network Authentication Required", "text/html", PORTAL),
            "sync.not-the-server",
            id="network authentication",
        ),
        pytest.param(http_answer("403 Forbidden", "text/html", PORTAL), "sync.not-the-server", id="proxy refusal"),
        pytest.param(http_answer("200 OK", JSON, PORTAL), "sync.answer-damaged", id="page said to be json"),
        pytest.param(http_answer("200 OK", JSON, b'{"items": []'), "sync.answer-damaged", id="cut json"),
        pytest.param(http_answer("200 OK", JSON, b"{}"), "sync.answer-damaged", id="other json"),
        pytest.param(http_answer("200 OK", JSON, b'{"items":[]}', length=9999), "sync.offline", id="short body"),
        pytest.param(
            http_answer("500 Internal Server Error", "text/plain", b"oops"), "sync.server-fault", id="server error"
        ),
        pytest.param(http_answer("502 Bad Gateway", "text/html", PORTAL), "sync.server-fault", id="bad gateway"),
        pytest.param(http_answer("401 Unauthorized", "text/html", PORTAL), "sync.signed-out", id="session over"),
        pytest.param(http_answer("404 Not Found", JSON, b"[]"), "sync.refused", id="json of a stranger"),
        pytest.param(b"\x16\x03\x01 this is not HTTP at all\r\n\r\n", "sync.offline", id="no http"),
    ],
)
def test_what_is_not_our_servers_answer_is_not_taken(pair: Pair, answer: bytes, code: str) -> None:
    """Story 18, and the brief's bad input: HTML, wrong type, cut or foreign answers."""
    before = pair.officer.everything()
    with answering(answer) as url:
        pair.officer.connect(url, stall_seconds=3)
        found = reason(pair)
    assert found.code == code
    assert found.message and found.remedy
    assert pair.officer.everything() == before


def test_a_small_body_that_unpacks_to_a_gigabyte_is_refused(pair: Pair) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first, again = (packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = first + again * 1023  # each piece unpacks by itself to a megabyte
    assert len(packed) < MAX_ANSWER_BYTES // 16
    with answering(http_answer("200 OK", JSON, packed, "Content-Encoding: gzip")) as url:
        pair.officer.connect(url)
        assert reason(pair).code == "sync.answer-damaged"


def test_a_compressed_body_that_is_cut_is_refused(pair: Pair) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(b'{"items": [], "cursor": "x"' + b" " * 5000) + packer.flush()
    with answering(http_answer("200 OK", JSON, packed[: len(packed) // 2], "Content-Encoding: gzip")) as url:
        pair.officer.connect(url)
        assert reason(pair).code == "sync.answer-damaged"


def test_the_server_names_the_pause_it_wants(pair: Pair) -> None:
    answer = http_answer("503 Service Unavailable", "text/plain", b"", "Retry-After: 120")
    with answering(answer) as url:
        pair.officer.connect(url)
        assert reason(pair).retry_after == 120


def test_a_certificate_nobody_vouches_for_stops_the_upload(pair: Pair, tmp_path: Path) -> None:
    from tests.sync.workstation.certificates import https_server

    with https_server(tmp_path) as (url, ca_file):
        pair.officer.connect(url)
        assert reason(pair).code == "sync.certificate"
        trusted = HttpTransport(url, ca_file=ca_file)
        assert trusted.request("GET", "/healthz").status == 200
        trusted.close()
