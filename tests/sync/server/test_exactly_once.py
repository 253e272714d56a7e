"""A batch is applied exactly once, whatever happens to its answer (stories 1, 7, 9 of the sync stories)."""

from __future__ import annotations

import threading

import msgspec
import pytest

from court_core.protocol.messages import BatchReply
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import WireCourt, WireWorkstation


def test_a_batch_whose_answer_was_lost_is_resent_three_times_in_parallel_and_applied_once(pair: Pair) -> None:
    officer = pair.officer
    sealed = officer.seal(officer.batch([officer.log(pair.case_id, "电话联系申请执行人。") for _ in range(20)]))
    first = officer.send(sealed)  # the answer is lost on the way
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(officer.send(sealed).content)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [first.content] * 3
    officer.step(sealed)
    officer.pull()
    assert len(officer.of_type("log_entry")) == 20


def test_three_parallel_sends_of_a_new_batch_give_three_identical_answers(pair: Pair) -> None:
    officer = pair.officer
    sealed = officer.seal(officer.batch([officer.log(pair.case_id, "约谈被执行人。")]))
    answers: list[bytes] = []
    barrier = threading.Barrier(3)

    def send() -> None:
        barrier.wait()
        answers.append(officer.send(sealed).content)

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    officer.pull()
    assert len(officer.of_type("log_entry")) == 1


def test_another_batch_at_a_known_place_is_a_forked_device(pair: Pair) -> None:
    officer = pair.officer
    place = officer.sequence + 1
    officer.push(officer.log(pair.case_id, "甲"))
    answer = officer.send(officer.seal(officer.batch([officer.log(pair.case_id, "乙")], sequence=place)))
    assert (answer.status_code, answer.json()["code"]) == (409, "sync.forked-device")


def test_a_gap_is_refused_and_says_what_is_expected(pair: Pair) -> None:
    officer = pair.officer
    ahead = officer.batch([officer.log(pair.case_id, "甲")], sequence=officer.sequence + 3)
    answer = officer.send(officer.seal(ahead))
    assert (answer.status_code, answer.json()["code"]) == (409, "sync.sequence-gap")
    assert answer.json()["details"] == {"expected": officer.sequence + 1, "last_sha256": officer.previous}


def test_the_chain_of_hashes_must_hold(pair: Pair) -> None:
    officer = pair.officer
    torn = officer.batch([officer.log(pair.case_id, "甲")], previous_sha256="f" * 64)
    assert officer.send(officer.seal(torn)).json()["code"] == "sync.forked-device"


def test_a_batch_id_known_from_another_place_is_a_forked_device(pair: Pair) -> None:
    officer = pair.officer
    first = officer.batch([officer.log(pair.case_id, "甲")])
    sealed = officer.seal(first)
    assert officer.send(sealed).status_code == 200
    officer.step(sealed)
    again = officer.batch([officer.log(pair.case_id, "乙")], batch_id=first.batch_id)
    assert officer.send(officer.seal(again)).json()["code"] == "sync.forked-device"


