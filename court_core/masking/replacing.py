"""From findings and a profile to the masked text (DOMAIN.md §5, table of profiles).

Names become 姓 + 某, organisations lose their 字号, addresses end at the county, numbers become ×. Where two of a
document would read alike they get Arabic digits in the order in which they appear, past every 某 that the source
already has. What stands in a span afterwards never contains what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace as changed

from court_core.masking.deleted_parts import deleted_spans
from court_core.masking.organisation_names import ends_like_organisation, parse_organisation
from court_core.masking.patterns import on_demand
from court_core.masking.plain import PlainText, plain, plain_name
from court_core.masking.profiles import Profile
from court_core.masking.spans import SURE_ENOUGH, Found, MaskResult, Replacement
from court_core.masking.surnames import surname_of

CROSS = "×××"
_LATIN = on_demand(r"[A-Za-z][A-Za-zÀ-ÿ0-9 .，,&'’\-]*")
_REGION_END = tuple("省市县区旗州盟")
_CLAUSE_END = tuple("，。；、）\n")
_CERTIFICATE_TYPE = on_demand(
    "不动产证明|不动产权|房地产权?证|房地权证|房权证|房产证|房地证|房地字|国用|集用|集建|林证字|林权证|土地使用证|土地证|他项|宅基地|农地承包"
)
_TITLE_LENGTH = 600
_UNCOVERED = re.compile(rb"\0+")
_SPACE = on_demand(r"\s")


def replace(text: str, found: Iterable[Found], profile: Profile, *, flat: PlainText | None = None) -> MaskResult:
    """Mask the text. Findings may overlap and come in any order; the result does not depend on their order.

    What the profile keeps (organisations under spc-2016) is left out before overlaps are settled, so that a person
    named inside a kept name is still masked. `flat` is the plain form of the text, where that is known.
    """
    flat = plain(text) if flat is None else flat
    family = profile.family_case(flat[:_TITLE_LENGTH])
    findings = tuple(found)
    organisations = frozenset(f.entity for f in findings if f.kind == "organisation")
    wanted = [
        f
        for f in findings
        if text[f.start : f.end].strip() and f.end <= len(text) and _wanted(f, profile, organisations, family)
    ]
    parts = [Found(a, b, "deleted-part", "", why, 1.0) for a, b, why in deleted_spans(flat, profile)]
    settled = settle([*wanted, *parts])
    names = _Names(text, flat, settled, organisations, profile)
    spans = [s for f in settled if (s := names.replacement(f)) is not None]
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += (text[at : span.start], span.replacement)
        at = span.end
    pieces.append(text[at:])
    review = tuple(span for span in spans if span.sure < SURE_ENOUGH)
    return MaskResult("".join(pieces), tuple(spans), review)


def _wanted(found: Found, profile: Profile, organisations: frozenset[str], family: bool) -> bool:
    if is_organisation(found, organisations):
        return profile.masks_organisation(found)
    if found.kind in ("person", "alias"):
        return profile.masks_person(found, family_case=family)
    return found.kind in ("address", "deleted-part") or found.kind in profile.things


def is_organisation(found: Found, organisations: frozenset[str]) -> bool:
    """Whether a finding is (another name of) an organisation."""
    if found.kind == "alias":
        return found.entity in organisations or (len(found.entity) > 4 and bool(ends_like_organisation(found.entity)))
    return found.kind == "organisation"


def settle(found: Iterable[Found]) -> list[Found]:
    """Disjoint findings that cover all that any covered. The longer takes all it spans; what sticks out stays a finding."""
    ordered = sorted(found, key=lambda f: (f.start - f.end, -f.sure, f.start, f.kind, f.entity, f.why))
    covered = bytearray(max((f.end for f in ordered), default=0))
    settled: list[Found] = []
    for item in ordered:
        for piece in _UNCOVERED.finditer(covered, item.start, item.end):
            start, end = piece.span()
            settled.append(item if end - start == item.end - item.start else changed(item, start=start, end=end))
        covered[item.start : item.end] = b"\x01" * (item.end - item.start)
    return sorted(settled, key=lambda f: f.start)


class _Names:
    """What each entity of one document is called afterwards."""

    def __init__(
        self, text: str, flat: str, found: list[Found], organisations: frozenset[str], profile: Profile
    ) -> None:
        self._text = text
        self._flat = flat
        self._organisations = organisations
        self._profile = profile
        self._letters: dict[str, str] = {}
        self._called: dict[tuple[str, str, str], str | None] = {}
        names = {(f.kind, f.entity, text[f.start : f.end]): f for f in reversed(found)}
        first_places = sorted(names.values(), key=lambda f: f.start)
        self._person_numbers = self._number_people(first_places)
        self._organisation_numbers = self._number_organisations(first_places)

    def replacement(self, found: Found) -> Replacement | None:
        """What comes in a finding's place; None where this profile leaves it (a village without a house number)."""
        original = self._text[found.start : found.end]
        new = self._new(found, original)
        if new is None:
            return None
        return Replacement(found.start, found.end, found.kind, original, new, found.why, found.sure, found.entity)

    def _new(self, found: Found, original: str) -> str | None:
        """One name reads alike everywhere; what comes for an address depends on what stands beside it."""
        if found.kind == "address":
            return _without(original, self._address(found, original))
        name = (found.kind, found.entity, original)
        if name not in self._called:
            self._called[name] = _without(original, self._form(found, original))
        return self._called[name]

    def _form(self, found: Found, original: str) -> str:
        if found.kind == "deleted-part":
            return ""
        if is_organisation(found, self._organisations):
            if self._profile.organisation_style == "cross":
                return CROSS
            return organisation_form(
                plain_name(original), found.entity, self._organisation_numbers.get(_key(found, original), 0)
            )
        if found.kind in ("person", "alias"):
            if self._profile.person_style == "cross":
                return CROSS
            base = self._base(found, original)
            number = self._person_numbers.get((base, _key(found, original)), 0)
            return f"{base}{number or ''}"
        return _thing(self._profile.things[found.kind], original)

    def _base(self, found: Found, original: str) -> str:
        """A person's form; a Latin name has one letter, however it is turned (John Smithson, SMITHSON, JOHN)."""
        base = person_form(found.entity, plain_name(original))
        return self._letters.setdefault(found.entity or base, base) if base.isascii() else base

    def _address(self, found: Found, original: str) -> str | None:
        if self._profile.address_style == "house-number":
            number = re.search(r"[0-9０-９]", original)
            return original[: number.start()] + CROSS if number else None
        after = self._text[found.end : found.end + 1]
        if self._text[found.start - 1 : found.start] in _REGION_END and (after in _CLAUSE_END or not after):
            return ""
        return CROSS

    def _number_people(self, found: list[Found]) -> dict[tuple[str, str], int]:
        if self._profile.person_style != "surname":
            return {}
        order: dict[str, list[str]] = {}
        for item in found:
            if item.kind not in ("person", "alias") or is_organisation(item, self._organisations):
                continue
            original = self._text[item.start : item.end]
            people = order.setdefault(self._base(item, original), [])
            if _key(item, original) not in people:
                people.append(_key(item, original))
        numbers: dict[tuple[str, str], int] = {}
        for base, people in order.items():
            if len(people) == 1 and not self._in_source(base):
                continue
            used = {int(n) for n in re.findall(re.escape(base) + r"(\d{1,4})", self._flat)}
            number = 0
            for person in people:
                number += 1
                while number in used:
                    number += 1
                numbers[base, person] = number
        return numbers

    def _in_source(self, base: str) -> bool:
        """Whether the source itself has 张某: a new one must then bear a number. A lone Latin letter is no name."""
        return base in self._flat if len(base) > 1 else False

    def _number_organisations(self, found: list[Found]) -> dict[str, int]:
        if self._profile.organisation_style != "parts":
            return {}
        forms: dict[str, set[str]] = {}
        for item in found:
            if is_organisation(item, self._organisations):
                original = self._text[item.start : item.end]
                names = forms.setdefault(_key(item, original), set())
                names.add(organisation_form(plain_name(original), item.entity, 0))
        owners: dict[str, set[str]] = {}
        for entity, names in forms.items():
            for name in names:
                owners.setdefault(name, set()).add(entity)
        alike = {e for name, entities in owners.items() for e in entities if len(entities) > 1 or name in self._flat}
        used = {int(n) for n in re.findall(r"某(\d{1,4})", self._flat)}
        numbers: dict[str, int] = {}
        number = 0
        for entity in forms:  # in the order of the text
            if entity in alike:
                number += 1
                while number in used:
                    number += 1
                numbers[entity] = number
        return numbers


