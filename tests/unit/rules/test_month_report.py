"""The report of the 20th: took effect = submitted + withheld + still missing ([2013] 公布工作程序 art. 2, 3)."""

from __future__ import annotations

from datetime import date

import pytest

from court_core.rules.document_steps import STATUS_LABELS
from court_core.rules.month_report import STANDING_LABELS, month_of, standing


@pytest.mark.parametrize(
    ("status", "withholdings", "expected"),
    [
        ("effective", (), "missing"),
        ("masked", (), "missing"),
        ("confirmed", (), "missing"),
        ("returned", (), "missing"),
        ("withdrawn", (), "missing"),
        ("submitted", (), "submitted"),
        ("passed", (), "submitted"),
        ("published", (), "submitted"),
        ("withheld", (), "withheld"),
        ("withheld", ("approved",), "withheld"),
        ("published", ("flagged",), "withheld"),
        ("confirmed", ("refused", "revoked"), "missing"),
        ("submitted", ("refused",), "submitted"),
        ("of-a-newer-program", (), "missing"),
        ("passed", ("of-a-newer-program",), "withheld"),
    ],
)
def test_where_a_document_stands(status: str, withholdings: tuple[str, ...], expected: str) -> None:
    assert standing(status, withholdings) == expected


def test_every_status_stands_somewhere() -> None:
    assert {standing(status) for status in STATUS_LABELS} == set(STANDING_LABELS)


@pytest.mark.parametrize(
    ("submitted_with", "month"),
    [("", "2026-11"), ("2026-11", "2026-11"), ("2026-10", "2026-10"), ("2026-12", "2026-11")],
)
def test_a_document_counts_with_its_batch_or_the_earlier_one_it_went_with(submitted_with: str, month: str) -> None:
    assert month_of(date(2026, 11, 1), submitted_with) == month