def test_a_cloned_disk_with_pending_work_takes_a_new_epoch_and_nothing_is_doubled(pair: Pair) -> None:
    """Story 7. Both disks hold the same unsent operations; each then goes on by itself."""
    officer = pair.officer
    pending = [officer.log(pair.case_id, f"第{n}条") for n in range(5)]
    pending.append(officer.update("case", pair.case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷")))
    clone = officer.clone()
    assert {result.status for result in officer.push(*pending)} == {"applied"}
    pair.typist.pull()
    pair.typist.push(pair.typist.update("case", pair.case_id, 2, cause=("借款合同纠纷", "租赁合同纠纷")))

    own = clone.log(pair.case_id, "克隆机上另写的一条")
    answer = clone.send(clone.seal(clone.batch([*pending, own])))
    assert answer.json()["code"] == "sync.forked-device"
    clone.take_new_epoch()
    results = clone.push(*pending, own)
    assert [result.status for result in results] == ["applied"] * 7
    officer.push(officer.log(pair.case_id, "原机上另写的一条"))

    officer.pull()
    clone.pull()
    assert len(officer.of_type("log_entry")) == 7
    assert officer.values("case", pair.case_id)["cause"] == "租赁合同纠纷"  # not undone by the clone's old operation
    assert officer.of_type("conflict") == []
    assert {key: item.version for key, item in officer.held.items()} == {
        key: item.version for key, item in clone.held.items()
    }


def test_a_workstation_restored_from_last_week_goes_on_in_a_new_epoch(pair: Pair) -> None:
    """Story 9: the server is ahead of it."""
    officer = pair.officer
    old = officer.clone()
    for n in range(3):
        officer.push(officer.log(pair.case_id, f"第{n}条"))
    log = old.log(pair.case_id, "还原后写的")
    assert old.send(old.seal(old.batch([log]))).json()["code"] == "sync.forked-device"
    old.take_new_epoch()
    assert old.push_one(log).status == "applied"
    old.rebuild()
    assert len(old.of_type("log_entry")) == 4


def test_an_edit_made_while_the_upload_was_under_way_is_applied_by_the_next_batch(pair: Pair) -> None:
    """Story 3: the second edit's base is the first edit's value, which the server did not have when it was made."""
    officer = pair.officer
    first = officer.update("case", pair.case_id, 1, cause=("买卖合同纠纷", "借款合同纠纷"))
    second = officer.update("case", pair.case_id, 1, cause=("借款合同纠纷", "租赁合同纠纷"))
    assert officer.push_one(first).status == "applied"
    assert officer.push_one(second).status == "applied"
    officer.pull()
    assert officer.values("case", pair.case_id)["cause"] == "租赁合同纠纷"


def test_the_audit_receipt_is_the_servers_signature_over_the_devices_chain(court: WireCourt) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from court_core.protocol.messages import audit_receipt_bytes

    officer = court.workstation("officer")
    batch = officer.batch([officer.case("（2026）粤0103执1号")])
    reply = msgspec.json.decode(officer.send(officer.seal(batch)).content, type=BatchReply)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(officer.session.server_public_key))
    signed = audit_receipt_bytes(court.court_id, officer.session.device_id, batch.audit_count, batch.audit_head)
    key.verify(bytes.fromhex(reply.audit_receipt), signed)


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"protocol": 2}, 426, "sync.server-too-old"),
        ({"protocol": 0}, 426, "sync.program-too-old"),
        ({"court_id": "elsewhere"}, 403, "sync.other-court"),
        ({"user_id": "somebody"}, 403, "sync.other-user"),
        ({"device_id": "another"}, 403, "sync.other-device"),
        ({"device_epoch": 0}, 400, "sync.malformed"),
        ({"sequence": 0}, 400, "sync.malformed"),
        ({"batch_id": ""}, 400, "sync.malformed"),
        ({"audit_count": -1}, 400, "sync.malformed"),
    ],
)
def test_an_envelope_that_does_not_fit_is_refused_whole(
    sqlite_court: WireCourt, changed: dict[str, object], status: int, code: str
) -> None:
    officer = sqlite_court.workstation("officer")
    answer = officer.send(officer.seal(officer.batch([officer.case("（2026）粤0103执1号")], **changed)))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert answer.json()["remedy"]
    officer.pull()
    assert officer.of_type("case") == []


def test_changed_bytes_and_a_strange_signature_are_refused(sqlite_court: WireCourt) -> None:
    officer, second = sqlite_court.workstation("officer"), sqlite_court.workstation("second")
    sealed = officer.seal(officer.batch([officer.case("（2026）粤0103执1号")]))
    altered = WireWorkstation.sign(officer, sealed.body.replace("执1号".encode(), "执2号".encode()), sealed.sha256)
    assert officer.send(altered).json()["code"] == "sync.hash-wrong"
    forged = second.sign(sealed.body, sealed.sha256)
    assert officer.send(forged).json()["code"] == "sync.signature-wrong"
    assert officer.send(sealed).status_code == 200
