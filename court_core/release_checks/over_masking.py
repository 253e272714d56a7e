"""The over-masking check: what every profile keeps is there unchanged, and nothing else was touched (法释〔2016〕19号 art. 15).

The reply of 2026-01-07 names what was masked wrongly: case numbers, courts, judges, dates, arbitration commissions.
What must stay is found in the original by `forms`; what was changed is found by laying original and release side by side.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from court_core.release_checks.findings import Change, Finding, Named, Release, Scope, excerpt, paragraph_of
from court_core.release_checks.folding import plain
from court_core.release_checks.forms import HAN, Kept, kept
from court_core.release_checks.mask_looks import unfit_masks
from court_core.release_checks.pleadings import pleadings
from court_core.release_checks.suspects import declared_parties
from court_core.release_checks.title_and_file import file_findings, title_findings

_NAMES = {
    "case-number": "案号",
    "court": "法院名称",
    "staff": "审判人员、法官助理、书记员姓名",
    "prosecutor": "检察人员姓名",
    "lawyer": "律师、法律工作者及其执业机构",
    "public-body": "机关名称",
    "date": "日期",
    "statute": "法律条文",
    "amount": "金额",
    "quantity": "数量",
    "sentence": "刑期",
}
_MASK_SIGN = re.compile(r"[某×＊*ＸX○□△]")
# A masked span is a name, number or address. These words are never part of one.
_LONGEST_ADDRESS = 60
_JUDGMENT_WORDS = re.compile(r"本院|判决|裁定|驳回|支持|不予|应当|构成|承担|依照|证据|事实|[。；\n]")


def over_masking(
    original: str, release: Release, scope: Scope, changes: Sequence[Change] = (), named: Named | None = None
) -> tuple[Finding, ...]:
    """What was changed in `original` that must not be; in its title and file name too, where `named` tells them.

    `changes` is what the engine says it did. It is believed only when doing the same to the original gives the
    release; otherwise that is a finding, and the two texts are compared without its help. An empty list is taken
    as "not told" and compared likewise.
    """
    found: list[Finding] = []
    told = tuple(sorted(changes, key=lambda change: change.start))
    if told and applied(original, told) != release.text:
        found.append(_unlike(original, told, release.text))
        told = ()
    actual = told or tuple(differences(original, release.text))
    if scope.pleadings_dropped:
        dropped = pleadings(original)
        actual = tuple(change for change in actual if not _is_dropped(change, dropped))
    found += _kept_but_changed(original, actual)
    found += _no_masks(original, actual, strict=not told)
    found += _too_wide(original, actual)
    found += _one_mask_for_two(original, actual)
    found += _two_masks_for_one(original, actual, compared=not told)
    if told:
        found += unfit_masks(original, actual, scope)
    found += title_findings(original, release, named, told)
    if release.docx is not None:
        found += file_findings(release.text, release.docx)
    return tuple(sorted(found, key=lambda item: (not item.sure, item.start)))


def _is_dropped(change: Change, dropped: tuple[tuple[int, int], ...]) -> bool:
    """Whether the change leaves out pleadings, with a short remark (略) at most in their place."""
    touched = [(start, end) for start, end in dropped if start < change.end and change.start < end]
    within = touched and touched[0][0] <= change.start and change.end <= touched[-1][1]
    return bool(within) and len(change.replacement) <= 12 and change.end - change.start > len(change.replacement) + 12


def applied(original: str, changes: Sequence[Change]) -> str:
    """The original with the changes made; "" when they overlap or lie outside."""
    parts: list[str] = []
    position = 0
    for change in changes:
        if not position <= change.start <= change.end <= len(original):
            return ""
        parts += (original[position : change.start], change.replacement)
        position = change.end
    return "".join((*parts, original[position:]))


def differences(original: str, released: str) -> Iterator[Change]:
    """What differs, line by line and then by character; for releases that somebody edited by hand."""
    first, second = original.splitlines(keepends=True), released.splitlines(keepends=True)
    starts = [0]
    for line in first:
        starts.append(starts[-1] + len(line))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if b - a == d - c:
            for row in range(b - a):
                yield from _within(starts[a + row], first[a + row], second[c + row])
        else:
            yield from _within(starts[a], "".join(first[a:b]), "".join(second[c:d]))


def _within(offset: int, old: str, new: str) -> Iterator[Change]:
    pending: Change | None = None
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # Harold → H1: the initial, equal on both sides, belongs to the change.
        initial = 1 if re.fullmatch("[A-Z][a-z]", old[max(0, a - 1) : a + 1]) else 0
        change = Change(offset + a - initial, offset + b, old[a - initial : a] + new[c:d])
        if pending is not None and _is_one_mask(pending, old[pending.end - offset : a], change):
            pending = Change(pending.start, change.end, pending.replacement + old[pending.end - offset : a] + new[c:d])
            continue
        if pending is not None:
            yield pending
        pending = change
    if pending is not None:
        yield pending


def _is_one_mask(first: Change, between: str, second: Change) -> bool:
    """恒岳股份公司 → 某公司1 is one change, although 公司 stands on both sides."""
    is_tail = re.fullmatch(r"\d{0,2}", second.replacement) is not None and "某" in first.replacement + between
    return is_tail and re.fullmatch(f"[{HAN}（）()]{{1,16}}", between) is not None


# ── what stays ───────────────────────────────────────────────────────────────────────────────────────────────────
def _kept_but_changed(original: str, changes: Sequence[Change]) -> Iterator[Finding]:
    real = [change for change in changes if original[change.start : change.end] != change.replacement]
    seen: set[tuple[str, int]] = set()
    for item in kept(original):
        touching = [change for change in real if _touches(change, item)]
        if touching and (item.kind, item.start) not in seen:
            seen.add((item.kind, item.start))
            now = "、".join(f"“{change.replacement}”" for change in touching)
            yield Finding(
                "over-masking",
                f"over.{item.kind}",
                paragraph_of(original, item.start),
                excerpt(original, item.start, item.end),
                f"{_NAMES[item.kind]}不得隐去，现为{now}：请恢复原文“{item.text}”。",
                item.text,
                item.start,
                item.end,
            )


def _touches(change: Change, item: Kept) -> bool:
    if change.start == change.end:  # something was put in
        return item.start < change.start < item.end
    return change.start < item.end and item.start < change.end


# ── what a change may be ─────────────────────────────────────────────────────────────────────────────────────────
def _no_masks(original: str, changes: Sequence[Change], *, strict: bool) -> Iterator[Finding]:
    """`strict` where nobody told the changes: then words beside the mask may have slipped in with it."""
    for change in changes:
        old = original[change.start : change.end]
        if old == change.replacement or not (old + change.replacement).strip():
            continue
        # A name, a number or an address that a line break cut in two is still one.
        one = old.strip().replace("\n", "", 1) if len(old) <= _LONGEST_ADDRESS else old.strip()
        if _JUDGMENT_WORDS.search(one):
            yield _change_finding("over.sentence", original, change, "裁判文书的文句被隐去，请恢复原文")
        elif not _is_mask(old, change.replacement, strict=strict):
            yield _change_finding(
                "over.text-changed", original, change, f"原文被改为“{change.replacement}”，并非隐名，请恢复原文"
            )


def _is_mask(old: str, new: str, *, strict: bool) -> bool:
    """Signs of masking, or a part of the original (an address cut, a number deleted), or an initial (J.)."""
    if re.fullmatch(r"[A-Z]\.?\d*(?:公司\d*)?", new):
        return True
    if _MASK_SIGN.search(new):
        if not strict:
            return True
        new = re.sub(r"公司|单位|[某×＊*ＸX○□△\d甲乙丙丁]", "", new)
    if not old:
        return False
    rest = iter(old)
    return all(character in rest for character in new)


def _change_finding(code: str, original: str, change: Change, remedy: str, *, sure: bool = True) -> Finding:
    return Finding(
        "over-masking",
        code,
        paragraph_of(original, change.start),
        excerpt(original, change.start, change.end),
        f"{remedy}。",
        original[change.start : change.end],
        change.start,
        change.end,
        sure,
    )


def _unlike(original: str, changes: Sequence[Change], released: str) -> Finding:
    expected = applied(original, changes)
    at = next(
        (i for i, (a, b) in enumerate(zip(expected, released, strict=False)) if a != b),
        min(len(expected), len(released)),
    )
    return Finding(
        "over-masking",
        "over.text-differs",
        paragraph_of(released, at),
        excerpt(released, at, min(len(released), at + 6)),
        "隐名以外的文字与原文不一致，请重新生成隐名稿。",
        released[at : at + 6],
    )


def _too_wide(original: str, changes: Sequence[Change]) -> Iterator[Finding]:
    """买合木提·吐逊江窃取 → 买某: a party's name was replaced together with the word beside it."""
    names = {plain(name) for name, _, _ in declared_parties(original)}
    for change in changes:
        old = plain(original[change.start : change.end])
        if old in names or _MASK_SIGN.search(old) or re.search(r"公司|[店厂行社部院校]$", old) or len(old) > 24:
            continue
        name = next((name for name in names if len(name) >= 2 and old.startswith(name)), None)
        # What stands so twice is somebody else's longer name: 王伟 and 王伟强.
        if name is not None and re.fullmatch(f"[{HAN}]+", old[len(name) :]) and plain(original).count(old) == 1:
            yield _change_finding("over.too-wide", original, change, f"“{name}”之外的文字也被隐去，请核对", sure=False)


