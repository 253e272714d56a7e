"""Synchronisation on a timer, in a thread of its own. Saving never waits for it.

The timer always re-arms: whatever a round does, a next one is due. A failed upload is therefore retried and drains
even when nobody writes anything further.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from clerk_app.sync.backoff import Backoff, first_delay
from clerk_app.sync.failures import SyncFailure, failure
from clerk_app.sync.leader import SyncLeader
from clerk_app.sync.reports import SyncReport, SyncStatus
from court_core.clock import Clock, parse_instant
from court_core.errors import CourtError
from court_core.ids import new_id

log = logging.getLogger(__name__)

PACE_SECONDS = 60.0
"""Between rounds when all is well."""

SPREAD_SECONDS = 20.0
"""Over which the first rounds of a court's workstations are spread."""

NUDGE_SECONDS = 1.0
"""After a save: a few saves in a row go together."""


class Round(Protocol):
    """What is run: a SyncEngine."""

    def run_once(self) -> SyncReport:
        """Raises SyncFailure."""
        ...


class Waiting(Protocol):
    """What the status asks of the database (LocalStore.exchange)."""

    def pending(self) -> int:
        """How many saved changes wait."""
        ...

    def last_success(self) -> str:
        """The instant of the last successful round; empty before the first."""
        ...


class SyncService:
    """Runs rounds and tells the status to `observer`, which is called in the service's thread."""

    def __init__(
        self,
        engine: Round,
        waiting: Waiting,
        clock: Clock,
        *,
        device_id: str,
        leader: SyncLeader | None = None,
        observer: Callable[[SyncStatus], None] | None = None,
        pace_seconds: float = PACE_SECONDS,
        spread_seconds: float = SPREAD_SECONDS,
        backoff: Backoff | None = None,
    ) -> None:
        self._engine = engine
        self._waiting = waiting
        self._clock = clock
        self._leader = leader
        self._observer = observer
        self._pace = pace_seconds
        self._first = first_delay(device_id, spread_seconds)
        self._backoff = backoff or Backoff()
        self._status = SyncStatus()
        self._wake = threading.Condition()
        self._due = 0.0
        self._not_before = 0.0
        self._asked = False
        self._stopping = False
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> SyncStatus:
        """The state as of now."""
        with self._wake:
            return self._status

    def start(self) -> None:
        """Begin; the first round comes at this device's own moment."""
        self._due = time.monotonic() + self._first
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Something was saved: send it soon. A wait that the server or a failure imposed is kept."""
        with self._wake:
            self._asked = True
            self._due = min(self._due, self._soon())
            self._wake.notify_all()

    def sync_now(self) -> None:
        """Somebody asked for it, or signed in: at once, whatever the wait was."""
        with self._wake:
            self._asked = True
            self._not_before = 0.0
            self._due = time.monotonic()
            self._wake.notify_all()

    def stop(self, timeout_seconds: float = 5.0) -> bool:
        """Ask the thread to end after the step it is in; whether it ended. Close the transport first to cut a request."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        thread = self._thread
        if thread is not None:
            thread.join(timeout_seconds)
        ended = thread is None or not thread.is_alive()
        if ended and self._leader is not None:
            self._leader.step_down()
        return ended

    def _run(self) -> None:
        self._tell(replace(self._counted(), phase="idle"))
        while self._wait():
            with self._wake:
                self._asked = False
            wait = self.round()
            with self._wake:
                self._due = time.monotonic() + wait
                if self._asked:  # during the round, so it may have begun too early to take what was saved
                    self._due = min(self._due, self._soon())

    def _soon(self) -> float:
        return max(time.monotonic() + NUDGE_SECONDS, self._not_before)

    def round(self) -> float:
        """One round and its consequences; answers the seconds until the next. For the timer, and for tests."""
        try:
            if self._leader is not None and not self._leader.leads():
                raise failure("sync.another-leads")
            self._tell(replace(self._counted(), phase="running"))
            report = self._engine.run_once()
        except CourtError as reason:
            return self._failed(reason)
        except Exception:
            reference = new_id()
            log.exception("sync round failed unexpectedly", extra={"reference": reference})
            return self._failed(CourtError("bug.unexpected", reference=reference))
        self._backoff.succeeded()
        self._not_before = 0.0
        self._tell(
            replace(
                self._counted(),
                phase="idle",
                code="",
                message="",
                remedy="",
                next_try=None,
                skew_seconds=report.skew_seconds,
            )
        )
        return self._pace

    def _failed(self, reason: CourtError) -> float:
        status = reason.status if isinstance(reason, SyncFailure) else 0
        wait = self._backoff.failed(reason.retry_after if isinstance(reason, SyncFailure) else None)
        paused = status == 401 or reason.code == "sync.no-session"
        log.info("sync round failed", extra={"code": reason.code, "status": status, "wait_seconds": round(wait, 1)})
        self._not_before = time.monotonic() + wait
        self._tell(
            replace(
                self._counted(),
                phase="paused" if paused else "waiting",
                code=reason.code,
                message=reason.message,
                remedy=reason.remedy,
                next_try=None if paused else self._clock.now() + timedelta(seconds=wait),
            )
        )
        return wait

    def _wait(self) -> bool:
        """Sleep until a round is due; false when the service is to end."""
        with self._wake:
            while not self._stopping:
                left = self._due - time.monotonic()
                if left <= 0:
                    return True
                # In slices: the monotonic clock stands still while some machines sleep.
                self._wake.wait(min(left, 30.0))
            return False

    def _counted(self) -> SyncStatus:
        """The last status with fresh figures; the old figures where the database cannot be asked just now."""
        try:
            return replace(
                self.status, pending=self._waiting.pending(), last_success=_instant(self._waiting.last_success())
            )
        except CourtError as reason:
            log.warning("pending work could not be counted", extra={"code": reason.code})
            return self.status

    def _tell(self, status: SyncStatus) -> None:
        with self._wake:
            self._status = status
        if self._observer is not None:
            self._observer(status)


def _instant(text: str) -> datetime | None:
    return parse_instant(text) if text else None
