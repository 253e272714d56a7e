"""Reading documents made by chance, with known truth: what prints is the text, what does not is beside it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from court_core.documents.model import paragraphs
from court_core.documents.reading import read
from court_core.errors import CourtError
from tests.support.torture_docx import names_apart, torture_docx
from tests.support.word_samples import packed, parts_of
from tests.support.word_writing import NAMESPACES, cell, control, field, p, row, run, table, two_copies

Piece = tuple[str, str]  # XML of runs, and what of it prints

_WORDS = st.text("原告欧阳明澄诉被告借款1380，。 ", min_size=1, max_size=6)
_CHANGE = 'w:id="1" w:author="a"'


def _wrapped(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    """A piece in whatever Word wraps text in; some of it takes the text off the paper."""
    shown = (
        lambda xml: f"<w:ins {_CHANGE}>{xml}</w:ins>",
        lambda xml: f"<w:hyperlink>{xml}</w:hyperlink>",
        lambda xml: f'<w:smartTag w:element="x">{xml}</w:smartTag>',
        lambda xml: f"<w:moveTo {_CHANGE}>{xml}</w:moveTo>",
        control,
        lambda xml: field(" REF x ", xml),
        lambda xml: two_copies(xml, run("旧"), "w14"),
        lambda xml: f'<w:fldSimple w:instr="x">{xml}</w:fldSimple>',
    )
    gone = (
        lambda xml: f"<w:del {_CHANGE}>{xml}</w:del>",
        lambda xml: f"<w:moveFrom {_CHANGE}>{xml}</w:moveFrom>",
        lambda xml: two_copies(run(""), xml, "w14"),
    )
    return st.one_of(
        st.tuples(inner, st.sampled_from(shown)).map(lambda pair: (pair[1](pair[0][0]), pair[0][1])),
        st.tuples(inner, st.sampled_from(gone)).map(lambda pair: (pair[1](pair[0][0]), "")),
        st.lists(inner, min_size=1, max_size=4).map(
            lambda some: ("".join(x for x, _ in some), "".join(y for _, y in some))
        ),
    )


_LEAVES: st.SearchStrategy[Piece] = st.one_of(
    _WORDS.map(lambda text: (run(text), text)),
    _WORDS.map(lambda text: (run(text, "<w:vanish/>"), "")),
    _WORDS.map(lambda text: (field(text, None), "")),
    st.just(('<w:bookmarkStart w:id="3" w:name="x"/>', "")),
)
_PIECES = st.recursive(_LEAVES, _wrapped, max_leaves=8)


_FRAME = {
    name: part for name, part in parts_of(torture_docx("欧阳明澄")).items() if "/" not in name.removeprefix("_rels/")
}


def _smallest(body: str) -> bytes:
    """A package with nothing but its body, so that many are read in a second."""
    return packed(_FRAME | {"word/document.xml": body.encode()})


@st.composite
def _bodies(draw: st.DrawFn, depth: int = 0) -> tuple[str, list[str]]:
    """Paragraphs and tables, and the lines they print."""
    xml, lines = "", []
    for _ in range(draw(st.integers(1, 3))):
        if depth < 2 and draw(st.integers(0, 4)) == 0:
            inner, more = draw(_bodies(depth=depth + 1))
            xml += table(row(cell(inner + p(run("末")))))
            lines += [*more, "末"]
        else:
            piece, text = draw(_PIECES)
            xml += p(piece)
            lines.append(text)
    return xml, lines


@settings(max_examples=500, deadline=None)
@given(_bodies())
def test_what_prints_is_what_is_read(body: tuple[str, list[str]]) -> None:
    xml, lines = body
    document = read(_smallest(f"<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>"), "判决书.docx")
    assert document.text == "".join(f"{line}\n" for line in lines)


def test_a_torn_document_is_read_or_refused_and_never_crashes() -> None:
    """The tags of the torture document taken out, doubled or exchanged at random: Word's files are not always sound."""
    parts = parts_of(torture_docx(names_apart()))
    whole = parts["word/document.xml"].decode()
    tags = [at for at, character in enumerate(whole) if character == "<"]
    draw, outcomes = random.Random(11), set()
    for _ in range(150):
        first, last = sorted(draw.sample(range(len(tags) - 40), 2))
        one, other = (whole[tags[at] : tags[at + 1]] for at in (first, last))
        torn = whole[: tags[first]] + other + whole[tags[first + 1] : tags[last]] + one + whole[tags[last + 1] :]
        try:
            read(packed(parts | {"word/document.xml": torn.encode()}), "判决书.docx")
            outcomes.add("read")
        except CourtError as refusal:
            outcomes.add(refusal.code)
    assert "document.damaged" in outcomes
    assert "read" in outcomes


def test_elements_in_places_where_none_belongs_do_not_crash_the_reader() -> None:
    """Whole elements moved into others, which keeps the XML sound and makes Word of it that no Word has written."""
    from lxml import etree

    parts = parts_of(torture_docx(names_apart()))
    draw = random.Random(5)
    for _ in range(60):
        root = etree.fromstring(parts["word/document.xml"])
        nodes = list(root.iter(etree.Element))[5:]
        for _ in range(20):
            moved, target = draw.sample(nodes, 2)
            if target is not moved and moved not in target.iterancestors():
                target.append(moved)
        document = read(packed(parts | {"word/document.xml": etree.tostring(root)}), "判决书.docx")
        found = list(paragraphs(document.blocks))
        assert found, "a document without a single paragraph was made of one that has hundreds"
        assert [document.text[p.start : p.start + len(p.text)] for p in found] == [p.text for p in found]
