"""A court's world for each test, on SQLite; tests marked for both databases ask for `any_world`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from central_server.storage.published_engine import default_published_url, open_published
from central_server.storage.published_schema import prepare_published
from tests.support.court_world import CourtWorld, opened_world
from tests.support.made_once import made_once
from tests.support.postgres import database_made_once


@pytest.fixture
def world(tmp_path: Path) -> Iterator[CourtWorld]:
    with opened_world(tmp_path) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> str | None:
    """An empty PostgreSQL database, or None for SQLite in the test's folder."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgresql" else None


@pytest.fixture
def any_world(either_database: str | None, tmp_path: Path) -> Iterator[CourtWorld]:
    with opened_world(tmp_path, either_database) as opened:
        yield opened


@pytest.fixture
def library(either_database: str | None, tmp_path: Path) -> Iterator[Engine]:
    """An empty published database."""
    if either_database is None:
        made_once(tmp_path, _prepare_in)
        engine = open_published(_in(tmp_path))
    else:
        database_made_once(either_database, _prepare)
        engine = open_published(default_published_url(either_database))
    yield engine
    engine.dispose()


def _in(folder: Path) -> str:
    return f"sqlite:///{folder / 'published.db'}"


def _prepare_in(folder: Path) -> None:
    prepare_published(_in(folder)).dispose()


def _prepare(database: str) -> None:
    prepare_published(default_published_url(database)).dispose()
