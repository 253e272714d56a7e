"""The way of a document to the public ([2013] 裁判文书网上公布工作程序, 法释〔2016〕19号, DOMAIN §5)."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from court_core.errors import CourtError
from court_core.rules.document_steps import (
    STATUS_LABELS,
    STEPS,
    allowed_actions,
    next_status,
    readable_by_parties_from,
    status_label,
    step_for,
)

ROLES = [
    "judge",
    "enforcement-officer",
    "typist",
    "division-head",
    "vice-president",
    "trial-management",
    "administrator",
    "auditor",
]


def test_a_document_goes_from_registration_to_publication() -> None:
    way = [("take-effect", "typist"), ("mask", "typist"), ("confirm", "judge"), ("submit", "typist"), ("pass", "trial-management"),
           ("publish", "trial-management")]  # fmt: skip
    status = "registered"
    for action, role in way:
        status = next_status(status, action, [role])
    assert status == "published"


def test_a_returned_document_is_masked_again_and_a_withdrawn_one_mended() -> None:
    assert next_status("submitted", "return", ["trial-management"]) == "returned"
    assert next_status("returned", "mask", ["typist"]) == "masked"
    assert next_status("published", "withdraw", ["trial-management"]) == "withdrawn"
    assert next_status("withdrawn", "mask", ["judge"]) == "masked"


def test_a_document_is_flagged_while_printing_before_it_takes_effect() -> None:
    assert next_status("registered", "withhold", ["judge"]) == "withheld"
    assert next_status("withheld", "lift", ["vice-president"]) == "registered"
    assert next_status("withheld", "lift", ["vice-president"], in_effect=True) == "effective"
    assert allowed_actions("withheld", ["judge"]) == ("lift", "replace")


def test_another_original_undoes_what_was_made_of_the_former_one() -> None:
    """[ours]: at the desk only; what is with the reviewers or public comes back first (法释〔2016〕19号 art. 16)."""
    after = {
        status: step_for(status, "replace", ["typist"]).after
        for status in STATUS_LABELS
        if "replace" in allowed_actions(status, ["typist"])
    }
    assert after == {
        "registered": "registered",
        "effective": "effective",
        "withheld": "withheld",
        "masked": "effective",
        "confirmed": "effective",
        "returned": "returned",
        "withdrawn": "withdrawn",
    }
    assert all(step.noted for step in STEPS if step.action == "replace")


@pytest.mark.parametrize("status", ["submitted", "passed"])
def test_a_document_can_be_stopped_until_it_is_published(status: str) -> None:
    assert next_status(status, "withhold", ["judge"]) == "withheld"


@pytest.mark.parametrize(
    ("status", "action", "role", "code"),
    [
        ("registered", "mask", "typist", "document-step.not-allowed"),  # not yet in effect
        ("registered", "publish", "trial-management", "document-step.not-allowed"),
        ("withheld", "mask", "judge", "document-step.not-allowed"),
        ("withheld", "publish", "trial-management", "document-step.not-allowed"),
        ("withheld", "submit", "judge", "document-step.not-allowed"),
        ("masked", "submit", "judge", "document-step.not-allowed"),  # not confirmed
        ("masked", "confirm", "typist", "document-step.not-yours"),  # a typist confirms nothing
        ("effective", "withhold", "typist", "document-step.not-yours"),
        ("submitted", "pass", "judge", "document-step.not-yours"),
        ("submitted", "pass", "administrator", "document-step.not-yours"),
        ("published", "withdraw", "judge", "document-step.not-yours"),
        ("published", "withhold", "judge", "document-step.not-allowed"),  # withdrawn first
        ("unknown", "mask", "judge", "document-step.not-allowed"),
        ("masked", "unknown", "judge", "document-step.not-allowed"),
    ],
)
def test_no_step_is_skipped_and_nobody_takes_anothers(status: str, action: str, role: str, code: str) -> None:
    with pytest.raises(CourtError) as refused:
        next_status(status, action, [role])
    assert refused.value.code == code
    assert "？" not in refused.value.full_message


def test_from_withheld_only_lifting_leads_on() -> None:
    assert {step.action for step in STEPS if "withheld" in step.before and step.after != "withheld"} == {"lift"}


def test_nothing_is_published_that_was_not_passed_and_nothing_passed_that_was_not_submitted() -> None:
    assert {before for step in STEPS if step.after == "published" for before in step.before} == {"passed"}
    assert {before for step in STEPS if step.after == "passed" for before in step.before} == {"submitted"}
    assert {before for step in STEPS if step.after == "submitted" for before in step.before} == {"confirmed"}
    # 已确认 beside a copy that nobody confirmed is what a conflict leaves.
    assert {before for step in STEPS if step.after == "confirmed" for before in step.before} == {"masked", "confirmed"}


def test_the_offered_actions_are_exactly_the_possible_ones() -> None:
    actions = {step.action for step in STEPS}
    for status, role in product(STATUS_LABELS, ROLES):
        offered = allowed_actions(status, [role])
        for action in actions:
            if action in offered:
                assert next_status(status, action, [role]) in STATUS_LABELS
            else:
                with pytest.raises(CourtError):
                    next_status(status, action, [role])


def test_auditors_only_read() -> None:
    assert all(allowed_actions(status, ["auditor"]) == () for status in STATUS_LABELS)


def test_returning_withdrawing_and_withholding_need_a_reason() -> None:
    assert {step.action for step in STEPS if step.needs_reason} == {"return", "withdraw", "withhold", "lift"}
    assert step_for("submitted", "return", ["trial-management"]).needs_reason


def test_every_status_is_reached_and_has_a_word() -> None:
    assert {step.after for step in STEPS} | {"registered"} == set(STATUS_LABELS)
    assert status_label("passed") == "审核通过"
    assert status_label("of-a-newer-program") == "of-a-newer-program"


def test_parties_read_a_document_once_it_was_served() -> None:
    """法释〔2018〕7号 art. 9."""
    assert readable_by_parties_from(None) is None
    assert readable_by_parties_from(date(2026, 11, 2)) == date(2026, 11, 2)
