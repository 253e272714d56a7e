"""Organisations in a judgment: declared parties, full names by their form, short names declared or derived.

Never public bodies (courts, authorities, law firms: `public_bodies`); names that the source masked itself stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from court_core.masking.organisation_beginnings import inside_place, name_begins
from court_core.masking.organisation_evidence import why_credible
from court_core.masking.organisation_names import (
    ends_like_organisation,
    form_ending_at,
    forms,
    only_trade,
    parse_organisation,
)
from court_core.masking.organisation_short_names import (
    ITS_OWN,
    PLACE_NEXT,
    KnownNames,
    add_latin,
    declare_short,
    derive_short,
)
from court_core.masking.organisation_words import LEGAL_FORM, MASKED, NOT_FORM_NEXT
from court_core.masking.patterns import on_demand
from court_core.masking.plain import Dense, plain
from court_core.masking.public_bodies import Protected, is_authority, is_own_organ, protected_spans
from court_core.masking.public_places import is_public_place
from court_core.masking.regions import known_regions
from court_core.masking.shops import SIGNED, carriers, signs
from court_core.masking.spans import Found, Group, Header

_FORM_TAIL = on_demand("（(?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户)）")
_NO_ROLE: tuple[str, Group] = ("", "third-person")
_MASK_SIGNS = ("某", "×", "*")
_STILL_FORM = on_demand(
    "治疗|治愈|治病|医治|人民|人力|名下|法定|业务(?:员|经理)|里程|用于|系(?:原|被|本|合|依|经|由|一)|为(?:原|被|本|由|其)|法院"
)
_OF_STATE = on_demand("《(?:关于[^《》]{0,12})?(?:中华人民共和国|最高人民|全国人|国务院|中共)")
_LONG_FORM_NEXT = on_demand("(?<=部)门(?!诊)|[长队法主]|员(?!工)")


def find_organisations(text: str, header: Header) -> list[Found]:
    """Full names (`organisation`) and short names (`alias`, entity = the full name), sorted and disjoint.

    Public bodies and law firms are left out, also where the header declares them as parties.
    """
    flat = plain(text)
    dense = flat.dense
    protected = protected_spans(text)
    dense_protected = protected_spans(dense.text)
    known = KnownNames()
    people = frozenset(m.name for m in header.mentions if m.nature == "person")
    roles = {m.name: (m.role, m.group) for m in header.mentions if m.nature == "organisation"}
    for name, (role, _) in roles.items():
        if not is_authority(name) and not MASKED.search(name):
            known.full.setdefault(name, f"当事人首部：{role}")
    for name, why in _without_run_up(
        dense.text, dict(_by_form(dense.text, dense_protected, people, known.full)), known.full
    ).items():
        known.full.setdefault(name, why)
    for name, why in (*signs(dense.text), *carriers(dense.text)):
        known.full.setdefault(name, why)
    _attach_short(known, frozenset(roles))
    declare_short(dense.text, known)
    add_latin(flat, known)
    derive_short(dense.text, known, people)
    return _spans(flat, dense, protected, known, roles)


def _by_form(
    text: str, protected: Protected, people: frozenset[str], declared: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for first, end, form in _forms_in(text):
        start = name_begins(text, first, end, form)
        name = text[start:end]
        if (
            len(name) - len(form) < 2
            or MASKED.search(name)
            or text[start - 1 : start] in _MASK_SIGNS
            or is_authority(name)
        ):
            continue
        if protected.touches(start, end) or name.count("（") != name.count("）"):
            continue
        if is_public_place(text, start, name, form, declared):
            continue
        reason = why_credible(text, start, name, form)
        if reason and not _begins_with_person(name, form, people):
            yield name, reason


def _without_run_up(text: str, candidates: dict[str, str], declared: dict[str, str]) -> dict[str, str]:
    """Drop 乌日罕欠邦储银行包市分行 where 邦储银行包市分行 is a name that stands more often, or is declared."""
    names = {*candidates, *declared}
    ends: dict[str, list[str]] = {}
    for name in names:
        ends.setdefault(name[-4:], []).append(name)
    counts = {name: text.count(name) for name in names}

    regions = known_regions()

    def run_up(name: str) -> bool:
        return (
            any(
                other != name and name.endswith(other) and (other in declared or counts[other] > counts[name])
                for other in ends[name[-4:]]
            )
            and not regions.chain_end(name, 0, unlisted=False, short=True)[0]
        )  # 綦江区洪坪采石场: the whole name of 洪坪采石场

    return {name: why for name, why in candidates.items() if not run_up(name)}


def _attach_short(known: KnownNames, declared: frozenset[str]) -> None:
    """昶维公司 beside 昶维信息科技有限公司 is the same firm, not a second one."""
    by_brand: dict[str, str] = {}
    for name in sorted(known.full, key=lambda n: (n not in declared, -len(n), n)):
        brand = parse_organisation(name).brand
        longer = by_brand.setdefault(brand, name)
        if longer != name and len(longer) > len(name) and name not in declared and not LEGAL_FORM.search(name):
            known.other.setdefault(name, (longer, "由全称得出的简称", 0.9))
    for name in known.other:
        known.full.pop(name, None)


def _forms_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Every place where a form of organisation ends: start and end of the form, the form."""
    for match in _last_characters().finditer(text):
        end = match.end()
        form = form_ending_at(text, end)
        if not form or text.endswith(form, 0, end - len(form)):  # 公司公司: the second is no name's end
            continue
        goes_on = _LONG_FORM_NEXT if len(form) > 2 else NOT_FORM_NEXT
        inside = (form in SIGNED or form == "店") and text[end : end + 1] in ("内", "里")
        if not (LEGAL_FORM.search(form) or inside) and goes_on.match(text, end) and not _STILL_FORM.match(text, end):
            continue
        if form[-1] in "市店厂" and inside_place(text, end - len(form), end):
            continue  # 广东省江门市 is no 门市, 瓦房店市 no shop
        tail = _FORM_TAIL.match(text, end)
        yield end - len(form), tail.end() if tail else end, form


