"""Two workstations that edit the same cases: nothing lost, both sides equal, each conflict once."""

from __future__ import annotations

import pytest

from tests.sync.workstation.conftest import Pair, on_both_databases, shared_case
from tests.sync.workstation.stations import Station


def settle(*stations: Station) -> None:
    """Rounds until nothing moves any more."""
    for _ in range(2):
        for station in stations:
            station.sync()


def test_what_the_officer_saves_reaches_the_typist(pair: Pair) -> None:
    log = pair.officer.log(pair.case_id, "到银行查询存款，账户余额为零")
    pair.officer.sync()
    report = pair.typist.sync()
    assert report.pulled >= 1
    assert pair.typist.value("log_entry", log, "content") == "到银行查询存款，账户余额为零"
    assert pair.officer.pending == 0
    assert pair.officer.everything() == pair.typist.everything()


def test_different_fields_merge_silently(pair: Pair) -> None:
    pair.officer.update("case", pair.case_id, cause="民间借贷纠纷")
    pair.typist.update("case", pair.case_id, procedure="执行程序")
    settle(pair.officer, pair.typist)
    assert pair.officer.everything() == pair.typist.everything()
    assert pair.officer.value("case", pair.case_id, "cause") == "民间借贷纠纷"
    assert pair.officer.value("case", pair.case_id, "procedure") == "执行程序"
    assert pair.officer.conflicts() == []


@on_both_databases
def test_the_same_field_becomes_one_conflict_with_all_three_values(pair: Pair) -> None:
    pair.officer.update("case", pair.case_id, cause="民间借贷纠纷")
    pair.typist.update("case", pair.case_id, cause="租赁合同纠纷")
    pair.typist.update("case", pair.case_id, cause="房屋租赁合同纠纷")
    settle(pair.officer, pair.typist)
    assert pair.officer.everything() == pair.typist.everything()
    assert pair.typist.value("case", pair.case_id, "cause") == "民间借贷纠纷"
    (conflict,) = pair.typist.conflicts()
    assert conflict["base"] == {"cause": "买卖合同纠纷"}
    assert conflict["mine"] == {"cause": "房屋租赁合同纠纷"}
    assert conflict["theirs"] == {"cause": "民间借贷纠纷"}
    assert conflict["mine_by"] == pair.typist.user_id


def test_fields_that_belong_together_are_one_conflict(pair: Pair) -> None:
    pair.officer.update("case", pair.case_id, status="closed", closed_on="2026-11-18", close_mode="执行完毕")
    pair.typist.update("case", pair.case_id, status="suspended")
    settle(pair.officer, pair.typist)
    (conflict,) = pair.officer.conflicts()
    assert conflict["fields"] == ["close_mode", "closed_on", "status"]
    assert pair.officer.everything() == pair.typist.everything()


@on_both_databases
def test_an_offline_week_of_both_loses_nothing(pair: Pair) -> None:
    cases = [pair.case_id] + [shared_case(pair.court, pair.officer, pair.typist, n) for n in range(2, 8)]
    written: dict[str, str] = {}
    for day in range(16, 21):
        for case_id in cases:
            written[pair.officer.log(case_id, f"{day}日谈话", f"2026-11-{day}")] = f"{day}日谈话"
        pair.typist.update("case", cases[day % 7], procedure=f"第{day}日改")
        pair.officer.update("case", cases[day % 7], cause=f"第{day}日案由")
        pair.officer.sync()  # the officer is connected all week, the typist is not
    for number, case_id in enumerate(cases):
        pair.typist.update("case", case_id, cause=f"离线改{number}")
    settle(pair.typist, pair.officer)
    assert pair.officer.everything() == pair.typist.everything()
    for log, content in written.items():
        assert pair.typist.value("log_entry", log, "content") == content
    conflicts = {(one["record_id"], str(one["mine"])) for one in pair.typist.conflicts()}
    assert len(conflicts) == len(pair.typist.conflicts()) == 5  # the causes both had changed, once each
    assert pair.officer.pending == pair.typist.pending == 0


def test_an_edit_while_the_upload_is_in_flight_stays_pending(pair: Pair) -> None:
    pair.officer.update("case", pair.case_id, cause="民间借贷纠纷")
    sender_edit = pair.officer
    real = sender_edit.transport.request

    def request(method: str, path: str, **more: object) -> object:
        answer = real(method, path, **more)  # type: ignore[arg-type]
        if path.endswith("/batches"):
            sender_edit.transport.request = real  # type: ignore[method-assign]
            sender_edit.update("case", pair.case_id, cause="追索劳动报酬纠纷")
        return answer

    sender_edit.transport.request = request  # type: ignore[method-assign, assignment]
    sender_edit.sync()
    settle(pair.officer, pair.typist)
    assert pair.typist.value("case", pair.case_id, "cause") == "追索劳动报酬纠纷"
    assert pair.officer.conflicts() == []


