"""Work the server refused is dealt with by a person: sent again when its cause is gone, or given up."""

from __future__ import annotations

import pytest

from clerk_app.local.queries.waiting import refused_changes
from clerk_app.use_cases.desk import Actor, Desk
from clerk_app.use_cases.refused import give_up_refused, send_refused_again
from clerk_app.use_cases.settings import open_desk
from court_core.errors import CourtError
from tests.sync.workstation.conftest import Pair
from tests.sync.workstation.stations import Station


def desk_of(station: Station) -> Desk:
    profile = station.unlocked.profile
    actor = Actor(profile.user_id, profile.login, profile.user_name, profile.roles, profile.division_id)
    return open_desk(station.store, actor, station.clock)


def refused_ids(station: Station) -> list[str]:
    with station.store.read() as reader:
        return [change.op_id for change in refused_changes(reader)]


def closed_meanwhile(pair: Pair) -> tuple[str, str]:
    """The typist closes the case while the officer, offline, logs work of a later day: the server refuses the entry."""
    pair.typist.update("case", pair.case_id, status="closed", closed_on="2026-11-17", close_mode="执行完毕")
    pair.typist.sync()
    log = pair.officer.log(pair.case_id, "电话联系被执行人，督促履行", "2026-11-19")
    assert pair.officer.sync().rejected == 1
    (op_id,) = refused_ids(pair.officer)
    return log, op_id


def test_after_the_case_is_reopened_the_refused_entry_is_sent_again(pair: Pair) -> None:
    log, op_id = closed_meanwhile(pair)
    assert not pair.officer.has("log_entry", log)
    pair.typist.update("case", pair.case_id, status="open", closed_on=None, close_mode=None)
    pair.typist.sync()
    pair.officer.sync()

    assert send_refused_again(desk_of(pair.officer), op_id).record_id == log
    assert pair.officer.value("log_entry", log, "content") == "电话联系被执行人，督促履行"
    report = pair.officer.sync()
    pair.typist.sync()
    assert (report.pushed, report.rejected) == (1, 0)
    assert refused_ids(pair.officer) == []
    assert pair.officer.everything() == pair.typist.everything()


def test_sent_again_while_the_cause_stands_it_comes_back_and_nothing_is_lost(pair: Pair) -> None:
    log, op_id = closed_meanwhile(pair)
    send_refused_again(desk_of(pair.officer), op_id)
    assert pair.officer.sync().rejected == 1
    with pair.officer.store.read() as reader:
        (again,) = refused_changes(reader)
    assert again.record_id == log
    assert again.shown["content"] == "电话联系被执行人，督促履行"


def test_given_up_it_leaves_the_list_and_stays_on_record(pair: Pair) -> None:
    log, op_id = closed_meanwhile(pair)
    give_up_refused(desk_of(pair.officer), op_id)
    assert refused_ids(pair.officer) == []
    assert not pair.officer.has("log_entry", log)
    assert pair.officer.pending == 0
    with pair.officer.store.read() as reader:
        (kept,) = refused_changes(reader, settled=True)
    assert kept.shown["content"] == "电话联系被执行人，督促履行"


def test_what_was_dealt_with_cannot_be_dealt_with_again(pair: Pair) -> None:
    _, op_id = closed_meanwhile(pair)
    give_up_refused(desk_of(pair.officer), op_id)
    with pytest.raises(CourtError, match=r"refused\.unknown"):
        send_refused_again(desk_of(pair.officer), op_id)
