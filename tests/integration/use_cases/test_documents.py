"""Documents: registered through the gate, kept in the encrypted database, flagged 不上网公开, approved, stamped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import DocumentQuery, NewCase, NewDocument, NewWithholding
from clerk_app.use_cases.list_documents import document_counts, list_documents
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.register_document import DOCUMENT_KINDS, document_file, edit_document, register_document
from clerk_app.use_cases.stamp_document import save_stamped, stamped_document
from clerk_app.use_cases.views import DOCUMENT_TABS, DocumentRow
from clerk_app.use_cases.withhold import approve, flag, grounds, refuse, revoke
from court_core.documents.stamp import MARK
from court_core.errors import CourtError
from tests.support.word_samples import judgment, ole_with, parts_of

from .conftest import DeskOf

ORIGINAL = judgment()
DECIDED, EFFECTIVE = date(2026, 11, 10), date(2026, 11, 19)


@pytest.fixture
def case_id(judge: Desk) -> str:
    return register_case(judge, NewCase("（2026）粤0103民初12号", "离婚纠纷", filed_on=date(2026, 11, 2))).record_id


def new(case_id: str, content: bytes | None = None, **fields: object) -> NewDocument:
    values = {
        "kind": "民事判决书",
        "file_name": "判决（林秀兰）.docx",
        "decided_on": DECIDED,
        "effective_on": EFFECTIVE,
        **fields,
    }
    return NewDocument(case_id=case_id, content=ORIGINAL if content is None else content, **values)  # type: ignore[arg-type]


@pytest.fixture
def document_id(judge: Desk, case_id: str) -> str:
    return register_document(judge, new(case_id)).record_id


def row(desk: Desk) -> DocumentRow:
    (only,) = list_documents(desk, DocumentQuery())
    return only


def test_a_registered_document_keeps_its_file_and_its_dates(judge: Desk, document_id: str) -> None:
    shown = row(judge)
    assert (shown.title, shown.status, shown.judge) == ("判决（林秀兰）", "effective", "陈法官")
    assert shown.publish_by == date(2026, 11, 25), "in effect by the 20th: published on the 25th"
    assert shown.has_file
    assert document_file(judge, document_id) == ("判决（林秀兰）.docx", ORIGINAL)


def test_a_document_not_yet_in_effect_takes_effect_later(judge: Desk, case_id: str) -> None:
    document_id = register_document(judge, new(case_id, effective_on=None)).record_id
    assert row(judge).status == "registered"
    edit_document(judge, document_id, {"effective_on": "2026-11-20"})
    assert (row(judge).status, row(judge).effective_on) == ("effective", date(2026, 11, 20))


BAD = [
    ("document.empty", {"content": b""}),
    ("document.not-docx", {"content": "不是文书".encode()}),
    ("document.password", {"content": ole_with("EncryptedPackage")}),
    ("document.damaged", {"content": ole_with("WordDocument")}),
    ("document.text-encoding", {"file_name": "判决.txt", "content": ORIGINAL}),
    ("document.empty", {"file_name": "判决.txt", "content": b"\n"}),
    ("document.too-big", {"content": b"PK\x03\x04" + bytes(21 << 20)}),
    ("document.kind-unknown", {"kind": "便条"}),
    ("document.dates-reversed", {"decided_on": EFFECTIVE, "effective_on": DECIDED}),
    ("date.future", {"effective_on": date(2026, 11, 21)}),
    ("date.before-filing", {"decided_on": date(2026, 11, 1)}),
    ("field.too-long", {"title": "长" * 501}),
]


@pytest.mark.parametrize(("code", "fields"), BAD, ids=[code for code, _ in BAD])
def test_bad_documents_are_refused_and_nothing_is_registered(
    judge: Desk, case_id: str, code: str, fields: dict[str, object]
) -> None:
    with pytest.raises(CourtError) as refusal:
        register_document(judge, new(case_id, **fields))  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert "？" not in refusal.value.full_message
    assert list_documents(judge, DocumentQuery()) == ()


def test_a_short_kind_means_the_first_that_ends_so(judge: Desk, case_id: str) -> None:
    register_document(judge, new(case_id, kind="判决书"))
    assert row(judge).kind == "民事判决书"
    assert len(set(DOCUMENT_KINDS)) == len(DOCUMENT_KINDS)


def test_a_status_is_not_edited_by_hand(judge: Desk, document_id: str) -> None:
    with pytest.raises(CourtError, match=r"field\.unknown"):
        edit_document(judge, document_id, {"status": "published"})


def test_divorce_is_withheld_at_once_and_stamped_in_the_corner(judge: Desk, document_id: str, tmp_path: Path) -> None:
    flag(judge, NewWithholding(document_id, "3", "离婚案件"))
    shown = row(judge)
    assert shown.status == "withheld"
    assert shown.withholding is not None
    assert (shown.withholding.status, shown.withholding.ground, shown.withholding.ground_label) == (
        "approved",
        "2013-3",
        "③离婚",
    )
    name, content = stamped_document(judge, document_id)
    assert name == "判决（林秀兰）（不上网公开）.docx"
    assert MARK in parts_of(content)["word/document.xml"].decode()
    saved = save_stamped(judge, document_id, tmp_path / "打印.docx")
    assert saved.read_bytes() == content
    assert document_file(judge, document_id)[1] == ORIGINAL, "the original stays as it was"


def test_other_grounds_go_through_head_and_vice_president(judge: Desk, desk_of: DeskOf, document_id: str) -> None:
    flagged = flag(judge, NewWithholding(document_id, "⑤", "可能引发群体性事件")).record_id
    assert row(judge).status == "withheld", "nothing may be published from the flag on"
    assert row(desk_of("head")).withholding is not None
    assert document_counts(desk_of("head"))["to-approve"] == 1
    assert document_counts(judge)["to-approve"] == 0
    with pytest.raises(CourtError, match=r"withholding\.not-your-step"):
        approve(desk_of("vice-president"), flagged, "同意")
    approve(desk_of("head"), flagged, "同意")
    approve(desk_of("vice-president"), flagged, "同意")
    shown = row(judge).withholding
    assert shown is not None
    assert (shown.status, shown.head, shown.vice_president) == ("approved", "庭长甲", "院长乙")
    assert shown.head_opinion == "同意"


def test_a_refused_flag_sends_the_document_on_its_way_and_may_be_raised_again(
    judge: Desk, desk_of: DeskOf, document_id: str
) -> None:
    flagged = flag(judge, NewWithholding(document_id, "7", "理由")).record_id
    refuse(desk_of("head"), flagged, "理由不足")
    assert row(judge).status == "effective"
    with pytest.raises(CourtError, match=r"document\.not-withheld"):
        stamped_document(judge, document_id)
    flag(judge, NewWithholding(document_id, "7", "补充理由"))
    assert row(judge).status == "withheld"


def test_a_flag_taken_back_returns_a_document_not_in_effect_to_registered(judge: Desk, case_id: str) -> None:
    document_id = register_document(judge, new(case_id, effective_on=None)).record_id
    flagged = flag(judge, NewWithholding(document_id, "离婚", "误标")).record_id
    revoke(judge, flagged, "误标")
    shown = row(judge)
    assert (shown.status, shown.withholding and shown.withholding.status) == ("registered", "revoked")


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("withholding.ground-unknown", NewWithholding("", "9", "理由")),
        ("withholding.reason-missing", NewWithholding("", "3", " ")),
        ("document.unknown", NewWithholding("gone", "3", "理由")),
    ],
)
def test_a_flag_without_ground_reason_or_document_is_refused(
    judge: Desk, document_id: str, code: str, form: NewWithholding
) -> None:
    with pytest.raises(CourtError) as refusal:
        flag(judge, NewWithholding(form.document_id or document_id, form.ground, form.reason))
    assert refusal.value.code == code
    assert row(judge).withholding is None


def test_a_document_is_flagged_once(judge: Desk, document_id: str) -> None:
    flag(judge, NewWithholding(document_id, "3", "离婚"))
    with pytest.raises(CourtError, match=r"document\.already-withheld"):
        flag(judge, NewWithholding(document_id, "3", "离婚"))


def test_the_flag_in_force_counts_whatever_a_wrong_clock_made_of_its_id(judge: Desk, case_id: str) -> None:
    """A workstation whose clock was a day ahead gave the flag that was taken back the later id."""
    document_id = register_document(judge, new(case_id)).record_id
    flag(judge, NewWithholding(document_id, "7", "不宜公开"))
    with judge.store.write(judge.actor.user_id) as unit:
        (record,) = unit.find("withholding", document_id=document_id)
        unit.create("withholding", {**record.values, "status": "revoked"}, f"ffffffff{record.id[8:]}")
    with pytest.raises(CourtError) as refused:
        flag(judge, NewWithholding(document_id, "7", "再次标记"))
    assert refused.value.code == "document.already-withheld"
    shown = row(judge).withholding
    assert shown is not None
    assert (shown.id, shown.status) == (record.id, "flagged")
    assert stamped_document(judge, document_id, ".docx")[0] == "判决（林秀兰）（不上网公开）.docx"


def test_only_the_cases_people_flag(desk_of: DeskOf, document_id: str) -> None:
    for key in ("other-officer", "typist", "auditor"):
        with pytest.raises(CourtError, match=r"access\.refused"):
            flag(desk_of(key), NewWithholding(document_id, "3", "离婚"))


def test_the_grounds_are_those_of_the_list_in_force_and_each_is_understood(judge: Desk, document_id: str) -> None:
    choices = grounds(judge)
    assert [choice.label for choice in choices][:4] == [
        "①国家秘密、商业秘密、个人隐私",
        "①国家秘密",
        "①商业秘密",
        "①个人隐私",
    ]
    flag(judge, NewWithholding(document_id, choices[3].value, "涉及病历"))
    shown = row(judge).withholding
    assert shown is not None
    assert shown.ground == "2013-1:privacy"
    assert shown.ground_label.endswith("个人隐私")


def test_a_file_that_has_not_arrived_yet_is_told(judge: Desk, document_id: str) -> None:
    with judge.store.write("s-judge") as unit:
        unit.update("document", document_id, {"file_sha256": "0" * 64})
    with pytest.raises(CourtError, match=r"document\.file-missing"):
        document_file(judge, document_id)
    assert not row(judge).has_file


def test_where_nothing_can_be_written_the_clerk_is_told_the_file(judge: Desk, document_id: str, tmp_path: Path) -> None:
    flag(judge, NewWithholding(document_id, "3", "离婚"))
    with pytest.raises(CourtError) as refusal:
        save_stamped(judge, document_id, tmp_path / "no-folder" / "打印.docx")
    assert refusal.value.code == "document.output-failed"
    with pytest.raises(CourtError, match=r"document\.output-kind"):
        save_stamped(judge, document_id, tmp_path / "打印.txt")


def test_tabs_count_what_they_list(judge: Desk, document_id: str) -> None:
    counts = document_counts(judge)
    assert set(counts) == set(DOCUMENT_TABS)
    for tab, count in counts.items():
        assert len(list_documents(judge, DocumentQuery(tab=tab))) == count
    assert len(list_documents(judge, DocumentQuery(month="2026-11"))) == 1
    assert list_documents(judge, DocumentQuery(month="2026-10")) == ()
    assert len(list_documents(judge, DocumentQuery(text="判决"))) == 1
