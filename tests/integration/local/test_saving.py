"""Saving: record, audit row and outbox operation in one transaction, and what that changed."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from datetime import date

import pytest
from sqlalchemy import select, update

from clerk_app.local import schema
from clerk_app.local.changes import ChangeSet
from clerk_app.local.outbox_rows import waiting
from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from court_core.protocol.messages import Change
from tests.integration.local.conftest import USER, case_values, new_case


def operations(store: LocalStore) -> list[tuple[str, str, dict[str, Change]]]:
    with store.read() as reader:
        return [(one.record_type, one.action, dict(one.changes)) for one in waiting(reader.connection)]


def test_a_new_record_is_seen_is_pending_and_waits_in_the_outbox(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.read() as reader:
        record = reader.get("case", case_id)
    assert record is not None
    assert (record.version, record.pending, record["status"]) == (0, True, "open")
    ((record_type, action, changes),) = operations(store)
    assert (record_type, action) == ("case", "create")
    assert changes["cause"] == Change(None, "买卖合同纠纷")
    assert "closed_on" not in changes


def test_an_update_carries_what_the_person_saw(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        assert unit.update("case", case_id, {"cause": "民间借贷纠纷"})
    assert operations(store)[1][2] == {"cause": Change("买卖合同纠纷", "民间借贷纠纷")}


def test_joint_fields_travel_together(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        unit.update("case", case_id, {"status": "suspended"})
    assert operations(store)[1][2] == {
        "status": Change("open", "suspended"),
        "closed_on": Change(None, None),
        "close_mode": Change(None, None),
    }


def test_saving_the_same_values_again_changes_nothing(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        assert not unit.update("case", case_id, {"cause": "买卖合同纠纷", "status": "open"})
        assert not unit.change_set
    assert len(operations(store)) == 1


def test_what_raises_leaves_nothing_behind(store: LocalStore) -> None:
    with pytest.raises(ZeroDivisionError), store.write(USER) as unit:
        unit.create("case", case_values())
        _ = 1 / 0
    assert operations(store) == []
    with store.read() as reader:
        assert reader.find("case") == []
        assert reader.connection.execute(select(schema.audit)).all() == []


def test_the_change_set_names_records_and_cases(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        party = unit.create("party", {"case_id": case_id, "name": "张伟华", "role": "申请执行人"})
        assert unit.change_set == ChangeSet(frozenset({("party", party)}), frozenset({case_id}))


def test_a_log_entry_cannot_be_changed_only_amended(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        log = unit.create("log_entry", {"case_id": case_id, "work_date": "2026-11-19", "content": "谈话"})
    with pytest.raises(TypeError, match="append-only"), store.write(USER) as unit:
        unit.update("log_entry", log, {"content": "改"})
    with pytest.raises(TypeError, match="append-only"), store.write(USER) as unit:
        unit.delete("log_entry", log)


def test_a_record_that_left_meanwhile_is_told_as_gone(store: LocalStore) -> None:
    with pytest.raises(CourtError, match=r"record\.gone"), store.write(USER) as unit:
        unit.update("case", "nowhere", {"cause": "x"})


def test_unknown_fields_and_values_that_are_not_json_are_our_bugs(store: LocalStore) -> None:
    with pytest.raises(KeyError), store.write(USER) as unit:
        unit.create("case", case_values(colour="red"))
    with pytest.raises(TypeError), store.write(USER) as unit:
        unit.create("case", case_values(filed_on=date(2026, 11, 20)))


def test_a_deleted_record_is_gone_at_once_and_waits_to_be_told(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        party = unit.create("party", {"case_id": case_id, "name": "张伟华", "role": "申请执行人"})
    with store.write(USER) as unit:
        unit.delete("party", party)
    with store.read() as reader:
        assert reader.get("party", party) is None
    assert [one[1] for one in operations(store)] == ["create", "create", "delete"]


def test_a_reader_sees_one_moment(store: LocalStore) -> None:
    new_case(store, 1)
    with store.read() as reader:
        before = len(reader.find("case"))
        new_case(store, 2)
        assert len(reader.find("case")) == before
    with store.read() as reader:
        assert len(reader.find("case")) == before + 1


def test_lists_and_json_survive(store: LocalStore) -> None:
    with store.write(USER) as unit:
        staff = unit.create("staff", {"login": "he", "name": "何某某", "roles": ["judge", "typist"], "active": True})
        year = unit.create("calendar_year", {"year": 2026, "days": {"2026-10-10": True}, "source": "国办"})
    with store.read() as reader:
        person, calendar = reader.get("staff", staff), reader.get("calendar_year", year)
        assert reader.find("staff", active=True)[0].id == staff
    assert person is not None and person["roles"] == ["judge", "typist"] and person["active"] is True
    assert calendar is not None and calendar["days"] == {"2026-10-10": True}


def test_settings_are_kept(store: LocalStore) -> None:
    with store.write(USER) as unit:
        assert unit.setting("phrases", []) == []
        unit.set_setting("phrases", ["无事项"])
    with store.read() as reader:
        assert reader.setting("phrases") == ["无事项"]


def test_writers_take_turns_in_the_order_they_came(store: LocalStore) -> None:
    """A sync in a tight loop does not keep a person's save waiting."""
    stop = threading.Event()
    rounds = [0]

    def sync() -> None:
        while not stop.is_set():
            with store.write_connection():
                time.sleep(0.01)
            rounds[0] += 1

    thread = threading.Thread(target=sync)
    thread.start()
    try:
        waits = []
        for number in range(20):
            started = time.perf_counter()
            new_case(store, number + 1)
            waits.append(time.perf_counter() - started)
    finally:
        stop.set()
        thread.join()
    assert rounds[0] >= 10
    assert sorted(waits)[10] < 0.2


