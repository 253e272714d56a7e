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
def any_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CourtWorld]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    with opened_world(tmp_path, url) as opened:
        yield opened
