"""Laying waiting operations over what the server says: nothing typed disappears, nothing of others is hidden."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.local.rebase import WaitingOperation, base_after, folded, rebased, shown_values, without_refused
from clerk_app.local.rows import Base
from court_core.protocol.merge import FieldConflict, changes_between, merge
from court_core.protocol.messages import Change
from court_core.records.fields import Value
from court_core.records.types import CASE, DOCUMENT

EMPTY: dict[str, Value] = {field.name: None for field in CASE.fields}


def base_of(version: int = 1, state: str = "live", **values: Value) -> Base:
    return Base(version, state, EMPTY | values, "case-1")  # type: ignore[arg-type]


def update(number: int, batch: str | None = None, version: int = 1, **changes: tuple[Value, Value]) -> WaitingOperation:
    return WaitingOperation(
        position=number,
        op_id=f"op-{number}",
        user_id="user",
        record_type="case",
        record_id="case-1",
        action="update",
        base_version=version,
        changes={name: Change(*pair) for name, pair in changes.items()},
        made_at="2026-11-20T00:00:00.000Z",
        batch_id=batch,
    )


def test_an_untouched_field_gets_the_newer_base() -> None:
    (moved,) = rebased(CASE, base_of(5, cause="甲", procedure="简易"), [update(1, cause=("甲", "乙"))])
    assert moved.changes == {"cause": Change("甲", "乙")}
    assert moved.base_version == 5


def test_a_field_in_conflict_keeps_the_base_the_person_saw() -> None:
    (moved,) = rebased(CASE, base_of(5, cause="丙"), [update(1, cause=("甲", "乙"))])
    assert moved.changes == {"cause": Change("甲", "乙")}
    assert moved.base_version == 1


def test_only_the_disputed_field_keeps_its_old_base() -> None:
    (moved,) = rebased(
        CASE, base_of(5, cause="丙", procedure="简易"), [update(1, cause=("甲", "乙"), procedure=("简易", "普通"))]
    )
    assert moved.changes["cause"] == Change("甲", "乙")
    assert moved.changes["procedure"] == Change("简易", "普通")


def test_a_sealed_operation_never_changes() -> None:
    sealed = update(1, batch="b", cause=("甲", "乙"))
    later = update(2, cause=("乙", "丁"))
    assert rebased(CASE, base_of(5, cause="甲"), [sealed, later])[0] is sealed


def test_the_person_sees_their_own_value_until_the_server_has_answered() -> None:
    shown = shown_values(CASE, base_of(5, cause="丙", procedure="普通"), [update(1, cause=("甲", "乙"))])
    assert shown is not None
    assert (shown["cause"], shown["procedure"]) == ("乙", "普通")


def test_a_record_taken_away_stays_while_something_typed_waits() -> None:
    gone = base_of(5, "evicted", cause="甲")
    assert shown_values(CASE, gone, []) is None
    shown = shown_values(CASE, gone, [update(1, cause=("甲", "乙"))])
    assert shown is not None and shown["cause"] == "乙"


def test_an_answer_that_a_pull_overtook_changes_nothing() -> None:
    newer = base_of(7, cause="丙")
    assert base_after(CASE, newer, update(1, cause=("甲", "乙")), 6, disputed=False) == newer


def test_an_answer_does_not_claim_a_version_it_cannot_know_whole() -> None:
    """Somebody else's change may stand between; the pull brings version and values together."""
    after = base_after(CASE, base_of(1, cause="甲"), update(1, cause=("甲", "乙")), 3, disputed=False)
    assert (after.version, after.values["cause"]) == (1, "乙")


def test_a_fresh_record_is_known_whole() -> None:
    absent = Base(0, "absent", {}, "case-1")
    create = replace(update(1, cause=(None, "甲")), action="create")
    after = base_after(CASE, absent, create, 1, disputed=False)
    assert (after.version, after.state, after.values["cause"]) == (1, "live", "甲")


def test_what_follows_a_refused_edit_is_based_on_what_the_server_has() -> None:
    (freed,) = without_refused([update(1, cause=("甲", "乙"))], [update(2, cause=("乙", "丙"))])
    assert freed.changes == {"cause": Change("甲", "丙")}


def test_what_follows_two_refused_edits_goes_back_to_the_first_base() -> None:
    (freed,) = without_refused(
        [update(1, cause=("甲", "乙")), update(2, cause=("乙", "丙"))], [update(3, cause=("丙", "丁"))]
    )
    assert freed.changes == {"cause": Change("甲", "丁")}


