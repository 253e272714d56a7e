"""Threads behind the window: order, answers on the GUI thread, refusals, bugs, stale answers, closing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.ui.tasks import SessionJobs, Tasks
from court_core.errors import CourtError
from tests.support.at_rest import PATIENCE_MS
from tests.support.log_watch import LogWatch

PATIENCE_S = PATIENCE_MS / 1000


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    running = Tasks()
    yield running
    running.close()


def wait_settled(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.open_jobs == 0, timeout=PATIENCE_MS)


def test_database_work_runs_in_order_on_one_thread_and_answers_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    worked_on: list[int] = []
    answered: list[tuple[int, int]] = []

    def work(number: int) -> int:
        worked_on.append(threading.get_ident())
        return number

    for number in range(20):
        tasks.database(
            partial(work, number),
            lambda value: answered.append((value, threading.get_ident())),
        )
    wait_settled(qtbot, tasks)
    assert [value for value, _ in answered] == list(range(20))
    assert {ident for _, ident in answered} == {threading.get_ident()}
    assert len(set(worked_on)) == 1
    assert threading.get_ident() not in worked_on


def test_a_save_does_not_wait_for_a_screen_that_reads(qtbot: QtBot, tasks: Tasks) -> None:
    saved = threading.Event()
    told: list[bool] = []
    tasks.database(lambda: saved.wait(PATIENCE_S), told.append, latest="list")
    tasks.database(saved.set, lambda _: None)
    wait_settled(qtbot, tasks)
    assert told == [True]


def test_a_screen_reads_what_was_saved_before_it_asked(qtbot: QtBot, tasks: Tasks) -> None:
    kept: list[str] = []
    told: list[tuple[str, ...]] = []
    for number in range(50):
        tasks.database(partial(kept.append, f"text {number}"), lambda _: None)
        tasks.database(lambda: tuple(kept), told.append, latest=f"screen {number}")
    wait_settled(qtbot, tasks)
    assert len(told) == 50
    assert all(f"text {number}" in seen for number, seen in enumerate(told))


def test_a_session_ends_after_its_reading(qtbot: QtBot, tasks: Tasks) -> None:
    order: list[str] = []
    read = threading.Event()

    def look() -> None:
        read.wait(PATIENCE_S)
        order.append("read")

    tasks.database(look, lambda _: None, latest="list")
    tasks.end(partial(order.append, "closed"), lambda _: None)
    qtbot.wait(100)
    assert order == []
    read.set()
    wait_settled(qtbot, tasks)
    assert order == ["read", "closed"]


def in_stages(
    done: list[str], name: str, gate: threading.Event
) -> Callable[[], Callable[[], Callable[[], Callable[[], str]]]]:
    def say(stage: str) -> None:
        done.append(f"{name} {stage} on {threading.current_thread().name}")

    def save() -> str:
        say("saved")
        return name

    def work_out() -> Callable[[], str]:
        gate.wait(PATIENCE_S)
        say("computed")
        return save

    def read() -> Callable[[], Callable[[], str]]:
        say("read")
        return work_out

    return lambda: read


def test_only_reading_and_saving_of_a_job_in_stages_take_the_database_s_time(qtbot: QtBot, tasks: Tasks) -> None:
    gate, done, told = threading.Event(), list[str](), list[str]()
    tasks.staged(in_stages(done, "one", gate), told.append)
    tasks.staged(in_stages(done, "two", gate), told.append)
    tasks.database(lambda: done.append("a save"), lambda _: gate.set())
    wait_settled(qtbot, tasks)
    assert done.index("a save") < done.index("one computed on computing")
    done.remove("a save")
    assert done == [
        f"{name} {stage}"
        for name in ("one", "two")
        for stage in ("read on database", "computed on computing", "saved on database")
    ]
    assert told == ["one", "two"]


def test_a_session_ends_behind_the_jobs_in_stages_that_it_took(qtbot: QtBot, tasks: Tasks) -> None:
    gate, done, told = threading.Event(), list[str](), list[str]()
    jobs = SessionJobs(tasks)
    jobs.staged(in_stages(done, "one", gate), told.append)
    jobs.retire()
    jobs.staged(in_stages(done, "late", gate), told.append)
    tasks.end(lambda: done.append("closed"), lambda _: None)
    threading.Timer(0.2, gate.set).start()
    assert tasks.close()
    assert (done[-2:], told) == (["one saved on database", "closed"], [])


@pytest.mark.parametrize("stage", range(4))
def test_each_stage_may_refuse_or_fail(qtbot: QtBot, tasks: Tasks, stage: int) -> None:
    refused: list[str] = []
    bugs: list[BaseException] = []
    tasks.crashed.connect(bugs.append)

    def nested(depth: int, fault: Exception) -> Callable[[], Any]:
        def work() -> Any:
            if depth == stage:
                raise fault
            return nested(depth + 1, fault)

        return work

    for fault in (CourtError("web-copy.outdated"), ZeroDivisionError()):
        tasks.staged(nested(0, fault), lambda _: None, lambda refusal: refused.append(refusal.code))
    wait_settled(qtbot, tasks)
    assert refused == ["web-copy.outdated", "bug.unexpected"]
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


def test_other_programs_are_ended_with_their_session_and_forgotten_when_they_are_done(
    qtbot: QtBot, tasks: Tasks
) -> None:
    jobs, ended, gate = SessionJobs(tasks), list[str](), threading.Event()
    jobs.network(lambda: None, lambda _: None, end=lambda: ended.append("done long ago"))
    wait_settled(qtbot, tasks)
    jobs.network(lambda: gate.wait(PATIENCE_S), lambda _: ended.append("answer"), end=gate.set)
    jobs.retire()
    wait_settled(qtbot, tasks)
    assert (gate.is_set(), ended) == (True, [])


def test_closing_ends_other_programs_that_nobody_ended(tasks: Tasks) -> None:
    ended = threading.Event()
    tasks.network(lambda: ended.wait(PATIENCE_S), lambda _: None, end=ended.set)
    tasks.close()
    assert ended.is_set()


def test_refusal_goes_to_the_caller_or_else_to_the_message_bar(qtbot: QtBot, tasks: Tasks) -> None:
    mine: list[str] = []
    bar: list[str] = []
    tasks.refused.connect(lambda refusal: bar.append(refusal.code))

    def refuse() -> None:
        raise CourtError("date.unreadable", text="x")

    tasks.database(refuse, lambda _: None, lambda refusal: mine.append(refusal.code))
    tasks.network(refuse, lambda _: None)
    wait_settled(qtbot, tasks)
    assert mine == ["date.unreadable"]
    assert bar == ["date.unreadable"]


def test_a_bug_is_told_and_the_database_thread_lives_on(qtbot: QtBot, tasks: Tasks) -> None:
    bugs: list[BaseException] = []
    answers: list[int] = []
    tasks.crashed.connect(bugs.append)
    refusals: list[str] = []
    tasks.database(lambda: 1 // 0, lambda _: None, lambda refusal: refusals.append(refusal.code))
    tasks.database(lambda: 7, answers.append)
    wait_settled(qtbot, tasks)
    assert refusals == ["bug.unexpected"]  # the form that waited is free again
    assert isinstance(bugs[0], ZeroDivisionError)
    assert answers == [7]


def test_an_older_search_never_overwrites_a_newer_one(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    answers: list[str] = []
    started: list[str] = []

    def search(text: str) -> str:
        started.append(text)
        gate.wait(PATIENCE_S)
        return text

    tasks.database(partial(search, "1"), answers.append, latest="search")
    qtbot.waitUntil(lambda: started == ["1"], timeout=PATIENCE_MS)
    for text in ("12", "123"):
        tasks.database(partial(search, text), answers.append, latest="search")
    gate.set()
    wait_settled(qtbot, tasks)
    assert answers == ["123"]
    assert started == ["1", "123"]  # "12" was dropped before it cost anything


def test_slow_network_never_holds_the_database_back(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    answers: list[str] = []
    tasks.network(lambda: gate.wait(PATIENCE_S), lambda _: answers.append("network"))
    tasks.database(lambda: None, lambda _: answers.append("database"))
    qtbot.waitUntil(lambda: answers == ["database"], timeout=PATIENCE_MS)
    gate.set()
    wait_settled(qtbot, tasks)
    assert answers == ["database", "network"]


def test_closing_finishes_queued_writes_and_delivers_nothing_afterwards(qtbot: QtBot, tasks: Tasks) -> None:
    written: list[int] = []
    answers: list[None] = []
    for number in range(50):
        tasks.database(partial(written.append, number), answers.append)
    assert tasks.close()
    qtbot.wait(20)
    assert written == list(range(50))
    assert answers == []


def test_what_is_awaited_is_done_behind_all_that_was_asked_before(tasks: Tasks) -> None:
    written: list[int] = []
    for number in range(50):
        tasks.database(partial(written.append, number), lambda _: None)
    assert tasks.awaited(lambda: len(written)) == 50


def test_a_database_that_does_not_answer_is_not_awaited_for_ever(tasks: Tasks, log_watch: LogWatch) -> None:
    log_watch.expect("database did not answer in time")
    gate = threading.Event()
    tasks.database(lambda: gate.wait(PATIENCE_S), lambda _: None)
    assert tasks.awaited(lambda: 1, timeout=0.02) is None
    gate.set()
