"""A text of four times the length takes about four times as long, whatever it repeats: no rule looks at all pairs of places.

What stands here once took sixteen times as long: a minute for a document of a hundred pages.
"""

from __future__ import annotations

import time

import pytest

from court_core.masking.engine import mask
from court_core.masking.profiles import DEFAULT_PROFILE, load_profile

SHORT, LONG = 2_000, 8_000
AT_MOST = 9.0
"""Between four, as the text grows, and sixteen, as its pairs do: room for a machine that does other things."""
LEAST_SECONDS = 0.01

REPEATED = {
    "a little word before 合议庭": "共同",
    "a party's role and a word": "原告于是",
    "a relative and a surname that is a word": "父亲向1",
    "trigger words without a stop": "本院签名身份证号股东阿王",
}


def seconds(text: str) -> float:
    """Of the processor, the better of two."""
    profile = load_profile(DEFAULT_PROFILE)
    taken = []
    for _ in range(2):
        began = time.process_time()
        mask(text, profile)
        taken.append(time.process_time() - began)
    return min(taken)


def grows(shorter: str, longer: str) -> float:
    mask(shorter, load_profile(DEFAULT_PROFILE))  # patterns are made ready when they are first asked for
    return seconds(longer) / max(seconds(shorter), LEAST_SECONDS)


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_what_repeats(unit: str) -> None:
    assert grows(unit * (SHORT // len(unit)), unit * (LONG // len(unit))) < AT_MOST


def test_a_judgment_in_one_line_beside_a_table() -> None:
    sentence = "经审理查明，被告人王伟于2014年3月5日在荔湾区窜至李强家中，"
    table = "姓名\t金额\n"
    assert grows(table + sentence * 80, table + sentence * 320) < AT_MOST
