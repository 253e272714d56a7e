"""Full jitter from one second to five minutes; the server's own wish is obeyed."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.sync.api import retry_after
from clerk_app.sync.backoff import LONGEST_SECONDS, Backoff, first_delay


@given(seed=st.integers(), failures=st.integers(1, 200))
def test_a_wait_lies_below_a_ceiling_that_doubles_up_to_five_minutes(seed: int, failures: int) -> None:
    backoff = Backoff(random.Random(seed))
    waits = [backoff.failed() for _ in range(failures)]
    assert all(0 <= wait <= min(LONGEST_SECONDS, 2.0**number) for number, wait in enumerate(waits))


def test_after_a_success_it_begins_anew() -> None:
    backoff = Backoff(random.Random(1))
    for _ in range(20):
        backoff.failed()
    backoff.succeeded()
    assert backoff.failed() <= 1.0


@given(seed=st.integers(), wish=st.floats(0, 3600))
def test_the_servers_wish_is_never_undercut(seed: int, wish: float) -> None:
    assert Backoff(random.Random(seed)).failed(wish) >= wish


def test_each_device_has_its_own_moment_in_the_morning() -> None:
    delays = [first_delay(f"device-{number}", 20.0) for number in range(200)]
    assert all(0 <= delay < 20 for delay in delays)
    assert len({round(delay) for delay in delays}) > 15
    assert first_delay("device-1", 20.0) == delays[1]


NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        ("999999", 3600.0),
        ("Fri, 20 Nov 2026 08:02:00 GMT", 120.0),
        ("Fri, 20 Nov 2026 07:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
