"""The web copy's model: replacing spans, and keeping it as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.documents.model import (
    Block,
    Cell,
    Paragraph,
    Table,
    WebCopy,
    copy_from_json,
    copy_to_json,
    paragraphs,
    placed,
    with_replacements,
)
from court_core.errors import CourtError

PARAGRAPHS = st.builds(
    Paragraph,
    st.text("原告张伟，。 ", max_size=12),
    st.sampled_from(["left", "centre", "right", "justify"]),
    st.booleans(),
    st.booleans(),
)
BLOCKS: st.SearchStrategy[Block] = st.recursive(
    PARAGRAPHS,
    lambda inner: st.builds(
        Table,
        st.lists(
            st.lists(st.builds(Cell, st.lists(inner, max_size=2).map(tuple), st.integers(1, 3)), max_size=3).map(tuple),
            max_size=3,
        ).map(tuple),
    ),
    max_leaves=8,
)


@given(st.lists(BLOCKS, max_size=6))
def test_a_copy_comes_back_as_it_was_kept(blocks: list[Block]) -> None:
    copy = WebCopy("某判决书", tuple(blocks))
    assert copy_from_json(copy_to_json(copy)) == copy


@given(st.lists(BLOCKS, max_size=6), st.data())
def test_a_copy_says_what_was_read_but_for_the_replacements(blocks: list[Block], data: st.DataObject) -> None:
    read = placed(blocks)
    for paragraph in paragraphs(read.blocks):
        assert read.text[paragraph.start :].startswith(f"{paragraph.text}\n")
    cuts = sorted(data.draw(st.sets(st.integers(0, len(read.text)), max_size=8)))
    changes = [(start, end, "某") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    copy = with_replacements(read, "", changes)
    kept = list(read.text)
    for start, end, text in reversed(changes):
        line_ends = "".join(character for character in read.text[start:end] if character == "\n")
        kept[start:end] = [text, line_ends] if read.text[start] != "\n" else [line_ends]
    plain = "".join(kept)
    if not any("\n" in read.text[start:end] for start, end, _ in changes):
        assert copy.text == plain
    assert copy.text.count("\n") == read.text.count("\n")
    assert with_replacements(read, "", []).text == read.text


def test_a_name_over_a_line_end_is_replaced_once() -> None:
    read = placed([Paragraph("原告张"), Paragraph("伟，男")])
    copy = with_replacements(read, "", [(2, 5, "张某")])
    assert copy.text == "原告张某\n，男\n"


def test_overlapping_replacements_are_our_bug() -> None:
    read = placed([Paragraph("原告张伟")])
    with pytest.raises(ValueError, match="overlap"):
        with_replacements(read, "", [(0, 3, "x"), (2, 4, "y")])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"title":1,"blocks":[]}',
        '{"title":"","blocks":[{"text":"x","align":"up"}]}',
        "[" * 5000,
        '{"title":"","blocks":[3]}',
    ],
)
def test_what_is_no_copy_is_refused(content: str) -> None:
    with pytest.raises(CourtError) as refused:
        copy_from_json(content)
    assert refused.value.code == "web-copy.unreadable"
