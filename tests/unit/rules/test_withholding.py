"""不上网公开: grounds, chain and notice ([2013] 实施办法 第一条, 法释〔2016〕19号 第4、6、12条, DOMAIN §5)."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from court_core.errors import CourtError
from court_core.rules.withholding import (
    GROUNDS,
    STATUS_LABELS,
    allowed_actions,
    blocks_publication,
    ground_named,
    grounds_of,
    initial_status,
    is_withheld,
    next_status,
    published_notice,
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


def test_the_seven_grounds_of_2013_and_the_five_national_ones() -> None:
    assert [ground.text for ground in grounds_of("2013")] == [
        "①国家秘密、商业秘密、个人隐私", "②未成年人犯罪", "③离婚", "④调解、和解结案", "⑤可能产生不良影响",
        "⑥当事人申请并经准许", "⑦其他"]  # fmt: skip
    assert [ground.number for ground in grounds_of("national")] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("ground", "needs"),
    [*((f"2013-{n}", n >= 5) for n in range(1, 8)), *((f"national-{n}", n == 5) for n in range(1, 6))],
)
def test_grounds_five_to_seven_need_the_chain(ground: str, needs: bool) -> None:
    assert ground_named(ground).needs_chain is needs
    assert initial_status(ground_named(ground)) == ("flagged" if needs else "approved")


def test_the_chain_goes_from_the_judge_through_the_head_to_the_vice_president() -> None:
    status = initial_status(ground_named("5"))
    status = next_status(status, "approve", ["division-head"])
    assert not is_withheld(status)
    status = next_status(status, "approve", ["vice-president"])
    assert is_withheld(status)


@pytest.mark.parametrize(
    ("status", "action", "roles", "code"),
    [
        ("flagged", "approve", ["vice-president"], "withholding.not-your-step"),  # the head comes first
        ("flagged", "approve", ["judge", "typist"], "withholding.not-your-step"),
        ("head-approved", "approve", ["division-head"], "withholding.not-your-step"),
        ("approved", "approve", ["vice-president"], "withholding.step-not-allowed"),
        ("refused", "approve", ["vice-president"], "withholding.step-not-allowed"),
        ("refused", "revoke", ["judge"], "withholding.step-not-allowed"),
        ("approved", "revoke", ["typist"], "withholding.not-your-step"),
        ("flagged", "publish", ["vice-president"], "withholding.step-not-allowed"),
        ("flagged", "approve", [], "withholding.not-your-step"),
        ("nonsense", "approve", ["vice-president"], "withholding.step-not-allowed"),
    ],
)
def test_nobody_takes_a_step_that_is_not_theirs(status: str, action: str, roles: list[str], code: str) -> None:
    with pytest.raises(CourtError) as refused:
        next_status(status, action, roles)
    assert refused.value.code == code
    assert "？" not in refused.value.full_message


def test_who_is_head_and_vice_president_takes_both_steps_one_after_the_other() -> None:
    both = ["division-head", "vice-president"]
    assert next_status("flagged", "approve", both) == "head-approved"
    assert next_status("head-approved", "approve", both) == "approved"


def test_the_offered_actions_are_exactly_the_possible_ones() -> None:
    for status, role in product(STATUS_LABELS, ROLES):
        offered = allowed_actions(status, [role])
        for action in ("approve", "refuse", "revoke"):
            if action in offered:
                assert next_status(status, action, [role])
            else:
                with pytest.raises(CourtError):
                    next_status(status, action, [role])


@pytest.mark.parametrize("role", ["typist", "administrator", "auditor", "trial-management", "enforcement-officer"])
def test_typists_administrators_and_auditors_approve_nothing(role: str) -> None:
    assert all(allowed_actions(status, [role]) == () for status in STATUS_LABELS)


@pytest.mark.parametrize(
    ("status", "blocked"),
    [
        ("flagged", True),
        ("head-approved", True),
        ("approved", True),
        ("refused", False),
        ("revoked", False),
        ("?", True),
    ],
)
def test_a_flag_blocks_publication_from_the_first_moment(status: str, blocked: bool) -> None:
    assert blocks_publication(status) is blocked


def test_the_notice_has_number_court_date_and_the_grounds_public_wording() -> None:
    notice = published_notice(
        ground_named("离婚"),
        "approved",
        case_number="（2026）粤0103民初1号",
        court="荔湾区法院",
        decided_on=date(2026, 11, 2),
    )
    assert notice is not None
    assert (notice.case_number, notice.court, notice.decided_on) == (
        "（2026）粤0103民初1号",
        "荔湾区法院",
        date(2026, 11, 2),
    )
    assert notice.reason == "涉及离婚诉讼"


@pytest.mark.parametrize("ground", ["2013-1", "2013-1:state-secret", "national-1", "国家秘密"])
def test_a_possible_state_secret_publishes_nothing(ground: str) -> None:
    """法释〔2016〕19号 art. 6. ① of 2013 stays silent until the judge says which of its three it is."""
    found = ground_named(ground)
    assert published_notice(found, "approved", case_number="1", court="2", decided_on=date(2026, 1, 1)) is None


def test_privacy_and_trade_secrets_publish_the_notice() -> None:
    for name in ("个人隐私", "2013-1:trade-secret", "privacy"):
        assert published_notice(ground_named(name), "approved", case_number="1", court="2", decided_on=date(2026, 1, 1))


@pytest.mark.parametrize("status", ["flagged", "head-approved", "refused", "revoked", ""])
def test_no_notice_while_the_withholding_is_not_in_force(status: str) -> None:
    assert published_notice(ground_named("3"), status, case_number="1", court="2", decided_on=date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "ground_list", "key"),
    [("5", "2013", "adverse-effect"), ("⑤", "2013", "adverse-effect"), ("5", "national", "other"), ("national-4", "2013", "divorce-custody"),
     ("divorce", "2013", "divorce"), ("③离婚", "2013", "divorce"), (" 7 ", "2013", "other"), ("2013-1:privacy", "2013", "privacy")],
)  # fmt: skip
def test_grounds_are_found_as_people_name_them(name: str, ground_list: str, key: str) -> None:
    assert ground_named(name, ground_list).key == key


@pytest.mark.parametrize("name", ["", "0", "8", "national-6", "隐私权", "2013-1:x", "2013-3:privacy"])
def test_an_unknown_ground_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(CourtError) as refused:
        ground_named(name)
    assert refused.value.code == "withholding.ground-unknown"
    assert "？" not in refused.value.full_message


def test_every_ground_and_part_is_found_again_by_its_id() -> None:
    for ground in [*GROUNDS, *(part for whole in GROUNDS for part in whole.parts)]:
        assert ground_named(ground.id) == ground
