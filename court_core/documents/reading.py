"""Reading a file of the court: what prints, with positions, and beside it whatever else of text the file holds.

Call it through `confined.read_confined` for files from outside: a process of its own with limits does the work there.
"""

from __future__ import annotations

from pathlib import PurePath

from court_core.documents.asides import asides_of
from court_core.documents.fields import drop_unmatched
from court_core.documents.gate import check_docx
from court_core.documents.model import Block, ReadDocument, placed
from court_core.documents.numbering import Numbering
from court_core.documents.package import MIB, Limits
from court_core.documents.plain_text import read_text
from court_core.documents.story import NoteMarks, Story
from court_core.documents.styles import Styles
from court_core.documents.word_xml import Element, W, WordParts
from court_core.errors import CourtError

# Far above any judgment, and low enough that a tree of it fits into the memory a reader may use.
READING_LIMITS = Limits(xml=24 * MIB, total=100 * MIB, elements=600_000)


def read(data: bytes, name: str) -> ReadDocument:
    """What stands in a .docx or .txt; `name` is the file's name and decides which of the two it is taken for.

    Raises CourtError: the gate's `document.…`, `document.text-encoding`, `document.not-text`.
    """
    if PurePath(name).suffix.casefold() == ".txt":
        return read_text(data)
    return _read_docx(data)


def _read_docx(data: bytes) -> ReadDocument:
    parts = WordParts(check_docx(data, READING_LIMITS), READING_LIMITS)
    styles = Styles(_root_of(parts, "styles"))
    numbering = Numbering(_root_of(parts, "numbering"))
    notes = NoteMarks()
    body = parts.root(parts.body_part)
    drop_unmatched(body)
    inner = body.find(f"{W}body")
    if inner is None:
        raise CourtError("document.no-body")
    blocks = list(Story(styles, numbering, notes).blocks(inner))
    read_trees = {parts.body_part: body}
    for kind in ("footnote", "endnote"):
        name = parts.related(f"{kind}s")
        if name is not None:
            read_trees[name] = parts.root(name)
            drop_unmatched(read_trees[name])
            blocks += _notes(kind, read_trees[name], notes, styles, numbering)
    return placed(blocks, asides_of(parts, read_trees, styles))


def _notes(kind: str, root: Element, notes: NoteMarks, styles: Styles, numbering: Numbering) -> list[Block]:
    """The notes that were referred to, in that order; a note may refer to none that comes later."""
    by_key = {node.get(f"{W}id", ""): node for node in root.iterchildren(f"{W}{kind}")}
    blocks: list[Block] = []
    for key in notes.keys(kind):
        if key in by_key:
            blocks += Story(styles, numbering, notes, notes.mark(kind, key)).blocks(by_key[key])
    return blocks


def _root_of(parts: WordParts, kind: str) -> Element | None:
    name = parts.related(kind)
    return None if name is None else parts.root(name)