def test_a_write_within_a_write_of_the_same_thread_is_our_bug(store: LocalStore) -> None:
    with store.write_connection(), pytest.raises(RuntimeError), store.write_connection():
        pass


def test_many_threads_read_and_write_without_a_locked_database(store: LocalStore) -> None:
    faults: list[BaseException] = []

    def work(start: int) -> None:
        try:
            for number in range(start, start + 15):
                case_id = new_case(store, number)
                with store.read() as reader:
                    assert reader.get("case", case_id) is not None
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(base,)) for base in range(1000, 9000, 1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with store.read() as reader:
        assert len(reader.find("case")) == 8 * 15


class TestABulkyRecord:
    """A web copy is written whole with every answer (docs/adr/006)."""

    def masked(self, store: LocalStore) -> str:
        case_id = new_case(store)
        values = {
            "case_id": case_id, "document_id": "document", "profile": "spc-2024", "source_sha256": "a" * 64,
            "content": "第一稿" * 1000, "replacements": {"places": []}, "answers": {"findings": []},
        }  # fmt: skip
        with store.write(USER) as unit:
            return unit.create("web_copy", values, "document")

    def answer(self, store: LocalStore, content: str) -> None:
        with store.write(USER) as unit:
            unit.update("web_copy", "document", {"content": content})

    def test_waits_once_from_the_first_base_to_the_last_value(self, store: LocalStore) -> None:
        first = "第一稿" * 1000
        self.masked(store)
        for number in range(60):
            self.answer(store, f"改{number}" * 1000)
        made, changed = [changes for name, _, changes in operations(store) if name == "web_copy"]
        assert made["content"] == Change(None, first)
        assert changed["content"] == Change(first, "改59" * 1000)
        with store.read() as reader:
            record = reader.get("web_copy", "document")
        assert record is not None
        assert record["content"] == "改59" * 1000

    def test_stands_in_the_audit_by_its_hash(self, store: LocalStore) -> None:
        self.masked(store)
        last = "改" * 1000
        self.answer(store, last)
        with store.read() as reader:
            bodies = reader.connection.execute(
                select(schema.audit.c.body).where(schema.audit.c.subject == "web_copy:document")
            ).scalars()
            made, changed = [json.loads(body)["details"]["changes"] for body in bodies]
        assert made["content"][0] is None
        assert changed["content"][0] == made["content"][1]
        assert changed["content"][1] == {"sha256": hashlib.sha256(last.encode()).hexdigest(), "bytes": 3000}
        assert changed["profile"] == ["spc-2024", "spc-2024"], "what is small is kept as it is"

    def test_what_is_on_its_way_is_not_touched(self, store: LocalStore) -> None:
        self.masked(store)
        self.answer(store, "在途中")
        with store.write_connection() as connection:
            connection.execute(update(schema.outbox).values(batch_id="sealed"))
        self.answer(store, "其后一")
        self.answer(store, "其后二")
        contents = [changes["content"] for name, _, changes in operations(store) if name == "web_copy"]
        assert contents[1:] == [Change("第一稿" * 1000, "在途中"), Change("在途中", "其后二")]
