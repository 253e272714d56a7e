"""The plain form of a text: same length, same places (white space and widths of DOMAIN.md §5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.masking.plain import Dense, plain, plain_name


@given(st.text())
def test_plain_form_keeps_every_offset_and_is_settled(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(str(plain(text))) == plain(text)
    flat = plain(text)
    assert plain(flat) is flat  # detectors hand it on, and each asks for it
    assert flat.dense is plain(flat).dense


@given(st.text())
def test_every_character_of_the_dense_text_is_where_it_says(text: str) -> None:
    flat = plain(text)
    dense = Dense.of(flat)
    assert dense.text == "".join(flat[i] for i in dense.positions)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("马 小　云", "马小云"),
        ("金　 露　 珠", "金露珠"),
        ("古丽娜尔•阿卜力孜", "古丽娜尔·阿卜力孜"),
        ("古丽娜尔．阿卜力孜", "古丽娜尔·阿卜力孜"),
        ("John  Smithson", "John Smithson"),
        ("（Ａ）", "（A）"),
    ],
)
def test_a_name_has_one_plain_form(written: str, name: str) -> None:
    assert plain_name(written) == name


def test_a_name_is_found_through_spaces_and_a_line_break() -> None:
    flat = plain("原告马　小\n云。")
    dense = Dense.of(flat)
    assert [flat[slice(*dense.span(*o))] for o in dense.occurrences("马小云")] == ["马 小\n云"]
    assert dense.line_starts(flat) == frozenset({0, 4})
