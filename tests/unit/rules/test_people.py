"""Roles of parties, their sides, and names made comparable (DOMAIN §§3, 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.errors import CourtError
from court_core.rules.people import AGENT_ROLES, PARTY_ROLES, normalise_name, party_role, roles_for, same_name, side_of


@pytest.mark.parametrize(
    ("role", "side"),
    [("原告", "applicant"), ("被告", "respondent"), ("第三人", "third"), ("申请执行人", "applicant"), ("被执行人", "respondent"),
     ("异议人", "third"), ("利害关系人", "third"), ("复议申请人", "third"), ("附带民事诉讼原告人", "applicant"),
     ("反诉原告", "respondent"), ("反诉被告", "applicant"), ("被告人", "respondent"), ("公诉机关", "applicant"), ("案外人", "third"),
     ("judgment-debtor", "respondent"), ("路人", "third"), ("", "third")],
)  # fmt: skip
def test_every_role_reads_as_a_side_and_an_unknown_one_sees_least(role: str, side: str) -> None:
    assert side_of(role) == side


@pytest.mark.parametrize(
    ("typed", "label"),
    [("原告：", "原告"), ("原告1", "原告"), ("被告（反诉原告）", "被告"), ("被告(反诉原告):", "被告"), ("附带民事诉讼原告", "附带民事诉讼原告人"),
     (" 被 执 行 人 ", "被执行人"), ("被告人", "被告人"), ("被告人二", "被告人"), ("被告一：", "被告"),
     ("申请执行人（原告）1：", "申请执行人"), ("被告", "被告")],
)  # fmt: skip
def test_roles_are_understood_as_documents_write_them(typed: str, label: str) -> None:
    assert party_role(typed).label == label


@pytest.mark.parametrize("typed", ["", "证人", "原", "：", "1"])
def test_what_is_no_role_is_refused(typed: str) -> None:
    with pytest.raises(CourtError) as refused:
        party_role(typed)
    assert refused.value.code == "people.role-unknown"


def test_keys_and_labels_are_unique_and_each_label_finds_its_own_role() -> None:
    assert len({role.key for role in PARTY_ROLES}) == len({role.label for role in PARTY_ROLES}) == len(PARTY_ROLES)
    assert all(party_role(role.label) == role and party_role(role.key) == role for role in PARTY_ROLES)
    assert len({key for key, _ in AGENT_ROLES}) == len(AGENT_ROLES)


def test_a_case_offers_the_roles_of_its_law() -> None:
    labels = [role.label for role in roles_for("enforcement")]
    assert "被执行人" in labels and "第三人" in labels and "原告" not in labels and "被告人" not in labels
    assert len(roles_for("other")) == len(PARTY_ROLES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("张伟", "张　伟"), ("张伟", " 张 伟 "), ("张伟", "张\u200b伟"), ("阿依古丽·买买提", "阿依古丽•买买提"), ("阿依古丽·买买提", "阿依古丽．买买提"),
     ("中恒（临江）有限公司", "中恒(临江)有限公司"), ("ＡＢＣ公司", "abc公司"), ("John Smith", "JOHN　SMITH"), ("第3居民组", "第３居民组"),
     ("佳能－中国", "佳能-中国")],
)  # fmt: skip
def test_the_same_name_written_differently_matches(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("张伟", "张玮"), ("", ""), ("　", " "), ("张伟", ""), ("欧阳伟", "欧伟")])
def test_different_or_empty_names_do_not_match(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)
