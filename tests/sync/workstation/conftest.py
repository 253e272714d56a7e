"""A listening court on SQLite and on PostgreSQL, and two workstations that share cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sync.workstation.stations import Court, Station, opened_court


@pytest.fixture(params=["sqlite", "postgresql"])
def court(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Court]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    with opened_court(tmp_path, url) as opened:
        yield opened


@pytest.fixture
def sqlite_court(tmp_path: Path) -> Iterator[Court]:
    with opened_court(tmp_path) as opened:
        yield opened


@dataclass
class Pair:
    """An officer and the typist of the same cases, up to date with each other."""

    court: Court
    officer: Station
    typist: Station
    case_id: str


def shared_case(court: Court, officer: Station, typist: Station, number: int = 1) -> str:
    """A case of both."""
    case_id = officer.case(number, clerk_id=typist.user_id)
    officer.sync()
    typist.sync()
    return case_id


@pytest.fixture
def pair(court: Court) -> Pair:
    officer, typist = court.station("he"), court.station("lin", roles=("typist",))
    return Pair(court, officer, typist, shared_case(court, officer, typist))


@pytest.fixture
def sqlite_pair(sqlite_court: Court) -> Pair:
    officer, typist = sqlite_court.station("he"), sqlite_court.station("lin", roles=("typist",))
    return Pair(sqlite_court, officer, typist, shared_case(sqlite_court, officer, typist))
