"""The order of the walk, and places of the original against places of the copy."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.ui.review.marks import change_words, group_of, state_words, tip_words
from clerk_app.ui.review.walk import Alignment, Positions, name_choices, next_undecided, step, walk_order
from clerk_app.use_cases.web_copy_views import KIND_LABELS, Decision, ReviewSpan
from tests.gui.review_desk import DOCUMENT, ReviewDesk
from tests.gui.review_text import TEXT


def span(
    number: int, start: int, words: str = "黄砚芃", new: str = "黄某", *, unsure: bool = False, decision: Decision = "",
    kind: str = "person", left: bool = False,
) -> ReviewSpan:  # fmt: skip
    return ReviewSpan(
        number, start, start + len(words), start, start + len(new), kind, KIND_LABELS[kind], words, new, "当事人首部：原告",
        0.6 if unsure else 1.0, unsure, decision, left,
    )  # fmt: skip


def test_what_the_machine_is_unsure_of_comes_first() -> None:
    order = walk_order([span(1, 0), span(2, 9, unsure=True), span(3, 20), span(4, 30, unsure=True)])
    assert [item.number for item in order] == [2, 4, 1, 3]
    assert [step(order, 2, 1), step(order, 3, 1), step(order, 2, -1), step(order, 99, 1), step([], 1, 1)] == [
        4,
        2,
        3,
        2,
        0,
    ]


def test_after_an_answer_the_next_open_place_comes_then_the_unanswered_rest() -> None:
    order = walk_order(
        [span(1, 0), span(2, 9, unsure=True, decision="accepted"), span(3, 20), span(4, 30, unsure=True)]
    )
    assert next_undecided(order, 2) == 4
    order = walk_order([span(1, 0, decision="kept"), span(2, 9, unsure=True, decision="accepted"), span(3, 20)])
    assert next_undecided(order, 2) == 3
    assert next_undecided([order[0]], 2) == 2


def test_the_same_person_is_chosen_from_the_other_names_each_once() -> None:
    spans = [
        span(1, 0),
        span(2, 9, "麦泓骁", "麦某"),
        span(3, 20, "麦泓骁", "麦某"),
        span(4, 30, "13925016688", "×××", kind="phone"),
    ]
    assert [item.number for item in name_choices(spans, spans[0])] == [2]


def test_a_person_is_seldom_a_firm() -> None:
    firm = span(1, 0, "云州市骏湄包装设备有限公司", "云州市某包装设备有限公司", kind="organisation")
    alias, person, other = span(2, 20, "骏湄公司", "某公司", kind="alias"), span(3, 40), span(4, 50, "麦泓骁", "麦某")
    spans = [firm, alias, person, other]
    assert [item.number for item in name_choices(spans, other)] == [2, 3, 1]
    assert [item.number for item in name_choices(spans, firm)] == [2, 3, 4]
    assert [item.number for item in name_choices(spans, alias)] == [1, 3, 4]


def test_every_masked_place_of_a_judgment_is_found_on_both_sides() -> None:
    copy = ReviewDesk(text=TEXT).web_copy(DOCUMENT)
    alignment = Alignment(copy.spans)
    masked = [item for item in copy.spans if not item.left]
    assert len(masked) > 35
    for item in masked:
        assert copy.original[item.start : item.end] == item.original
        assert copy.masked[item.copy_start : item.copy_end] == item.replacement
        assert alignment.to_copy(item.start) in (item.copy_start, item.copy_end)
        assert alignment.to_original(item.copy_end) == item.end
    heading = copy.original.index("本院认为")
    assert copy.masked[alignment.to_copy(heading) :].startswith("本院认为")
    assert alignment.to_original(alignment.to_copy(heading)) == heading
    assert alignment.to_copy(len(copy.original)) == len(copy.masked)


@given(st.text(alphabet="黄𬱖某\n𠮷a", max_size=40), st.integers(0, 40))
def test_rare_characters_of_names_shift_nothing(text: str, offset: int) -> None:
    positions = Positions(text)
    offset = min(offset, len(text))
    units = len(text[:offset].encode("utf-16-le")) // 2
    assert positions.to_units(offset) == units
    assert positions.to_offset(units) == offset


def test_a_place_says_what_why_and_how_sure() -> None:
    assert tip_words(span(1, 0)).splitlines() == [
        "姓名：黄砚芃 → 黄某",
        "理由：当事人首部：原告",
        "有把握（100%），未改动",
    ]
    assert state_words(span(1, 0, unsure=True)) == "请确认"
    assert state_words(span(1, 0, unsure=True, left=True)) == "机器未隐去，请确认"
    assert change_words(span(1, 0, decision="kept")) == "黄砚芃（未隐去）"
    assert change_words(span(1, 0, "松鹤巷18号", "", kind="address")) == "松鹤巷18号 → （删去）"
    assert [group_of(span(1, 0, kind=kind)).label for kind in ("alias", "phone", "health")] == ["姓名", "号码", "其他"]
