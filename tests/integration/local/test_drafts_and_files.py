"""Drafts that survive, and files in chunks that can be resumed."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection

from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from court_core.protocol.blobs import CHUNK_BYTES
from tests.integration.local.conftest import KEY, USER, TickingClock, new_case


def test_a_draft_is_there_after_a_restart(path: Path, clock: TickingClock) -> None:
    store = LocalStore.open(path, KEY, clock)
    store.drafts.put("log/1/2026-11-20", "到现场")
    store.drafts.put("log/1/2026-11-20", "到现场查封")
    store.drafts.put("form/case", "x")
    store.close()
    store = LocalStore.open(path, KEY, clock)
    assert store.drafts.get("log/1/2026-11-20") == "到现场查封"
    assert store.drafts.all("log/") == {"log/1/2026-11-20": "到现场查封"}
    store.drafts.remove("log/1/2026-11-20")
    assert store.drafts.get("log/1/2026-11-20") is None
    store.close()


def test_while_the_disk_is_tried_a_reader_sees_the_words_and_not_what_stood_there_before(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen reads on a thread of its own, and the disk may take long to refuse."""
    store.drafts.put("log/1", "旧")
    seen: list[object] = []
    written = store.drafts._write

    def slow(connection: Connection, key: str, text: str | None) -> None:
        written(connection, key, text)
        reader = threading.Thread(target=lambda: seen.extend((store.drafts.get("log/1"), store.drafts.all())))
        reader.start()
        reader.join()
        raise CourtError("store.disk-full")

    monkeypatch.setattr(store.drafts, "_write", slow)
    with pytest.raises(CourtError):
        store.drafts.put("log/1", "新")
    monkeypatch.undo()
    assert seen == ["新", {"log/1": "新"}]
    assert (store.drafts.get("log/1"), dict(store.drafts.unkept)) == ("新", {"log/1": "新"})


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES - 1])
def test_a_file_comes_back_as_it_was(store: LocalStore, size: int) -> None:
    content = bytes(at % 251 for at in range(1000)) * (size // 1000) + b"x" * (size % 1000)
    sha256 = store.blobs.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert store.blobs.get(sha256) == content


def test_the_same_file_of_three_cases_is_kept_once(store: LocalStore) -> None:
    first = store.blobs.put(b"docx" * 1000)
    assert store.blobs.put(b"docx" * 1000) == first
    assert store.blobs.total_bytes() == 4000
    assert len(store.blobs.to_upload()) == 1


def test_a_file_beyond_the_limit_is_refused(store: LocalStore) -> None:
    with pytest.raises(CourtError, match=r"file\.too-large"):
        store.blobs.put(bytes(20 * 1024 * 1024 + 1))


def test_fetching_resumes_behind_the_chunks_that_came(store: LocalStore) -> None:
    content = b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c" * 10
    sha256 = hashlib.sha256(content).hexdigest()
    assert store.blobs.expect(sha256, len(content)) == [0, 1, 2]
    store.blobs.add_chunk(sha256, 1, content[CHUNK_BYTES : 2 * CHUNK_BYTES])
    assert store.blobs.get(sha256) is None
    assert store.blobs.expect(sha256, len(content)) == [0, 2]
    store.blobs.add_chunk(sha256, 0, content[:CHUNK_BYTES])
    store.blobs.add_chunk(sha256, 2, content[2 * CHUNK_BYTES :])
    assert store.blobs.complete(sha256)
    assert store.blobs.get(sha256) == content


def test_fetched_chunks_that_do_not_make_the_file_are_thrown_away(store: LocalStore) -> None:
    sha256 = hashlib.sha256(b"right").hexdigest()
    store.blobs.expect(sha256, 5)
    store.blobs.add_chunk(sha256, 0, b"wrong")
    assert not store.blobs.complete(sha256)
    assert store.blobs.expect(sha256, 5) == [0]


def test_files_named_by_records_and_not_here_are_known(store: LocalStore) -> None:
    case_id = new_case(store)
    here = store.blobs.put(b"here")
    with store.write(USER) as unit:
        for sha256 in ("e" * 64, here):
            unit.create(
                "document",
                {
                    "case_id": case_id,
                    "kind": "执行裁定书",
                    "title": "裁定",
                    "status": "registered",
                    "file_sha256": sha256,
                },
            )
        unit.create(
            "log_entry",
            {"case_id": case_id, "work_date": "2026-11-20", "content": "附照片", "attachments": ["f" * 64, here]},
        )
        unit.create("log_entry", {"case_id": case_id, "work_date": "2026-11-20", "content": "无", "attachments": []})
    assert store.blobs.named_and_missing(10) == ["f" * 64, "e" * 64]
    assert store.blobs.named_and_missing(1) == ["f" * 64]
