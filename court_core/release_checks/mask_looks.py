"""Whether each mask fits what it stands for: one person's and no other's, of the right surname, and no wider than the name.

Only changes that the engine told can be looked at so; what differs between two texts does not tell where a name begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from court_core.release_checks.findings import Change, Finding, Scope, excerpt, paragraph_of
from court_core.release_checks.folding import plain
from court_core.release_checks.forms import HAN
from court_core.release_checks.suspects import SURNAMES, declared_parties, suspects

_H = f"[{HAN}]"
_NAME = re.compile(f"{_H}{{2,4}}")
_FULL_NAME = re.compile(f"[{SURNAMES}]{_H}{{2}}")
_CALLED_SO = "爷哥姐叔婶嫂娘"  # 白四爷 is who has a name besides
_HAN_ONLY = re.compile(f"{_H}+")
_PERSONS_MASK = re.compile(rf"(?P<surname>{_H}{{1,2}})某\d{{0,3}}")
_SIGN = re.compile(r"某\d*")
_STOPS = re.compile("[，,、；：。]")
_ENDS_LIKE_AN_ORGANISATION = re.compile("(?:公司|集团|[店厂行社部院校局村所处站队会馆场城楼组])$")
_MANY = 20
_OTHER_NAME = "曾用名|又名|别名|化名|绰号|外号|小名|乳名|网名|真名|原名|自称|即|系"
_DECLARES = re.compile(r"[（(](?:以下|下文)?(?:均|统)?(?:简称|下称)(?:为)?[:：]?[“\"'‘]?")


def unfit_masks(original: str, changes: Sequence[Change], scope: Scope) -> Iterator[Finding]:
    """Masks that stand for the wrong one, or for more than a name."""
    masks = _by_mask(original, changes)
    persons = _persons(original, changes, scope)
    yield from _deleted_names(original, changes, persons)
    yield from _misshapen(original, changes)
    yield from _wide(original, changes, masks)
    yield from _surnames(original, masks)
    yield from _of_the_source(original, masks)
    yield from _two_people(original, masks, persons)
    yield from _short_names(original, changes)


def _by_mask(original: str, changes: Sequence[Change]) -> dict[str, dict[str, Change]]:
    """For each mask the strings it stands for, each with the first of its places."""
    found: dict[str, dict[str, Change]] = {}
    for change in changes:
        if "某" in change.replacement:
            olds = found.setdefault(plain(change.replacement), {})
            olds.setdefault(plain(original[change.start : change.end]), change)
    return found


def _persons(original: str, changes: Sequence[Change], scope: Scope) -> frozenset[str]:
    """Who is replaced and stands where people stand, by the independent look."""
    olds = {plain(original[change.start : change.end]) for change in changes}
    seen = {plain(item.text) for item in suspects(original, scope) if item.look == "person" and item.sure}
    return frozenset(name for name in seen & olds if _NAME.fullmatch(name))


def _deleted_names(original: str, changes: Sequence[Change], persons: frozenset[str]) -> Iterator[Finding]:
    """被告彭观棋 → 被告: gone without a trace, and nobody can tell who is meant."""
    names = persons | {plain(name) for name, _, _ in declared_parties(original)}
    for change in changes:
        name = plain(original[change.start : change.end])
        if change.replacement or not _NAME.fullmatch(name):
            continue
        # What follows a county is an address, and goes; what follows a line's end is the rest of a name.
        may_be_name = _FULL_NAME.fullmatch(name) and original[change.start - 1] not in "省市县区旗州盟\n"
        if name in names or (may_be_name and not _ENDS_LIKE_AN_ORGANISATION.search(name)):
            remedy = "姓名被删去而没有隐名，请用“姓加某”代替"
            yield _finding("over.name-gone", original, change, remedy, sure=name in names)


def _misshapen(original: str, changes: Sequence[Change]) -> Iterator[Finding]:
    """彭某2彭某2; 彭某2（即彭小姐）."""
    for change in changes:
        new = change.replacement
        half = new[: len(new) // 2]
        if "某" not in new:
            continue
        if half * 2 == new:
            yield _finding("over.mask-form", original, change, f"隐名“{new}”写了两遍，请改为“{half}”")
        elif re.search("[，,、；：。（(]", new) and not re.search(
            "[，,、；：。（(]", original[change.start : change.end]
        ):
            yield _finding("over.mask-form", original, change, f"隐名“{new}”中有多余的文字，请核对", sure=False)


def _wide(original: str, changes: Sequence[Change], masks: dict[str, dict[str, Change]]) -> Iterator[Finding]:
    """彭砚秋、彭观棋 → 彭某1; 邬听涛出庭 → 邬某, where 邬听涛 is 邬某 elsewhere."""
    for change in changes:
        mask = plain(change.replacement)
        old = original[change.start : change.end]
        if "某" not in mask:
            continue
        if _STOPS.search(old) and not _STOPS.search(mask):
            yield _finding("over.too-wide", original, change, "姓名之外的文字也被隐去，请核对")
        elif (
            _PERSONS_MASK.fullmatch(mask)
            and not re.search(r"[·•．]", old)
            and not _ENDS_LIKE_AN_ORGANISATION.search(old)
        ):
            names = (name for name in masks[mask] if _NAME.fullmatch(name) and name[0] == mask[0])
            name = next((name for name in names if name in plain(old) and len(plain(old)) > max(len(name), 3)), None)
            if name is not None and _HAN_ONLY.fullmatch(plain(old)):
                yield _finding("over.too-wide", original, change, f"“{name}”之外的文字也被隐去，请核对", sure=False)


def _surnames(original: str, masks: dict[str, dict[str, Change]]) -> Iterator[Finding]:
    """彭砚秋 → 王某. A nickname has the surname of its bearer, who stands under the same mask or is masked in the source."""
    for mask, olds in masks.items():
        match = _PERSONS_MASK.fullmatch(mask)
        if match is None or any(match["surname"] in old for old in olds) or f"{match['surname']}某" in original:
            continue
        change = next(iter(olds.values()))
        remedy = f"隐名“{change.replacement}”的姓氏不是原文的姓氏，请核对"
        yield _finding("over.other-surname", original, change, remedy, sure=False)


def _of_the_source(original: str, masks: dict[str, dict[str, Change]]) -> Iterator[Finding]:
    """罗卓群 → 罗某1, where the source speaks of another 罗某1 already."""
    found = re.findall(rf"({_H}?)({_H}某\d{{0,3}})(?![\d某甲乙丙丁])", plain(original))
    taken = {mask for before, mask in found} | {before + mask for before, mask in found}
    for mask, olds in masks.items():
        if _PERSONS_MASK.fullmatch(mask) and mask in taken:
            change = next(iter(olds.values()))
            remedy = f"原文已有“{change.replacement}”，请加数字区分"
            yield _finding("over.mask-of-another", original, change, remedy, sure=False)


# ── one mask for two ─────────────────────────────────────────────────────────────────────────────────────────────
def _two_people(original: str, masks: dict[str, dict[str, Change]], persons: frozenset[str]) -> Iterator[Finding]:
    """招惠珍 and 招永康 → 招某. A slip of the pen stands once; of brothers each stands oftener."""
    parties = {plain(name) for name, _, _ in declared_parties(original)}
    flat = plain(original)
    for mask, olds in masks.items():
        names = [name for name in olds if name in persons or (_FULL_NAME.fullmatch(name) and name[0] == mask[0])]
        whole = sorted(name for name in names if name[-1] not in _CALLED_SO)
        for one, other in combinations(whole[:_MANY], 2):
            if {one, other} <= parties or one[0] != other[0] or one in other or other in one:
                continue
            alike = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
            once = min(flat.count(one), flat.count(other)) == 1
            if (alike and once) or any(re.search(rf"(?:{_OTHER_NAME}).{{0,8}}{name}", flat) for name in (one, other)):
                continue
            change = olds[other]
            remedy = f"“{one}”和“{other}”都隐为“{change.replacement}”，如非同一人请加数字区分"
            yield _finding("over.one-mask-for-two", original, change, remedy, sure=False)


def _short_names(original: str, changes: Sequence[Change]) -> Iterator[Finding]:
    """湖南某1建材有限公司（以下简称某2公司）; and two companies that are both called 某公司."""
    called: dict[str, tuple[str, Change]] = {}
    for full, short in pairwise(sorted(changes, key=lambda change: change.start)):
        signs = [_SIGN.search(change.replacement) for change in (full, short)]
        if not _DECLARES.fullmatch(original, full.end, short.start) or None in signs:
            continue
        if len({sign[0] for sign in signs if sign}) > 1:
            remedy = f"全称隐为“{full.replacement}”，简称却隐为“{short.replacement}”，请统一"
            yield _finding("over.two-masks-for-one", original, short, remedy, sure=False)
        name = re.sub("公司|集团|单位", "", original[short.start : short.end])
        first, _ = called.setdefault(plain(short.replacement), (name, short))
        if not set(first) & set(name):
            remedy = f"“{first}”和“{name}”都简称为“{short.replacement}”，请加数字区分"
            yield _finding("over.one-mask-for-two", original, short, remedy)


def _finding(code: str, original: str, change: Change, remedy: str, *, sure: bool = True) -> Finding:
    start, end = change.start, change.end
    place, around = paragraph_of(original, start), excerpt(original, start, end)
    return Finding("over-masking", code, place, around, f"{remedy}。", original[start:end], start, end, sure)
