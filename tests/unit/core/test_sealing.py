"""Sealed batches: exact bytes, limits, order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from court_core.protocol.messages import Batch, Change, Operation
from court_core.protocol.sealing import FIRST_PREVIOUS, MAX_BYTES, MAX_OPERATIONS, open_sealed, seal, sha256_hex, split


def operation(number: int, text: str = "约谈被执行人") -> Operation:
    return Operation(
        op_id=f"op-{number}",
        record_type="log_entry",
        record_id=f"log-{number}",
        action="create",
        base_version=0,
        changes={"content": Change(None, text)},
        made_at="2026-11-20T04:00:00.000Z",
    )


def batch(operations: list[Operation]) -> Batch:
    return Batch(
        protocol=1,
        schema=1,
        batch_id="batch-1",
        court_id="粤0103",
        device_id="device-1",
        device_epoch=1,
        sequence=1,
        previous_sha256=FIRST_PREVIOUS,
        user_id="user-1",
        audit_head="",
        audit_count=0,
        operations=operations,
    )


def test_a_sealed_batch_opens_to_itself_and_its_hash_is_over_its_bytes() -> None:
    original = batch([operation(1), operation(2)])
    body, sha256 = seal(original)
    assert open_sealed(body) == original
    assert sha256 == sha256_hex(body)


@given(st.lists(st.integers(min_value=0, max_value=60_000), max_size=60))
def test_split_keeps_order_and_stays_within_the_limits(lengths: list[int]) -> None:
    operations = [operation(number, "字" * (length // 3)) for number, length in enumerate(lengths)]
    groups = list(split(operations))
    assert [op for group in groups for op in group] == operations
    for group in groups:
        assert len(group) <= MAX_OPERATIONS
        assert len(seal(batch(group))[0]) <= MAX_BYTES


def test_two_hundred_operations_fill_a_batch() -> None:
    groups = list(split(operation(number) for number in range(401)))
    assert [len(group) for group in groups] == [200, 200, 1]
