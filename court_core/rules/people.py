"""People in a case: the roles of parties with their side, the roles of agents, and names made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from court_core.errors import CourtError

Side = Literal["applicant", "respondent", "third"]


@dataclass(frozen=True, slots=True)
class PartyRole:
    """A procedural role (诉讼地位) and the side its bearer reads as. `natures` as in `case_types.nature_of`; empty is any."""

    key: str
    label: str
    side: Side
    natures: tuple[str, ...] = ()


_TRIAL = ("civil", "administrative")

PARTY_ROLES: tuple[PartyRole, ...] = (
    PartyRole("plaintiff", "原告", "applicant", _TRIAL),
    PartyRole("defendant", "被告", "respondent", _TRIAL),
    PartyRole("third-party", "第三人", "third"),
    PartyRole("counterclaim-plaintiff", "反诉原告", "respondent", ("civil",)),
    PartyRole("counterclaim-defendant", "反诉被告", "applicant", ("civil",)),
    PartyRole("applicant", "申请人", "applicant"),
    PartyRole("respondent", "被申请人", "respondent"),
    PartyRole("enforcement-applicant", "申请执行人", "applicant", ("enforcement",)),
    PartyRole("judgment-debtor", "被执行人", "respondent", ("enforcement",)),
    PartyRole("objector", "异议人", "third", ("enforcement",)),
    PartyRole("interested-person", "利害关系人", "third"),
    PartyRole("outsider", "案外人", "third"),
    PartyRole("review-applicant", "复议申请人", "third", ("enforcement",)),
    PartyRole("appellant", "上诉人", "applicant"),
    PartyRole("appellee", "被上诉人", "respondent"),
    PartyRole("original-plaintiff", "原审原告", "applicant"),
    PartyRole("original-defendant", "原审被告", "respondent"),
    PartyRole("retrial-applicant", "再审申请人", "applicant"),
    PartyRole("prosecution", "公诉机关", "applicant", ("criminal",)),
    PartyRole("private-prosecutor", "自诉人", "applicant", ("criminal",)),
    PartyRole("accused", "被告人", "respondent", ("criminal",)),
    PartyRole("victim", "被害人", "third", ("criminal",)),
    PartyRole("incidental-plaintiff", "附带民事诉讼原告人", "applicant", ("criminal",)),
    PartyRole("incidental-defendant", "附带民事诉讼被告人", "respondent", ("criminal",)),
)

AGENT_ROLES: tuple[tuple[str, str], ...] = (
    ("litigation-agent", "委托诉讼代理人"),
    ("statutory-agent", "法定代理人"),
    ("legal-representative", "法定代表人"),
    ("responsible-person", "负责人"),
    ("defender", "辩护人"),
)

_ROLE_NOTE = re.compile(r"\(.*?\)|[:\s]")
_ROLE_ORDINAL = re.compile(r"[0-9一二三四五六七八九十]+$")


def party_role(name: str, roles: Sequence[PartyRole] = PARTY_ROLES) -> PartyRole:
    """The role of that key or label; `原告1`, `被告（反诉原告）：` and `附带民事诉讼原告` are understood.

    CourtError `people.role-unknown`.
    """
    plain = _ROLE_ORDINAL.sub("", _ROLE_NOTE.sub("", unicodedata.normalize("NFKC", name)))
    for role in roles:
        if name.strip() in (role.key, role.label) or plain in (role.label, role.label.removesuffix("人")):
            return role
    raise CourtError("people.role-unknown", role=name[:20])


def roles_for(nature: str, roles: Sequence[PartyRole] = PARTY_ROLES) -> tuple[PartyRole, ...]:
    """The roles a case under that law can have, in the order lists show them."""
    return tuple(role for role in roles if not role.natures or nature in role.natures or nature == "other")


def side_of(role: str, roles: Sequence[PartyRole] = PARTY_ROLES) -> Side:
    """The side a role reads as; an unknown role reads as a third party, who sees least."""
    try:
        return party_role(role, roles).side
    except CourtError:
        return "third"


_DOTS = dict.fromkeys(map(ord, "·•‧∙⋅・･․.．●"), "·")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−－"), "-")
_INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])


def normalise_name(name: str) -> str:
    """The form in which names are compared, never the form that is stored or shown.

    Full and half width, spaces anywhere (张　伟), dots between foreign names, brackets and letter case stop to matter.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    joined = "".join(plain.translate(_INVISIBLE).split()).translate(_DOTS).translate(_DASHES)
    # Taking a blank out can bring a letter and its accent together, which then have one sign of their own.
    return unicodedata.normalize("NFKC", joined)


def same_name(one: str, other: str) -> bool:
    """Whether two entries name the same person or organisation; empty names never match."""
    return bool(normalise_name(one)) and normalise_name(one) == normalise_name(other)
