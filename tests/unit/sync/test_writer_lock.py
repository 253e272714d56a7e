"""Turns at the database's one writer (DESIGN "no screen ever freezes"): a save is never kept waiting by the sync twice."""

from __future__ import annotations

import threading
import time

import pytest

from clerk_app.local import writer_lock
from clerk_app.local.writer_lock import FairLock

LONG = 10.0


def background(lock: FairLock, done: threading.Event) -> threading.Thread:
    def work() -> None:
        with lock.background_turn():
            done.set()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_background_work_does_not_come_between_two_writes_of_one_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_lock, "GIVE_WAY_SECONDS", LONG)
    monkeypatch.setattr(writer_lock, "LONGEST_GIVING_WAY_SECONDS", LONG)
    lock, done = FairLock(), threading.Event()
    with lock.turn():
        thread = background(lock, done)
        time.sleep(0.05)
    time.sleep(0.05)
    with lock.turn():
        assert not done.is_set()
    monkeypatch.setattr(writer_lock, "GIVE_WAY_SECONDS", 0.0)
    thread.join(LONG)
    assert done.is_set()


def test_saves_without_end_do_not_stop_the_background_work() -> None:
    lock, done = FairLock(), threading.Event()
    thread = background(lock, done)
    gives_up = time.monotonic() + LONG
    while not done.is_set() and time.monotonic() < gives_up:
        with lock.turn():
            time.sleep(0.001)
    thread.join(LONG)
    assert done.is_set()


def test_background_work_takes_a_free_writer_at_once() -> None:
    lock, done = FairLock(), threading.Event()
    background(lock, done).join(LONG)
    assert done.is_set()
    with lock.background_turn():
        assert not lock.awaited


def test_a_turn_that_fails_is_given_on() -> None:
    lock = FairLock()
    with pytest.raises(ValueError, match="x"), lock.background_turn():
        raise ValueError("x")
    with pytest.raises(ValueError, match="x"), lock.turn():
        raise ValueError("x")
    with lock.turn():
        pass
