"""The web copy at the desk: masked, answered place by place, confirmed by the 承办人."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clerk_app.local.outgoing import LARGEST_CHANGES
from clerk_app.use_cases.answer_review import answer_finding, decide, same_as
from clerk_app.use_cases.confirm_copy import confirm_copy
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_ledger import document_steps
from clerk_app.use_cases.forms import NewCase, NewWithholding
from clerk_app.use_cases.mask_document import mask_also, mask_document, masking_also, taking_back_words
from clerk_app.use_cases.masked_words import MaskedWords
from clerk_app.use_cases.masking_rules import masking_rules
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.reviewed_copy import from_values, to_values
from clerk_app.use_cases.staged import at_once
from clerk_app.use_cases.submit_batch import submit_batch
from clerk_app.use_cases.web_copies import open_copy, save_copy, web_copy
from clerk_app.use_cases.web_copy_views import finding_keys
from clerk_app.use_cases.withhold import flag
from court_core.documents.model import copy_from_json
from court_core.errors import CourtError
from court_core.rules.web_copies import LONGEST_COPY
from tests.support.word_samples import judgment

from .conftest import DeskOf, SetClock
from .web_copy_court import LINES, add_document, everything_answered, masked, say, span_of


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
    assert changed.masked.count("林某甲") == sum(line.count("林秀兰") for line in LINES)
    assert changed.title.startswith("林某甲诉林某2"), "the title follows"
    undone = say(judge, originals, changed, "林秀兰", "")
    undone = say(judge, originals, undone, "周海涛", "")
    assert (undone.masked, undone.title) == (first.masked, first.title)


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
    copy = mask_also(judge, originals, document_id, "蓝色铁皮屋", remember=False)
    assert "蓝色铁皮" not in copy.masked
    again = masked(judge, originals, document_id)
    assert "蓝色铁皮" not in again.masked, "words told for a document hold when it is masked anew"


@pytest.mark.parametrize("words", ["蓝色铁皮屋", "铁皮", "林阿妹"])
def test_words_masked_everywhere_are_taken_back_exactly(
    judge: Desk, originals: Originals, document_id: str, words: str
) -> None:
    before, noted = masked(judge, originals, document_id), MaskedWords()
    copy = at_once(masking_also(judge, originals, document_id, words, remember=False, masked_words=noted))
    copy = say(judge, originals, copy, "周海涛", "changed", "周某甲")
    with pytest.raises(CourtError, match=r"web-copy\.words-answered"):
        at_once(taking_back_words(judge, originals, noted, document_id, words))
    say(judge, originals, copy, "周海涛", "")
    assert at_once(taking_back_words(judge, originals, noted, document_id, words)) == before
    assert web_copy(judge, originals, document_id) == before
    assert masked(judge, originals, document_id).masked == before.masked, "told no more"


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
    other = span_of(copy, "林秀兰")
    copy = same_as(judge, originals, document_id, span_of(copy, "林阿妹").number, other.number)
    assert span_of(copy, "林阿妹").replacement == other.replacement
    number = next(span.number for span in copy.spans if span.kind == "identity")
    with pytest.raises(CourtError, match=r"web-copy\.not-a-name"):
        same_as(judge, originals, document_id, number, span_of(copy, "林秀兰").number)


def test_a_copy_is_confirmed_when_nothing_is_open(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    copy = masked(desk_of("typist"), originals, document_id)
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
    """As if the copy had been made by a program that missed a name: the checks of the confirmation find it."""
    masked(judge, originals, document_id)
    everything_answered(judge, originals, document_id)
    with judge.store.write("s-judge") as unit:
        record = unit.get("web_copy", document_id)
        assert record is not None
        state = from_values(record.values)
        places = tuple(
            replace(place, replacement=place.original) if place.original == "林秀兰" else place
            for place in state.places
        )
        unit.update("web_copy", document_id, to_values(replace(state, places=places)))
    with pytest.raises(CourtError) as refusal:
        confirm_copy(judge, originals, document_id)
    assert refusal.value.code == "web-copy.leak"
    copy = web_copy(judge, originals, document_id)
    assert copy.status == "masked"
    assert {finding.subject for finding in copy.findings if finding.is_open} == {"林秀兰"}


def test_a_name_that_is_a_word_too_is_asked_for_and_answered(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    lines = [line.replace("林秀珍", "高峰") for line in LINES]
    lines[8] += "事发时为早高峰，高峰期间车辆较多，高峰期后原告到店。"
    case_id = register_case(
        judge, NewCase("（2026）粤0103民初14号", "买卖合同纠纷", filed_on=date(2026, 11, 2))
    ).record_id
    copy = masked(judge, originals, add_document(judge, case_id, *lines))
    left = [span for span in copy.spans if span.left]
    assert left, "places that read as the word are shown"
    assert all(span.is_open and span.replacement == span.original for span in left)
    assert copy.open_count >= len(left)
    first = left[0].number
    changed = decide(judge, originals, copy.document_id, first, "changed", "高某", everywhere=False, remember=False)
    assert changed.masked.count("高峰") == copy.masked.count("高峰") - 1
    undone = decide(judge, originals, copy.document_id, first, "", everywhere=False, remember=False)
    assert (undone.masked, undone.open_count) == (copy.masked, copy.open_count)
    accepted = decide(judge, originals, copy.document_id, first, "accepted", everywhere=True, remember=False)
    assert not any(span.is_open for span in accepted.spans if span.left and span.original == left[0].original)
    assert accepted.masked == copy.masked


def test_a_finding_is_answered_with_a_reason_and_opened_again(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    copy = say(judge, originals, copy, "林秀珍", "kept", everywhere=False)
    (finding,) = [finding for finding in copy.findings if finding.subject == "林秀珍"]
    assert (finding.check_label, copy.masked[finding.start : finding.end]) == ("可能泄漏", "林秀珍")
    answered = answer_finding(judge, originals, document_id, finding.number, " 当事人书面同意 ")
    assert answered.findings[finding.number - 1].answer == "当事人书面同意"
    elsewhere = say(judge, originals, answered, "林秀兰", "changed", "林某甲")
    assert [item.answer for item in elsewhere.findings if item.subject == "林秀珍"] == ["当事人书面同意"]
    opened = answer_finding(judge, originals, document_id, finding.number, "")
    assert opened.open_count == copy.open_count
    for number in (0, 99):
        with pytest.raises(CourtError, match=r"web-copy\.place-missing"):
            answer_finding(judge, originals, document_id, number, "理由")


def test_an_answer_finds_its_place_by_where_it_stands_and_what_is_gone_is_told(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    """Numbers move when an earlier answer made the copy anew, and the person has answered the next one already."""
    seen = masked(judge, originals, document_id)
    span = [span for span in seen.spans if span.original == "林秀珍"][-1]
    mask_also(judge, originals, document_id, "蓝色铁皮屋", remember=False)  # stands before it: its number moves
    copy = decide(judge, originals, document_id, (span.start, span.end), "kept", everywhere=False, remember=False)
    answered = [item for item in copy.spans if item.decision == "kept"]
    assert [(item.start, item.end, item.original) for item in answered] == [(span.start, span.end, "林秀珍")]
    assert answered[0].number != span.number
    with pytest.raises(CourtError, match=r"web-copy\.place-gone"):
        decide(judge, originals, document_id, (0, 1), "kept", everywhere=False, remember=False)


def test_an_answer_to_a_finding_that_is_gone_is_told(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = say(judge, originals, masked(judge, originals, document_id), "林秀珍", "kept", everywhere=False)
    (key,) = [key for key in finding_keys(copy.findings) if key.subject == "林秀珍"]
    say(judge, originals, copy, "林秀珍", "accepted", everywhere=False)
    say(judge, originals, web_copy(judge, originals, document_id), "林秀珍", "", everywhere=False)
    with pytest.raises(CourtError, match=r"web-copy\.place-gone"):
        answer_finding(judge, originals, document_id, key, "理由")


def test_an_answer_to_a_copy_that_a_colleague_changed_meanwhile_is_refused(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    opened = open_copy(judge, originals, document_id)
    theirs = say(desk_of("typist"), originals, copy, "周海涛", "kept")
    with pytest.raises(CourtError, match=r"web-copy\.overtaken"), judge.store.write("s-judge") as unit:
        save_copy(judge, unit, opened, to_values(opened.reviewed), {})
    assert web_copy(judge, originals, document_id) == theirs


def test_a_workstation_without_the_name_finder_loses_no_place(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    assert "林阿妹" not in copy.masked
    with pytest.MonkeyPatch.context() as without:
        without.setattr("court_core.masking.lac.packaged_finder", lambda: None)
        elsewhere = mask_also(judge, Originals(), document_id, "蓝色铁皮屋", remember=False)
        assert "林阿妹" not in elsewhere.masked
        everything_answered(judge, Originals(), document_id)
        confirm_copy(judge, Originals(), document_id)


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


def test_a_copy_that_came_out_of_a_conflict_unconfirmed_is_confirmed_again(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    """Two workstations without a network: one confirmed, the copy of the other stays; the document is 已确认 all the same."""
    masked(judge, originals, document_id)
    everything_answered(judge, originals, document_id)
    confirm_copy(judge, originals, document_id)
    assert not web_copy(judge, originals, document_id).may_confirm
    with pytest.raises(CourtError) as refused:
        confirm_copy(judge, originals, document_id)
    assert refused.value.code == "document-step.not-allowed"
    with judge.store.write(judge.actor.user_id) as unit:
        unit.update("web_copy", document_id, {"confirmed_by": None, "confirmed_on": None})
    assert submit_batch(judge, "2026-11").new == 0
    assert web_copy(judge, originals, document_id).may_confirm
    confirm_copy(judge, originals, document_id)
    assert [step.action for step in document_steps(judge, document_id)] == ["mask", "confirm", "confirm"]
    assert submit_batch(judge, "2026-11").new == 1


def test_a_copy_that_no_server_takes_is_refused_before_anybody_reviews_it(
    judge: Desk, originals: Originals, document_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 2 * LONGEST_COPY < LARGEST_CHANGES, "an answer sends the copy as it was and as it is"
    monkeypatch.setattr("clerk_app.use_cases.reviewed_copy.LONGEST_COPY", 500)
    with pytest.raises(CourtError) as refused:
        mask_document(judge, originals, document_id)
    assert refused.value.code == "web-copy.too-long"
    with pytest.raises(CourtError) as missing:
        web_copy(judge, originals, document_id)
    assert missing.value.code == "web-copy.missing"


def test_a_scanned_judgment_without_words_is_not_masked_to_an_empty_page(judge: Desk, originals: Originals) -> None:
    form = NewCase("（2026）粤0103民初31号", "买卖合同纠纷", filed_on=date(2026, 9, 1))
    document_id = add_document(judge, register_case(judge, form).record_id, "", " ")
    with pytest.raises(CourtError) as refused:
        mask_document(judge, originals, document_id)
    assert refused.value.code == "web-copy.no-text"
    assert document_steps(judge, document_id) == ()
