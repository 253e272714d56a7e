"""Any interleaving of two workstations' edits converges, and no value is lost unseen.

Each value that anybody saved is, at the end, in the record; or in a conflict that waits for a person; or was replaced
by somebody who had it on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from court_core.records.fields import Value
from tests.sync.workstation.conftest import shared_case
from tests.sync.workstation.stations import Court, Station, opened_court

UNITS = {"cause": ("cause",), "status": ("status", "closed_on", "close_mode")}

steps = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["cause", "cause", "status", "sync", "pull", "lost"]), st.integers(0, 3)
    ),
    min_size=6,
    max_size=16,
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Court, Station, Station]]:
    with opened_court(tmp_path_factory.mktemp("court")) as court:
        yield court, court.station("he"), court.station("lin", roles=("typist",))


@dataclass
class Observed:
    """What was saved, and what somebody replaced while seeing it, as (field, value)."""

    saved: set[tuple[str, Value]] = field(default_factory=set)
    replaced: set[tuple[str, Value]] = field(default_factory=set)


def value_for(name: str, number: int, draw: int) -> Value:
    if name == "status":
        return ("open", "suspended", "closed", "archived")[draw]
    return f"{name}-{number}"


def edit(station: Station, case_id: str, name: str, value: Value, seen: Observed) -> None:
    before = {unit: station.value("case", case_id, unit) for unit in UNITS[name]}
    if before[name] == value:
        return
    # Status and its companions are decided together: who sets one has the others on the screen too.
    seen.replaced |= set(before.items())
    station.update("case", case_id, **{name: value})
    seen.saved |= {(unit, station.value("case", case_id, unit)) for unit in UNITS[name]}


_numbers = iter(range(100, 10_000_000))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(script=steps)
@example(script=[(0, "cause", 0), (1, "cause", 0), (1, "sync", 0), (0, "pull", 0), (0, "sync", 0)])
@example(script=[(0, "cause", 0), (0, "lost", 0), (1, "sync", 0), (1, "cause", 0), (1, "sync", 0), (0, "cause", 0)])
@example(script=[(0, "status", 2), (0, "lost", 0), (0, "status", 1), (1, "status", 3), (1, "sync", 0), (0, "pull", 0)])
def test_every_interleaving_converges_and_loses_nothing(
    two: tuple[Court, Station, Station], script: list[tuple[int, str, int]]
) -> None:
    court, *stations = two
    case_id = shared_case(court, stations[0], stations[1], next(_numbers))
    seen = Observed()
    for number, (who, what, draw) in enumerate(script):
        station = stations[who]
        if what == "sync":
            station.sync()
        elif what == "pull":
            station.pull_only()
        elif what == "lost":
            station.push_and_lose_the_answer()
        else:
            edit(station, case_id, what, value_for(what, number, draw), seen)
    for _ in range(2):
        for station in stations:
            station.sync()
    first, second = (station.everything() for station in stations)
    assert first == second
    assert stations[0].pending == stations[1].pending == 0
    records = {key: values for key, (_, values) in first.items()}
    final = {pair for pair in seen.saved if records[("case", case_id)][pair[0]] == pair[1]}
    waiting = {
        pair
        for (kind, _), record in records.items()
        if kind == "conflict" and record["record_id"] == case_id
        for side in (record["mine"], record["theirs"])
        if isinstance(side, dict)
        for pair in side.items()
    }
    assert seen.saved <= final | waiting | seen.replaced
