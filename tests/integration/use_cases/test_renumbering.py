"""同一人: two names of one person share a number, and those behind them close up; what was decided stays."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.use_cases.answer_review import decide, same_as
from clerk_app.use_cases.confirm_copy import confirm_copy
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import NewCase
from clerk_app.use_cases.making_reviewed import Maker
from clerk_app.use_cases.mask_document import mask_also
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.renumbering import TOLD, renumbered
from clerk_app.use_cases.reviewed_copy import Place, Wording
from clerk_app.use_cases.web_copies import web_copy
from clerk_app.use_cases.web_copy_views import WebCopyView
from court_core.documents.model import Paragraph, placed
from court_core.documents.rows import with_rows
from court_core.masking.profiles import load_profile
from tests.support.generated_judgments import generate

from .web_copy_court import add_document, everything_answered, masked, say, span_of

LINES = (
    "广东省广州市荔湾区人民法院",
    "民事判决书",
    "（2026）粤0103民初12号",
    "原告：张秀兰，女，1980年3月2日出生，汉族，住广州市荔湾区宝华路12号301房。",
    "被告：张建国，男，1975年5月6日出生，汉族，住广州市荔湾区宝华路15号。",
    "被告：张志强，男，1976年5月6日出生，汉族，住广州市荔湾区宝华路16号。",
    "被告：张海燕，女，1977年5月6日出生，汉族，住广州市荔湾区宝华路17号。",
    "被告：广州市云帆贸易有限公司，住所地广州市荔湾区中山七路8号。法定代表人：周海涛，总经理。",
    "被告：广州市骏湄贸易有限公司，住所地广州市荔湾区中山七路9号。法定代表人：周海涛，总经理。",
    "被告：广州市砚芃贸易有限公司，住所地广州市荔湾区中山七路10号。法定代表人：周海涛，总经理。",
    "原告张秀兰与被告张建国、张志强、张海燕、广州市云帆贸易有限公司、广州市骏湄贸易有限公司、广州市砚芃贸易有限公司"
    "买卖合同纠纷一案，本院立案受理后，依法公开开庭进行了审理。本案现已审理终结。",
    "经审理查明：2024年1月5日，张秀兰向张志强交付货款50000元，由蓝色铁皮屋代收，张海燕在场。",
    "依照《中华人民共和国民法典》第六百二十六条的规定，判决如下：",
    "被告张建国于本判决发生法律效力之日起十日内向原告张秀兰支付货款50000元。",
    "审判员 陈志远",
    "二〇二六年十一月十日",
    "书记员 何小雨",
)
PEOPLE = ("张秀兰", "张建国", "张志强", "张海燕")
FIRMS = tuple(f"广州市{name}贸易有限公司" for name in ("云帆", "骏湄", "砚芃"))


@pytest.fixture
def document_id(judge: Desk) -> str:
    form = NewCase("（2026）粤0103民初12号", "买卖合同纠纷", filed_on=date(2026, 11, 2), judge_id="s-judge")
    return add_document(judge, register_case(judge, form).record_id, *LINES)


def numbers(copy: WebCopyView, names: tuple[str, ...] = PEOPLE) -> list[str]:
    """What stands for each name, everywhere the same."""
    found = [{span.replacement for span in copy.spans if span.original == name} for name in names]
    assert all(len(each) == 1 for each in found)
    return [each.pop() for each in found]


def joined(desk: Desk, originals: Originals, copy: WebCopyView, one: str, other: str) -> WebCopyView:
    return same_as(desk, originals, copy.document_id, span_of(copy, one).number, span_of(copy, other).number)


def test_the_names_behind_close_up(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    assert numbers(copy) == ["张某1", "张某2", "张某3", "张某4"]
    copy = joined(judge, originals, copy, "张志强", "张秀兰")
    assert numbers(copy) == ["张某1", "张某2", "张某1", "张某3"]
    assert "张某3在场" in copy.masked
    assert "张某4" not in copy.masked
    assert web_copy(judge, originals, document_id) == copy, "kept as shown"


@pytest.mark.parametrize(("one", "other"), [("张秀兰", "张志强"), ("张志强", "张秀兰")])
def test_whichever_is_named_first_the_order_of_appearance_counts(
    judge: Desk, originals: Originals, document_id: str, one: str, other: str
) -> None:
    copy = joined(judge, originals, masked(judge, originals, document_id), one, other)
    assert numbers(copy) == ["张某1", "张某2", "张某1", "张某3"]


def test_one_who_is_left_alone_bears_no_number(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    for name in PEOPLE[:0:-1]:
        copy = joined(judge, originals, copy, name, "张秀兰")
    assert numbers(copy) == ["张某"] * 4


def test_what_was_decided_stays(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    copy = say(judge, originals, copy, "张海燕", "accepted")
    copy = say(judge, originals, copy, "张建国", "changed", "张某某")
    copy = say(judge, originals, copy, "周海涛", "kept")
    copy = joined(judge, originals, copy, "张志强", "张秀兰")
    assert numbers(copy) == ["张某1", "张某某", "张某1", "张某3"]
    assert [span_of(copy, name).decision for name in ("张海燕", "张建国", "张志强", "周海涛")] == [
        "accepted",
        "changed",
        "changed",
        "kept",
    ]
    assert "周海涛" in copy.masked
    copy = say(judge, originals, copy, "张建国", "")
    assert numbers(copy) == ["张某1", "张某2", "张某1", "张某3"], "the machine's word comes back with its number"


def test_taking_it_back_parts_them_again(judge: Desk, originals: Originals, document_id: str) -> None:
    first = masked(judge, originals, document_id)
    first = say(judge, originals, first, "张海燕", "accepted")
    copy = joined(judge, originals, first, "张志强", "张秀兰")
    copy = decide(judge, originals, document_id, span_of(copy, "张志强").number, "", everywhere=False, remember=False)
    assert copy.masked == first.masked
    assert [(span.original, span.replacement, span.decision) for span in copy.spans] == [
        (span.original, span.replacement, span.decision) for span in first.spans
    ]


def test_they_stay_one_when_more_is_masked_and_when_it_is_confirmed(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = joined(judge, originals, masked(judge, originals, document_id), "张志强", "张秀兰")
    copy = joined(judge, originals, copy, "张海燕", "张志强")
    assert numbers(copy) == ["张某1", "张某2", "张某1", "张某1"]
    copy = mask_also(judge, originals, document_id, "蓝色铁皮屋", remember=False)
    assert numbers(copy) == ["张某1", "张某2", "张某1", "张某1"]
    before = everything_answered(judge, originals, document_id).masked
    confirm_copy(judge, originals, document_id)
    assert web_copy(judge, originals, document_id).masked == before


def test_organisations_close_up_in_one_row(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    assert numbers(copy, FIRMS) == [f"广州市某{number}贸易有限公司" for number in (1, 2, 3)]
    copy = joined(judge, originals, copy, FIRMS[1], FIRMS[0])
    assert numbers(copy, FIRMS) == [f"广州市某{number}贸易有限公司" for number in (1, 1, 2)]


def test_the_same_as_what_a_person_wrote_is_that_wording(judge: Desk, originals: Originals, document_id: str) -> None:
    copy = masked(judge, originals, document_id)
    copy = say(judge, originals, copy, "张秀兰", "changed", "甲")
    copy = joined(judge, originals, copy, "张志强", "张秀兰")
    assert numbers(copy) == ["甲", "张某2", "甲", "张某4"]


def test_nobody_is_called_by_words_that_hold_what_was_to_go() -> None:
    """张某 is what the source itself calls him; told that this is 张建国, it must not stand there again as 张某1."""
    full = Place(0, 3, 0, "person", "张建国", "张某1", "张某1", "当事人首部", "张建国", 1.0)
    told = Place(10, 12, 10, TOLD, "张某", "某", "某", "承办人指定", "张某", 1.0)
    found = renumbered([full, told], {"张某": "张建国"}, "张建国到庭，后来张某离开。")
    assert [place.replacement for place in found] == ["张某1", "某"]


@pytest.mark.parametrize("profile", ["spc-2024", "spc-2016", "liwan-2013"])
def test_nothing_merged_the_numbers_are_the_engines(profile: str) -> None:
    """The order here is that of the engine: people by their form, organisations in one row, past the source's own."""
    for seed in range(12):
        lines = generate(seed).text.removesuffix("\n").split("\n")
        read = placed([Paragraph(line) for line in lines])
        places = Maker(read, load_profile(profile), None, "", "判决书.docx").fresh(Wording()).places
        assert renumbered(places, {}, with_rows(read.blocks)) == places
