"""Fields: of `{ PAGE }` and the like the result prints, not the instruction; a few print something without a result."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from court_core.documents.word_xml import MC, Element, W, switched_on, value, whole

_FRAMES = set("○□△◇◯")
_STORIES = {f"{W}txbxContent", f"{W}footnote", f"{W}endnote", f"{W}comment"}
_NEVER_SHOWN = {f"{W}del", f"{W}moveFrom", f"{MC}Fallback"}
_LONGEST_FORMULA = 600  # far more than ringed characters and phonetic guides take
_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)')


@dataclass(slots=True)
class _Open:
    """A field that has begun: its instruction so far, and whether its result is being read."""

    begin: Element
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False


class Fields:
    """The fields open at a place of a story. Fields may stand in the instruction or the result of others."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    @property
    def printing(self) -> bool:
        """Whether text at this place prints: it stands in no instruction."""
        return not self._open or all(one.in_result for one in self._open)

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self._open:
            self._open[-1].instruction.append(text)

    def mark(self, node: Element) -> str:
        """Take in a `w:fldChar`; the text that prints in its place, mostly none."""
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Open(node))
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            if not ended.in_result and self.printing:
                return _without_result("".join(ended.instruction)) or _form_choice(ended.begin)
        return ""


def drop_unmatched(root: Element) -> None:
    """Take away field marks that have no counterpart: a beginning without an end must not swallow what follows it."""
    stories: dict[Element, list[Element]] = defaultdict(list)
    for node in root.iter(f"{W}fldChar"):
        story = root
        for above in node.iterancestors():
            if above.tag in _NEVER_SHOWN:
                break
            if above.tag in _STORIES:
                story = above
                break
        else:
            story = root
        stories[story].append(node)
    for marks in stories.values():
        for node in _unmatched(marks):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)


def _unmatched(marks: list[Element]) -> list[Element]:
    lost: list[Element] = []
    beginnings: list[list[Element]] = []
    for node in marks:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            beginnings.append([node])
        elif not beginnings:
            lost.append(node)
        elif kind == "separate":
            beginnings[-1].append(node)
        else:
            beginnings.pop()
    return lost + [node for open_field in beginnings for node in open_field]


def _without_result(instruction: str) -> str:
    """What a field prints that keeps no result: a formula (ringed characters, old phonetic guides) or a button's words."""
    words = instruction.split(None, 2)
    name = words[0].upper() if words else ""
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        return words[2] if len(words) > 2 else ""
    if name == "EQ":
        return _formula(_SWITCH.sub("", instruction.strip()[2:_LONGEST_FORMULA]))
    return ""


def _formula(text: str) -> str:
    r"""The characters an EQ field shows: `\o\ac(○,印)` is 印, `\o\ad(\s\up 9(yìn),印)` is 印, `\f(1,2)` is 1/2."""
    shown, at = [], 0
    for match in re.finditer(r"((?:\\[a-z]+\s*(?:-?\d+\s*)?)+)\(", text, re.IGNORECASE):
        if match.start() < at:
            continue
        end = _closing(text, match.end())
        shown.append(text[at : match.start()])
        switches = re.findall(r"\\([a-z]+)", match[1].lower())
        parts = [_formula(part) for part in _arguments(text[match.end() : end])]
        if "s" in switches and "up" in switches:
            parts = []  # raised above the line: how a character is read
        elif switches[0] == "o":
            parts = [part for part in parts if part not in _FRAMES]
        shown.append(("/" if switches[0] == "f" else "").join(parts))
        at = end + 1
    shown.append(text[at:])
    return "".join(shown).strip()


def _closing(text: str, at: int) -> int:
    depth = 1
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _arguments(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character in ",;，" and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _form_choice(begin: Element) -> str:
    """What an old form's list or box shows."""
    form = begin.find(f"{W}ffData")
    if form is None:
        return ""
    choices = form.find(f"{W}ddList")
    if choices is not None:
        entries = [value(entry) for entry in choices.iterchildren(f"{W}listEntry")]
        chosen = choices.find(f"{W}result")
        place = whole(value(choices.find(f"{W}default") if chosen is None else chosen))
        return entries[place] if 0 <= place < len(entries) else ""
    box = form.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        return "☑" if switched_on(box.find(f"{W}default") if state is None else state) else "☐"
    return ""