@cache
def _last_characters() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted({form[-1] for form in forms()})) + "]")


def _begins_with_person(name: str, form: str, people: frozenset[str]) -> bool:
    """方东生分管公司: a party and what it does; 方东生诊所 and 方东生贸易有限公司 may be names."""
    if LEGAL_FORM.search(form):
        return False
    person = next((p for p in people if len(p) > 2 and name.startswith(p)), "")
    between = name[len(person) : len(name) - len(form)]
    return bool(person and between) and not only_trade(between)


def _spans(
    flat: str,
    dense: Dense,
    protected: Protected,
    known: KnownNames,
    roles: Mapping[str, tuple[str, Group]],
) -> list[Found]:
    names: list[tuple[str, Found]] = []
    for name, why in known.full.items():
        role, group = roles.get(name, _NO_ROLE)
        names.append(
            (
                name,
                Found(0, 0, "organisation", name, why, 0.95 if role else 0.8, role, group),
            )
        )
    for name, (entity, why, sure) in known.other.items():
        if name not in known.full:
            role, group = roles.get(entity, _NO_ROLE)
            names.append((name, Found(0, 0, "alias", entity, why, sure, role, group)))
    names.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    taken = bytearray(len(dense.text))
    found: list[Found] = []
    for name, pattern in names:
        for start, end in dense.occurrences(name):
            if any(taken[start:end]) or not dense.same_line(flat, start, end):
                continue
            first, last = dense.span(start, end)
            bare = pattern.kind == "alias" and not ends_like_organisation(name)
            if bare and pattern.why != "声明的简称" and dense.text[end : end + 1] in PLACE_NEXT:
                continue
            body = protected.first(first, last)
            if body is not None and _belongs_to(flat, body, first, last, name):
                continue
            if _within_word(dense.text, start, end, name):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(
                Found(first, last, pattern.kind, pattern.entity, pattern.why, pattern.sure, pattern.role, pattern.group)
            )
    return sorted(found, key=lambda item: item.start)


def _belongs_to(flat: str, body: tuple[int, int], first: int, last: int, name: str) -> bool:
    """Whether the place of a known name belongs to a public body or a law: 华夏 in 华夏区公安局.

    A name with its form is a firm's in its own organs, its numbers and the titles of its papers (某公司党委,
    某公司（2016）第3号文件, 《关于某公司延期的通知》), a bare brand only in what every firm has.
    """
    start, end = body
    named = name.endswith("中心") or (ends_like_organisation(name) and parse_organisation(name).brand)
    if first < start or end < last:  # 处罚盐城某投资中心|（有限合伙）: the body reaches into the name or ends in it
        return not named
    before, behind = flat[start:first], flat[last:end]
    if not named and _OF_STATE.match(before):
        return True
    if before.startswith("《"):
        return not (named or not known_regions().chain_end(before, 1)[1])
    return not (ITS_OWN.match(behind) or ((named or not before) and is_own_organ(behind)))


def _within_word(text: str, start: int, end: int, name: str) -> bool:
    """HENGMETALS inside a longer Latin word is another word."""
    if not (name[0].isascii() and name[-1].isascii()):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha() and name[-1].isupper())
