"""Backups: encrypted, verified, made while work goes on; and putting one back."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerk_app.local import backup
from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from tests.integration.local.conftest import KEY, OTHER_KEY, TickingClock, new_case


def test_a_backup_is_encrypted_and_holds_all_work(store: LocalStore, tmp_path: Path, clock: TickingClock) -> None:
    case_id = new_case(store)
    target = tmp_path / "stick" / "copy.db"
    store.back_up(target)
    assert b"SQLite format" not in target.read_bytes()
    copy = LocalStore.open(target, KEY, clock)
    with copy.read() as reader:
        assert reader.get("case", case_id) is not None
    assert copy.exchange.pending() == 1
    copy.close()


def test_a_backup_of_a_busy_database_disturbs_nobody(store: LocalStore, tmp_path: Path) -> None:
    stop = threading.Event()
    faults: list[BaseException] = []

    def save() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                new_case(store, number)
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=save)
    thread.start()
    for number in range(5):
        store.back_up(tmp_path / f"{number}.db")
    stop.set()
    thread.join()
    assert faults == []
    assert all(backup.is_sound(tmp_path / f"{number}.db", KEY) for number in range(5))


def test_a_damaged_backup_is_not_put_back(store: LocalStore, path: Path, tmp_path: Path) -> None:
    new_case(store)
    target = tmp_path / "copy.db"
    store.back_up(target)
    store.close()
    content = bytearray(target.read_bytes())
    content[5000] ^= 1
    target.write_bytes(content)
    assert not backup.is_sound(target, KEY)
    with pytest.raises(CourtError, match=r"store\.backup-failed"):
        backup.restore(target, path, KEY)
    with pytest.raises(CourtError, match=r"store\.backup-failed"):
        backup.restore(target, path, OTHER_KEY)


def test_putting_a_backup_back_keeps_the_damaged_file(path: Path, tmp_path: Path, clock: TickingClock) -> None:
    store = LocalStore.open(path, KEY, clock)
    case_id = new_case(store)
    target = tmp_path / "copy.db"
    store.back_up(target)
    store.close()
    path.write_bytes(b"\x00" * 4096)
    kept = backup.restore(target, path, KEY)
    assert kept is not None and kept.read_bytes() == b"\x00" * 4096
    store = LocalStore.open(path, KEY, clock)
    with store.read() as reader:
        assert reader.get("case", case_id) is not None
    store.close()


def test_one_backup_a_day_and_the_last_seven_are_kept(store: LocalStore, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for day in range(1, 11):
        now = datetime(2026, 11, day, 1, tzinfo=UTC)
        assert backup.daily_backup(path, folder, KEY, now) is not None
        assert backup.daily_backup(path, folder, KEY, now) is None
    assert [file.name for file in sorted(folder.glob("*.db"))] == [f"clerk-202611{day:02}.db" for day in range(4, 11)]
