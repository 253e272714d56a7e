"""A fair lock before the database's one writer: sync and saving take turns in the order they came.

SQLite's own busy handler polls with growing sleeps, so a sync in a tight loop could keep a person's save waiting.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class FairLock:
    """Hands over to the one that has waited longest, at once. Not reentrant: a nested write is our bug."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._holder: int | None = None

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for a turn: time for a long work to pause."""
        return bool(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and give it on at the end."""
        self._take()
        try:
            yield
        finally:
            self._give()

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
