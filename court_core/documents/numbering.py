"""Automatic numbering as it prints: `一、`, `第三条`, `（2）`, `1.1`.

Counters belong to the abstract list, so that several lists of one kind go on counting, as Word does; a list that says
where it starts begins there the first time it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from court_core.documents.number_formats import printed
from court_core.documents.styles import ParagraphFormat, paragraph_format
from court_core.documents.symbols import symbol_text
from court_core.documents.word_xml import Element, W, children_shown, switched_on, value, whole

_LEVELS = 9
_NO_LIST = "0"
# Behind these the space a tab leaves on paper is no character.
_CLOSED = re.compile(r"[、，。：；）)】］》．㐀-鿿①-⒛㈠-㊰]$")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and prints. `restart` None: after every level above it; 0: never."""

    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""
    font: str = ""
    sample: str = ""
    indent: bool | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the document: its abstract list, its levels, and from where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The document's lists and how far each has counted."""

    def __init__(self, root: Element | None = None) -> None:
        self._lists: dict[str, _List] = {}
        self._counted: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def next(self, shape: ParagraphFormat, style: str) -> tuple[str, bool | None]:
        """The number before the next paragraph of this format, and whether its list indents the first line (None: it
        says nothing).
        """
        key = shape.number or _NO_LIST
        found = self._lists.get(key)
        if key == _NO_LIST or found is None:
            return "", None
        at = self._level_at(found, shape.level, style)
        level = found.levels.get(at)
        if level is None:
            return "", None
        self._count(key, found, at, level)
        return _label(self._pattern(found, at, level), level), level.indent

    def _level_at(self, found: _List, level: int | None, style: str) -> int:
        linked = next((at for at, one in found.levels.items() if style and one.style == style), None)
        if level is None:
            return linked or 0
        return min(max(level, 0), _LEVELS - 1)

    def _count(self, key: str, found: _List, at: int, level: _Level) -> None:
        counted = self._counted.setdefault(found.abstract, [None] * _LEVELS)
        before = counted[at]
        if at in found.starts and (key, at) not in self._started:
            counted[at] = found.starts[at]
        else:
            counted[at] = level.start if before is None else before + 1
        self._started.add((key, at))
        for deeper in range(at + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or at < restart:
                counted[deeper] = None

    def _pattern(self, found: _List, at: int, level: _Level) -> str:
        counted = self._counted[found.abstract]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            one = found.levels.get(place, _Level())
            count = counted[place] if place < at else counted[at] if place == at else one.start
            shown = one.start if count is None else count
            if one.sample:
                return str(shown).zfill(len(one.sample))
            return printed(shown, "decimal" if level.legal and one.kind != "none" else one.kind)

        if level.kind == "bullet":
            return "".join(symbol_text(ord(sign), level.font) for sign in level.pattern)
        return re.sub(r"%([1-9])", number, level.pattern)

    def _read(self, root: Element) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}  # a list made by a style → the style
        by_style: dict[str, str] = {}
        for node in root.iterchildren(f"{W}abstractNum"):
            key = node.get(f"{W}abstractNumId", "")
            abstracts[key] = _levels(node)
            links[key] = value(node.find(f"{W}numStyleLink"))
            by_style.setdefault(value(node.find(f"{W}styleLink")), key)
        for node in root.iterchildren(f"{W}num"):
            abstract = value(node.find(f"{W}abstractNumId"))
            if links.get(abstract):
                abstract = by_style.get(links[abstract], abstract)
            levels = dict(abstracts.get(abstract, {}))
            starts: dict[int, int] = {}
            for override in node.iterchildren(f"{W}lvlOverride"):
                at = whole(override.get(f"{W}ilvl", ""))
                levels.update(_levels(override))
                start = override.find(f"{W}startOverride")
                if start is not None:
                    starts[at] = whole(value(start), 1)
            self._lists[node.get(f"{W}numId", "")] = _List(abstract, levels, starts)


def _levels(parent: Element) -> dict[int, _Level]:
    return {whole(node.get(f"{W}ilvl", "")): _level(node) for node in parent.iterchildren(f"{W}lvl")}


def _level(node: Element) -> _Level:
    parts = {child.tag: child for child in children_shown(node)}  # a format of one's own stands in two copies
    kind = parts.get(f"{W}numFmt")
    start, restart, properties = (parts.get(f"{W}{name}") for name in ("start", "lvlRestart", "rPr"))
    sample = "" if kind is None else kind.get(f"{W}format", "").split(",")[0].strip()
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return _Level(
        start=0 if start is None else whole(value(start), 1),
        kind=value(kind) or "decimal",
        pattern=value(parts.get(f"{W}lvlText")) or ("•" if f"{W}lvlPicBulletId" in parts else ""),
        suffix=value(parts.get(f"{W}suff")) or "tab",
        legal=bool(switched_on(parts.get(f"{W}isLgl"))),
        restart=None if restart is None else whole(value(restart)),
        style=value(parts.get(f"{W}pStyle")),
        font="" if fonts is None else fonts.get(f"{W}ascii", ""),
        sample=sample if sample.isdigit() else "",
        indent=paragraph_format(parts.get(f"{W}pPr")).indent,
    )


def _label(text: str, level: _Level) -> str:
    if not text or level.suffix == "nothing":
        return text
    return text + (" " if level.suffix == "space" or not _CLOSED.search(text) else "")