# ── one person, one mask ─────────────────────────────────────────────────────────────────────────────────────────
def _one_mask_for_two(original: str, changes: Sequence[Change]) -> Iterator[Finding]:
    """Two parties of the header under one mask cannot be told apart (法释〔2016〕19号 art. 8: 张某1, 张某2)."""
    names: dict[str, str] = {}
    told: set[str] = set()
    for name, start, end in declared_parties(original):
        change = next((change for change in changes if (change.start, change.end) == (start, end)), None)
        if change is None or "某" not in change.replacement:
            continue
        folded = plain(name)
        mask = plain(change.replacement)
        if names.setdefault(mask, folded) != folded and mask not in told:
            told.add(mask)
            yield _change_finding(
                "over.one-mask-for-two", original, change, f"两名当事人都隐为“{change.replacement}”，请加数字区分"
            )


def _two_masks_for_one(original: str, changes: Sequence[Change], *, compared: bool) -> Iterator[Finding]:
    """`compared`: the surname is equal on both sides (黄伟良, 黄某) and so stands before the change, not in it."""
    masks: dict[str, tuple[str, str]] = {}
    for change in changes:
        written = "".join(original[max(0, change.start - compared) : change.end].split())
        old = plain(written)
        if len(old) >= 2 and re.search(f"[{HAN}]", old) and "某" in change.replacement:
            first, spelling = masks.setdefault(old, (change.replacement, written))
            if plain(first) != plain(change.replacement):
                remedy = f"同一名称前后隐为“{first}”和“{change.replacement}”，请统一"
                # 陆国樑 and 陆国梁 may be one person or two brothers.
                yield _change_finding("over.two-masks-for-one", original, change, remedy, sure=spelling == written)
