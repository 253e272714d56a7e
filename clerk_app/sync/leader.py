"""One process per folder synchronises. A leader that died or hangs is succeeded.

The operating system frees the lock when its holder dies. A holder that was stopped or sleeps keeps it, so it also has
to write its name and the time beside it; when that is too old, another takes over, and the old one, waking up, reads
that it leads no more. Two at once would be harmless (batches have fixed bytes, the cursor moves by comparison), only
wasteful.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from court_core.ids import new_id

log = logging.getLogger(__name__)

STALE_SECONDS = 120.0


class HeldLock(Protocol):
    """A lock that the system frees with its process (clerk_app.local.folder.FolderLock)."""

    def try_acquire(self) -> bool:
        """Take it if it is free; true when it is held already."""
        ...

    def release(self) -> None:
        """Let go."""
        ...


class SyncLeader:
    """Whether this process leads. `now` is wall time in seconds, because processes compare it."""

    def __init__(self, lock: HeldLock, beat_file: Path, now: Callable[[], float]) -> None:
        self._lock = lock
        self._beat_file = beat_file
        self._now = now
        self._name = new_id()
        self._leads = False

    def leads(self) -> bool:
        """Take, keep or lose the lead; call before each round."""
        name, beat = self._read()
        if self._leads and name != self._name:
            # Somebody took over while this process was stopped. The lock goes to them, at their next look.
            self._leads = False
            self._lock.release()
            return False
        if self._leads:
            self._lock.try_acquire()
        else:
            age = self._now() - beat
            # A beat from the future is of a clock that was set back; it would otherwise never grow old.
            self._leads = self._lock.try_acquire() or age > STALE_SECONDS or age < -STALE_SECONDS
        if self._leads:
            self._beat()
        return self._leads

    def _beat(self) -> None:
        try:
            self._beat_file.write_text(f"{self._name} {self._now():.0f}", encoding="ascii")
        except OSError as error:
            # A full disk: the lead stands by the lock alone; at worst another one leads too, which does no harm.
            log.warning("sync lead not written", extra={"errno": error.errno})

    def step_down(self) -> None:
        """Stop leading, so that another takes over at once."""
        if self._leads:
            self._leads = False
            with contextlib.suppress(FileNotFoundError):
                self._beat_file.unlink()
        self._lock.release()

    def _read(self) -> tuple[str, float]:
        try:
            name, _, beat = self._beat_file.read_text(encoding="ascii").partition(" ")
            return name, float(beat)
        except (FileNotFoundError, ValueError):
            return "", 0.0
