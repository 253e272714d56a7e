"""The disk, the folder and other programs: told as CourtErrors, and afterwards all goes on without a restart."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from clerk_app.local import store as store_module
from clerk_app.local.engine import connect_keyed
from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from tests.integration.local.conftest import KEY, USER, TickingClock, case_values, new_case
from tests.support.log_watch import LogWatch


def limit_pages(store: LocalStore, pages: int) -> None:
    """As if the disk were full: SQLite then answers SQLITE_FULL, the same as for ENOSPC."""
    with store.write_connection() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def pages_now(store: LocalStore) -> int:
    with store.read() as reader:
        return int(reader.connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def test_a_full_disk_refuses_the_save_and_lets_go_when_there_is_room(store: LocalStore, log_watch: LogWatch) -> None:
    new_case(store, 1)
    limit_pages(store, pages_now(store))
    log_watch.expect("database refused")
    with pytest.raises(CourtError) as caught, store.write(USER) as unit:
        for number in range(2, 400):
            unit.create("case", case_values(number, cause="案由" * 200))
    assert caught.value.code == "store.disk-full"
    assert "清理磁盘" in caught.value.remedy
    with store.read() as reader:
        assert len(reader.find("case")) == 1
    with pytest.raises(CourtError):
        store.drafts.put("log/1", "字" * 100_000)
    with pytest.raises(CourtError):
        store.blobs.put(b"x" * 5_000_000)
    limit_pages(store, 1_000_000)
    new_case(store, 2)
    store.drafts.put("log/1", "字" * 100_000)
    with store.read() as reader:
        assert len(reader.find("case")) == 2


def test_a_truly_full_disk_is_survived(tmp_path: Path, clock: TickingClock, log_watch: LogWatch) -> None:
    """On a small tmpfs where the machine lets us mount one; the story of the page limit stands in for it elsewhere."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode != 0:
        return
    try:
        log_watch.expect("database refused")
        store = LocalStore.open(small / "clerk.db", KEY, clock)
        new_case(store, 1)
        filler = small / "filler"
        with pytest.raises(OSError), filler.open("wb") as file:
            while True:
                file.write(b"x" * 65536)
                file.flush()
        with pytest.raises(CourtError) as caught:
            for number in range(2, 400):
                new_case(store, number, cause="案由" * 500)
        assert caught.value.code in ("store.disk-full", "store.disk-fault")
        filler.unlink()
        new_case(store, 999)
        with store.read() as reader:
            assert any(record["number"] == 999 for record in reader.find("case"))
        store.close()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_another_program_that_holds_the_database_is_waited_for(
    store: LocalStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = connect_keyed(path, KEY)
    holder.execute("BEGIN IMMEDIATE")
    threading.Timer(0.4, lambda: holder.execute("COMMIT")).start()
    started = time.monotonic()
    new_case(store, 1)
    assert time.monotonic() - started >= 0.3
    holder.close()


def test_a_program_that_never_lets_go_is_told_as_such(
    store: LocalStore, path: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    monkeypatch.setattr(store_module, "PATIENCE_SECONDS", 0.1)
    log_watch.expect("database refused")
    with store.write_connection() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    holder = connect_keyed(path, KEY)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(CourtError) as caught:
        new_case(store, 1)
    assert caught.value.code == "store.busy"
    holder.execute("ROLLBACK")
    holder.close()
    new_case(store, 1)


def test_a_page_that_was_changed_on_disk_is_found(path: Path, clock: TickingClock, log_watch: LogWatch) -> None:
    log_watch.expect("database refused")
    store = LocalStore.open(path, KEY, clock)
    with store.write(USER) as unit:
        for number in range(200):
            unit.create("case", case_values(number))
    store.close()
    content = bytearray(path.read_bytes())
    for at in range(8192, len(content), 4096):
        content[at + 2000] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(CourtError) as caught:
        store = LocalStore.open(path, KEY, clock)
        with store.read() as reader:
            reader.find("case")
    assert caught.value.code == "store.damaged"
    store.close()


def test_what_was_saved_survives_kill_9(tmp_path: Path) -> None:
    """Saves and drafts that were answered are there after the process is killed at any moment."""
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from clerk_app.local.store import LocalStore
        from court_core.clock import SystemClock
        from tests.integration.local.conftest import KEY, USER, case_values

        store = LocalStore.open(Path(sys.argv[1]), KEY, SystemClock())
        number = int(sys.argv[2])
        while True:
            number += 1
            with store.write(USER) as unit:
                unit.create("case", case_values(number))
            store.drafts.put("cell", str(number))
            print(number, flush=True)
        """
    )
    path = tmp_path / "clerk.db"
    answered = 0
    for round_number in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(path), str(answered + 1000 * round_number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for _ in range(7 + round_number):
            answered = int(process.stdout.readline())
        process.kill()
        tail = process.stdout.read().split()
        answered = int(tail[-1]) if tail and tail[-1].isdigit() else answered
        process.wait()
        process.stdout.close()
        store = LocalStore.open(path, KEY, TickingClock())
        with store.read() as reader:
            numbers = {record["number"] for record in reader.find("case")}
        assert answered in numbers
        draft = store.drafts.get("cell")
        assert draft is not None and int(draft) >= answered
        store.close()
