"""Several parties in one cell: 原告：张三、李四；被告：王五, 张三,李四, 1.张三 2.李四, 张三诉李四."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clerk_app.use_cases.import_cases.cells import Cell, is_blank, join_spaced_name, plain_text
from court_core.errors import CourtError
from court_core.rules.people import PARTY_ROLES

NO_ROLE = "当事人"
_LONGEST_NAME = 120

# Longest first: 被申请执行人 before 申请执行人 before 申请人, 被告人 before 被告.
_ROLE_WORDS = sorted(
    {role.label for role in PARTY_ROLES} | {"附带民事诉讼原告", "附带民事诉讼被告", "被申请执行人"},
    key=len,
    reverse=True,
)
_SAME_ROLE = {
    "被申请执行人": "被执行人",
    "附带民事诉讼原告": "附带民事诉讼原告人",
    "附带民事诉讼被告": "附带民事诉讼被告人",
}
_ROLE = "|".join(_ROLE_WORDS)
_ROLE_SUFFIX = r"(?:\((?:原审|一审|反诉|本诉|再审|二审)?[^()]{0,12}\))?(?:[一二三四五六七八九十]|\d{1,2})?"
_LABELLED = re.compile(rf"(?:^|(?<=[\s;,、。:|]))\s*({_ROLE}){_ROLE_SUFFIX}\s*:")
_LEADING_ROLE = re.compile(rf"^({_ROLE}){_ROLE_SUFFIX}\s*:?\s*(?=\S)")
_CIRCLED = re.compile("[①-⑳]")
_NUMBERING = re.compile(r"(?:\(\d{1,2}\)|(?:^|(?<=[\s;,、]))\d{1,2}[.、)])\s*(?=\D)")
_PLAIN_NAME = re.compile(r"[^\s、;,，|/.)\d()\[\]{}]*")
_AND_OTHERS = re.compile(r"等(?:[一二三四五六七八九十\d]+(?:人|名|户|家|方))?$")
_SUES = re.compile(r"^(?P<plaintiff>.{2,60}?)(?:诉|VS\.?|vs\.?)(?P<defendant>[^诉讼].{1,60})$")
_CASE_TAIL = re.compile(r"(?:[^、;,]{0,20}(?:纠纷|一案|案))$")
_CJK = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party as a cell names it: role word and name."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class PartyCell:
    """The parties of a cell; `and_others` when it says 等, so that not everybody is named."""

    parties: tuple[PartyName, ...]
    and_others: bool = False


def read_parties(value: Cell, role: str = NO_ROLE) -> PartyCell:
    """The parties a cell names, in their order, each once; those without a role word bear `role`.

    Raises CourtError `import.party-unreadable` for a name that is none (a number, or longer than any name).
    """
    if is_blank(value):
        return PartyCell(())
    text = (
        plain_text(_CIRCLED.sub("\n", value) if isinstance(value, str) else value)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("；", ";")
        .replace("：", ":")
    )
    found: dict[PartyName, None] = {}
    others = False
    for section_role, section in _sections(text, role):
        for piece in _split(section):
            name, is_partial = _clean(piece)
            others = others or is_partial
            if not name:
                continue
            for party in _in_piece(name, section_role):
                _check(party.name)
                found[party] = None
    return PartyCell(tuple(found), others)


def _sections(text: str, role: str) -> list[tuple[str, str]]:
    """The text cut at its role labels: 原告:… 被告:…"""
    labels = list(_LABELLED.finditer(text))
    if not labels:
        sues = _SUES.fullmatch(text.strip())
        if sues and role == NO_ROLE and not re.search(r"纠纷|一案|案$", text):
            return [("原告", sues["plaintiff"]), ("被告", sues["defendant"])]
        return [(role, text)]
    sections = [(role, text[: labels[0].start()])] if text[: labels[0].start()].strip(" \n;,、") else []
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        sections.append((_SAME_ROLE.get(label[1], label[1]), text[label.end() : end]))
    return sections


def _split(text: str) -> list[str]:
    """Names apart: at 、;newline and tabs, at commas between Chinese, at numbering; never inside brackets."""
    if _PLAIN_NAME.fullmatch(text):
        return [text]
    pieces: list[str] = []
    depth, current = 0, ""
    marked = _NUMBERING.sub("\n", text)
    for place, character in enumerate(marked):
        depth += (character in "([{") - (character in ")]}")
        if depth <= 0 and _is_separator(marked, place):
            pieces.append(current)
            current, depth = "", 0
        else:
            current += character
    pieces.append(current)
    return pieces


def _is_separator(text: str, place: int) -> bool:
    character = text[place]
    if character in "、;\n\t|":
        return True
    before, after = text[:place].rstrip()[-1:], text[place + 1 :].lstrip()[:1]
    between_chinese = all(re.match(rf"[{_CJK})]", side) for side in (before, after))
    if character == "," or character == "/":
        return between_chinese
    # 张三 李四 原告… : a single blank separates only before a role word; two or more always do.
    if character == " ":
        return text[place : place + 2] == "  " or _LEADING_ROLE.match(text[place + 1 :]) is not None
    return False


def _clean(piece: str) -> tuple[str, bool]:
    name = re.sub(r"(?<![A-Za-z])\.+$", "", piece.strip(" \n\t,。:、;*")).lstrip(".")
    shorter = _AND_OTHERS.sub("", name) if len(name) > 2 else name
    return join_spaced_name(shorter), shorter != name


def _in_piece(name: str, role: str) -> list[PartyName]:
    """One piece, whose role word may stand before the name without a colon: 原告张三."""
    match = _LEADING_ROLE.match(name)
    if match and len(name) - match.end() >= 2:
        return [PartyName(_SAME_ROLE.get(match[1], match[1]), name[match.end() :].strip())]
    if match and match.end() == len(name):
        return []
    return [PartyName(role, name)]


def _check(name: str) -> None:
    if len(name) > _LONGEST_NAME or not re.search(r"[^\W\d_]", name):
        raise CourtError("import.party-unreadable", text=name[:40])