def person_form(entity: str, spelling: str) -> str:
    """姓 + 某; 复姓 whole; the first character of a dotted name; the first letter of a Latin one (法释〔2016〕19号 art. 8)."""
    if _LATIN.fullmatch(spelling):
        return spelling[0].upper()
    name = entity if entity and not _LATIN.fullmatch(entity) else spelling
    name = name or spelling
    if "·" in name:
        return f"{name[0]}某"
    return f"{surname_of(name) or name[:1]}某"


def organisation_form(spelling: str, entity: str, number: int) -> str:
    """A name without its 字号. A bare 字号 takes the form of the organisation it stands for (云山鹭 → 某公司)."""
    if _LATIN.fullmatch(spelling):
        return f"{spelling[0].upper()}{number or ''}公司"
    sign = f"某{number or ''}"
    if not ends_like_organisation(entity) and spelling == entity:
        return f"{parse_organisation(spelling).region}{sign}单位"
    if ends_like_organisation(spelling):
        return parse_organisation(spelling).masked(sign)
    form = ends_like_organisation(entity)
    return sign + ("公司" if not form or form.endswith("公司") else form)


def _key(found: Found, original: str) -> str:
    return found.entity or plain_name(original)


def _thing(pattern: str, original: str) -> str:
    kind = _CERTIFICATE_TYPE.search(plain(original))
    if "{type}" in pattern and not kind:
        return CROSS
    return pattern.format_map({"head2": original[:2], "type": kind.group() if kind else ""})


def _without(original: str, new: str | None) -> str | None:
    """What is to come, or less than that where it would hold what stood there; None where nothing is to come."""
    if new is None:
        return None
    bare = _squeezed(original)
    forms = (new, "某", CROSS, "")
    return next((form for form in forms if original not in form and bare not in _squeezed(form)), None)


def _squeezed(text: str) -> str:
    return _SPACE.sub("", plain(text))
