"""A court's world for each test, on SQLite; tests marked for both databases ask for `any_world`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.court_world import CourtWorld, opened_world


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
