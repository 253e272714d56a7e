"""A court that listens, on SQLite and on PostgreSQL; and two workstations that share a case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.sync.server.wire import WireCourt, WireWorkstation, build_court, wire_court

TEMPLATE = "wire_court_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a court with its staff, as every test finds it."""
    folder = tmp_path_factory.mktemp("wire-court")
    build_court(folder)
    return folder


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on PostgreSQL, under the name of the template; the folder that holds its key."""
    folder = tmp_path_factory.mktemp("wire-court-pg")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    build_court(folder, postgres_server.replace("/postgres?", f"/{TEMPLATE}?"))
    return folder


@pytest.fixture
def postgres_court_url(postgres_template: Path, postgres_server: str, postgres_url: str, tmp_path: Path) -> str:
    """A copy of the court in a database of its own, dropped after the test; its key lies in the test's folder."""
    shutil.copy2(postgres_template / "central.key", tmp_path)
    name = postgres_url.split("?")[0].rsplit("/", 1)[1]
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return postgres_url


@pytest.fixture
def sqlite_folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """A copy of the court in a folder of its own."""
    return Path(shutil.copytree(sqlite_template, tmp_path / "court"))


@pytest.fixture(params=["sqlite", "postgresql"])
def court(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WireCourt]:
    if request.param == "postgresql":
        folder, url = tmp_path, request.getfixturevalue("postgres_court_url")
    else:
        folder, url = request.getfixturevalue("sqlite_folder"), None
    with wire_court(folder, url) as opened:
        yield opened


@pytest.fixture
def sqlite_court(sqlite_folder: Path) -> Iterator[WireCourt]:
    """For what the database has no part in."""
    with wire_court(sqlite_folder) as opened:
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
