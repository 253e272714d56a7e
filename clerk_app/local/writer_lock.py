"""A fair lock before the database's one writer: sync and saving take turns in the order they came.

SQLite's own busy handler polls with growing sleeps, so a sync in a tight loop could keep a person's save waiting. And
because a save is often two writes (the last words as a draft, then the entry), the sync gives way for a moment after each.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

GIVE_WAY_SECONDS = 0.03
"""How long after a person's write a background one leaves the writer alone."""
LONGEST_GIVING_WAY_SECONDS = 0.3
"""And how long it waits at most before it queues like any other, so that an import of thousands of rows does not stop the sync."""

_LOOK_SECONDS = 0.005


class FairLock:
    """Hands over to the one that has waited longest, at once. Not reentrant: a nested write is our bug."""

    def __init__(self) -> None:
        self._persons_write_ended = -GIVE_WAY_SECONDS
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._holder: int | None = None

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for a turn: time for a long work to pause."""
        return bool(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a person's turn, and give it on at the end."""
        self._take()
        try:
            yield
        finally:
            self._persons_write_ended = time.monotonic()
            self._give()

    @contextmanager
    def background_turn(self) -> Iterator[None]:
        """The same for work that nobody watches: it does not come between two writes of one save."""
        waits_until = time.monotonic() + LONGEST_GIVING_WAY_SECONDS
        while self._person_writes() and time.monotonic() < waits_until:
            time.sleep(_LOOK_SECONDS)
        self._take()
        try:
            yield
        finally:
            self._give()

    def _person_writes(self) -> bool:
        """Whether a person's write goes on, waits, or has just ended. Looked at without the guard: a moment's error costs
        a moment.
        """
        busy = self._holder is not None or self.awaited
        return busy or time.monotonic() < self._persons_write_ended + GIVE_WAY_SECONDS

    def _take(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("a write inside a write of the same thread")
            if self._holder is None:
                self._holder = me
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()
        with self._guard:
            self._holder = me

    def _give(self) -> None:
        with self._guard:
            if self._waiting:
                # The place stays taken by the next one, so that nobody who comes now slips in between.
                self._holder = -1
                self._waiting.popleft().release()
            else:
                self._holder = None
