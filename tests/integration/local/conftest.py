"""An officer's database in a folder of the test, with a clock that moves a little at each look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clerk_app.local.store import LocalStore
from court_core.records.fields import Value
from tests.support.made_once import made_once

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
USER = "01900000-0000-7000-8000-0000000000aa"


@dataclass
class TickingClock:
    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def now(self) -> datetime:
        self.instant += timedelta(milliseconds=1)
        return self.instant


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "clerk.db"


@pytest.fixture
def store(path: Path, clock: TickingClock) -> Iterator[LocalStore]:
    made_once(path.parent, _make_empty)
    opened = LocalStore.open(path, KEY, clock)
    yield opened
    opened.close()


def _make_empty(folder: Path) -> None:
    LocalStore.open(folder / "clerk.db", KEY, TickingClock()).close()


def case_values(number: int = 123, **values: Value) -> dict[str, Value]:
    return {
        "number_text": f"（2026）粤0103执{number}号",
        "number_year": 2026,
        "number_court": "粤0103",
        "number_type": "执",
        "number": number,
        "cause": "买卖合同纠纷",
        "filed_on": "2026-10-08",
        "status": "open",
        **values,
    }


def new_case(store: LocalStore, number: int = 123, **values: Value) -> str:
    with store.write(USER) as unit:
        return unit.create("case", case_values(number, **values))
