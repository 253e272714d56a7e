"""What becomes of operations that meet (stories 4, 5, 6 and 12 of the sync stories)."""

from __future__ import annotations

import itertools
import threading

import msgspec
import pytest

from court_core.protocol.messages import Operation
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import WireCourt, WireWorkstation


def test_two_people_change_different_fields_and_both_stand(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    assert (
        officer.push_one(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷"))).status == "applied"
    )
    result = typist.push_one(typist.update("case", case_id, 1, procedure=(None, "首次执行")))
    assert (result.status, result.version) == ("merged", 3)
    officer.pull()
    values = officer.values("case", case_id)
    assert (values["cause"], values["procedure"]) == ("借款合同纠纷", "首次执行")


def test_two_people_change_the_same_field_and_a_person_decides(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    late = typist.update("case", case_id, 1, cause=("买卖合同纠纷", "租赁合同纠纷"), procedure=(None, "首次执行"))
    result = typist.push_one(late)
    assert result.status == "conflict"
    officer.pull()
    typist.pull()
    for workstation in (officer, typist):
        assert workstation.values("case", case_id)["cause"] == "借款合同纠纷"  # the earlier stands
        assert workstation.values("case", case_id)["procedure"] == "首次执行"  # the rest is applied
        (conflict,) = workstation.of_type("conflict")
        assert [conflict.record_id] == result.conflict_ids
        values = conflict.values
        assert values["case_id"] == case_id
        assert (values["base"], values["mine"], values["theirs"]) == (
            {"cause": "买卖合同纠纷"},
            {"cause": "租赁合同纠纷"},
            {"cause": "借款合同纠纷"},
        )
        assert (values["mine_by"], values["theirs_by"]) == (typist.user_id, officer.user_id)
        assert (values["status"], values["fields"]) == ("open", ["cause"])


def test_a_conflict_names_who_wrote_that_field_not_who_touched_the_record_last(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    head = pair.court.workstation("head")
    head.pull()
    head.push(head.update("case", case_id, 2, source=(None, "网上立案")))
    typist.push(typist.update("case", case_id, 1, cause=("买卖合同纠纷", "租赁合同纠纷")))
    typist.pull()
    (conflict,) = typist.of_type("conflict")
    assert conflict.values["theirs_by"] == officer.user_id


def test_fields_with_joint_meaning_are_taken_or_refused_together(pair: Pair) -> None:
    """状态 and 结案日期 count as one: no record ends up closed on the other's date."""
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(
        officer.update(
            "case", case_id, 1, status=("open", "closed"), closed_on=(None, "2026-11-18"), close_mode=(None, "执行完毕")
        )
    )
    result = typist.push_one(
        typist.update("case", case_id, 1, status=("open", "suspended"), closed_on=(None, None), close_mode=(None, None))
    )
    assert result.status == "conflict"
    typist.pull()
    values = typist.values("case", case_id)
    assert (values["status"], values["closed_on"], values["close_mode"]) == ("closed", "2026-11-18", "执行完毕")
    (conflict,) = typist.of_type("conflict")
    assert conflict.values["mine"] == {"status": "suspended", "closed_on": None, "close_mode": None}


def test_the_same_value_from_both_sides_needs_nobody(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    result = typist.push_one(typist.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    assert (result.status, result.version) == ("applied", 2)


def test_one_edits_while_the_other_deletes_and_the_edit_is_kept_in_a_conflict(pair: Pair) -> None:
    officer, typist = pair.officer, pair.typist
    event = officer.event(pair.case_id)
    officer.push(event)
    typist.pull()
    assert officer.push_one(officer.delete("process_event", event.record_id, 1)).status == "applied"
    result = typist.push_one(typist.update("process_event", event.record_id, 1, note=(None, "已电话核实")))
    assert result.status == "conflict"
    typist.pull()
    assert typist.of_type("process_event") == []
    (conflict,) = typist.of_type("conflict")
    assert (conflict.values["theirs"], conflict.values["mine"]) == ({}, {"note": "已电话核实"})
    assert conflict.values["theirs_by"] == officer.user_id
    # and somebody may bring it back under its id
    assert officer.push_one(officer.event(pair.case_id)).status == "applied"
    restored = officer.create(
        "process_event", {name: change.new for name, change in event.changes.items()}, event.record_id
    )
    assert officer.push_one(restored).version == 3


@pytest.mark.parametrize("together", [False, True], ids=["one batch after another", "in one batch"])
def test_an_edit_typed_while_the_one_before_was_on_its_way_is_the_same_conflict(pair: Pair, together: bool) -> None:
    """Each conflict is shown once: the person decides about the last word, and `theirs` is what stands now."""
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    edits = [
        typist.update("case", case_id, 1, cause=("买卖合同纠纷", "租赁合同纠纷")),
        typist.update("case", case_id, 1, cause=("租赁合同纠纷", "房屋租赁合同纠纷")),
    ]
    if together:
        results = typist.push(*edits)
    else:
        first = typist.push_one(edits[0])
        officer.push(officer.update("case", case_id, 2, cause=("借款合同纠纷", "民间借贷纠纷")))
        results = [first, typist.push_one(edits[1])]
    assert [result.status for result in results] == ["conflict", "conflict"]
    assert results[0].conflict_ids == results[1].conflict_ids
    theirs = "借款合同纠纷" if together else "民间借贷纠纷"
    for station in (officer, typist):
        station.pull()
        (conflict,) = station.of_type("conflict")
        assert [conflict.values[side] for side in ("base", "mine", "theirs")] == [
            {"cause": "买卖合同纠纷"},
            {"cause": "房屋租赁合同纠纷"},
            {"cause": theirs},
        ]
        assert conflict.values["mine_by"] == typist.user_id
    assert [station.values("case", case_id)["cause"] for station in (officer, typist)] == [theirs, theirs]


def test_a_conflict_that_was_decided_does_not_take_up_a_later_edit(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    (conflict_id,) = typist.push_one(
        typist.update("case", case_id, 1, cause=("买卖合同纠纷", "租赁合同纠纷"))
    ).conflict_ids
    settled = officer.update(
        "conflict", conflict_id, 1, status=("open", "resolved"), choice=(None, "theirs"),
        resolved_by=(None, officer.user_id), resolved_at=(None, "2026-11-20T02:00:00.000Z"),
    )  # fmt: skip
    assert officer.push_one(settled).status == "applied"
    late = typist.push_one(typist.update("case", case_id, 1, cause=("租赁合同纠纷", "房屋租赁合同纠纷")))
    assert late.status == "conflict"
    assert late.conflict_ids != [conflict_id]


def test_an_edit_from_another_persons_value_is_a_conflict_of_its_own(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    head = pair.court.workstation("head")
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    typist.push(typist.update("case", case_id, 1, cause=("买卖合同纠纷", "租赁合同纠纷")))
    other = head.push_one(head.update("case", case_id, 1, cause=("租赁合同纠纷", "房屋租赁合同纠纷")))
    assert other.status == "conflict"
    officer.pull()
    assert len(officer.of_type("conflict")) == 2


def test_two_edits_of_what_was_deleted_meanwhile_are_one_conflict(pair: Pair) -> None:
    officer, typist = pair.officer, pair.typist
    event = officer.event(pair.case_id)
    officer.push(event)
    typist.pull()
    officer.push(officer.delete("process_event", event.record_id, 1))
    typist.push(typist.update("process_event", event.record_id, 1, note=(None, "已电话核实")))
    typist.push(typist.update("process_event", event.record_id, 1, note=("已电话核实", "已当面核实")))
    typist.pull()
    (conflict,) = typist.of_type("conflict")
    assert (conflict.values["theirs"], conflict.values["mine"]) == ({}, {"note": "已当面核实"})


def test_what_was_changed_by_others_since_is_not_deleted(pair: Pair) -> None:
    officer, typist = pair.officer, pair.typist
    event = officer.event(pair.case_id)
    officer.push(event)
    typist.push(typist.update("process_event", event.record_id, 1, note=(None, "已电话核实")))
    result = officer.push_one(officer.delete("process_event", event.record_id, 1))
    assert (result.status, result.code) == ("rejected", "sync.changed-before-delete")
    officer.pull()
    assert officer.values("process_event", event.record_id)["note"] == "已电话核实"


def test_ones_own_changes_do_not_stand_in_the_way_of_deleting(pair: Pair) -> None:
    officer = pair.officer
    event = officer.event(pair.case_id)
    officer.push(event)
    officer.push(officer.update("process_event", event.record_id, 1, note=(None, "笔误")))
    results = officer.push(
        officer.update("process_event", event.record_id, 1, note=("笔误", "仍是笔误")),
        officer.delete("process_event", event.record_id, 1),
    )
    assert [result.status for result in results] == ["applied", "applied"]
    officer.pull()
    assert officer.of_type("process_event") == []
    assert officer.push_one(officer.delete("process_event", event.record_id, 1)).status == "applied"  # twice: no harm


def test_operation_7_of_200_is_invalid_and_rejected_alone(pair: Pair) -> None:
    """Story 5."""
    officer = pair.officer
    operations = [officer.log(pair.case_id, f"第{n}条") for n in range(200)]
    operations[6] = officer.log(pair.case_id, "工作日期不对", work_date="2026-12-31")
    results = officer.push(*operations)
    assert [result.op_id for result in results] == [operation.op_id for operation in operations]
    rejected = [result for result in results if result.status != "applied"]
    assert [(result.op_id, result.code) for result in rejected] == [(operations[6].op_id, "date.future")]
    assert "2026-12-31" in rejected[0].message
    officer.pull()
    assert len(officer.of_type("log_entry")) == 199


def test_what_the_database_refuses_is_rejected_alone(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bulk write fails as a whole; operation by operation, only the bad one does."""
    from central_server.services.intake import evaluate

    # A second case with a number that is taken, past the check in memory: as when two batches meet on PostgreSQL.
    monkeypatch.setattr(evaluate.Ledger, "bearer_of", lambda _self, _number: None)
    officer = pair.officer
    doubled = officer.case("（2026）粤0103执12号")
    follower = officer.update("case", doubled.record_id, 0, cause=(None, "借款合同纠纷"))
    child = officer.event(doubled.record_id)
    good = [officer.log(pair.case_id, f"第{n}条") for n in range(10)]
    results = officer.push(*good[:5], doubled, follower, child, *good[5:])
    assert [result.status for result in results[5:8]] == ["rejected", "held", "rejected"]
    assert [result.code for result in results[5:8]] == [
        "sync.refused-by-database",
        "sync.held",
        "sync.reference-missing",
    ]
    assert {result.status for result in results[:5] + results[8:]} == {"applied"}
    officer.pull()
    assert len(officer.of_type("log_entry")) == 10
    assert len(officer.of_type("case")) == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_create_update_update_in_any_order(sqlite_court: WireCourt, order: tuple[int, ...]) -> None:
    """Story 6."""
    officer = sqlite_court.workstation("officer")
    create = officer.case("（2026）粤0103执1号", cause="一")
    steps = [
        create,
        officer.update("case", create.record_id, 0, cause=("一", "二")),
        officer.update("case", create.record_id, 0, cause=("二", "三")),
    ]
    results = officer.push(*(steps[position] for position in order))
    assert {result.status for result in results} == {"applied"}
    officer.pull()
    assert officer.values("case", create.record_id)["cause"] == "三"


def test_children_may_stand_before_their_parents_in_a_batch(sqlite_court: WireCourt) -> None:
    officer = sqlite_court.workstation("officer")
    case = officer.case("（2026）粤0103执1号")
    first = officer.log(case.record_id, "第一条")
    amendment = officer.log(case.record_id, "更正第一条", amends_id=first.record_id)
    results = officer.push(amendment, first, officer.event(case.record_id), case)
    assert {result.status for result in results} == {"applied"}


def test_a_rejected_operation_holds_only_its_own_records_followers(pair: Pair) -> None:
    officer, case_id = pair.officer, pair.case_id
    bad = officer.event(case_id, happened_on="不是日期")
    follower = officer.update("process_event", bad.record_id, 0, note=(None, "备注"))
    other = officer.event(case_id)
    results = officer.push(bad, follower, other)
    assert [result.status for result in results] == ["rejected", "held", "applied"]
    # both may be offered again; a corrected one is a new operation on the same record
    corrected = officer.event(case_id)
    corrected = msgspec.structs.replace(corrected, record_id=bad.record_id)
    results = officer.push(corrected, follower)
    assert [result.status for result in results] == ["applied", "applied"]


def test_a_question_is_settled_once(pair: Pair) -> None:
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    officer.push(officer.update("case", case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    typist.push(typist.update("case", case_id, 1, cause=("买卖合同纠纷", "租赁合同纠纷")))
    officer.pull()
    typist.pull()
    (conflict,) = officer.of_type("conflict")

    def settle(workstation: WireWorkstation, choice: str) -> Operation:
        return workstation.update(
            "conflict",
            conflict.record_id,
            1,
            status=("open", "resolved"),
            choice=(None, choice),
            resolved_by=(None, workstation.user_id),
            resolved_at=(None, "2026-11-20T03:00:00.000Z"),
        )

    mine = officer.update("case", case_id, 2, cause=("借款合同纠纷", "租赁合同纠纷"))
    assert [result.status for result in officer.push(settle(officer, "mine"), mine)] == ["applied", "applied"]
    assert typist.push_one(settle(typist, "theirs")).status == "superseded"
    typist.pull()
    assert typist.of_type("conflict")[0].values["choice"] == "mine"
    assert typist.values("case", case_id)["cause"] == "租赁合同纠纷"


def test_logs_are_written_once_and_corrected_by_another(pair: Pair) -> None:
    officer = pair.officer
    log = officer.log(pair.case_id, "电话联系。")
    officer.push(log)
    changed = officer.update("log_entry", log.record_id, 1, content=("电话联系。", "约谈。"))
    assert officer.push_one(changed).code == "sync.append-only"
    assert officer.push_one(officer.delete("log_entry", log.record_id, 1)).code == "sync.append-only"
    same = msgspec.structs.replace(log, op_id=changed.op_id)
    assert officer.push_one(same).status == "applied"
    other = officer.create(
        "log_entry", {name: c.new for name, c in log.changes.items()} | {"content": "另一条"}, log.record_id
    )
    assert officer.push_one(other).code == "sync.record-exists"
    assert officer.push_one(officer.log(pair.case_id, "更正。", amends_id=log.record_id)).status == "applied"


def test_a_field_that_the_server_does_not_know_survives_the_round_trip(pair: Pair) -> None:
    """Story 12: a newer workstation with an older server."""
    officer, typist, case_id = pair.officer, pair.typist, pair.case_id
    newer = officer.update(
        "case", case_id, 1, mediation_wish=(None, {"愿意": True}), cause=("买卖合同纠纷", "借款合同纠纷")
    )
    sealed = officer.seal(officer.batch([newer], schema=7))
    assert officer.send(sealed).status_code == 200
    officer.step(sealed)
    typist.pull()
    assert typist.values("case", case_id)["mediation_wish"] == {"愿意": True}
    # an older one changes another field, and what it does not know stays
    typist.push(typist.update("case", case_id, 2, procedure=(None, "首次执行")))
    officer.pull()
    assert officer.values("case", case_id)["mediation_wish"] == {"愿意": True}
    # two newer ones disagree about it
    late = typist.update("case", case_id, 1, mediation_wish=(None, {"愿意": False}))
    assert typist.push_one(late).status == "conflict"


def test_an_older_workstation_brings_part_of_a_joint_group(pair: Pair) -> None:
    """Story 12: the group was smaller in its day; it is merged by what it brings."""
    officer, case_id = pair.officer, pair.case_id
    result = officer.push_one(officer.update("case", case_id, 1, status=("open", "suspended")))
    assert result.status == "applied"


def test_a_record_type_of_a_newer_workstation_waits_for_the_servers_upgrade(pair: Pair) -> None:
    officer = pair.officer
    result = officer.push_one(officer.create("hotline_ticket", {"channel": "来电"}))
    assert (result.status, result.code) == ("rejected", "sync.type-unknown")


def test_two_batches_register_the_same_case_number_at_the_same_moment(court: WireCourt) -> None:
    """Only the database can tell; one is taken, the other rejected alone, and its neighbours are applied."""
    officer, second = court.workstation("officer"), court.workstation("second")
    barrier = threading.Barrier(2)
    outcome: dict[str, list[str]] = {}

    def register(workstation: WireWorkstation) -> None:
        numbers = [f"（2026）粤0103执{n}号" for n in (1, 2, 3)]
        own = workstation.case(f"（2026）粤0103执{100 if workstation is officer else 200}号")
        sealed = [workstation.case(number) for number in numbers]
        barrier.wait()
        outcome[workstation.session.login] = [result.status for result in workstation.push(own, *sealed)]

    threads = [threading.Thread(target=register, args=(workstation,)) for workstation in (officer, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [statuses[0] for statuses in outcome.values()] == ["applied", "applied"]
    for one, other in zip(outcome["officer"][1:], outcome["second"][1:], strict=True):
        assert {one, other} == {"applied", "rejected"}
    vice = court.workstation("vice")
    vice.pull()
    assert len(vice.of_type("case")) == 5
