"""How far a workstation's clock is from the court's: the court's own word counts, not a web server's Date header."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from central_server.bootstrap import running_server
from clerk_app.sync.transport import HttpTransport
from clerk_app.workstation import clock_skew
from court_core.errors import CourtError
from tests.sync.workstation.stations import WorkClock


class Ahead:
    """A clock that runs ahead of another."""

    def __init__(self, clock: WorkClock, **span: int) -> None:
        self._clock, self._span = clock, timedelta(**span)

    def now(self) -> datetime:
        return self._clock.now() + self._span


def test_a_court_with_a_clock_of_its_own_shows_no_skew_to_those_who_share_it(tmp_path: Path) -> None:
    """The demonstration court keeps a working week of its own, months away from the machine's time."""
    clock = WorkClock()
    with running_server(tmp_path, clock=clock) as server:
        transport = HttpTransport(server.api_url)
        try:
            assert clock_skew(transport, clock) == 0
            assert clock_skew(transport, Ahead(clock, minutes=7)) == 420
            assert clock_skew(transport, Ahead(clock, minutes=-3)) == -180
        finally:
            transport.close()
        elsewhere = HttpTransport(server.portal_url)
        with pytest.raises(CourtError) as refused:
            clock_skew(elsewhere, clock)
        elsewhere.close()
        assert refused.value.code == "sync.not-the-server"
