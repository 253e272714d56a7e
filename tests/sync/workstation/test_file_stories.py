"""Stories of files on their way: cut, damaged, refused, shared by three cases (story 16)."""

from __future__ import annotations

import logging

import pytest

from clerk_app.sync.failures import SyncFailure
from court_core.protocol.blobs import CHUNK_BYTES
from tests.sync.workstation.bad_network import Trouble, bad_network
from tests.sync.workstation.conftest import Pair, shared_case


def test_16_a_file_resumes_after_a_cut_and_belongs_to_three_cases(pair: Pair, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="central_server.api.refusals")  # the server tells of the cut as a fault
    content = bytes(range(256)) * (3 * CHUNK_BYTES // 256) + b"tail"
    sha256 = pair.officer.store.blobs.put(content)
    cases = [pair.case_id, *(shared_case(pair.court, pair.officer, pair.typist, number) for number in (2, 3))]
    for case_id in cases:
        pair.officer.create(
            "document",
            {"case_id": case_id, "kind": "裁定书", "title": "裁定", "status": "registered", "file_sha256": sha256},
        )
    with bad_network(pair.court.server.api_url) as network:
        for cut in (6_000_000, 5_000_000):
            network.coming = [Trouble(cut_up=cut)]
            pair.officer.connect(network.url, stall_seconds=5)
            with pytest.raises(SyncFailure, match=r"sync\.offline"):
                pair.officer.sync()
        pair.officer.connect(network.url)
        assert pair.officer.sync().files_sent == 1
        network.coming = [Trouble(cut_down=6_000_000)]
        pair.typist.connect(network.url, stall_seconds=5)
        with pytest.raises(SyncFailure, match=r"sync\.offline"):
            pair.typist.sync()
        pair.typist.connect(network.url)
        assert pair.typist.sync().files_fetched == 1
    assert pair.typist.store.blobs.get(sha256) == content
    assert pair.officer.store.blobs.to_upload() == []


def test_16_a_file_damaged_on_its_way_is_sent_again(pair: Pair) -> None:
    officer = pair.officer
    content = b"a" * CHUNK_BYTES + b"b" * 100
    sha256 = officer.store.blobs.put(content)
    officer.create(
        "document",
        {
            "case_id": pair.case_id,
            "kind": "裁定书",
            "title": "裁定",
            "status": "registered",
            "file_sha256": sha256,
        },
    )
    real = officer.transport.request
    spoilt: list[str] = []

    def request(method: str, path: str, **more: object) -> object:
        if path.endswith("chunks/1") and not spoilt:
            spoilt.append(path)
            more["body"] = b"x" * 100
        return real(method, path, **more)  # type: ignore[arg-type]

    officer.transport.request = request  # type: ignore[method-assign, assignment]
    assert officer.sync().files_sent == 0
    (waiting,) = officer.store.blobs.to_upload()
    assert waiting.problem
    assert officer.sync().files_sent == 1
    pair.typist.sync()
    assert pair.typist.store.blobs.get(sha256) == content


def test_a_file_whose_record_was_refused_holds_back_no_other(pair: Pair) -> None:
    officer = pair.officer
    officer.store.blobs.put(b"orphan")
    kept = officer.store.blobs.put(b"kept")
    officer.create(
        "document",
        {
            "case_id": pair.case_id,
            "kind": "裁定书",
            "title": "裁定",
            "status": "registered",
            "file_sha256": kept,
        },
    )
    assert officer.sync().files_sent == 1
    assert [file.size for file in officer.store.blobs.to_upload()] == [6]


def test_an_old_original_goes_with_the_docx_made_of_it(pair: Pair) -> None:
    """Whoever works on it next reads the same words at the same places, with LibreOffice or without."""
    officer = pair.officer
    original, made = officer.store.blobs.put(b"old original"), officer.store.blobs.put(b"made of it")
    officer.create(
        "document",
        {
            "case_id": pair.case_id,
            "kind": "裁定书",
            "title": "裁定",
            "status": "registered",
            "file_sha256": original,
            "file_name": "裁定书.doc",
            "docx_sha256": made,
        },
    )
    assert officer.sync().files_sent == 2
    assert pair.typist.sync().files_fetched == 2
    assert [pair.typist.store.blobs.get(sha256) for sha256 in (original, made)] == [b"old original", b"made of it"]
