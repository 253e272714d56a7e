"""Which kinds of parties a published document names: read from its masked text alone, so that nothing else can show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Literal, get_args

from court_core.masking.header import parse_header
from court_core.masking.roles import classify
from court_core.masking.spans import Mention

PartyKind = Literal["natural", "organisation", "authority"]

PARTY_KINDS: Mapping[PartyKind, str] = {
    "natural": "自然人",
    "organisation": "法人或其他组织",
    "authority": "国家机关",
}
"""The kinds and how they are called on the portal."""

_KIND: Mapping[str, PartyKind] = {"person": "natural", "organisation": "organisation", "public-body": "authority"}
_ONLY_SIGNS = re.compile(r"[某×xX*＊ⅹ✕甲乙丙丁\d]+")
_OF_A_PERSON = frozenset(("法定代理人", "指定代理人", "监护人", "法定监护人", "家长", "近亲属", "户主"))
# The header stands at the front; the rest of a long judgment need not be looked at.
_FRONT = 6000


def party_kinds(text: str | None) -> str:
    """The kinds of the parties in the header, in fixed order and parted by a space; empty where none is recognised."""
    mentions = parse_header(text[:_FRONT]).mentions if text else ()
    kinds = {
        _kind(mention, following)
        for mention, following in zip_longest(mentions, mentions[1:])
        if mention is not None and classify(mention.role)[1] == "party"
    }
    return " ".join(kind for kind in get_args(PartyKind) if kind in kinds)


def _kind(mention: Mention, following: Mention | None) -> PartyKind:
    if _ONLY_SIGNS.fullmatch(mention.name) and ("住所" in mention.rest[:20] or _represents(following)):
        return "organisation"
    return _KIND[mention.nature]


def _represents(mention: Mention | None) -> bool:
    """Whether the next in the header is the representative of an organisation: all that is left to tell ××× by."""
    return mention is not None and mention.group == "representative" and mention.role not in _OF_A_PERSON
