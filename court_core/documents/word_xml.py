"""Word's XML: the names used here, and parts read from a package that has passed the gate."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from court_core.documents.gate import CheckedDocument, walk_xml
from court_core.documents.package import Limits
from court_core.errors import CourtError

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VAL = f"{W}val"
# Names asked for at every step of the way.
P, P_SHAPE, P_STYLE, R, R_SHAPE, R_STYLE, T = (
    f"{W}{name}" for name in ("p", "pPr", "pStyle", "r", "rPr", "rStyle", "t")
)

# What a program of today understands, so that it shows the first of two copies: Word's and Office's own additions.
_UNDERSTOOD = ("http://schemas.microsoft.com/office/word/", "http://schemas.microsoft.com/office/drawing/")
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: the last word of its type, and where it leads (a part's name unless `external`)."""

    kind: str
    target: str
    external: bool


class WordParts:
    """The parts of a checked document, parsed when they are first wanted."""

    def __init__(self, document: CheckedDocument, limits: Limits) -> None:
        self._parts = document.package.parts
        self._limits = limits
        self.body_part = document.body_part

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Parts that are XML, the relationships too."""
        return tuple(name for name in self._parts if name.casefold().endswith((".xml", ".rels")))

    def root(self, name: str) -> Element:
        """The part's tree. Raises CourtError `document.bomb` and what `gate.walk_xml` raises."""
        if name not in self.names:
            walk_xml(self._parts[name], self._limits)  # the gate looks into parts whose name says that they are XML
        return parsed(self._parts[name])

    def relations(self, part: str) -> dict[str, Relation]:
        """The part's relationships by their id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self._parts:
            return {}
        found = {}
        for node in self.root(rels):
            target = node.get("Target", "")
            external = node.get("TargetMode") == "External"
            if not external:
                path = target if target.startswith("/") else posixpath.join("/", folder, target)
                target = posixpath.normpath(path).lstrip("/")
            found[node.get("Id", "")] = Relation(node.get("Type", "").rpartition("/")[2], target, external)
        return found

    def related(self, kind: str) -> str | None:
        """The part of this kind that belongs to the document's body: `styles`, `numbering`, `footnotes`, …"""
        for relation in self.relations(self.body_part).values():
            if relation.kind == kind and not relation.external and relation.target in self._parts:
                return relation.target
        return None


def parsed(part: bytes) -> Element:
    """A part's tree without comments and processing instructions; nothing is fetched, no entity is followed.

    The gate has found the XML sound. What this parser still refuses is too much for it: a word of ten million bytes, or
    more than the reading process has memory for (CourtError `document.bomb`).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise CourtError("document.bomb") from error


def local(node: Element) -> str:
    """The element's name without its namespace."""
    return node.tag.rpartition("}")[2]


def value(node: Element | None, attribute: str = VAL) -> str:
    """An attribute of an element that may be missing; empty then."""
    return "" if node is None else node.get(attribute, "")


def switched_on(node: Element | None) -> bool | None:
    """What a switch like `<w:b/>` says; None where it is not there."""
    return None if node is None else node.get(VAL, "1").casefold() not in _OFF


def whole(text: str, otherwise: int = 0) -> int:
    """A number in an attribute, bounded, and `otherwise` where it is none."""
    try:
        return max(-(10**6), min(10**6, int(float(text))))
    except (ValueError, OverflowError):
        return otherwise


def shown_branch(alternate: Element) -> Element | None:
    """Which of the copies in `mc:AlternateContent` a program of today shows: the first one it understands."""
    for choice in alternate.iterchildren(f"{MC}Choice"):
        wanted = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if wanted and all(name.startswith(_UNDERSTOOD) for name in wanted):
            return choice
    return alternate.find(f"{MC}Fallback")


_SEE_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "dir", "bdo")}
_CONTROL, _COPIES = f"{W}sdt", f"{MC}AlternateContent"
_WRAPPED = {*_SEE_THROUGH, _CONTROL, _COPIES}


def children_shown(node: Element) -> Iterator[Element]:
    """The children, with content controls, insertions and the like opened as if they were not there."""
    for child in node:
        tag = child.tag
        if tag not in _WRAPPED:
            yield child
        elif tag == _CONTROL:
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from children_shown(content)
        elif tag == _COPIES:
            branch = shown_branch(child)
            if branch is not None:
                yield from children_shown(branch)
        else:
            yield from children_shown(child)
