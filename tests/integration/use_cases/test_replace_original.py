"""更换正本: a judge sends a corrected judgment; the copy of the former one is no longer good for anything."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.use_cases.answer_review import decide
from clerk_app.use_cases.confirm_copy import confirm_copy
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_ledger import document_steps
from clerk_app.use_cases.forms import DocumentQuery, NewOriginal, NewWithholding
from clerk_app.use_cases.list_documents import list_documents
from clerk_app.use_cases.mask_document import mask_document, masking
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_document import document_file
from clerk_app.use_cases.replace_original import replace_original
from clerk_app.use_cases.review_documents import pass_document, return_document
from clerk_app.use_cases.stamp_document import stamped_document
from clerk_app.use_cases.submit_batch import submit_batch
from clerk_app.use_cases.web_copies import web_copy
from clerk_app.use_cases.withhold import flag
from court_core.errors import CourtError
from tests.support.word_samples import judgment, parts_of

from .conftest import DeskOf, SetClock
from .web_copy_court import LINES, add_document, everything_answered, masked

CORRECTED = tuple(line.replace("50000元", "60000元") for line in LINES)
FILE = judgment(*CORRECTED)
NAME = "判决（林秀兰）更正.docx"


def corrected(document_id: str, content: bytes | None = None, reason: str = "") -> NewOriginal:
    return NewOriginal(document_id, NAME, FILE if content is None else content, reason)


def status(desk: Desk, document_id: str) -> str:
    return next(row.status for row in list_documents(desk, DocumentQuery()) if row.id == document_id)


def confirmed(desk: Desk, originals: Originals, document_id: str) -> None:
    mask_document(desk, originals, document_id)
    everything_answered(desk, originals, document_id)
    confirm_copy(desk, originals, document_id)


def test_a_confirmed_copy_is_outdated_and_the_document_waits_for_masking_again(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)
    typist = desk_of("typist")
    replace_original(typist, corrected(document_id, reason="承办人更正金额笔误"))
    assert document_file(judge, document_id) == (NAME, FILE)
    assert status(judge, document_id) == "effective"
    last = document_steps(judge, document_id)[-1]
    assert (last.action_label, last.status_label, last.reason, last.made_by) == (
        "更换正本",
        "已生效",
        "承办人更正金额笔误",
        "何书记",
    )
    old = web_copy(judge, originals, document_id)
    assert (old.outdated, old.may_edit, old.may_confirm) == (True, False, False)
    assert "50000元" in old.original, "beside the copy stands what it was made of"
    new = masked(judge, originals, document_id)
    assert "60000元" in new.masked
    assert not new.outdated
    everything_answered(judge, originals, document_id)
    confirm_copy(judge, originals, document_id)
    assert status(judge, document_id) == "confirmed"


def test_what_is_masked_while_the_original_is_exchanged_is_not_saved(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    """Masking takes seconds beside the database; its copy would be the former original's under the new one's name."""
    save = masking(judge, originals, document_id)()()
    replace_original(desk_of("typist"), corrected(document_id))
    with pytest.raises(CourtError, match=r"web-copy\.overtaken"):
        save()
    assert status(judge, document_id) == "effective"
    assert "60000元" in masked(judge, originals, document_id).masked


@pytest.mark.parametrize("effective_on", [None, date(2026, 11, 19)])
def test_before_masking_only_the_ledger_says_so(judge: Desk, document_id: str, effective_on: date | None) -> None:
    with judge.store.read() as reader:
        case_id = reader.find("document")[0]["case_id"]
    other = add_document(judge, str(case_id), effective_on=effective_on)
    before = status(judge, other)
    replace_original(judge, corrected(other))
    assert status(judge, other) == before == ("effective" if effective_on else "registered")
    (step,) = document_steps(judge, other)
    assert (step.action, step.reason) == ("replace", "")
    assert document_steps(judge, document_id) == ()


def test_what_is_with_the_reviewers_comes_back_first(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str, clock: SetClock
) -> None:
    confirmed(judge, originals, document_id)
    submit_batch(judge)
    reviewer = desk_of("reviewer")
    for step in (lambda: None, lambda: pass_document(reviewer, document_id)):
        step()
        with pytest.raises(CourtError) as refusal:
            replace_original(judge, corrected(document_id))
        assert refusal.value.code == "document.file-fixed"
        assert "退回或撤回" in refusal.value.full_message
    return_document(reviewer, document_id, "金额请核对")
    replace_original(judge, corrected(document_id, reason="更正金额"))
    assert status(judge, document_id) == "returned", "why it was returned goes on being shown"
    with pytest.raises(CourtError, match=r"web-copy\.outdated"):
        decide(judge, originals, document_id, 1, "accepted", everywhere=False, remember=False)
    confirmed(judge, originals, document_id)
    submit_batch(judge)
    assert status(judge, document_id) == "submitted"
    assert [step.action for step in document_steps(judge, document_id)][-4:] == ["replace", "mask", "confirm", "submit"]


def test_a_withheld_document_is_printed_anew_with_its_mark(judge: Desk, document_id: str) -> None:
    flag(judge, NewWithholding(document_id, "3", "离婚案件"))
    replace_original(judge, corrected(document_id))
    assert status(judge, document_id) == "withheld"
    name, content = stamped_document(judge, document_id)
    assert name == "判决（林秀兰）更正（不上网公开）.docx"
    assert "60000元" in parts_of(content)["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("document.same-file", None),
        ("document.not-docx", "不是文书".encode()),
        ("document.empty", b""),
    ],
)
def test_what_is_no_other_original_is_refused(judge: Desk, document_id: str, code: str, content: bytes | None) -> None:
    before = document_file(judge, document_id)
    with pytest.raises(CourtError) as refusal:
        replace_original(judge, corrected(document_id, before[1] if content is None else content))
    assert refusal.value.code == code
    assert document_file(judge, document_id) == before
    assert document_steps(judge, document_id) == ()


def test_only_those_of_the_case_replace(judge: Desk, desk_of: DeskOf, document_id: str) -> None:
    for who in ("officer", "head", "auditor"):
        with pytest.raises(CourtError, match=r"access\.refused|document-step\.not-yours"):
            replace_original(desk_of(who), corrected(document_id))


def test_a_text_in_the_place_of_a_docx_leaves_the_former_copy_readable(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    masked(judge, originals, document_id)
    replace_original(judge, NewOriginal(document_id, "判决.txt", "\n".join(CORRECTED).encode()))
    assert web_copy(judge, originals, document_id).original.splitlines() == list(LINES)
    assert "60000元" in masked(judge, originals, document_id).masked