@on_both_databases
@pytest.mark.parametrize("pulled", [False, True], ids=["the answer is lost", "and a pull comes first"])
@pytest.mark.parametrize("last", ["房屋租赁合同纠纷", "买卖合同纠纷"], ids=["another value", "back to what it was"])
def test_edits_while_the_first_is_in_flight_are_one_conflict_with_the_last_word(
    pair: Pair, pulled: bool, last: str
) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.update("case", case_id, cause="民间借贷纠纷")
    officer.sync()
    typist.update("case", case_id, cause="租赁合同纠纷")
    typist.push_and_lose_the_answer()
    if pulled:
        typist.pull_only()
    typist.update("case", case_id, cause="车辆租赁合同纠纷", procedure="首次执行")
    typist.update("case", case_id, cause=last)
    settle(typist, officer)
    assert officer.everything() == typist.everything()
    (conflict,) = typist.conflicts()
    assert [conflict[side] for side in ("base", "mine", "theirs")] == [
        {"cause": "买卖合同纠纷"}, {"cause": last}, {"cause": "民间借贷纠纷"},
    ]  # fmt: skip
    assert typist.value("case", case_id, "cause") == "民间借贷纠纷"
    assert typist.value("case", case_id, "procedure") == "首次执行"


def test_fields_that_belong_together_in_flight_are_one_conflict_too(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.update("case", case_id, status="closed", closed_on="2026-11-18", close_mode="执行完毕")
    officer.sync()
    typist.update("case", case_id, status="suspended")
    typist.push_and_lose_the_answer()
    typist.update("case", case_id, status="closed", closed_on="2026-11-17", close_mode="终结执行")
    settle(typist, officer)
    (conflict,) = officer.conflicts()
    assert conflict["mine"] == {"status": "closed", "closed_on": "2026-11-17", "close_mode": "终结执行"}
    assert officer.everything() == typist.everything()


def test_an_edit_made_during_the_round_trip_waits_for_the_next_batch(pair: Pair) -> None:
    """Story 3 at its narrowest: the answer arrives, the newer edit is still pending and still shown."""
    station = pair.officer
    station.update("case", pair.case_id, cause="民间借贷纠纷")
    sent = station.store.exchange
    from clerk_app.sync.session import sender_of

    batch = sent.next_batch(sender_of(station.session.require()), station.session.sign)
    assert batch is not None
    station.update("case", pair.case_id, cause="追索劳动报酬纠纷")
    reply = station.engine._api.post_batch(station.session.require().token, batch)
    sent.acknowledge(batch, reply)
    assert station.pending == 1
    assert station.value("case", pair.case_id, "cause") == "追索劳动报酬纠纷"
    station.sync()
    assert station.pending == 0
    assert station.conflicts() == []


@on_both_databases
def test_one_edits_what_the_other_deletes(pair: Pair) -> None:
    party = pair.officer.create("party", {"case_id": pair.case_id, "name": "张伟华", "role": "申请执行人"})
    settle(pair.officer, pair.typist)
    pair.officer.delete("party", party)
    pair.typist.update("party", party, name="张伟华（更名）")
    settle(pair.officer, pair.typist)
    assert pair.officer.everything() == pair.typist.everything()
    (conflict,) = pair.typist.conflicts()
    assert conflict["mine"] == {"name": "张伟华（更名）"}  # kept until a person decides


def test_a_deletion_that_comes_after_anothers_edit_is_refused_with_its_reason(pair: Pair) -> None:
    party = pair.officer.create("party", {"case_id": pair.case_id, "name": "张伟华", "role": "申请执行人"})
    settle(pair.officer, pair.typist)
    pair.typist.update("party", party, name="张伟华（更名）")
    pair.typist.sync()
    pair.officer.delete("party", party)
    report = pair.officer.sync()
    assert report.rejected == 1
    assert pair.officer.value("party", party, "name") == "张伟华（更名）"
    from clerk_app.local.queries.waiting import refused_changes

    with pair.officer.store.read() as reader:
        (refused,) = refused_changes(reader)
    assert refused.code == "sync.changed-before-delete"
    assert refused.message and refused.remedy


@on_both_databases
def test_one_bad_operation_of_many_is_refused_alone(pair: Pair) -> None:
    logs = [pair.officer.log(pair.case_id, f"第{n}次") for n in range(6)]
    bad = pair.officer.log("01900000-0000-7000-8000-000000000000", "案件不存在")
    logs += [pair.officer.log(pair.case_id, f"第{n}次") for n in range(6, 12)]
    report = pair.officer.sync()
    assert (report.rejected, report.pending) == (1, 0)
    assert all(pair.officer.has("log_entry", log) for log in logs)
    assert not pair.officer.has("log_entry", bad)
    from clerk_app.local.queries.waiting import refused_changes

    with pair.officer.store.read() as reader:
        (refused,) = refused_changes(reader)
    assert refused.shown["content"] == "案件不存在"
    assert refused.message


@on_both_databases
def test_a_case_handed_over_leaves_with_all_that_belongs_to_it(pair: Pair) -> None:
    other = pair.court.station("wu")
    log = pair.officer.log(pair.case_id, "移交前最后一次")
    settle(pair.officer, pair.typist)
    pair.officer.update("case", pair.case_id, judge_id=other.user_id)
    pair.officer.log(pair.case_id, "移交当日补记")
    settle(pair.officer, other, pair.typist)
    assert not pair.officer.has("case", pair.case_id)
    assert not pair.officer.has("log_entry", log)
    assert other.value("log_entry", log, "content") == "移交前最后一次"
    assert pair.officer.pending == 0
