"""The database's side of the sync: answers, pages, evictions, refusals, rebuilds."""

from __future__ import annotations

import pytest

from clerk_app.local.queries.cases import search_cases
from clerk_app.local.queries.waiting import refused_changes, waiting_changes
from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from court_core.protocol.messages import OperationResult, PullPage
from court_core.protocol.sealing import open_sealed
from tests.integration.local.conftest import USER, case_values, new_case
from tests.integration.local.exchanges import (
    NOW,
    answer,
    has,
    item,
    live,
    next_batch,
    pull,
    reply_to,
    update,
    value,
)

# Answers


def test_an_answered_create_is_no_longer_pending(store: LocalStore) -> None:
    case_id = new_case(store)
    outcome = answer(store, next_batch(store))
    assert (outcome.taken, outcome.refused) == (1, 0)
    assert outcome.change_set.cases == {case_id}
    with store.read() as reader:
        record = reader.get("case", case_id)
    assert record is not None and (record.version, record.pending) == (1, False)


def test_answering_twice_changes_nothing(store: LocalStore) -> None:
    case_id = new_case(store)
    batch = next_batch(store)
    answer(store, batch)
    update(store, case_id, cause="甲")
    answer(store, batch)
    assert store.exchange.pending() == 1
    assert value(store, "case", case_id, "cause") == "甲"


@pytest.mark.parametrize(
    ("own_batch", "op_ids"),
    [(False, ["own"]), (True, []), (True, ["strange"]), (True, ["own", "strange"])],
    ids=["another batch", "no operation", "another operation", "one too many"],
)
def test_an_answer_speaks_of_every_operation_of_its_batch(
    store: LocalStore, own_batch: bool, op_ids: list[str]
) -> None:
    new_case(store)
    batch = next_batch(store)
    (own,) = open_sealed(batch.body).operations
    results = [
        OperationResult(op_id=own.op_id if op_id == "own" else op_id, status="applied", version=1) for op_id in op_ids
    ]
    with pytest.raises(ValueError):
        store.exchange.acknowledge(batch, reply_to(batch, results, "" if own_batch else "another"))
    assert store.exchange.pending() == 1


def test_a_refused_create_is_kept_with_its_text_and_leaves_the_list(store: LocalStore) -> None:
    case_id = new_case(store)
    batch = next_batch(store)
    update(store, case_id, cause="又改")
    answer(store, batch, n0={"status": "rejected", "code": "x", "message": "不行", "remedy": "改"})
    assert not has(store, "case", case_id)
    assert store.exchange.pending() == 0
    with store.read() as reader:
        refused, held = refused_changes(reader)
    assert (refused.status, refused.message, refused.shown["cause"]) == ("rejected", "不行", "买卖合同纠纷")
    assert (held.status, held.shown["cause"]) == ("held", "又改")
    assert held.message


def test_a_refused_update_goes_back_and_the_edit_after_it_stays(store: LocalStore) -> None:
    case_id = new_case(store)
    answer(store, next_batch(store))
    update(store, case_id, cause="被拒", procedure="简易")
    batch = next_batch(store)
    update(store, case_id, cause="再改")
    answer(store, batch, n0={"status": "rejected", "code": "x", "message": "不行", "remedy": "改"})
    assert value(store, "case", case_id, "cause") == "再改"
    assert value(store, "case", case_id, "procedure") is None
    (operation,) = open_sealed(next_batch(store).body).operations
    assert operation.changes["cause"].base == "买卖合同纠纷"
    with store.read() as reader:
        (refused,) = refused_changes(reader)
    assert refused.shown["procedure"] == "简易"


def test_a_refused_change_can_be_settled(store: LocalStore) -> None:
    new_case(store)
    answer(store, next_batch(store), n0={"status": "rejected", "code": "x", "message": "不行", "remedy": "改"})
    with store.write(USER) as unit:
        (refused,) = refused_changes(unit)
        unit.settle_refused(refused.op_id)
        assert refused_changes(unit) == ()
        assert len(refused_changes(unit, settled=True)) == 1


def test_a_superseded_answer_waits_for_the_pull(store: LocalStore) -> None:
    case_id = new_case(store)
    answer(store, next_batch(store))
    update(store, case_id, cause="晚了")
    answer(store, next_batch(store), n0={"status": "superseded", "version": 2})
    assert value(store, "case", case_id, "cause") == "买卖合同纠纷"
    pull(store, live("case", case_id, 2, case_values(cause="先到")))
    assert value(store, "case", case_id, "cause") == "先到"


def test_an_answer_that_a_pull_overtook_does_not_bring_the_older_value_back(store: LocalStore) -> None:
    case_id = new_case(store)
    answer(store, next_batch(store))
    update(store, case_id, cause="我的")
    batch = next_batch(store)
    pull(store, live("case", case_id, 3, case_values(cause="别人后来改的")))
    answer(store, batch, n0={"status": "applied", "version": 2})
    assert value(store, "case", case_id, "cause") == "别人后来改的"
    assert store.exchange.pending() == 0


def test_a_conflict_shows_the_servers_value_after_the_pull(store: LocalStore) -> None:
    case_id = new_case(store)
    answer(store, next_batch(store))
    update(store, case_id, cause="我的", procedure="简易")
    outcome = answer(store, next_batch(store), n0={"status": "conflict", "version": 3, "conflict_ids": ["c1"]})
    assert outcome.conflicts == 1
    pull(store, live("case", case_id, 3, case_values(cause="别人的", procedure="简易")))
    assert value(store, "case", case_id, "cause") == "别人的"
    assert store.exchange.pending() == 0


