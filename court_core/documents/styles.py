"""Styles of a Word document, as far as they decide what prints and how: hidden, bold, alignment, indent, numbering."""

from __future__ import annotations

from dataclasses import dataclass

from court_core.documents.model import Align
from court_core.documents.word_xml import Element, W, switched_on, value, whole

_ALIGNS: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "centre",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_LONGEST_CHAIN = 20  # styles may be based on each other in a circle


@dataclass(frozen=True, slots=True)
class RunFormat:
    """What run properties say; None where they say nothing."""

    hidden: bool | None = None
    bold: bool | None = None
    raised: bool | None = None

    def over(self, under: RunFormat) -> RunFormat:
        """This format with what it leaves open taken from `under`."""
        if self is PLAIN_RUN or under is PLAIN_RUN:
            return under if self is PLAIN_RUN else self
        return RunFormat(
            under.hidden if self.hidden is None else self.hidden,
            under.bold if self.bold is None else self.bold,
            under.raised if self.raised is None else self.raised,
        )


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What paragraph properties say; None where they say nothing. `number` and `level` name a list."""

    align: Align | None = None
    indent: bool | None = None
    number: str | None = None
    level: int | None = None

    def over(self, under: ParagraphFormat) -> ParagraphFormat:
        """This format with what it leaves open taken from `under`."""
        if self is PLAIN_PARAGRAPH or under is PLAIN_PARAGRAPH:
            return under if self is PLAIN_PARAGRAPH else self
        return ParagraphFormat(
            self.align or under.align,
            under.indent if self.indent is None else self.indent,
            under.number if self.number is None else self.number,
            under.level if self.level is None else self.level,
        )


_VANISH, _BOLD, _POSITION = f"{W}vanish", f"{W}b", f"{W}vertAlign"
PLAIN_RUN = RunFormat()
PLAIN_PARAGRAPH = ParagraphFormat()


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    run: RunFormat
    paragraph: ParagraphFormat


class Styles:
    """The style sheet; an empty one where the file has none."""

    def __init__(self, root: Element | None = None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._run_default, self._paragraph_default = PLAIN_RUN, PLAIN_PARAGRAPH
        self._resolved: dict[str, tuple[RunFormat, ParagraphFormat]] = {}
        self._of_paragraph: dict[str, tuple[RunFormat, ParagraphFormat]] = {}
        if root is None:
            return
        self._run_default = run_format(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._paragraph_default = paragraph_format(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        for node in root.iterchildren(f"{W}style"):
            key = node.get(f"{W}styleId", "")
            self._styles[key] = _Style(
                value(node.find(f"{W}basedOn")),
                run_format(node.find(f"{W}rPr")),
                paragraph_format(node.find(f"{W}pPr")),
            )
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on"):
                self._default = key

    def of_paragraph(self, style: str) -> tuple[RunFormat, ParagraphFormat]:
        """What a paragraph of this style (or the default one) starts from, the document's defaults included."""
        known = self._of_paragraph.get(style)
        if known is None:
            run, paragraph = self._chain(style if style in self._styles else self._default)
            known = run.over(self._run_default), paragraph.over(self._paragraph_default)
            self._of_paragraph[style] = known
        return known

    def of_run(self, style: str) -> RunFormat:
        """What a character style says."""
        return self._chain(style)[0] if style in self._styles else PLAIN_RUN

    def _chain(self, key: str) -> tuple[RunFormat, ParagraphFormat]:
        if key not in self._resolved:
            run, paragraph, at = PLAIN_RUN, PLAIN_PARAGRAPH, key
            for _ in range(_LONGEST_CHAIN):
                style = self._styles.get(at)
                if style is None:
                    break
                run, paragraph, at = run.over(style.run), paragraph.over(style.paragraph), style.based_on
            self._resolved[key] = run, paragraph
        return self._resolved[key]


def run_format(properties: Element | None) -> RunFormat:
    """What a `w:rPr` says itself."""
    if properties is None:
        return PLAIN_RUN
    hidden = bold = raised = None
    for node in properties:
        if node.tag == _VANISH:
            hidden = switched_on(node)
        elif node.tag == _BOLD:
            bold = switched_on(node)
        elif node.tag == _POSITION:
            raised = value(node) == "superscript"
    return PLAIN_RUN if hidden is bold is raised is None else RunFormat(hidden, bold, raised)


def paragraph_format(properties: Element | None) -> ParagraphFormat:
    """What a `w:pPr` says itself."""
    if properties is None:
        return PLAIN_PARAGRAPH
    numbering = properties.find(f"{W}numPr")
    number = level = None
    if numbering is not None:
        number = value(numbering.find(f"{W}numId")) or None
        level_node = numbering.find(f"{W}ilvl")
        level = None if level_node is None else whole(value(level_node))
    return ParagraphFormat(
        _ALIGNS.get(value(properties.find(f"{W}jc"))), _first_line(properties.find(f"{W}ind")), number, level
    )


def _first_line(indent: Element | None) -> bool | None:
    if indent is None:
        return None
    characters = indent.get(f"{W}firstLineChars")
    if characters is not None and whole(characters):
        return whole(characters) > 0
    hanging, first = indent.get(f"{W}hanging"), indent.get(f"{W}firstLine")
    if hanging is not None and whole(hanging):
        return False
    if first is not None:
        return whole(first) > 0
    return None if characters is None else False
