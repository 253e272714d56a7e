"""隐名记忆: what a clerk answered for the whole court holds, is listed, and can be revoked."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import NewCase
from clerk_app.use_cases.mask_document import mask_also
from clerk_app.use_cases.masking_rules import add_masking_rule, masking_rules, revoke_masking_rule
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from court_core.errors import CourtError

from .conftest import DeskOf
from .web_copy_court import add_document, masked, say


def test_what_is_remembered_holds_for_the_next_document_and_is_listed(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    say(judge, originals, copy, "周海涛", "kept", remember=True)
    mask_also(judge, originals, document_id, "蓝色铁皮屋", remember=True)
    assert [(row.action_label, row.words, row.made_by) for row in masking_rules(judge)] == [
        ("一律隐去", "蓝色铁皮屋", "陈法官"),
        ("一律保留", "周海涛", "陈法官"),
    ]
    next_case = register_case(judge, NewCase("（2026）粤0103民初13号", "买卖合同纠纷", filed_on=date(2026, 11, 2)))
    following = masked(judge, originals, add_document(judge, next_case.record_id))
    assert "周海涛" in following.masked
    assert "蓝色铁皮" not in following.masked
    assert following.remembered == ("一律隐去：蓝色铁皮屋", "一律保留：周海涛")
    revoke_masking_rule(judge, masking_rules(judge)[0].id)
    assert "蓝色铁皮" in masked(judge, originals, following.document_id).masked
    assert [row.revoked for row in masking_rules(judge)] == [False, True]


def test_a_remembered_name_that_a_judge_bears_stays_and_a_note_says_so(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    add_masking_rule(judge, "mask", "陈志远")
    copy = masked(judge, originals, document_id)
    assert copy.masked.count("陈志远") == 2
    assert any("陈志远" in note for note in copy.notes)


@pytest.mark.parametrize(
    ("code", "action", "words"),
    [
        ("masking-rule.action-unknown", "drop", "王小明"),
        ("masking-rule.words-short", "mask", " 王 "),
        ("masking-rule.words-short", "keep", "长" * 101),
        ("masking-rule.opposite", "keep", "云帆"),
    ],
)
def test_a_rule_that_would_do_harm_is_refused(judge: Desk, code: str, action: str, words: str) -> None:
    known = add_masking_rule(judge, "mask", "云帆").record_id
    assert add_masking_rule(judge, "mask", "云帆").record_id == known, "remembered once"
    with pytest.raises(CourtError) as refusal:
        add_masking_rule(judge, action, words)
    assert refusal.value.code == code
    assert len(masking_rules(judge)) == 1


def test_who_only_reads_remembers_nothing(desk_of: DeskOf) -> None:
    with pytest.raises(CourtError, match=r"access\.refused"):
        add_masking_rule(desk_of("auditor"), "mask", "王小明")
