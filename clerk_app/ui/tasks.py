"""The threads behind the window: one writes the officer's database, one reads it for the screens, one computes, a few do
the network.

The GUI thread does none of it, and it never spins an event loop of its own to wait for them. Answers
come back through one queued signal. Closing lets the database thread finish what was asked of it:
a write that was accepted is never dropped.

A screen's reading takes its place in the database thread's queue and is handed on there to the reading thread: it sees
whatever was saved before it was asked for, and what is saved after it need not wait until it is done.

A job in stages is led through by the computing thread, one job at a time: it has the database thread read and save, and
computes between the two. What ends a session goes through the same queue, so that it comes behind every job taken.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clerk_app.ui.jobs import Refused
from clerk_app.use_cases.staged import Staged
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
        """The session is over: other programs that still work for it are ended."""
        self._alive = False
        self._tasks.end_programs()

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """See `jobs.Jobs.database`."""
        if self._alive:
            self._tasks.database(work, self._while_alive(done), self._while_alive(refused or self._tell), latest=latest)

    def staged(self, job: Callable[[], Staged[T]], done: Callable[[T], None], refused: Refused | None = None) -> None:
        """See `jobs.Jobs.staged`."""
        if self._alive:
            self._tasks.staged(job, self._while_alive(done), self._while_alive(refused or self._tell))

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = "",
        end: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """See `jobs.Jobs.network`."""
        if self._alive:
            answer, refuse = self._while_alive(done), self._while_alive(refused or self._tell)
            self._tasks.network(work, answer, refuse, latest=latest, end=end)

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
    staged: bool = False


@dataclass(frozen=True, slots=True)
class _Turn:
    """A stage that the computing thread has done on the database thread, and waits for."""

    work: Callable[[], Any]
    found: Future[Any] = field(default_factory=Future)

    def carry_out(self) -> None:
        try:
            self.found.set_result(self.work())
        except BaseException as error:  # it is told where the stage is waited for
            self.found.set_exception(error)


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
        self._ends: dict[int, Callable[[], None]] = {}
        self._open_jobs = 0
        self._closed = False
        # A job's callbacks hold widgets. Were the thread that carried it out the last to let go of it, it would destroy
        # them there; so the GUI thread holds on to the latest ones for longer than any thread does.
        self._latest_jobs: deque[_Job] = deque(maxlen=_HELD_JOBS)
        self._queue: queue.SimpleQueue[_Job | _Turn | None] = queue.SimpleQueue()
        self._staged: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readings: queue.Queue[_Job | None] = queue.Queue()
        self._pool = ThreadPoolExecutor(NETWORK_THREADS, thread_name_prefix="network")
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._own_database, name="database", daemon=True)
        self._thread.start()
        self._reading_thread = threading.Thread(target=self._read_for_screens, name="reading", daemon=True)
        self._reading_thread.start()
        self._computing_thread = threading.Thread(target=self._lead_through_stages, name="computing", daemon=True)
        self._computing_thread.start()

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
        """Database work that closes a session: nothing reads or computes any more when it begins."""
        job = self._register(work, done, None, "", alone=True)
        if job is not None:
            self._staged.put(job)

    def staged(self, job: Callable[[], Staged[T]], done: Callable[[T], None], refused: Refused | None = None) -> None:
        """See `jobs.Jobs.staged`."""
        registered = self._register(job, done, refused, "", staged=True)
        if registered is not None:
            self._staged.put(registered)

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = "",
        end: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """See `jobs.Jobs.network`."""
        job = self._register(work, done, refused, latest)
        if job is not None:
            if end is not None:
                self._ends[job.number] = end
            self._pool.submit(self._carry_out, job)

    def end_programs(self) -> None:
        """Ends what other programs do for jobs that are queued or running; their answers are refusals then."""
        for end in self._ends.values():
            end()

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
        self.end_programs()
        self._staged.put(None)
        self._pool.shutdown(wait=False, cancel_futures=True)
        give_up = time.monotonic() + timeout
        threads = (self._computing_thread, self._thread, self._reading_thread)
        for thread in threads:
            thread.join(max(give_up - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in threads)

    def _register(
        self, work: Callable[[], Any], done: Callable[[Any], None], refused: Refused | None, latest: str, *,
        reads: bool = False, alone: bool = False, staged: bool = False,
    ) -> _Job | None:  # fmt: skip
        if self._closed:
            log.warning("job after close ignored")
            return None
        job = _Job(next(self._numbers), work, done, refused, latest, reads, alone, staged)
        if latest:
            self._newest[latest] = job.number
        self._open_jobs += 1
        return job

    def _own_database(self) -> None:
        while (job := self._queue.get()) is not None:
            if isinstance(job, _Turn):
                job.carry_out()
            elif job.reads:
                self._readings.put(job)
            else:
                if job.alone:
                    self._readings.join()
                self._carry_out(job)
            del job
        self._readings.put(None)

    def _lead_through_stages(self) -> None:
        while (job := self._staged.get()) is not None:
            if job.staged:
                self._carry_out(job)
            else:
                self._queue.put(job)
            del job
        self._queue.put(None)

    def _in_stages(self, job: Callable[[], Staged[T]]) -> T:
        work_out = self._in_turn(job())
        return self._in_turn(work_out())

    def _in_turn(self, stage: Callable[[], T]) -> T:
        turn = _Turn(stage)
        self._queue.put(turn)
        found: T = turn.found.result()
        return found

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
                answer = _Answer(job, value=self._in_stages(job.work) if job.staged else job.work())
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
        self._ends.pop(job.number, None)
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
