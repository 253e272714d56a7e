"""Opening the officer's database: each way it can fail is told apart, and nothing is changed by looking."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from clerk_app.local import schema
from clerk_app.local.engine import check_driver, connect_keyed
from clerk_app.local.folder import FolderLock, file_system_of
from clerk_app.local.key_check import check_path
from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from tests.integration.local.conftest import KEY, OTHER_KEY, TickingClock, new_case
from tests.support.log_watch import LogWatch


def refusal(path: Path, key: bytes, clock: TickingClock) -> str:
    with pytest.raises(CourtError) as caught:
        LocalStore.open(path, key, clock).close()
    return caught.value.code


def test_the_file_is_encrypted_and_what_was_saved_is_there_again(path: Path, clock: TickingClock) -> None:
    store = LocalStore.open(path, KEY, clock)
    case_id = new_case(store)
    store.close()
    content = path.read_bytes()
    assert b"SQLite format" not in content
    assert "买卖合同".encode() not in content
    store = LocalStore.open(path, KEY, clock)
    with store.read() as reader:
        record = reader.get("case", case_id)
    store.close()
    assert record is not None and record["cause"] == "买卖合同纠纷"


def test_the_driver_is_new_enough_for_two_connections() -> None:
    check_driver()


def test_every_connection_has_the_pragmas_that_keep_work_safe(store: LocalStore) -> None:
    with store.write_connection() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
        }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "recursive_triggers": 1,
        }
    with store.read() as reader:
        assert reader.connection.exec_driver_sql("PRAGMA query_only").scalar_one() == 1


def test_a_wrong_key_is_a_wrong_key(path: Path, clock: TickingClock) -> None:
    LocalStore.open(path, KEY, clock).close()
    assert refusal(path, OTHER_KEY, clock) == "store.wrong-key"


def test_a_damaged_first_page_is_damage_and_not_a_wrong_key(path: Path, clock: TickingClock) -> None:
    LocalStore.open(path, KEY, clock).close()
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(100)
    path.write_bytes(content)
    assert refusal(path, KEY, clock) == "store.damaged"


def test_without_the_check_value_damage_and_wrong_key_cannot_be_told_apart(path: Path, clock: TickingClock) -> None:
    LocalStore.open(path, KEY, clock).close()
    check_path(path).unlink()
    assert refusal(path, OTHER_KEY, clock) == "store.unreadable"
    LocalStore.open(path, KEY, clock).close()  # the right key opens it and writes the value again
    assert refusal(path, OTHER_KEY, clock) == "store.wrong-key"


def test_a_plain_sqlite_file_is_not_taken_for_ours(path: Path, clock: TickingClock) -> None:
    path.parent.mkdir()
    plain = dbapi2.connect(str(path))
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    assert refusal(path, KEY, clock) == "store.plain-file"


def test_an_emptied_database_is_not_opened_as_a_new_one(path: Path, clock: TickingClock) -> None:
    LocalStore.open(path, KEY, clock).close()
    path.write_bytes(b"")
    assert refusal(path, KEY, clock) == "store.lost"
    path.unlink()
    assert refusal(path, KEY, clock) == "store.lost"


def test_another_programs_encrypted_file_is_refused(path: Path, clock: TickingClock) -> None:
    path.parent.mkdir()
    foreign = connect_keyed(path, KEY)
    foreign.execute("CREATE TABLE t (a)")
    foreign.close()
    assert refusal(path, KEY, clock) == "store.foreign-file"


def test_a_newer_database_is_refused_unchanged(path: Path, clock: TickingClock) -> None:
    LocalStore.open(path, KEY, clock).close()
    newer = connect_keyed(path, KEY)
    newer.execute(f"PRAGMA user_version = {schema.LOCAL_SCHEMA + 1}")
    newer.close()
    before = path.read_bytes()
    assert refusal(path, KEY, clock) == "store.newer"
    assert path.read_bytes() == before


def test_a_kill_while_the_database_is_made_leaves_none(path: Path, clock: TickingClock) -> None:
    path.parent.mkdir()
    path.with_name("clerk.db.new").write_bytes(b"half of a database")
    store = LocalStore.open(path, KEY, clock)
    new_case(store)
    store.close()


def test_plaintext_cannot_be_exported_through_attach(store: LocalStore, tmp_path: Path) -> None:
    with store.write_connection() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
            raw.execute(f"ATTACH '{tmp_path / 'plain.db'}' AS plain KEY ''")


def test_the_key_stands_in_no_message_and_no_log(
    path: Path, clock: TickingClock, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    store = LocalStore.open(path, KEY, clock)
    store.close()
    texts = []
    for key in (OTHER_KEY, KEY[::-1]):
        check_path(path).unlink(missing_ok=True)
        with pytest.raises(CourtError) as caught:
            LocalStore.open(path, key, clock)
        texts += [str(caught.value), caught.value.full_message, repr(caught.value)]
    output = capfd.readouterr()
    everything = "\n".join([*texts, caplog.text, output.out, output.err]).lower()
    for key in (KEY, OTHER_KEY, KEY[::-1]):
        assert key.hex() not in everything


def test_a_second_window_on_the_folder_is_refused(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.acquire()
    with pytest.raises(CourtError, match=r"store\.second-window"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//srv/share /mnt/share cifs rw 0 0
srv:/home /home/net nfs4 rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
host:/x /mnt/with\\040space fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/he/clerk", "ext4"),
        ("/mnt/share/clerk", "cifs"),
        ("/home/net/he", "nfs4"),
        ("/mnt/share/local/clerk", "ext4"),
        ("/mnt/with space/clerk", "fuse.sshfs"),
        ("/mnt/shared", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_its_nearest_mount(folder: str, kind: str) -> None:
    assert file_system_of(Path(folder), MOUNTS) == kind


def test_a_folder_on_a_network_share_is_refused(
    path: Path, clock: TickingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clerk_app.local.folder._on_network", lambda _: True)
    assert refusal(path, KEY, clock) == "store.network-share"


def test_a_database_made_read_only_is_told_as_such(path: Path, clock: TickingClock, log_watch: LogWatch) -> None:
    store = LocalStore.open(path, KEY, clock)
    with store.write_connection() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    log_watch.expect("database refused")
    with pytest.raises(CourtError) as caught:
        new_case(store)
    store.close()
    assert caught.value.code == "store.read-only"
