"""A court that listens, on SQLite and on PostgreSQL; and two workstations that share a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sync.server.wire import WireCourt, WireWorkstation, wire_court


@pytest.fixture(params=["sqlite", "postgresql"])
def court(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WireCourt]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    with wire_court(tmp_path, url) as opened:
        yield opened


@pytest.fixture
def sqlite_court(tmp_path: Path) -> Iterator[WireCourt]:
    """For what the database has no part in."""
    with wire_court(tmp_path) as opened:
        yield opened


@dataclass
class Pair:
    """An officer and the typist of the same case, both up to date."""

    court: WireCourt
    officer: WireWorkstation
    typist: WireWorkstation
    case_id: str


@pytest.fixture
def pair(court: WireCourt) -> Pair:
    officer, typist = court.workstation("officer"), court.workstation("typist")
    case = officer.case("（2026）粤0103执12号", clerk_id=typist.user_id, cause="买卖合同纠纷")
    assert officer.push_one(case).status == "applied"
    officer.pull()
    typist.pull()
    return Pair(court, officer, typist, case.record_id)
