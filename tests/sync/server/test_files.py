"""Files: resumable, checked, and only for who may see a record that names them (stories 13 and 16)."""

from __future__ import annotations

import hashlib

import httpx
import pytest

from court_core.protocol.blobs import CHUNK_BYTES, CHUNK_SHA256_HEADER, FILE_SIZE_HEADER
from court_core.protocol.messages import Operation
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import WireWorkstation

CONTENT = bytes(range(256)) * (CHUNK_BYTES // 256) + b"second chunk"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
CHUNKS = [CONTENT[:CHUNK_BYTES], CONTENT[CHUNK_BYTES:]]


def document(workstation: WireWorkstation, case_id: str, sha256: str = SHA256) -> Operation:
    return workstation.create(
        "document",
        {
            "case_id": case_id,
            "kind": "执行裁定书",
            "title": "执行裁定书",
            "status": "registered",
            "file_sha256": sha256,
            "file_name": "裁定书.docx",
            "file_size": len(CONTENT),
        },
    )


def put(
    workstation: WireWorkstation,
    position: int,
    content: bytes,
    sha256: str = SHA256,
    size: int = len(CONTENT),
    said: str = "",
) -> httpx.Response:
    headers = {
        **workstation.bearer,
        FILE_SIZE_HEADER: str(size),
        CHUNK_SHA256_HEADER: said or hashlib.sha256(content).hexdigest(),
    }
    return workstation.http.put(f"/api/v1/blobs/{sha256}/chunks/{position}", content=content, headers=headers)


def state(workstation: WireWorkstation, sha256: str = SHA256) -> httpx.Response:
    return workstation.get(f"/api/v1/blobs/{sha256}")


def test_a_file_is_sent_in_chunks_and_read_back(pair: Pair) -> None:
    officer = pair.officer
    officer.push(document(officer, pair.case_id))
    assert state(officer).json() == {"sha256": SHA256, "size": 0, "complete": False, "missing": []}
    assert put(officer, 1, CHUNKS[1]).json()["missing"] == [0]
    assert pair.typist.get(f"/api/v1/blobs/{SHA256}/chunks/0").json()["code"] == "sync.file-incomplete"
    # the line broke; what is there already stays
    assert state(officer).json()["missing"] == [0]
    assert put(officer, 0, CHUNKS[0]).json() == {
        "sha256": SHA256,
        "size": len(CONTENT),
        "complete": True,
        "missing": [],
    }
    assert put(officer, 0, CHUNKS[0]).json()["complete"]  # once more: harmless
    read = [pair.typist.get(f"/api/v1/blobs/{SHA256}/chunks/{n}") for n in range(2)]
    assert b"".join(answer.content for answer in read) == CONTENT
    assert read[1].headers[CHUNK_SHA256_HEADER] == hashlib.sha256(CHUNKS[1]).hexdigest()
    assert pair.typist.get(f"/api/v1/blobs/{SHA256}/chunks/2").status_code == 404


def test_a_damaged_chunk_is_refused_and_a_changed_original_found_at_the_end(pair: Pair) -> None:
    """Story 16."""
    officer = pair.officer
    officer.push(document(officer, pair.case_id))
    damaged = put(officer, 1, CHUNKS[1][:-1] + b"X", said=hashlib.sha256(CHUNKS[1]).hexdigest())
    assert (damaged.status_code, damaged.json()["code"]) == (400, "sync.chunk-wrong")
    assert put(officer, 1, CHUNKS[1][:-1]).json()["code"] == "sync.chunk-wrong"
    put(officer, 0, CHUNKS[0])
    changed = put(officer, 1, CHUNKS[1][:-1] + b"X")  # the original was changed on the disk under way
    assert (changed.status_code, changed.json()["code"]) == (409, "sync.file-damaged")
    assert state(officer).json() == {"sha256": SHA256, "size": 0, "complete": False, "missing": []}
    for position, chunk in enumerate(CHUNKS):
        assert put(officer, position, chunk).status_code == 200
    assert state(officer).json()["complete"]


def test_the_same_file_of_three_cases_is_sent_once_and_read_by_each(pair: Pair) -> None:
    """Story 16."""
    officer, second = pair.officer, pair.court.workstation("second")
    other = second.case("（2026）粤0103执13号")
    second.push(other, document(second, other.record_id))
    officer.push(document(officer, pair.case_id))
    for position, chunk in enumerate(CHUNKS):
        put(officer, position, chunk)
    assert state(second).json()["complete"]


def test_who_may_not_see_the_document_does_not_learn_that_there_is_one(pair: Pair) -> None:
    officer, court = pair.officer, pair.court
    officer.push(document(officer, pair.case_id))
    for position, chunk in enumerate(CHUNKS):
        put(officer, position, chunk)
    for login in ("second", "judge", "admin"):
        workstation = court.workstation(login)
        for answer in (
            state(workstation), workstation.get(f"/api/v1/blobs/{SHA256}/chunks/0"), put(workstation, 0, CHUNKS[0]),
        ):  # fmt: skip
            assert (answer.status_code, answer.json()["code"]) == (404, "sync.file-unknown"), login
    unknown = state(officer, "0" * 64)
    assert unknown.json()["code"] == "sync.file-unknown"
    assert pair.court.http.get(f"/api/v1/blobs/{SHA256}/chunks/0").status_code == 401


def test_the_file_goes_with_the_case(pair: Pair) -> None:
    officer, second = pair.officer, pair.court.workstation("second")
    officer.push(document(officer, pair.case_id))
    for position, chunk in enumerate(CHUNKS):
        put(officer, position, chunk)
    officer.push(officer.update("case", pair.case_id, 1, judge_id=(officer.user_id, second.user_id)))
    assert state(officer).status_code == 404
    assert state(second).json()["complete"]


def test_attachments_of_logs_and_both_sides_of_a_conflict_are_kept(pair: Pair) -> None:
    officer, typist = pair.officer, pair.typist
    one, two, three = (hashlib.sha256(bytes([n])).hexdigest() for n in range(3))
    doc = document(officer, pair.case_id, one)
    officer.push(doc, officer.log(pair.case_id, "附照片", attachments=[three]))
    officer.push(officer.update("document", doc.record_id, 1, file_sha256=(one, two)))
    result = typist.push_one(typist.update("document", doc.record_id, 1, file_sha256=(one, SHA256)))
    assert result.status == "conflict"
    for sha256 in (one, two, three, SHA256):
        assert state(officer, sha256).status_code == 200


@pytest.mark.parametrize(
    ("position", "size", "code"),
    [
        (2, len(CONTENT), "sync.chunk-wrong"),
        (0, 21 * 1024 * 1024, "sync.file-too-large"),
        (0, 0, "sync.file-too-large"),
    ],
)
def test_a_chunk_that_cannot_be_is_refused(pair: Pair, position: int, size: int, code: str) -> None:
    pair.officer.push(document(pair.officer, pair.case_id))
    assert put(pair.officer, position, CHUNKS[0], size=size).json()["code"] == code


def test_a_chunk_larger_than_a_chunk_is_not_even_read(pair: Pair) -> None:
    pair.officer.push(document(pair.officer, pair.case_id))
    answer = put(pair.officer, 0, b"x" * (CHUNK_BYTES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "sync.too-large")
