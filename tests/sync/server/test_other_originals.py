"""更换正本 over the wire: a step of its own, at the desk only."""

from __future__ import annotations

import pytest

from tests.sync.server.conftest import Pair
from tests.sync.server.documents_way import CORRECTED, ORIGINAL, Way, codes, registered


@pytest.fixture
def way(pair: Pair) -> Way:
    return registered(pair)


def test_another_original_is_a_step_of_its_own(way: Way) -> None:
    """更换正本: what was made of the former file goes back to the desk, and the ledger says so wherever it stands."""
    officer, typist, office = way.officer, way.typist, way.office
    officer.push(
        way.turn(officer, "effective", "masked"),
        way.turn(officer, "masked", "confirmed"),
        way.copy(officer, **way.confirmed()),
    )
    exchange = typist.update(
        "document", way.document_id, 1, file_sha256=(ORIGINAL, CORRECTED), docx_sha256=(None, "c" * 64)
    )
    back = way.turn(typist, "confirmed", "effective")
    line = way.step(typist, "replace", "effective", reason="更正笔误")
    assert codes(typist.push(exchange, back, line)) == ["", "", ""]
    assert office.push_one(way.step(office, "replace", "effective")).code == "document-step.not-yours"
    same = way.step(typist, "replace", "withheld")
    assert typist.push_one(same).code == "document-step.without-change"


def test_what_was_made_of_an_old_original_stands_still_with_it(way: Way) -> None:
    officer = way.officer
    officer.push(
        way.turn(officer, "effective", "masked"),
        way.turn(officer, "masked", "confirmed"),
        way.turn(officer, "confirmed", "submitted"),
        way.copy(officer, **way.confirmed()),
    )
    other = officer.update("document", way.document_id, 1, docx_sha256=(None, "c" * 64))
    assert officer.push_one(other).code == "document.file-fixed"
