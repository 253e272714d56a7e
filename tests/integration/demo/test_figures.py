"""Figures of the benchmarks: limits, ratios and percentiles."""

from __future__ import annotations

import pytest

from bench.figures import Figure, percentile, report


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5.0], 0.95, 5.0), ([float(n) for n in range(1, 101)], 0.95, 95.0), ([3.0, 1.0, 2.0], 0.5, 2.0)],
)
def test_percentile_is_a_value_that_occurred(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


@pytest.mark.parametrize(
    ("ours", "limit", "better", "ok"),
    [(0.9, 1.0, "less", True), (1.1, 1.0, "less", False), (1200, 1000, "more", True), (900, 1000, "more", False)],
)
def test_a_limit_is_kept_or_not(ours: float, limit: float, better: str, ok: bool) -> None:
    figure = Figure("x", ours, "s", "less" if better == "less" else "more", limit)
    assert figure.ok is ok
    assert figure.ratio == pytest.approx(ours / limit)
    assert report("ui", [figure])["ok"] is ok


def test_without_a_limit_the_ratio_is_against_the_peer() -> None:
    assert Figure("push", 50.0, "ops/s", "more", peer=100.0).ratio == 0.5
