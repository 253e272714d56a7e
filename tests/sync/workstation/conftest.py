"""A listening court, and two workstations that share a case: on SQLite, and in chosen stories on PostgreSQL too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sync.workstation.stations import Court, Station, opened_court

on_both_databases = pytest.mark.parametrize("pair", ["sqlite", "postgresql"], indirect=True)
"""For stories in which the server's database has a part."""


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


@pytest.fixture(scope="session")
def enrolled_pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A court's folder with the pair's folders in it, to be copied for each test; and their case."""
    folder = tmp_path_factory.mktemp("enrolled-pair")
    with opened_court(folder) as court:
        case_id = shared_case(court, court.station("he"), court.station("lin", roles=("typist",)))
    return folder, case_id


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    if getattr(request, "param", "sqlite") == "postgresql":
        with opened_court(tmp_path, request.getfixturevalue("postgres_url")) as court:
            officer, typist = court.station("he"), court.station("lin", roles=("typist",))
            yield Pair(court, officer, typist, shared_case(court, officer, typist))
        return
    template, case_id = request.getfixturevalue("enrolled_pair")
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    with opened_court(tmp_path) as court:
        officer, typist = (court.station_from(tmp_path / name) for name in ("station-0-he", "station-1-lin"))
        yield Pair(court, officer, typist, case_id)
