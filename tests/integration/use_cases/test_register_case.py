"""Registering cases: what is accepted, what is derived, and each refusal of bad input with its own code."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.use_cases.case_detail import case_detail
from clerk_app.use_cases.cases import case_counts, find_case, search_cases
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import CaseQuery, NewAgent, NewCase, NewParty
from clerk_app.use_cases.parties import add_agent, add_party, edit_party, remove_party
from clerk_app.use_cases.register_case import edit_case, register_case
from court_core.errors import CourtError

from .conftest import DeskOf

LOAN = NewCase(
    "(2026)粤0103民初12号",
    cause="民间借贷纠纷",
    amount=486_200_00,
    procedure="简易程序",
    received_on=date(2026, 11, 2),
    filed_on=date(2026, 11, 4),
    parties=(NewParty("林秀兰", "原告"), NewParty("荔湾区演示建材有限公司", "被告1")),
)


def test_a_registered_case_is_found_by_tail_party_and_cause(judge: Desk) -> None:
    saved = register_case(judge, LOAN)
    for typed in ("12", "林秀", "演示建材", "借贷", "（2026）粤0103民初12号"):
        assert [row.id for row in search_cases(judge, CaseQuery(typed)).rows] == [saved.record_id], typed
    assert saved.change_set.cases == {saved.record_id}


def test_number_limit_side_kind_and_judge_are_derived_from_what_was_typed(judge: Desk) -> None:
    detail = case_detail(judge, register_case(judge, LOAN).record_id)
    assert detail.row.number == "（2026）粤0103民初12号"
    assert detail.time_limit == "civil-summary"
    assert detail.row.judge == "陈法官"
    assert [(party.role, party.side, party.kind) for party in detail.parties] == [
        ("原告", "applicant", "natural"),
        ("被告", "respondent", "organisation"),
    ]
    assert detail.row.due.due_on == date(2027, 2, 4)
    assert not detail.row.due.confirmed, "2027 is not covered yet"
    assert "未确认" in detail.row.due.text


def test_a_typist_registers_for_a_judge_and_stays_its_clerk(desk_of: DeskOf) -> None:
    typist = desk_of("typist")
    detail = case_detail(
        typist,
        register_case(typist, NewCase("（2026）粤0103民初13号", judge_id="s-judge", clerk_id="s-typist")).record_id,
    )
    assert (detail.row.judge, detail.clerk) == ("陈法官", "何书记")


BAD = [
    ("case-number.unreadable", NewCase("2026民初字12")),
    ("case-number.unreadable", NewCase("")),
    ("case-number.other-court", NewCase("（2026）粤0104民初12号")),
    ("case-number.duplicate", NewCase("（2026）粤0103民初１２ 号")),
    ("date.future", NewCase("（2026）粤0103民初14号", filed_on=date(2026, 11, 21))),
    ("case.dates-reversed", NewCase("（2026）粤0103民初14号", received_on=date(2026, 11, 5), filed_on=date(2026, 11, 4))),
    ("time-limit.unknown", NewCase("（2026）粤0103民初14号", time_limit="半年")),
    ("staff.unknown", NewCase("（2026）粤0103民初14号", judge_id="s-judge", clerk_id="nobody")),
    ("access.refused", NewCase("（2026）粤0103民初14号", judge_id="s-officer")),
    ("field.unreadable", NewCase("（2026）粤0103民初14号", amount=-1)),
    ("field.too-long", NewCase("（2026）粤0103民初14号", cause="借" * 501)),
    ("field.required", NewCase("（2026）粤0103民初14号", parties=(NewParty(" ", "原告"),))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "form"), BAD, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BAD)])
def test_bad_input_is_refused_whole_with_code_sentence_and_remedy(judge: Desk, code: str, form: NewCase) -> None:
    register_case(judge, LOAN)
    with pytest.raises(CourtError) as refusal:
        register_case(judge, form)
    assert refusal.value.code == code
    assert refusal.value.message
    assert refusal.value.remedy
    assert "？" not in refusal.value.full_message, "a detail of the sentence is missing"
    assert len(search_cases(judge, CaseQuery(tab="all")).rows) == 1


@pytest.mark.parametrize("key", ["auditor", "administrator", "vice-president"])
def test_who_only_reads_or_approves_registers_nothing(desk_of: DeskOf, key: str) -> None:
    with pytest.raises(CourtError, match=r"access\.refused"):
        register_case(desk_of(key), LOAN)


def test_a_case_is_corrected_with_its_number_in_all_its_parts(judge: Desk) -> None:
    case_id = register_case(judge, LOAN).record_id
    edit_case(judge, case_id, {"number_text": "（2026）粤0103民初21号之一", "cause": "买卖合同纠纷"})
    with judge.store.read() as reader:
        values = find_case(reader, "（2026）粤0103民初21号之一").values
    assert (values["number"], values["number_suffix"], values["cause"]) == (21, "之一", "买卖合同纠纷")


def test_a_case_cannot_take_the_number_of_another(judge: Desk) -> None:
    register_case(judge, LOAN)
    other = register_case(judge, NewCase("（2026）粤0103民初14号")).record_id
    with pytest.raises(CourtError, match=r"case-number\.duplicate"):
        edit_case(judge, other, {"number_text": "（2026）粤0103民初12号"})


def test_another_judges_case_is_not_edited(judge: Desk, officer: Desk) -> None:
    case_id = register_case(judge, LOAN).record_id
    with pytest.raises(CourtError) as refusal:
        edit_case(officer, case_id, {"cause": "x"})
    assert refusal.value.code == "access.refused"
    assert "承办人" in refusal.value.remedy


def test_a_tail_that_fits_several_cases_is_asked_back_with_their_numbers(judge: Desk) -> None:
    register_case(judge, LOAN)
    register_case(judge, NewCase("（2026）粤0103民初112号"))
    with judge.store.read() as reader, pytest.raises(CourtError) as refusal:
        find_case(reader, "12")
    assert refusal.value.code == "case.ambiguous"
    assert "民初112号" in refusal.value.remedy


def test_a_case_this_workstation_does_not_hold_is_unknown(judge: Desk) -> None:
    with judge.store.read() as reader, pytest.raises(CourtError, match=r"case\.unknown"):
        find_case(reader, "（2026）粤0103民初99号")


def test_agents_stand_with_their_party_and_go_with_it(judge: Desk) -> None:
    case_id = register_case(judge, LOAN).record_id
    party = add_party(judge, case_id, NewParty("陈小文", "第三人")).record_id
    add_agent(judge, NewAgent(party, "吴律师", firm="演示律师事务所"))
    detail = case_detail(judge, case_id)
    assert [agent.name for agent in detail.parties[-1].agents] == ["吴律师"]
    remove_party(judge, party)
    with judge.store.read() as reader:
        assert reader.find("agent") == []


def test_a_party_that_left_is_kept_with_its_day(judge: Desk) -> None:
    case_id = register_case(judge, LOAN).record_id
    party = case_detail(judge, case_id).parties[0].id
    edit_party(judge, party, {"left_on": "2026年11月19日"})
    assert case_detail(judge, case_id).parties[0].left_on == date(2026, 11, 19)


def test_tabs_count_what_they_list(judge: Desk) -> None:
    register_case(judge, LOAN)
    counts = case_counts(judge)
    for tab, count in counts.items():
        assert len(search_cases(judge, CaseQuery(tab=tab)).rows) == count, tab
    assert counts["active"] == counts["all"] == counts["pending"] == 1
    assert counts["closed"] == counts["overdue"] == 0


def test_the_history_of_a_case_tells_who_changed_what(judge: Desk) -> None:
    case_id = register_case(judge, LOAN).record_id
    edit_case(judge, case_id, {"cause": "买卖合同纠纷"})
    newest = case_detail(judge, case_id).history[0]
    assert (newest.who, newest.text) == ("陈法官", "修改案件：案由 民间借贷纠纷 → 买卖合同纠纷")
