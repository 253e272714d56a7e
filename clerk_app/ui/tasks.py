"""The threads behind the window: one writes the officer's database, one reads it for the screens, a few do the network.

The GUI thread does none of it, and it never spins an event loop of its own to wait for them. Answers
come back through one queued signal. Closing lets the database thread finish what was asked of it:
a write that was accepted is never dropped.

A screen's reading takes its place in the database thread's queue and is handed on there to the reading thread: it sees
whatever was saved before it was asked for, and what is saved after it need not wait until it is done.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clerk_app.ui.jobs import Refused
from court_core.errors import CourtError

T = TypeVar("T")
log = logging.getLogger(__name__)
NETWORK_THREADS = 3
_HELD_JOBS = 16
_PATIENCE_SECONDS = 10.0


class SessionJobs:
    """The jobs of one unlocked session. Once retired, its answers go nowhere: the pages that asked are gone.

    Work that was queued is still carried out: a draft handed over at the last moment is kept. What a timer of a page
    asks for after that is dropped: its database is closed, and nobody waits for the answer.
    """

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._alive = True

    def retire(self) -> None:
        """The session is over."""
        self._alive = False

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """See `jobs.Jobs.database`."""
        if self._alive:
            self._tasks.database(work, self._while_alive(done), self._while_alive(refused or self._tell), latest=latest)

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """See `jobs.Jobs.network`."""
        if self._alive:
            self._tasks.network(work, self._while_alive(done), self._while_alive(refused or self._tell), latest=latest)

    def _tell(self, refusal: CourtError) -> None:
        if refusal.code != "bug.unexpected":  # that has its own dialog
            self._tasks.refused.emit(refusal)

    def _while_alive(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        def deliver(value: T) -> None:
            if self._alive:
                callback(value)

        return deliver


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    work: Callable[[], Any]
    done: Callable[[Any], None]
    refused: Refused | None
    latest: str
    reads: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    job: _Job
    value: Any = None
    refusal: CourtError | None = None
    bug: BaseException | None = None
    dropped: bool = False


class Tasks(QObject):
    """Carries out `jobs.Jobs` for every screen of one window."""

    refused = Signal(object)
    """A CourtError that the caller left to the window's message bar."""
    crashed = Signal(object)
    """An exception that nobody foresaw: a bug of ours, to be shown with a reference."""
    settled = Signal()
    """Nothing is queued or running any more."""
    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count(1)
        self._newest: dict[str, int] = {}
        self._open_jobs = 0
        self._closed = False
        # A job's callbacks hold widgets. Were the thread that carried it out the last to let go of it, it would destroy
        # them there; so the GUI thread holds on to the latest ones for longer than any thread does.
        self._latest_jobs: deque[_Job] = deque(maxlen=_HELD_JOBS)
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readings: queue.Queue[_Job | None] = queue.Queue()
        self._pool = ThreadPoolExecutor(NETWORK_THREADS, thread_name_prefix="network")
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._own_database, name="database", daemon=True)
        self._thread.start()
        self._reading_thread = threading.Thread(target=self._read_for_screens, name="reading", daemon=True)
        self._reading_thread.start()

    @property
    def open_jobs(self) -> int:
        """How many jobs are queued, running or waiting to be delivered."""
        return self._open_jobs

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """See `jobs.Jobs.database`."""
        job = self._register(work, done, refused, latest, reads=bool(latest))
        if job is not None:
            self._queue.put(job)

    def end(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Database work that closes a session: nothing reads any more when it begins."""
        job = self._register(work, done, None, "", alone=True)
        if job is not None:
            self._queue.put(job)

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """See `jobs.Jobs.network`."""
        job = self._register(work, done, refused, latest)
        if job is not None:
            self._pool.submit(self._carry_out, job)

    def awaited(self, work: Callable[[], T], timeout: float = _PATIENCE_SECONDS) -> T | None:
        """Does database work behind all that was asked before, and waits for it; None when that takes too long.

        For the closing of the window alone, which waits for the database anyhow.
        """
        found: queue.SimpleQueue[T] = queue.SimpleQueue()
        self.database(lambda: found.put(work()), lambda _: None)
        try:
            return found.get(timeout=timeout)
        except queue.Empty:
            log.warning("database did not answer in time")
            return None

    def close(self, timeout: float = _PATIENCE_SECONDS) -> bool:
        """Lets queued database work finish, at most `timeout` seconds; False when it did not.

        No answer is delivered afterwards. Network work that has not started is given up.
        """
        if self._closed:
            return True
        self._closed = True
        self._queue.put(None)
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._thread.join(timeout)
        self._reading_thread.join(timeout)
        return not (self._thread.is_alive() or self._reading_thread.is_alive())

    def _register(
        self, work: Callable[[], Any], done: Callable[[Any], None], refused: Refused | None, latest: str, *,
        reads: bool = False, alone: bool = False,
    ) -> _Job | None:  # fmt: skip
        if self._closed:
            log.warning("job after close ignored")
            return None
        job = _Job(next(self._numbers), work, done, refused, latest, reads, alone)
        if latest:
            self._newest[latest] = job.number
        self._open_jobs += 1
        return job

    def _own_database(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.alone:
                self._readings.join()
            if job.reads:
                self._readings.put(job)
            else:
                self._carry_out(job)
            del job
        self._readings.put(None)

    def _read_for_screens(self) -> None:
        while (job := self._readings.get()) is not None:
            self._carry_out(job)
            del job
            self._readings.task_done()

    def _carry_out(self, job: _Job) -> None:
        if self._outdated(job):
            answer = _Answer(job, dropped=True)
        else:
            try:
                answer = _Answer(job, value=job.work())
            except CourtError as refusal:
                answer = _Answer(job, refusal=refusal)
            # the thread must outlive any bug of a use case; the bug itself is told on the GUI thread
            except BaseException as bug:
                answer = _Answer(job, bug=bug)
        try:
            self._answered.emit(answer)
        except RuntimeError:  # the window is gone already: nobody is left to answer to
            log.info("answer after close dropped")

    def _outdated(self, job: _Job) -> bool:
        return bool(job.latest) and self._newest.get(job.latest) != job.number

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        self._open_jobs -= 1
        job = answer.job
        self._latest_jobs.append(job)
        if not self._closed and not answer.dropped and not self._outdated(job):
            if answer.bug is not None:
                self.crashed.emit(answer.bug)
                if job.refused is not None:  # a form that waits for its answer must not wait for ever
                    job.refused(CourtError("bug.unexpected", reference="见弹出的提示"))
            elif answer.refusal is not None:
                (job.refused or self.refused.emit)(answer.refusal)
            else:
                job.done(answer.value)
        if self._open_jobs == 0:
            self.settled.emit()
