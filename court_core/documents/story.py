"""A story of a Word document (its body, a header, a note, a text box) as it prints: paragraphs and tables with their text.

Reading takes the text it prints out of the tree. What is left afterwards prints nowhere, and `asides` names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from court_core.documents.fields import Fields
from court_core.documents.formulas import formula_text
from court_core.documents.model import Block, Paragraph
from court_core.documents.numbering import Numbering
from court_core.documents.styles import ParagraphFormat, RunFormat, Styles, paragraph_format, run_format
from court_core.documents.symbols import symbol
from court_core.documents.tables import read_table
from court_core.documents.word_xml import (
    MC,
    P_SHAPE,
    P_STYLE,
    R_SHAPE,
    R_STYLE,
    A,
    Element,
    M,
    P,
    R,
    T,
    W,
    children_shown,
    shown_branch,
    switched_on,
    value,
)

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_BASE = re.compile(r"[A-Za-z)）]$|(?<![\d.])10$")
_SPACES = str.maketrans("\t\r\n", "   ")
_INLINE = {f"{W}hyperlink", f"{W}fldSimple"}
_FORMULAS = {f"{M}oMath", f"{M}oMathPara"}
_OF_FIELDS = {f"{W}fldChar", f"{W}instrText"}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


class NoteMarks:
    """The notes referred to so far, in order, and the mark each one got: [1] for footnotes, [注1] for endnotes."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, int]] = {"footnote": {}, "endnote": {}}

    def mark(self, kind: str, key: str) -> str:
        """The mark of this note where it is referred to and where it stands."""
        found = self._found[kind]
        number = found.setdefault(key, len(found) + 1)
        return f"[{number}]" if kind == "footnote" else f"[注{number}]"

    def keys(self, kind: str) -> tuple[str, ...]:
        """The notes referred to so far, in that order."""
        return tuple(self._found[kind])


@dataclass(slots=True)
class _Line:
    """A paragraph being read: its text so far, how much of it is bold, and the text boxes anchored in it."""

    pieces: list[str] = field(default_factory=list)
    characters: int = 0
    bold: int = 0
    boxes: list[Block] = field(default_factory=list)

    def put(self, text: str, *, bold: bool) -> None:
        self.pieces.append(text)
        count = len(text) - text.count(" ")
        self.characters += count
        self.bold += count if bold else 0


