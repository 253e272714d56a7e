"""What a screen's presenter may ask to be done away from the GUI thread.

Presenters know only this Protocol, so they run in tests without a window; `tasks.Tasks` carries it
out with threads. Callbacks always arrive on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

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

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        """The same for work that waits for the server, a printer or another process."""
        ...
