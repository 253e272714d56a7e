"""Sealed batches: sent again byte for byte, within their limits, in one sequence, and kept for thirty days."""

from __future__ import annotations

from datetime import timedelta

from clerk_app.local.store import LocalStore
from court_core.protocol.sealed_batch import Sender
from court_core.protocol.sealing import MAX_BYTES, MAX_OPERATIONS, open_sealed, sha256_hex
from tests.integration.local.conftest import USER, case_values, new_case
from tests.integration.local.exchanges import (
    answer,
    batch_of,
    next_batch,
    update,
)


def test_a_sealed_batch_is_sent_again_byte_for_byte_until_it_is_answered(store: LocalStore) -> None:
    new_case(store)
    first = next_batch(store)
    new_case(store, 2)
    assert next_batch(store) == first
    assert sha256_hex(first.body) == first.sha256
    answer(store, first)
    second = next_batch(store)
    assert (second.sequence, open_sealed(second.body).previous_sha256) == (2, first.sha256)


def test_a_batch_keeps_its_limits(store: LocalStore) -> None:
    with store.write(USER) as unit:
        for number in range(1, 451):
            unit.create("case", case_values(number, cause="案" * 400))
    sizes = []
    while (batch := batch_of(store)) is not None:
        sizes.append((len(open_sealed(batch.body).operations), len(batch.body)))
        answer(store, batch)
    assert sum(count for count, _ in sizes) == 450
    assert all(count <= MAX_OPERATIONS and size <= MAX_BYTES for count, size in sizes)
    assert store.exchange.pending() == 0


def test_an_operation_too_large_for_a_batch_of_many_stands_alone(store: LocalStore) -> None:
    new_case(store, 1)
    new_case(store, 2, cause="长" * 300_000)
    new_case(store, 3)
    counts = []
    while (batch := batch_of(store)) is not None:
        counts.append(len(open_sealed(batch.body).operations))
        answer(store, batch)
    assert counts == [1, 1, 1]


def test_two_edits_of_one_field_are_sent_as_one(store: LocalStore) -> None:
    case_id = new_case(store)
    answer(store, next_batch(store))
    update(store, case_id, cause="甲")
    update(store, case_id, cause="乙")
    (operation,) = open_sealed(next_batch(store).body).operations
    assert (operation.changes["cause"].base, operation.changes["cause"].new) == ("买卖合同纠纷", "乙")


def test_a_new_epoch_seals_the_unanswered_anew(store: LocalStore) -> None:
    new_case(store)
    first = next_batch(store)
    store.exchange.begin_epoch("device", 2)
    again = next_batch(store)
    assert (again.device_epoch, again.sequence) == (2, 1)
    assert [one.op_id for one in open_sealed(again.body).operations] == [
        one.op_id for one in open_sealed(first.body).operations
    ]


def test_a_device_enrolled_anew_begins_its_own_sequence(store: LocalStore) -> None:
    new_case(store)
    next_batch(store)
    batch = batch_of(store, Sender("court", "another device", 1, USER))
    assert batch is not None and (batch.device_id, batch.sequence) == ("another device", 1)


def test_the_archive_keeps_thirty_days(store: LocalStore) -> None:
    new_case(store)
    batch = next_batch(store)
    answer(store, batch)
    store.exchange.round_done("ok", "", success=True)
    assert [one.body for one in store.exchange.archived_after("device", 1, 0)] == [batch.body]
    store.clock.instant += timedelta(days=31)  # type: ignore[attr-defined]
    store.exchange.round_done("ok", "", success=True)
    assert store.exchange.archived_after("device", 1, 0) == []
