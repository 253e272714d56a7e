"""Three-way merge: nothing is overwritten unseen, joint fields go together (DESIGN.md "Applying")."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from court_core.protocol.merge import changes_between, merge
from court_core.protocol.messages import Change
from court_core.records.types import CASE

FIELDS = ("cause", "amount", "procedure", "status", "closed_on", "close_mode")
rows = st.fixed_dictionaries({name: st.sampled_from([None, "a", "b", "c"]) for name in FIELDS})
edits = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from([None, "a", "b", "c"]), max_size=4)


def test_different_fields_merge() -> None:
    base = {"cause": "买卖合同纠纷", "amount": 100}
    mine = changes_between(CASE, base, {"cause": "承揽合同纠纷"})
    outcome = merge(CASE, base | {"amount": 200}, mine)
    assert outcome.clean
    assert outcome.write == {"cause": "承揽合同纠纷"}


def test_the_same_field_waits_for_a_person() -> None:
    base = {"cause": "买卖合同纠纷"}
    mine = changes_between(CASE, base, {"cause": "承揽合同纠纷"})
    outcome = merge(CASE, {"cause": "劳动争议"}, mine)
    assert outcome.write == {}
    (conflict,) = outcome.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        {"cause": "买卖合同纠纷"},
        {"cause": "承揽合同纠纷"},
        {"cause": "劳动争议"},
    )


def test_a_status_and_its_date_are_one() -> None:
    base = {"status": "open", "closed_on": None, "close_mode": None}
    mine = changes_between(CASE, base, {"status": "closed"})
    assert set(mine) == {"status", "closed_on", "close_mode"}
    outcome = merge(CASE, base | {"closed_on": "2026-11-20"}, mine)
    assert [conflict.fields for conflict in outcome.conflicts] == [("status", "closed_on", "close_mode")]


def test_both_wrote_the_same_and_nothing_is_left_to_do() -> None:
    mine = changes_between(CASE, {"cause": "甲"}, {"cause": "乙"})
    outcome = merge(CASE, {"cause": "乙"}, mine)
    assert outcome.clean
    assert outcome.write == {}


def test_a_field_this_program_does_not_know_merges_by_itself() -> None:
    outcome = merge(CASE, {"cause": "甲", "from_the_future": 1}, {"from_the_future": Change(1, 2)})
    assert outcome.write == {"from_the_future": 2}


@given(rows, edits)
def test_without_concurrent_changes_a_merge_is_the_edit(base: dict[str, object], edit: dict[str, object]) -> None:
    outcome = merge(CASE, base, changes_between(CASE, base, edit))
    assert outcome.clean
    assert base | outcome.write == base | edit


@given(rows, edits, edits)
def test_every_value_typed_stands_in_the_record_or_in_a_conflict(
    base: dict[str, object], mine: dict[str, object], theirs: dict[str, object]
) -> None:
    current = base | theirs
    changes = changes_between(CASE, base, mine)
    outcome = merge(CASE, current, changes)
    waiting = {name: value for conflict in outcome.conflicts for name, value in conflict.mine.items()}
    after = current | outcome.write
    for name, change in changes.items():
        if change.new != change.base:
            assert after[name] == change.new or waiting[name] == change.new
    for name, value in theirs.items():
        if base[name] != value and name not in outcome.write:
            assert after[name] == value
    overwritten = {name for name in outcome.write if current[name] != base[name]}
    assert not overwritten
