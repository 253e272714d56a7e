"""What a screen's presenter may ask to be done away from the GUI thread.

Presenters know only this Protocol, so they run in tests without a window; `tasks.Tasks` carries it
out with threads. Callbacks always arrive on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from clerk_app.use_cases.staged import Staged
from court_core.errors import CourtError

T = TypeVar("T")
Refused = Callable[[CourtError], None]


class Jobs(Protocol):
    """Runs work of the officer's database in order, and network work beside it."""

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """Queues work on the officer's database, first in first out.

        `done` gets the result; `refused` a foreseen CourtError (without it the window's message bar
        shows it); anything else is reported as a bug. Jobs with the same `latest` key replace each
        other: an older one that has not started is dropped, and the answer of one that has is
        thrown away, so an older search never overwrites a newer one. With `latest` a job only reads
        for a screen: it sees what was saved before it was asked for, and no save waits for it.
        """
        ...

    def staged(self, job: Callable[[], Staged[T]], done: Callable[[T], None], refused: Refused | None = None) -> None:
        """Reads and saves in the database's turn, and works out what is saved beside it.

        `job` itself is asked for beside the database too: what it needs may have to be loaded first. Such jobs are
        carried out one after the other, whole: the next reads what the one before has saved. One that was taken is
        finished even when the session ends meanwhile; the session ends behind it.
        """
        ...

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = "",
        end: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """The same for work that waits for the server, a printer or another process.

        `end` makes the work end soon, from any thread. It is called when the session is over and the work is not.
        """
        ...
