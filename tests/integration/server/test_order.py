"""Whatever the order in a batch, a record's operations are evaluated in the order they were made."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from central_server.services.intake.order import in_order
from court_core.protocol.messages import Change, Operation


def update(number: int, field: str, base: str | None, new: str, op_id: str = "") -> Operation:
    return Operation(
        op_id=op_id or f"op-{number:04}",
        record_type="case",
        record_id="1",
        action="create" if base is None else "update",
        base_version=0,
        changes={field: Change(base, new)},
        made_at="2026-11-20T02:00:00.000Z",
    )


def value_after(operations: list[Operation], start: str) -> str:
    value = start
    for operation in operations:
        (change,) = operation.changes.values()
        if change.base == value:
            value = change.new
    return value


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=8), st.randoms())
def test_shuffled_steps_come_back_in_order(values: list[str], dice: random.Random) -> None:
    steps = [update(n, "cause", base, new) for n, (base, new) in enumerate(zip(["a", *values], values, strict=False))]
    shuffled = list(steps)
    dice.shuffle(shuffled)
    ordered = in_order(shuffled, {("case", "1"): {"cause": "a"}})
    assert value_after(ordered, "a") == values[-1]
    assert sorted(ordered, key=id) == sorted(steps, key=id)


@given(st.lists(st.sampled_from("bcdefgh"), min_size=1, max_size=6, unique=True), st.randoms())
def test_no_clock_is_needed_for_a_chain_of_different_values(values: list[str], dice: random.Random) -> None:
    """The machine's clock was set back between the edits: op ids stand in the wrong order as well."""
    links = list(zip(["a", *values], values, strict=False))
    steps = [update(n, "cause", base, new, op_id=f"op-{99 - n}") for n, (base, new) in enumerate(links)]
    shuffled = list(steps)
    dice.shuffle(shuffled)
    assert in_order(shuffled, {("case", "1"): {"cause": "a"}}) == steps


def test_there_and_back_again_ends_where_it_began() -> None:
    there, back = update(1, "cause", "a", "b"), update(2, "cause", "b", "a")
    for order in ([there, back], [back, there]):
        assert in_order(order, {("case", "1"): {"cause": "a"}}) == [there, back]


def test_types_come_parents_first_and_deletions_last() -> None:
    def of(record_type: str, action: str, record_id: str = "1") -> Operation:
        return Operation(
            op_id=f"{record_type}-{action}",
            record_type=record_type,
            record_id=record_id,
            action=action,  # type: ignore[arg-type]  # one of the three
            base_version=0,
            changes={},
            made_at="",
        )

    given_ = [
        of("party", "delete"),
        of("unknown", "create"),
        of("party", "create"),
        of("document", "create"),
        of("case", "create"),
    ]
    ordered = [operation.op_id for operation in in_order(given_, {})]
    assert ordered == ["case-create", "party-create", "party-delete", "document-create", "unknown-create"]
