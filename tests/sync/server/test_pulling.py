"""Pulling: nothing is skipped, nothing beyond the scope is given out (stories 2, 8 and 10 of the sync stories)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from central_server.bootstrap import RunningServer, running_server
from central_server.services.records.record_writes import RecordWrite, save_records
from central_server.storage.schema import back_up
from central_server.storage.store import Transaction
from court_core.clock import instant_text
from court_core.ids import new_id
from court_core.records.types import RECORD_TYPES
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import MovingClock, WireCourt, WireWorkstation, wire_court


def test_two_transactions_commit_in_reverse_order_while_a_workstation_pulls(pair: Pair) -> None:
    """Story 2. The first begins first and finishes last; no pull in between may step over its change."""
    officer, server = pair.officer, pair.court.server
    store, court_id, at = server.opened.store, pair.court.court_id, instant_text(pair.court.clock.now())
    written, go_on = threading.Event(), threading.Event()
    slow_id, quick_id = new_id(), new_id()

    def slow(tx: Transaction) -> None:
        # Everything is written and counted; only the commit is still to come.
        save_records(tx, court_id, "server", at, [RecordWrite("division", slow_id, {"name": "慢"})])
        written.set()
        assert go_on.wait(20)

    def quick(tx: Transaction) -> None:
        save_records(tx, court_id, "server", at, [RecordWrite("division", quick_id, {"name": "快"})])

    first = threading.Thread(target=store.write, args=(slow,))
    first.start()
    assert written.wait(20)
    second = threading.Thread(target=store.write, args=(quick,))
    second.start()
    second.join(0.3)  # it cannot overtake: its number waits for the first's commit
    officer.pull()
    assert not {slow_id, quick_id} & {item.record_id for item in officer.of_type("division")}
    go_on.set()
    first.join()
    second.join()
    officer.pull()
    assert {slow_id, quick_id} <= {item.record_id for item in officer.of_type("division")}


def test_a_workstation_pulling_under_load_gets_every_change(pair: Pair) -> None:
    """Story 2 again, by chance instead of by plan."""
    writers = [pair.court.workstation("officer") for _ in range(3)]
    done = threading.Event()

    def write(workstation: WireWorkstation) -> None:
        for n in range(12):
            workstation.push(*[workstation.log(pair.case_id, f"{n}-{m}") for m in range(5)])

    threads = [threading.Thread(target=write, args=(writer,)) for writer in writers]
    seen: set[str] = set()

    def read() -> None:
        while not done.is_set():
            seen.update(item.record_id for item in pair.typist.pull(limit=7))

    reader = threading.Thread(target=read)
    reader.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    pair.typist.pull()
    assert len(pair.typist.of_type("log_entry")) == 180


def test_pages_come_in_order_and_each_change_once(pair: Pair) -> None:
    officer = pair.officer
    officer.push(*[officer.log(pair.case_id, str(n)) for n in range(50)])
    came = pair.typist.pull(limit=7)
    numbers = [item.change_number for item in came]
    assert numbers == sorted(set(numbers))
    assert len(came) == 50
    assert pair.typist.pull() == []


def test_a_case_given_to_somebody_else_is_evicted_here_and_arrives_there_whole(pair: Pair) -> None:
    officer, court, case_id = pair.officer, pair.court, pair.case_id
    second, head = court.workstation("second"), court.workstation("head")
    second.pull()
    officer.push(officer.log(case_id, "联系"), officer.event(case_id))
    officer.pull()
    assert len(officer.of_type("log_entry")) == 1
    head.pull()
    given = head.update("case", case_id, 1, judge_id=(officer.user_id, second.user_id))
    assert head.push_one(given).status == "applied"

    came = officer.pull()
    assert {(item.record_type, item.state) for item in came} == {
        ("case", "evicted"), ("log_entry", "evicted"), ("process_event", "evicted"),
    }  # fmt: skip
    assert all(item.values == {} for item in came)
    second.pull()
    assert [len(second.of_type(name)) for name in ("case", "log_entry", "process_event")] == [1, 1, 1]
    assert officer.push_one(officer.log(case_id, "迟到的")).code == "sync.not-yours"
    # the typist still has it, and sees that the judge changed
    pair.typist.pull()
    assert pair.typist.values("case", case_id)["judge_id"] == second.user_id
    # given back
    head.push(head.update("case", case_id, 2, judge_id=(second.user_id, officer.user_id)))
    officer.pull()
    assert len(officer.of_type("log_entry")) == 1
    assert {item.state for item in second.pull()} == {"evicted"}


def test_work_done_before_handing_over_is_taken_in_the_same_batch(pair: Pair) -> None:
    officer, case_id = pair.officer, pair.case_id
    handed = officer.update("case", case_id, 1, judge_id=(officer.user_id, pair.court.people["second"]))
    results = officer.push(officer.log(case_id, "移交前的"), handed)
    assert [result.status for result in results] == ["applied", "applied"]
    second = pair.court.workstation("second")
    second.pull()
    assert len(second.of_type("log_entry")) == 1


def test_a_case_leaves_the_divisions_head_with_its_division(pair: Pair) -> None:
    head, court = pair.court.workstation("head"), pair.court
    head.pull()
    assert len(head.of_type("case")) == 1
    divisions = {item.values["name"]: item.record_id for item in head.of_type("division")}
    moved = pair.officer.update("case", pair.case_id, 1, division_id=(divisions["执行局"], divisions["民一庭"]))
    assert pair.officer.push_one(moved).status == "applied"
    assert [(item.record_type, item.state) for item in head.pull()] == [("case", "evicted")]
    pair.officer.pull()
    assert len(pair.officer.of_type("case")) == 1
    vice = court.workstation("vice")
    vice.pull()
    assert len(vice.of_type("case")) == 1


def test_what_is_deleted_is_told_to_everybody_who_had_it(pair: Pair) -> None:
    event = pair.officer.event(pair.case_id)
    pair.officer.push(event)
    pair.typist.pull()
    pair.officer.push(pair.officer.delete("process_event", event.record_id, 1))
    (item,) = pair.typist.pull()
    assert (item.state, item.record_id, item.values) == ("deleted", event.record_id, {})
    fresh = pair.court.workstation("typist")
    assert "deleted" not in {item.state for item in fresh.pull()}  # who never had it is not told


def test_after_200_days_offline_the_base_is_rebuilt(pair: Pair) -> None:
    """Story 10: tombstones are kept 180 days; who comes later begins anew, and its pending work is taken."""
    officer, typist, court = pair.officer, pair.typist, pair.court
    event = officer.event(pair.case_id)
    officer.push(event)
    typist.pull()
    officer.push(officer.delete("process_event", event.record_id, 1))
    court.clock.forward(days=179)
    court.server.opened.prune()
    assert typist.sign_in().status_code == 200
    assert typist.get("/api/v1/changes", cursor=typist.cursor).status_code == 200
    court.clock.forward(days=21)
    court.server.opened.prune()
    typist.sign_in()
    answer = typist.get("/api/v1/changes", cursor=typist.cursor)
    assert (answer.status_code, answer.json()["code"]) == (410, "sync.cursor-too-old")
    typist.rebuild()
    assert typist.of_type("process_event") == []
    assert len(typist.of_type("case")) == 1
    pending = [typist.update("case", pair.case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷"))]
    pending += [typist.event(pair.case_id) for _ in range(199)]
    assert {result.status for result in typist.push(*pending)} == {"applied"}


def test_a_rebuild_that_takes_long_is_not_sent_back_by_an_old_tombstone(pair: Pair) -> None:
    officer, court = pair.officer, pair.court
    event = officer.event(pair.case_id)
    officer.push(event)
    officer.push(
        officer.delete("process_event", event.record_id, 1), *[officer.log(pair.case_id, str(n)) for n in range(9)]
    )
    court.clock.forward(days=200)
    court.server.opened.prune()
    fresh = court.workstation("officer")
    fresh.pull(limit=3)
    assert len(fresh.of_type("log_entry")) == 9


def test_a_quiet_workstation_is_not_overtaken_by_the_horizon(pair: Pair) -> None:
    """Nothing new belongs to it for a long time, but it has asked."""
    second, officer, court = pair.court.workstation("second"), pair.officer, pair.court
    second.pull()
    event = officer.event(pair.case_id)
    officer.push(event)
    officer.push(officer.delete("process_event", event.record_id, 1))
    for _ in range(5):
        officer.push(*[officer.log(pair.case_id, str(n)) for n in range(200)])
    second.pull()
    court.clock.forward(days=200)
    court.server.opened.prune()
    second.sign_in()
    assert second.get("/api/v1/changes", cursor=second.cursor).status_code == 200


def test_new_roles_or_another_division_rebuild_the_base(pair: Pair) -> None:
    officer, court = pair.officer, pair.court
    person = RecordWrite("staff", officer.user_id, {"roles": ["enforcement-officer", "division-head"]})
    _save(court, person)
    answer = officer.get("/api/v1/changes", cursor=officer.cursor)
    assert (answer.status_code, answer.json()["code"]) == (410, "sync.scope-changed")
    officer.rebuild()
    assert len(officer.of_type("case")) == 1


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "W10", "💥", "WyJhIiwiYiIsMV0", "W" * 4000])
def test_a_cursor_that_is_none_is_refused(sqlite_court: WireCourt, cursor: str) -> None:
    answer = sqlite_court.workstation("officer").get("/api/v1/changes", cursor=cursor)
    assert (answer.status_code, answer.json()["code"]) == (400, "sync.cursor-unreadable")


def test_nobody_pulls_what_is_beyond_his_reach(pair: Pair) -> None:
    """Every role against every record type, seen from the wire."""
    officer, court = pair.officer, pair.court
    officer.push(officer.log(pair.case_id, "联系"), officer.event(pair.case_id))
    expected = {
        "officer": {"case", "log_entry", "process_event"},
        "typist": {"case", "log_entry", "process_event"},
        "head": {"case", "log_entry", "process_event"},
        "vice": {"case", "log_entry", "process_event"},
        "review": {"case", "log_entry", "process_event"},
        "second": set(),
        "judge": set(),
        "admin": set(),
    }
    for login, types in expected.items():
        workstation = court.workstation(login)
        workstation.pull()
        reference = {"court", "division", "staff"}
        assert {name for name in RECORD_TYPES if workstation.of_type(name)} == reference | types, login


def test_a_server_restored_from_yesterdays_backup_gets_todays_work_back(sqlite_folder: Path) -> None:
    """Story 8, on SQLite: the backup is a copy of the file."""
    clock = MovingClock()
    with wire_court(sqlite_folder, clock=clock) as court:
        officer, typist = court.workstation("officer"), court.workstation("typist")
        case = officer.case("（2026）粤0103执12号", clerk_id=typist.user_id)
        officer.push(case)
        officer.pull()
        typist.pull()
        server: RunningServer = court.server
        back_up(server.opened.store.engine, "yesterday")
        archive = []
        for n in range(3):  # today's acknowledged work
            sealed = officer.seal(officer.batch([officer.log(case.record_id, f"今天第{n}条")]))
            assert officer.send(sealed).status_code == 200
            officer.step(sealed)
            archive.append(sealed)
        typist.push(typist.update("case", case.record_id, 1, procedure=(None, "首次执行")))
        officer.pull()
    for name in ("central.db", "central.db-wal", "central.db-shm"):
        (sqlite_folder / name).unlink(missing_ok=True)
    shutil.copy(sqlite_folder / "central.db.before-yesterday", sqlite_folder / "central.db")
    with running_server(sqlite_folder, clock=clock) as first:
        first.admin.new_epoch()
    with running_server(sqlite_folder, clock=clock) as server, httpx.Client(base_url=server.api_url) as http:
        officer.http = typist.http = http
        answer = officer.get("/api/v1/changes", cursor=officer.cursor)
        assert (answer.status_code, answer.json()["code"]) == (410, "sync.server-restored")
        officer.rebuild()
        assert officer.of_type("log_entry") == []
        state = officer.get("/api/v1/device").json()
        for number, sealed in enumerate(archive, start=2):
            if number > state["last_sequence"]:
                assert officer.send(sealed).status_code == 200
        officer.pull()
        assert sorted(item.values["content"] for item in officer.of_type("log_entry")) == [
            f"今天第{n}条" for n in range(3)
        ]
        assert officer.push_one(officer.log(case.record_id, "之后的一条")).status == "applied"


def test_the_running_server_notices_a_new_epoch_without_a_restart(pair: Pair) -> None:
    """The administrator's command is another process; the very next request is answered in the new epoch."""
    officer, engine = pair.officer, pair.court.server.opened.store.engine
    assert officer.push_one(officer.log(pair.case_id, "之前的一条")).status == "applied"
    officer.pull()
    before = officer.get("/api/v1/device").json()["server_epoch"]
    database = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "central_server", "admin", "new-epoch", "--json", "--database", database]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    epoch = json.loads(told.stdout)["server_epoch"]
    assert epoch != before
    answer = officer.get("/api/v1/changes", cursor=officer.cursor)
    assert (answer.status_code, answer.json()["code"]) == (410, "sync.server-restored")
    assert officer.get("/api/v1/device").json()["server_epoch"] == epoch
    assert officer.sign_in().json()["server_epoch"] == epoch
    officer.rebuild()
    assert [item.values["content"] for item in officer.of_type("log_entry")] == ["之前的一条"]
    assert officer.push_one(officer.log(pair.case_id, "之后的一条")).status == "applied"


def _save(court: WireCourt, *writes: RecordWrite) -> None:
    at = instant_text(court.clock.now())
    court.server.opened.store.write(lambda tx: save_records(tx, court.court_id, "server", at, writes))