class Story:
    """Reads one story. `note` is the mark of the note that is being read, printed where the note says so."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: NoteMarks, note: str = "") -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._note = note
        self._fields = Fields()
        self._base = RunFormat()
        self._in_run: dict[str, Callable[[Element, _Line, RunFormat], None]] = {
            T: self._text,
            f"{W}sym": lambda node, line, shape: self._put(symbol(node), line, shape),
            f"{W}fldChar": lambda node, line, shape: self._put(self._fields.mark(node), line, shape),
            f"{W}instrText": lambda node, _line, _shape: self._fields.instruct(node.text or ""),
            f"{W}ruby": self._ruby,
            f"{W}footnoteReference": self._reference,
            f"{W}endnoteReference": self._reference,
            f"{W}footnoteRef": lambda _node, line, shape: self._put(self._note, line, shape),
            f"{W}endnoteRef": lambda _node, line, shape: self._put(self._note, line, shape),
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
        }

    def blocks(self, container: Element) -> tuple[Block, ...]:
        """The paragraphs and tables in a body, cell, header, note or text box."""
        found: list[Block] = []
        line = _Line()
        waiting: Element | None = None  # a paragraph whose end does not print: it runs on in the next one
        for node in children_shown(container):
            if node.tag == P:
                properties = node.find(P_SHAPE)
                self._paragraph(node, properties, line)
                waiting = node if _runs_on(properties) else None
                if waiting is None:
                    found += self._finished(line, properties)
                    line = _Line()
            elif node.tag == f"{W}tbl":
                if waiting is not None:
                    found += self._finished(line, waiting.find(P_SHAPE))
                    line, waiting = _Line(), None
                table = read_table(node, self.blocks)
                if table is not None:
                    found.append(table)
        if waiting is not None:
            found += self._finished(line, waiting.find(P_SHAPE))
        return tuple(found)

    def _paragraph(self, node: Element, properties: Element | None, line: _Line) -> None:
        style = value(None if properties is None else properties.find(P_STYLE))
        outer, self._base = self._base, self._styles.of_paragraph(style)[0]
        self._inline(node, line)
        self._base = outer

    def _finished(self, line: _Line, properties: Element | None) -> list[Block]:
        """The paragraph with its number, one for each printed line of it, and the boxes behind."""
        style = value(None if properties is None else properties.find(P_STYLE))
        own, styled = paragraph_format(properties), self._styles.of_paragraph(style)[1]
        shape = own.over(styled)
        number, indented = self._numbering.next(shape, style)
        if own.number is not None and own.indent is None and indented is not None:
            shape = replace(shape, indent=indented)  # a list chosen by hand goes before the style
        elif shape.indent is None and indented is not None:
            shape = replace(shape, indent=indented)
        text = number + "".join(line.pieces)
        bold = line.characters > 0 and line.bold * 2 > line.characters
        return [*_paragraphs(text, shape, bold=bold), *line.boxes]

    def _inline(self, node: Element, line: _Line) -> None:
        for child in children_shown(node):
            tag = child.tag
            if tag == R:
                self._run(child, line)
            elif tag in _INLINE:
                self._inline(child, line)
            elif tag in _FORMULAS:
                self._put(formula_text(child), line, self._base)

    def _run(self, run: Element, line: _Line) -> None:
        properties = run.find(R_SHAPE)
        shape = self._base
        if properties is not None:
            named = value(properties.find(R_STYLE))
            shape = run_format(properties).over(self._styles.of_run(named) if named else RunFormat()).over(shape)
        for child in children_shown(run):
            tag = child.tag
            if tag in self._in_run:
                if not shape.hidden or tag in _OF_FIELDS:
                    self._in_run[tag](child, line, shape)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag], line, shape)
            elif tag == R:
                self._run(child, line)

    def _put(self, text: str, line: _Line, shape: RunFormat) -> None:
        if text and self._fields.printing and not shape.hidden:
            if shape.raised and _may_raise(text, line):
                text = text.translate(_RAISED)
            line.put(text, bold=bool(shape.bold))

    def _text(self, node: Element, line: _Line, shape: RunFormat) -> None:
        if not self._fields.printing:
            return
        text = (node.text or "").translate(_SPACES)
        self._put(text if node.get(_SPACE) == "preserve" else text.strip(" "), line, shape)
        node.text = None

    def _ruby(self, node: Element, line: _Line, _shape: RunFormat) -> None:
        for base in node.iterchildren(f"{W}rubyBase"):
            self._inline(base, line)

    def _reference(self, node: Element, line: _Line, shape: RunFormat) -> None:
        mark = self._notes.mark(_NOTES[node.tag], node.get(f"{W}id", ""))
        if not switched_on_attribute(node, "customMarkFollows"):
            self._put(mark, line, RunFormat(shape.hidden, shape.bold))

    def _drawing(self, node: Element, line: _Line, _shape: RunFormat) -> None:
        """The text boxes of a drawing, behind the paragraph they are anchored in; of two copies the shown one."""
        if self._fields.printing:
            for child in node:
                self._box(child, line)

    def _box(self, node: Element, line: _Line) -> None:
        if node.tag == f"{W}txbxContent":
            line.boxes += self._inside(node)
        elif node.tag == f"{MC}AlternateContent":
            branch = shown_branch(node)
            for child in () if branch is None else branch:
                self._box(child, line)
        elif node.tag == f"{A}p":
            line.boxes.append(Paragraph(_drawn_text(node)))
        else:
            for child in node:
                self._box(child, line)

    def _inside(self, node: Element) -> Sequence[Block]:
        """A text box is a story of its own: fields around it do not reach into it."""
        return Story(self._styles, self._numbering, self._notes, self._note).blocks(node)


def switched_on_attribute(node: Element, name: str) -> bool:
    """Whether an attribute of Word's says yes."""
    return node.get(f"{W}{name}", "0") in ("1", "true", "on")


def _runs_on(properties: Element | None) -> bool:
    """Whether the paragraph's end was deleted, moved away or is hidden: its text then prints with the next one's."""
    mark = None if properties is None else properties.find(R_SHAPE)
    if mark is None:
        return False
    gone = mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
    return gone or bool(switched_on(mark.find(f"{W}vanish")) or switched_on(mark.find(f"{W}specVanish")))


def _paragraphs(text: str, shape: ParagraphFormat, *, bold: bool) -> list[Block]:
    """A paragraph for each printed line: a manual line break ends one, and the line behind it stands at the margin."""
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()  # a break at the end, as before a new page, begins no line of its own
    return [
        Paragraph(line, shape.align or "justify", bold, bool(shape.indent) and place == 0 and not line[:1].isspace())
        for place, line in enumerate(lines)
    ]


def _may_raise(text: str, line: _Line) -> bool:
    """m² and 10⁸, but no digits of a longer number: those stay what they are, so that a number is found."""
    return len(text) <= 2 and _BASE.search("".join(line.pieces[-2:])) is not None


def _drawn_text(paragraph: Element) -> str:
    pieces = []
    for node in paragraph.iter(f"{A}t", f"{A}br"):
        pieces.append("\n" if node.tag == f"{A}br" else node.text or "")
        node.text = None
    return "".join(pieces).replace("\n", " ")