# Pages


def test_a_dirty_record_is_never_overwritten(store: LocalStore) -> None:
    case_id = new_case(store)
    answer(store, next_batch(store))
    update(store, case_id, cause="我的")
    pull(store, live("case", case_id, 2, case_values(cause="买卖合同纠纷", procedure="普通")))
    assert value(store, "case", case_id, "cause") == "我的"
    assert value(store, "case", case_id, "procedure") == "普通"
    (operation,) = open_sealed(next_batch(store).body).operations
    assert operation.base_version == 2


def test_a_page_asked_for_with_an_old_cursor_is_left_alone(store: LocalStore) -> None:
    pull(store, live("court", "c", 1, {"code": "粤0103", "name": "甲"}))
    page = PullPage(items=[item("court", "c", "deleted", 2)], cursor="old", more=False, server_time=NOW)
    store.exchange.take_page(page, "another cursor")
    assert has(store, "court", "c")
    assert store.exchange.place().cursor == "+"


def test_fields_and_types_a_newer_server_knows_survive(store: LocalStore) -> None:
    """Story 12: the old program keeps what it does not know, also when it changes the record itself."""
    pull(
        store,
        live("case", "case-1", 4, case_values() | {"colour": "red", "tags": ["a"]}),
        live("hologram", "h", 1, {"x": 1}),
    )
    update(store, "case-1", cause="改")
    answer(store, next_batch(store), n0={"status": "applied", "version": 5})
    with store.read() as reader:
        record = reader.get("case", "case-1")
    assert record is not None
    assert (record["colour"], record["tags"], record["cause"]) == ("red", ["a"], "改")


def test_what_the_server_deleted_or_took_away_leaves(store: LocalStore) -> None:
    pull(
        store,
        live("case", "case-1", 1, case_values()),
        live("party", "p1", 1, {"case_id": "case-1", "name": "张伟华", "role": "原告"}),
        live("party", "p2", 1, {"case_id": "case-1", "name": "李明", "role": "被告"}),
    )
    pull(store, item("party", "p1", "deleted", 2))
    assert not has(store, "party", "p1")
    with store.read() as reader:
        assert search_cases(reader, "张伟华").ids == ()
        assert search_cases(reader, "李明").ids == ("case-1",)
    pull(store, item("case", "case-1", "evicted"))
    assert not has(store, "case", "case-1")
    assert not has(store, "party", "p2")
    with store.read() as reader:
        assert search_cases(reader, "李明").ids == ()


def test_an_eviction_loses_no_pending_work(store: LocalStore) -> None:
    pull(store, live("case", "case-1", 1, case_values()))
    update(store, "case-1", cause="移交前改的")
    with store.write(USER) as unit:
        log = unit.create("log_entry", {"case_id": "case-1", "work_date": "2026-11-20", "content": "移交前写的"})
    pull(store, item("case", "case-1", "evicted"))
    assert value(store, "case", "case-1", "cause") == "移交前改的"
    assert has(store, "log_entry", log)
    assert len(open_sealed(next_batch(store).body).operations) == 2
    answer(store, next_batch(store), n0={"status": "merged", "version": 3})
    assert not has(store, "case", "case-1")
    pull(store, item("log_entry", log, "evicted"))
    assert not has(store, "log_entry", log)


def test_a_rebuild_keeps_the_outbox_and_removes_what_the_server_no_longer_shows(store: LocalStore) -> None:
    pull(store, *(live("case", f"case-{number}", 1, case_values(number)) for number in range(1, 5)))
    update(store, "case-2", cause="未传的")
    own = new_case(store, 9)
    store.exchange.begin_rebuild()
    pull(store, live("case", "case-1", 1, case_values(1)), more=True)
    assert has(store, "case", "case-3")  # not before the rebuild is complete
    pull(store, live("case", "case-4", 7, case_values(4, cause="新的")))
    assert [has(store, "case", f"case-{number}") for number in range(1, 5)] == [True, True, False, True]
    assert value(store, "case", "case-4", "cause") == "新的"
    assert value(store, "case", "case-2", "cause") == "未传的"
    assert has(store, "case", own)
    assert store.exchange.pending() == 2


def test_after_a_restore_equal_versions_are_not_believed(store: LocalStore) -> None:
    pull(store, live("case", "case-1", 2, case_values(cause="丢了的")))
    store.exchange.begin_rebuild()
    pull(store, live("case", "case-1", 2, case_values(cause="恢复后的")))
    assert value(store, "case", "case-1", "cause") == "恢复后的"


def test_what_waits_is_listed_with_its_case(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        unit.create("log_entry", {"case_id": case_id, "work_date": "2026-11-20", "content": "谈话"})
    next_batch(store)
    with store.read() as reader:
        listed = waiting_changes(reader)
    assert [(one.record_type, one.case_number, one.sealed) for one in listed] == [
        ("case", "（2026）粤0103执123号", True),
        ("log_entry", "（2026）粤0103执123号", True),
    ]


def test_a_pull_that_fails_half_way_leaves_cursor_and_records_together(store: LocalStore) -> None:
    broken = PullPage(
        items=[live("court", "c", 1, {"code": "粤0103"}), live("case", "x", 1, {"number_year": {"no": "number"}})],
        cursor="next",
        more=False,
        server_time=NOW,
    )
    with pytest.raises(CourtError, match=r"sync\.answer-damaged"):
        store.exchange.take_page(broken, "")
    assert store.exchange.place().cursor == ""
    assert not has(store, "court", "c")
