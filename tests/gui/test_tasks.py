"""Threads behind the window: order, answers on the GUI thread, refusals, bugs, stale answers, closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.ui.tasks import Tasks
from court_core.errors import CourtError
from tests.support.log_watch import LogWatch


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    running = Tasks()
    yield running
    running.close()


def wait_settled(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.open_jobs == 0, timeout=3000)


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
    tasks.database(lambda: saved.wait(3), told.append, latest="list")
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
        read.wait(3)
        order.append("read")

    tasks.database(look, lambda _: None, latest="list")
    tasks.end(partial(order.append, "closed"), lambda _: None)
    qtbot.wait(100)
    assert order == []
    read.set()
    wait_settled(qtbot, tasks)
    assert order == ["read", "closed"]


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
        gate.wait(3)
        return text

    tasks.database(partial(search, "1"), answers.append, latest="search")
    qtbot.waitUntil(lambda: started == ["1"])
    for text in ("12", "123"):
        tasks.database(partial(search, text), answers.append, latest="search")
    gate.set()
    wait_settled(qtbot, tasks)
    assert answers == ["123"]
    assert started == ["1", "123"]  # "12" was dropped before it cost anything


def test_slow_network_never_holds_the_database_back(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    answers: list[str] = []
    tasks.network(lambda: gate.wait(3), lambda _: answers.append("network"))
    tasks.database(lambda: None, lambda _: answers.append("database"))
    qtbot.waitUntil(lambda: answers == ["database"])
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
    tasks.database(lambda: gate.wait(3), lambda _: None)
    assert tasks.awaited(lambda: 1, timeout=0.02) is None
    gate.set()
