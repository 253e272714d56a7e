"""The web copy at the desk: masked with what the court remembers, answered place by place, confirmed by the 承办人."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.use_cases.answer_review import answer_finding, decide, same_as
from clerk_app.use_cases.confirm_copy import confirm_copy
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_ledger import document_steps
from clerk_app.use_cases.forms import NewCase, NewDocument, NewWithholding
from clerk_app.use_cases.mask_document import mask_also, mask_document
from clerk_app.use_cases.masking_rules import add_masking_rule, masking_rules, revoke_masking_rule
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.register_document import register_document
from clerk_app.use_cases.web_copies import web_copy
from clerk_app.use_cases.web_copy_views import Decision, ReviewSpan, WebCopyView
from clerk_app.use_cases.withhold import flag
from court_core.documents.model import copy_from_json
from court_core.errors import CourtError
from tests.support.word_samples import judgment

from .conftest import DeskOf, SetClock

LINES = (
    "广东省广州市荔湾区人民法院",
    "民事判决书",
    "（2026）粤0103民初12号",
    "原告：林秀兰，女，1980年3月2日出生，汉族，住广州市荔湾区宝华路12号301房，公民身份号码440103198003021226。",
    "被告：林秀珍，女，1975年5月6日出生，汉族，住广州市荔湾区宝华路15号。",
    "被告：广州市云帆贸易有限公司，住所地广州市荔湾区中山七路8号。",
    "法定代表人：周海涛，总经理。",
    "原告林秀兰与被告林秀珍、广州市云帆贸易有限公司买卖合同纠纷一案，本院立案受理后，依法由审判员陈志远独任审判，公开开庭进行了审理。本案现已审理终结。",
    "经审理查明：2024年1月5日，林秀兰向林秀珍交付货款50000元，由好运来饭庄代收，林阿妹在场。",
    "依照《中华人民共和国民法典》第六百二十六条的规定，判决如下：",
    "被告林秀珍于本判决发生法律效力之日起十日内向原告林秀兰支付货款50000元。",
    "审判员 陈志远",
    "二〇二六年十一月十日",
    "书记员 何小雨",
)
TITLE = "林秀兰诉林秀珍买卖合同纠纷一案民事判决书"


@pytest.fixture(scope="module")
def originals() -> Originals:
    return Originals()


@pytest.fixture
def document_id(judge: Desk) -> str:
    case_id = register_case(
        judge, NewCase("（2026）粤0103民初12号", "买卖合同纠纷", filed_on=date(2026, 11, 2), judge_id="s-judge", clerk_id="s-typist")
    ).record_id
    return add_document(judge, case_id)


def add_document(desk: Desk, case_id: str, *lines: str) -> str:
    content = judgment(*(lines or LINES))
    form = NewDocument(
        case_id, "民事判决书", "判决（林秀兰）.docx", content, TITLE, date(2026, 11, 10), effective_on=date(2026, 11, 19)
    )
    return register_document(desk, form).record_id


def masked(desk: Desk, originals: Originals, document_id: str, profile: str = "") -> WebCopyView:
    mask_document(desk, originals, document_id, profile)
    return web_copy(desk, originals, document_id)


def span_of(copy: WebCopyView, words: str) -> ReviewSpan:
    return next(span for span in copy.spans if span.original == words)


def say(
    desk: Desk,
    originals: Originals,
    copy: WebCopyView,
    words: str,
    decision: Decision,
    replacement: str = "",
    *,
    everywhere: bool = True,
    remember: bool = False,
) -> WebCopyView:
    number = span_of(copy, words).number
    return decide(
        desk, originals, copy.document_id, number, decision, replacement, everywhere=everywhere, remember=remember
    )


def everything_answered(desk: Desk, originals: Originals, document_id: str) -> WebCopyView:
    copy = web_copy(desk, originals, document_id)
    for span in copy.spans:
        if span.is_open:
            copy = decide(desk, originals, document_id, span.number, "accepted", everywhere=False, remember=False)
    while opened := [finding for finding in copy.findings if finding.is_open]:
        copy = answer_finding(desk, originals, document_id, opened[0].number, "已核对，可以公开")
    return copy


def test_a_masked_document_shows_each_place_beside_its_original(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    assert (copy.status, copy.status_label, copy.profile) == ("masked", "已隐名", "spc-2024")
    assert copy.original.splitlines() == list(LINES)
    assert "林秀" not in copy.masked + copy.title
    assert "440103198003021226" not in copy.masked
    assert "审判员 陈志远" in copy.masked
    assert copy.title == "林某1诉林某2买卖合同纠纷一案民事判决书"
    assert [span.number for span in copy.spans] == list(range(1, len(copy.spans) + 1))
    for span in copy.spans:
        assert copy.original[span.start : span.end] == span.original
        assert copy.masked[span.copy_start : span.copy_end] == span.replacement
        assert span.kind_label
        assert span.why
    (step,) = document_steps(judge, document_id)
    assert (step.action_label, step.status_label, step.made_by) == ("隐名", "已隐名", "陈法官")


def test_each_decision_shows_in_the_copy_and_can_be_taken_back(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    first = masked(judge, originals, document_id)
    kept = say(judge, originals, first, "周海涛", "kept")
    assert "法定代表人：周海涛" in kept.masked
    assert span_of(kept, "周海涛").decision == "kept"
    changed = say(judge, originals, kept, "林秀兰", "changed", "林某甲")
    assert changed.masked.count("林某甲") == LINES_WITH("林秀兰")
    assert changed.title.startswith("林某甲诉林某2"), "the title follows"
    undone = say(judge, originals, changed, "林秀兰", "")
    undone = say(judge, originals, undone, "周海涛", "")
    assert (undone.masked, undone.title) == (first.masked, first.title)


def LINES_WITH(words: str) -> int:  # noqa: N802  # reads as a constant beside LINES
    return sum(line.count(words) for line in LINES)


def test_a_decision_for_one_place_leaves_the_others(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    copy = say(judge, originals, copy, "林秀珍", "kept", everywhere=False)
    assert copy.masked.count("林秀珍") == 1
    assert any(finding.subject == "林秀珍" for finding in copy.findings), "the leak check sees it and asks"


@pytest.mark.parametrize(
    ("code", "replacement"),
    [
        ("web-copy.replacement-missing", "  "),
        ("web-copy.replacement-unfit", "林 秀 兰甲"),
        ("web-copy.replacement-unfit", "林\n某"),
    ],
)
def test_a_replacement_that_is_none_is_refused(
    judge: Desk, originals: Originals, document_id: str, code: str, replacement: str
) -> None:
    copy = masked(judge, originals, document_id)
    with pytest.raises(CourtError) as refusal:
        say(judge, originals, copy, "林秀兰", "changed", replacement)
    assert refusal.value.code == code
    assert web_copy(judge, originals, document_id) == copy


def test_words_that_a_person_found_are_masked_everywhere(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    copy = mask_also(judge, originals, document_id, "好运来饭庄", remember=False)
    assert "好运来" not in copy.masked
    again = masked(judge, originals, document_id)
    assert "好运来" not in again.masked, "words told for a document hold when it is masked anew"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("web-copy.words-kept", "陈志远"),
        ("web-copy.words-kept", "（2026）粤0103民初12号"),
        ("web-copy.words-missing", "王小明"),
        ("web-copy.words-short", "林"),
    ],
)
def test_what_must_stay_is_not_masked_by_hand(
    judge: Desk, originals: Originals, document_id: str, code: str, words: str
) -> None:
    copy = masked(judge, originals, document_id)
    with pytest.raises(CourtError) as refusal:
        mask_also(judge, originals, document_id, words, remember=True)
    assert refusal.value.code == code
    assert web_copy(judge, originals, document_id) == copy
    assert masking_rules(judge) == ()


def test_two_names_of_one_person_get_one_replacement(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    if not any(span.original == "林阿妹" and span.replacement != span.original for span in copy.spans):
        copy = mask_also(judge, originals, document_id, "林阿妹", remember=False)
    other = span_of(copy, "林秀兰")
    copy = same_as(judge, originals, document_id, span_of(copy, "林阿妹").number, other.number)
    assert span_of(copy, "林阿妹").replacement == other.replacement
    number = next(span.number for span in copy.spans if span.kind == "identity")
    with pytest.raises(CourtError, match=r"web-copy\.not-a-name"):
        same_as(judge, originals, document_id, number, span_of(copy, "林秀兰").number)


def test_what_is_remembered_holds_for_the_next_document_and_is_listed(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    say(judge, originals, copy, "周海涛", "kept", remember=True)
    mask_also(judge, originals, document_id, "好运来饭庄", remember=True)
    assert [(row.action_label, row.words, row.made_by) for row in masking_rules(judge)] == [
        ("一律隐去", "好运来饭庄", "陈法官"),
        ("一律保留", "周海涛", "陈法官"),
    ]
    next_case = register_case(judge, NewCase("（2026）粤0103民初13号", "买卖合同纠纷", filed_on=date(2026, 11, 2)))
    following = masked(judge, originals, add_document(judge, next_case.record_id))
    assert "周海涛" in following.masked
    assert "好运来" not in following.masked
    assert following.remembered == ("一律隐去：好运来饭庄", "一律保留：周海涛")
    revoke_masking_rule(judge, masking_rules(judge)[0].id)
    assert "好运来" in masked(judge, originals, following.document_id).masked
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


def test_a_copy_is_confirmed_when_nothing_is_open(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    copy = masked(desk_of("typist"), originals, document_id)
    copy = mask_also(judge, originals, document_id, "好运来饭庄", remember=False)
    if copy.open_count == 0:
        copy = say(judge, originals, copy, "林秀珍", "kept", everywhere=False)
    assert copy.open_count > 0
    assert not copy.may_confirm
    with pytest.raises(CourtError, match=r"web-copy\.unanswered"):
        confirm_copy(judge, originals, document_id)
    assert everything_answered(judge, originals, document_id).may_confirm
    with pytest.raises(CourtError, match=r"document-step\.not-yours"):
        confirm_copy(desk_of("typist"), originals, document_id)
    confirm_copy(judge, originals, document_id)
    with judge.store.read() as reader:
        record = reader.get("web_copy", document_id)
    assert record is not None
    assert (record["confirmed_by"], record["confirmed_on"]) == ("s-judge", "2026-11-20")
    assert copy_from_json(str(record["content"])).text == web_copy(judge, originals, document_id).masked
    assert [step.status_label for step in document_steps(judge, document_id)] == ["已隐名", "已确认"]


def test_an_answer_after_confirmation_takes_it_off(judge: Desk, originals: Originals, document_id: str) -> None:
    masked(judge, originals, document_id)
    copy = everything_answered(judge, originals, document_id)
    confirm_copy(judge, originals, document_id)
    copy = say(judge, originals, copy, "林秀兰", "changed", "林某甲")
    assert copy.status == "masked"
    with judge.store.read() as reader:
        record = reader.get("web_copy", document_id)
    assert record is not None
    assert record["confirmed_on"] is None


def test_an_original_changed_after_masking_is_masked_anew(judge: Desk, originals: Originals, document_id: str) -> None:
    masked(judge, originals, document_id)
    everything_answered(judge, originals, document_id)
    other = judgment(*LINES, "本判决为终审判决。")
    sha256 = judge.store.blobs.put(other)
    with judge.store.write("s-judge") as unit:
        unit.update("document", document_id, {"file_sha256": sha256, "file_size": len(other)})
    copy = web_copy(judge, originals, document_id)
    assert (copy.outdated, copy.may_confirm, copy.may_edit) == (True, False, False)
    with pytest.raises(CourtError, match=r"web-copy\.outdated"):
        confirm_copy(judge, originals, document_id)
    with pytest.raises(CourtError, match=r"web-copy\.outdated"):
        say(judge, originals, copy, "林秀兰", "accepted")
    assert not masked(judge, originals, document_id).outdated


def test_what_leaks_since_is_shown_before_it_can_be_confirmed(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    """As if an older program had missed a name: the checks of the confirmation find it."""
    masked(judge, originals, document_id)
    everything_answered(judge, originals, document_id)
    with judge.store.write("s-judge") as unit:
        record = unit.get("web_copy", document_id)
        assert record is not None
        answers = {"findings": [{**found, "answer": "误答", "subject": "别的"} for found in record["answers"]["findings"]]}  # type: ignore[index, call-overload]
        unit.update("web_copy", document_id, {"answers": answers})
    copy = web_copy(judge, originals, document_id)
    if not copy.findings:
        confirm_copy(judge, originals, document_id)
        return
    with pytest.raises(CourtError) as refusal:
        confirm_copy(judge, originals, document_id)
    assert refusal.value.code in ("web-copy.leak", "web-copy.unanswered")
    assert web_copy(judge, originals, document_id).open_count > 0


def test_a_withheld_document_is_not_masked(judge: Desk, originals: Originals, document_id: str) -> None:
    flag(judge, NewWithholding(document_id, "3", "离婚"))
    with pytest.raises(CourtError, match=r"document-step\.not-allowed"):
        mask_document(judge, originals, document_id)


def test_strangers_to_the_case_mask_nothing(desk_of: DeskOf, originals: Originals, document_id: str) -> None:
    for key in ("other-officer", "head", "reviewer", "auditor"):
        with pytest.raises(CourtError) as refusal:
            mask_document(desk_of(key), originals, document_id)
        assert refusal.value.code in ("access.refused", "document-step.not-yours")


def test_without_a_copy_or_its_original_the_screen_says_so(
    judge: Desk, desk_of: DeskOf, clock: SetClock, originals: Originals, document_id: str
) -> None:
    with pytest.raises(CourtError, match=r"web-copy\.missing"):
        web_copy(judge, originals, document_id)
    copy = masked(judge, originals, document_id)
    with judge.store.write("s-judge") as unit:
        unit.update("document", document_id, {"file_sha256": "0" * 64})
        unit.update("web_copy", document_id, {"source_sha256": "0" * 64})
    reviewed = web_copy(desk_of("reviewer"), originals, document_id)
    assert (reviewed.original, reviewed.masked) == ("", copy.masked)
    assert any("原件" in note for note in reviewed.notes)


def test_another_profile_masks_anew(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    assert "云帆" not in copy.masked
    copy = masked(judge, originals, document_id, "spc-2016")
    assert "广州市云帆贸易有限公司" in copy.masked
    assert masked(judge, originals, document_id).profile == "spc-2016", "the profile chosen stays"
    with pytest.raises(CourtError, match=r"masking\.profile-unknown"):
        mask_document(judge, originals, document_id, "mine")
