"""Masks that do not fit: too short, too wide, or of somebody else. Each is found, and the right ones are not.

The engine tells what it did, and the text is what it tells: only the masks themselves give these faults away.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_core.release_checks.findings import Change
from tests.support.masked_by_table import MASKS, TEXT, changes_of, codes, verdict_of


def test_masks_that_fit_raise_no_question() -> None:
    assert verdict_of(TEXT, changes_of(TEXT, MASKS)).is_clean


# (what the engine did, what came in the place of what, the finding, whether it is sure)
MASKED_WRONGLY: list[tuple[str, dict[str, str], str, bool]] = [
    ("keeps both ends of an identity number", {"430602197905064518": "4306**********4518"}, "leak.partial", True),
    ("keeps both ends of a phone number", {"15573901287": "155****1287"}, "leak.partial", True),
    ("keeps the end of a given name", {"招惠珍": "招某珍"}, "leak.partial", True),
    ("keeps the middle of a given name", {"招惠珍": "招惠某"}, "leak.partial", True),
    ("masks the trade for the brand", {"湖南澜沧建材有限公司": "湖南澜沧某有限公司"}, "leak.partial", True),
    ("keeps the brand in the short name", {"澜沧公司": "澜沧某公司"}, "leak.partial", True),
    ("deletes a party", {"彭观棋": ""}, "over.name-gone", True),
    ("deletes a witness", {"邬听涛": ""}, "over.name-gone", True),
    ("deletes somebody whom no role announces", {"崔芃婧": ""}, "over.name-gone", False),
    ("keeps the end of a rare name", {"由甲申": "由某申"}, "leak.partial", True),
    ("gives two one mask whom no role announces", {"崔芃婧": "崔某", "崔小满": "崔某"}, "over.one-mask-for-two", False),
    ("masks twice", {"彭观棋": "彭某2彭某2"}, "over.mask-form", True),
    ("says who is behind the mask", {"彭观棋": "彭某2（女）"}, "over.mask-form", False),
    ("takes two parties for one", {"彭砚秋、彭观棋": "彭某1"}, "over.too-wide", True),
    ("takes sex and age too", {"彭观棋，女，1983年9月12日出生": "彭某2"}, "over.too-wide", True),
    ("takes the word behind a witness", {"邬听涛出庭": "邬某"}, "over.too-wide", False),
    ("takes the word before a witness", {"员工邬听涛": "邬某"}, "over.too-wide", False),
    ("gives another surname", {"彭观棋": "王某"}, "over.other-surname", False),
    ("gives two victims one mask", {"招惠珍": "招某", "招永康": "招某"}, "over.one-mask-for-two", False),
    ("calls two companies alike", {"澜沧公司": "某公司", "骐骥公司": "某公司"}, "over.one-mask-for-two", True),
    ("mixes up short names", {"澜沧公司": "某2公司", "骐骥公司": "某1公司"}, "over.two-masks-for-one", False),
    ("masks the sentence", {"一年二个月": "某年某个月"}, "over.sentence", True),
    ("masks the prosecutor's number", {"潭检刑诉〔2024〕611号": "×××"}, "over.case-number", True),
    ("masks a weight", {"2.35克": "×××克"}, "over.quantity", True),
]


@pytest.mark.parametrize(("done", "masks", "code", "sure"), MASKED_WRONGLY, ids=[row[0] for row in MASKED_WRONGLY])
def test_a_mask_that_does_not_fit_is_found(done: str, masks: dict[str, str], code: str, sure: bool) -> None:
    assert (code, sure) in codes(verdict_of(TEXT, changes_of(TEXT, {**MASKS, **masks})))


@pytest.mark.parametrize("by", [-1, 1])
def test_offsets_that_slip_in_one_paragraph_are_found(by: int) -> None:
    start, end = TEXT.index("彭砚秋辩称"), TEXT.index("证人邬听涛出庭")
    slipped = [
        Change(c.start + by, c.end + by, c.replacement) if start < c.start + 1 < end else c
        for c in changes_of(TEXT, MASKS)
    ]
    assert ("leak.partial", True) in codes(verdict_of(TEXT, slipped))


def test_digits_behind_a_masked_number_are_found() -> None:
    cut = [replace(c, end=c.end - 4) if TEXT[c.start].isdigit() else c for c in changes_of(TEXT, MASKS)]
    found = [item.subject for item in verdict_of(TEXT, cut).leaks if item.code == "leak.partial" and item.sure]
    assert found == ["430602197905064", "15573901"]


def test_a_mask_that_the_source_already_has_is_asked_about() -> None:
    text = TEXT.replace("证人邬听涛出庭", "同案人彭某1（另案处理）亦在场。证人邬听涛出庭")
    assert ("over.mask-of-another", False) in codes(verdict_of(text, changes_of(text, MASKS)))


def test_a_name_misspelt_once_and_its_right_form_may_bear_one_mask() -> None:
    text = TEXT.replace("招惠珍、招永康均", "招慧珍、招永康均")
    assert verdict_of(text, changes_of(text, {**MASKS, "招慧珍": "招某1"})).is_clean