def test_two_edits_of_one_field_become_one() -> None:
    one = folded(CASE, [update(1, cause=("甲", "乙")), update(2, cause=("乙", "丙"), procedure=(None, "简易"))])
    assert one is not None
    assert one.op_id == "op-2"
    assert one.changes == {"cause": Change("甲", "丙"), "procedure": Change(None, "简易")}


def test_edits_of_different_fields_stay_apart() -> None:
    assert folded(CASE, [update(1, cause=("甲", "乙")), update(2, procedure=(None, "简易"))]) is None


def test_edits_that_are_no_chain_stay_apart() -> None:
    assert folded(CASE, [update(1, cause=("甲", "乙")), update(2, cause=("丁", "丙"))]) is None


def test_the_steps_of_a_document_go_one_by_one() -> None:
    """The server checks each: effective → masked → confirmed is allowed, effective → confirmed is not."""
    steps = [update(1, status=("effective", "masked")), update(2, status=("masked", "confirmed"))]
    assert folded(DOCUMENT, steps) is None
    titles = [update(1, title=("甲", "乙")), update(2, title=("乙", "丙"), status=("effective", "masked"))]
    one = folded(DOCUMENT, titles)
    assert one is not None
    assert one.changes == {"title": Change("甲", "丙"), "status": Change("effective", "masked")}


VALUES = st.sampled_from(["甲", "乙", "丙", None])
SAVES = st.lists(st.tuples(st.sampled_from(["cause", "procedure", "status", "close_mode"]), VALUES), max_size=6)


def chain(start: dict[str, Value], saves: list[tuple[str, Value]]) -> list[WaitingOperation]:
    """The operations that a person's saves leave in the outbox."""
    values, operations = dict(start), []
    for number, (name, value) in enumerate(saves):
        changes = changes_between(CASE, values, {name: value})
        if changes:
            operations.append(replace(update(number), changes=changes))
            values |= {field: change.new for field, change in changes.items()}
    return operations


def served(start: dict[str, Value], operations: list[WaitingOperation]) -> tuple[dict[str, Value], list[FieldConflict]]:
    """What the server makes of them: merge by field, whatever version they name."""
    values: dict[str, Value] = dict(start)
    conflicts: list[FieldConflict] = []
    for operation in operations:
        merged = merge(CASE, values, operation.changes)
        values |= merged.write
        conflicts += list(merged.conflicts)
    return values, conflicts


@given(mine=SAVES, theirs=SAVES)
def test_a_rebase_never_hides_what_others_wrote(mine: list[tuple[str, Value]], theirs: list[tuple[str, Value]]) -> None:
    """Rebased or not, the server comes to the same record, and finds the same fields in conflict."""
    start = dict(EMPTY)
    operations = chain(start, mine)
    server, _ = served(start, chain(start, theirs))
    moved = rebased(CASE, Base(9, "live", server, None), operations)
    plain, plain_conflicts = served(server, operations)
    after, conflicts = served(server, moved)
    assert after == plain
    assert {one.fields for one in conflicts} == {one.fields for one in plain_conflicts}


@given(mine=SAVES, theirs=SAVES)
def test_rebasing_twice_is_rebasing_once(mine: list[tuple[str, Value]], theirs: list[tuple[str, Value]]) -> None:
    server, _ = served(dict(EMPTY), chain(dict(EMPTY), theirs))
    base = Base(9, "live", server, None)
    once = rebased(CASE, base, chain(dict(EMPTY), mine))
    assert rebased(CASE, base, once) == once


@given(mine=SAVES)
def test_the_person_always_sees_what_they_typed_last(mine: list[tuple[str, Value]]) -> None:
    operations = chain(dict(EMPTY), mine)
    shown = shown_values(CASE, base_of(3, cause="别人的"), operations)
    assert shown is not None
    last = {name: change.new for operation in operations for name, change in operation.changes.items()}
    assert all(shown[name] == value for name, value in last.items())


@given(mine=SAVES, theirs=SAVES)
def test_folding_loses_no_last_value(mine: list[tuple[str, Value]], theirs: list[tuple[str, Value]]) -> None:
    """Folded, the record at the server ends with the same values or in a conflict that holds the last typed one."""
    operations = chain(dict(EMPTY), mine)
    one = folded(CASE, operations)
    if one is None or not one.changes:
        return
    server, _ = served(dict(EMPTY), chain(dict(EMPTY), theirs))
    after, conflicts = served(server, [one])
    disputed = {name: value for conflict in conflicts for name, value in conflict.mine.items()}
    for name, change in one.changes.items():
        assert after[name] == change.new or disputed.get(name) == change.new
