"""The stories that separate a toy from a sync (numbers as in the list of twenty-two)."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from central_server.bootstrap import running_server
from clerk_app.local.queries.waiting import refused_changes
from clerk_app.local.store import LocalStore
from clerk_app.sync.failures import SyncFailure
from clerk_app.sync.pending_export import export_pending
from clerk_app.sync.session import sender_of
from court_core.errors import CourtError
from court_core.protocol.pending_file import read_file
from tests.support.log_watch import LogWatch
from tests.sync.workstation.conftest import Pair, on_both_databases, shared_case
from tests.sync.workstation.stations import Court, Station, WorkClock


def settle(*stations: Station) -> None:
    for _ in range(2):
        for station in stations:
            station.sync()


def contents(station: Station) -> list[str]:
    with station.store.read() as reader:
        return sorted(str(entry["content"]) for entry in reader.find("log_entry"))


@on_both_databases
def test_7_a_cloned_disk_with_work_pending(pair: Pair, tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("batch does not fit")
    pair.officer.log(pair.case_id, "克隆前")
    pair.officer.copy_folder(tmp_path / "clone")
    clone = pair.court.station_from(tmp_path / "clone")
    pair.officer.log(pair.case_id, "原机")
    clone.log(pair.case_id, "克隆机")
    settle(pair.officer, clone, pair.officer, pair.typist)
    assert contents(pair.typist) == sorted(["克隆前", "原机", "克隆机"])
    for round_number in range(2):
        pair.officer.log(pair.case_id, f"原机再写{round_number}")
        clone.log(pair.case_id, f"克隆机再写{round_number}")
        settle(clone, pair.officer, pair.typist)
    assert len(contents(pair.typist)) == len(set(contents(pair.typist))) == 7
    assert pair.officer.everything() == clone.everything() == pair.typist.everything()


@contextmanager
def restarting_court(folder: Path) -> Iterator[tuple[Court, Path]]:
    """A court whose server a test stops, restores and starts again on the same port."""
    (folder / "server").mkdir()
    clock = WorkClock()
    with running_server(folder / "server", clock=clock) as server:
        server.admin.add_division("执行局")
        court = Court(folder, server, clock)
        officer, typist = court.station("he"), court.station("lin", roles=("typist",))
        shared_case(court, officer, typist)
        for station in court.stations:
            station.close()
    yield court, folder / "server"


@contextmanager
def served_again(court: Court, folder: Path, *, restored: bool = False) -> Iterator[tuple[Station, Station]]:
    """The same court, listening again on its former port."""
    port = int(court.server.api_url.rsplit(":", 1)[1])
    if restored:
        with running_server(folder, clock=court.clock, port=port) as server:
            server.admin.new_epoch()
    with running_server(folder, clock=court.clock, port=port) as server:
        court.server = server
        officer, typist = court.stations
        for station in (officer, typist):
            station.reopen()
            station.sign_in()
        try:
            yield officer, typist
        finally:
            for station in (officer, typist):
                station.close()


def test_8_a_server_restored_from_yesterdays_backup_gets_todays_work_back(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("server was restored")
    with restarting_court(tmp_path) as (court, folder):
        with served_again(court, folder) as (officer, typist):
            ((_, case_id),) = [key for key in officer.everything() if key[0] == "case"]
            officer.log(case_id, "昨天")
            settle(officer, typist)
        shutil.copytree(folder, tmp_path / "backup")
        with served_again(court, folder) as (officer, typist):
            officer.log(case_id, "今天已确认")
            officer.update("case", case_id, cause="今天改的案由")
            settle(officer, typist)
            typist.update("case", case_id, procedure="今天改的程序")
            settle(typist, officer)
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "backup", folder)
        with served_again(court, folder, restored=True) as (officer, typist):
            officer.log(case_id, "恢复后")
            settle(officer, typist, officer)
            assert officer.everything() == typist.everything()
            assert contents(typist) == sorted(["昨天", "今天已确认", "恢复后"])
            assert typist.value("case", case_id, "cause") == "今天改的案由"
            assert officer.value("case", case_id, "procedure") == "今天改的程序"
            assert officer.pending == typist.pending == 0


def test_8_also_when_the_archive_no_longer_joins_on(tmp_path: Path, log_watch: LogWatch) -> None:
    """The archive does not reach back to the backup: its operations are sent again one by one, known by their ids."""
    log_watch.expect("server was restored")
    with restarting_court(tmp_path) as (court, folder):
        shutil.copytree(folder, tmp_path / "backup")
        with served_again(court, folder) as (officer, typist):
            ((_, case_id),) = [key for key in officer.everything() if key[0] == "case"]
            for number in range(4):
                officer.log(case_id, f"第{number}次")
                officer.sync()
            with officer.store.write_connection() as connection:
                connection.exec_driver_sql("DELETE FROM batch WHERE sequence = (SELECT min(sequence) + 1 FROM batch)")
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "backup", folder)
        with served_again(court, folder, restored=True) as (officer, typist):
            settle(officer, typist, officer)
            assert officer.everything() == typist.everything()
            assert contents(typist) == ["第1次", "第2次", "第3次"]
            assert officer.pending == 0
            officer.log(case_id, "以后")
            officer.sync()
            assert officer.pending == 0


def test_9_a_workstation_restored_from_last_week(pair: Pair, tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("batch does not fit")
    pair.officer.log(pair.case_id, "上周未传")
    pair.officer.copy_folder(tmp_path / "image")
    settle(pair.officer, pair.typist)
    for day in range(3):
        pair.officer.log(pair.case_id, f"本周{day}")
        pair.officer.sync()
    pair.officer.close()
    restored = pair.court.station_from(tmp_path / "image")
    restored.log(pair.case_id, "恢复后")
    settle(restored, pair.typist, restored)
    assert contents(pair.typist) == sorted(["上周未传", "本周0", "本周1", "本周2", "恢复后"])
    assert restored.everything() == pair.typist.everything()
    pair.officer.reopen()


@on_both_databases
def test_10_offline_for_200_days_with_300_edits_pending(pair: Pair) -> None:
    gone = pair.officer.create("party", {"case_id": pair.case_id, "name": "张伟华", "role": "申请执行人"})
    settle(pair.officer, pair.typist)
    others = [shared_case(pair.court, pair.officer, pair.typist, number) for number in range(2, 5)]
    for number in range(300):
        pair.typist.update("case", others[number % 3], procedure=f"第{number}改")
    pair.officer.delete("party", gone)
    pair.officer.sync()
    pair.court.clock.instant += timedelta(days=200)
    pair.court.server.opened.prune()
    pair.officer.sign_in()
    pair.officer.update("case", others[0], cause="期间改")
    pair.officer.sync()
    pair.court.server.opened.prune()
    with pytest.raises(SyncFailure) as caught:
        pair.typist.sync()
    assert caught.value.status == 401
    pair.typist.sign_in()
    settle(pair.typist, pair.officer)
    assert pair.typist.everything() == pair.officer.everything()
    assert not pair.typist.has("party", gone)
    assert [pair.officer.value("case", case_id, "procedure") for case_id in others] == ["第297改", "第298改", "第299改"]
    assert pair.typist.pending == 0


def test_13_the_session_ends_in_the_middle_and_saving_goes_on(pair: Pair) -> None:
    pair.officer.log(pair.case_id, "登录期内")
    pair.court.clock.instant += timedelta(hours=13)
    with pytest.raises(SyncFailure) as caught:
        pair.officer.sync()
    assert caught.value.status == 401
    with pytest.raises(SyncFailure, match=r"sync\.no-session"):
        pair.officer.sync()
    pair.officer.log(pair.case_id, "登录过期后")
    assert pair.officer.pending == 2
    pair.officer.sign_in()
    pair.officer.sync()
    assert pair.officer.pending == 0


def test_13_the_work_of_one_is_never_sent_as_anothers(pair: Pair) -> None:
    with pair.officer.store.write("01900000-0000-7000-8000-00000000beef") as unit:
        unit.update("case", pair.case_id, {"cause": "别人录入的"})
    pair.officer.log(pair.case_id, "自己的")
    report = pair.officer.sync()
    assert (report.pushed, report.pending) == (1, 1)
    pair.typist.sync()
    assert pair.typist.value("case", pair.case_id, "cause") == "买卖合同纠纷"


@on_both_databases
def test_14_the_work_of_a_disabled_account_is_kept_and_can_be_carried_over(pair: Pair, tmp_path: Path) -> None:
    content = b"docx" * 300_000
    sha256 = pair.officer.store.blobs.put(content)
    document = pair.officer.create(
        "document",
        {
            "case_id": pair.case_id,
            "kind": "执行裁定书",
            "title": "裁定",
            "status": "registered",
            "file_sha256": sha256,
            "file_name": "裁定.docx",
            "file_size": len(content),
        },
    )
    pair.officer.log(pair.case_id, "停用前写的")
    pair.court.server.admin.disable_user("he")
    with pytest.raises(SyncFailure) as caught:
        pair.officer.sync()
    assert caught.value.status == 401
    assert pair.officer.pending == 2
    target = tmp_path / "stick" / "pending.json"
    target.parent.mkdir()
    unlocked = pair.officer.unlocked
    assert unlocked.session is not None
    assert export_pending(pair.officer.store, sender_of(unlocked.session), unlocked.sign, target) == 2
    assert pair.officer.pending == 2
    work, _ = read_file(target.read_bytes())
    assert [len(file.content) for file in work.files] == [len(content)]
    for _ in range(2):  # importing it twice changes nothing
        imported = pair.court.server.opened.pending.take(target.read_bytes())
        assert [result.status for reply in imported.replies for result in reply.results] == ["applied", "applied"]
    pair.typist.sync()
    assert contents(pair.typist) == ["停用前写的"]
    assert pair.typist.value("document", document, "file_name") == "裁定.docx"
    assert pair.typist.store.blobs.get(sha256) == content


def test_14_there_is_nothing_to_export_when_nothing_waits(pair: Pair, tmp_path: Path) -> None:
    unlocked = pair.officer.unlocked
    assert unlocked.session is not None
    with pytest.raises(CourtError, match=r"pending-file\.nothing"):
        export_pending(pair.officer.store, sender_of(unlocked.session), unlocked.sign, tmp_path / "x")


def test_a_cut_file_is_not_taken(pair: Pair, tmp_path: Path) -> None:
    pair.officer.log(pair.case_id, "x")
    unlocked = pair.officer.unlocked
    assert unlocked.session is not None
    target = tmp_path / "pending.json"
    export_pending(pair.officer.store, sender_of(unlocked.session), unlocked.sign, target)
    whole = target.read_bytes()
    for damaged in (whole[:-20], whole.replace(b'"content":"ey', b'"content":"eZ', 1), b"", b"{}"):
        with pytest.raises(CourtError, match=r"pending-file\.unreadable|sync\.signature-wrong"):
            pair.court.server.opened.pending.take(damaged)


def test_15_two_windows_sync_and_backup_and_nobody_reads_of_a_locked_database(pair: Pair, tmp_path: Path) -> None:
    first = pair.officer
    second = LocalStore.open(first.unlocked.database, first.unlocked.data_key, first.clock)
    stop = threading.Event()
    faults: list[BaseException] = []

    def repeat(job: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                while not stop.is_set():
                    job()
            except BaseException as fault:
                faults.append(fault)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def save(store: LocalStore) -> None:
        with store.write(first.user_id) as unit:
            unit.audit("look", "case", {})

    threads = [
        repeat(lambda: first.log(pair.case_id, "窗口一")),
        repeat(lambda: save(second)),
        repeat(first.sync),
        repeat(lambda: first.store.back_up(tmp_path / "backup.db")),
    ]
    stop.wait(4)
    stop.set()
    for thread in threads:
        thread.join(30)
    second.close()
    assert faults == []


def test_17_a_clock_two_years_ahead_orders_nothing_and_is_shown(pair: Pair) -> None:
    officer, typist = pair.officer, pair.typist
    wrong = WorkClock(pair.court.clock.instant + timedelta(days=730))
    officer.store.clock = wrong
    officer.store.exchange._clock = wrong
    log = officer.log(pair.case_id, "周五 23:59 写的", "2026-11-20")
    officer.update("case", pair.case_id, cause="时钟快两年时改的")
    report = officer.sync()
    assert report.skew_seconds == pytest.approx(730 * 86400, abs=60)
    typist.sync()
    typist.update("case", pair.case_id, cause="之后改的")
    typist.sync()
    wrong.instant = pair.court.clock.instant - timedelta(days=1)
    officer.sync()
    assert officer.value("case", pair.case_id, "cause") == "之后改的"
    assert typist.value("log_entry", log, "work_date") == "2026-11-20"
    assert typist.conflicts() == []


def test_19_the_disk_is_full_while_sealing_and_pulling_and_then_there_is_room(pair: Pair, log_watch: LogWatch) -> None:
    log_watch.expect("database refused")
    officer, typist = pair.officer, pair.typist
    for number in range(60):
        typist.update("case", pair.case_id, procedure="程" * 500 + str(number))
        officer.log(pair.case_id, "长" * 900)
    typist.sync()

    def limit(pages: int | None) -> None:
        with officer.store.write_connection() as connection:
            now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages or now}")

    limit(None)
    for _ in range(3):
        with pytest.raises(CourtError, match=r"store\.disk-full"):
            officer.sync()
    limit(1_000_000)
    settle(officer, typist)
    assert officer.pending == 0
    assert officer.everything() == typist.everything()
    assert len(contents(typist)) == 60


def test_a_text_far_too_long_is_refused_alone_and_kept(pair: Pair) -> None:
    officer = pair.officer
    officer.log(pair.case_id, "短的")
    officer.log(pair.case_id, "长" * 2_000_000)
    officer.log(pair.case_id, "也短")
    officer.sync()
    assert officer.pending == 0
    with officer.store.read() as reader:
        (refused,) = refused_changes(reader)
    assert len(str(refused.shown["content"])) == 2_000_000
    assert refused.message
    pair.typist.sync()
    assert contents(pair.typist) == sorted(["短的", "也短"])
