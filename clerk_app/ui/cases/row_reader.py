"""Reads rows of the case list as they are scrolled to, the latest asked for first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Protocol

from clerk_app.ui.cases.ports import CaseListPort
from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.views import CaseRow
from court_core.errors import CourtError

BATCH: Final = 80
"""Rows of one reading; a save that comes meanwhile waits for no more than this."""
_WAITING: Final = 240
"""More than any screen shows: what waits beyond has been scrolled past."""


class RowScreen(Protocol):
    """Where the rows go."""

    def rows_read(self, rows: Sequence[CaseRow], asked: Collection[str]) -> None:
        """Rows that were asked for."""
        ...

    def rows_put_off(self, case_ids: Collection[str]) -> None:
        """Rows that will not come."""
        ...

    def show_refusal(self, refusal: CourtError) -> None:
        """The rows cannot be read."""
        ...


class RowReader:
    """One reading at a time; dragging the scroll bar through twenty thousand cases reads only where it rests."""

    def __init__(self, port: CaseListPort, jobs: Jobs, screen: RowScreen) -> None:
        self._port, self._jobs, self._screen = port, jobs, screen
        self._waiting: list[str] = []
        self._reading = False

    def want(self, case_ids: Sequence[str]) -> None:
        """These are on screen and not at hand."""
        new = set(case_ids)
        waiting = [*case_ids, *(case_id for case_id in self._waiting if case_id not in new)]
        self._waiting, passed = waiting[:_WAITING], waiting[_WAITING:]
        if passed:
            self._screen.rows_put_off(passed)
        self._read()

    def _read(self) -> None:
        if self._reading or not self._waiting:
            return
        batch, self._waiting = tuple(self._waiting[:BATCH]), self._waiting[BATCH:]
        self._reading = True

        def done(rows: Sequence[CaseRow]) -> None:
            self._reading = False
            self._screen.rows_read(rows, batch)
            self._read()

        def refused(refusal: CourtError) -> None:
            self._reading = False
            self._screen.rows_put_off(batch)
            self._screen.show_refusal(refusal)

        self._jobs.database(lambda: self._port.case_rows(batch), done, refused)
