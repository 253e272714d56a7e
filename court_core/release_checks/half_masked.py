"""What a mask leaves of what it stands for: the end of a number, a character of a given name, the brand of a company.

Here the engine believes that it has masked something; what it put there, or where its span ends, gives it away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from court_core.release_checks.findings import Change, Finding, excerpt, paragraph_of
from court_core.release_checks.folding import plain, plain_number
from court_core.release_checks.forms import HAN
from court_core.release_checks.number_looks import Suspect
from court_core.release_checks.suspects import COMPOUND_SURNAMES

_H = f"[{HAN}]"
_DIGIT = re.compile("[0-9０-９]")
_MASKED = re.compile("[某×＊*]")
_FORM = "有限责任公司|股份有限公司|有限公司|公司|集团|合伙企业|合作社"
_BRAND = re.compile(f"(?!.*(?:[支分]行|人民|营业|镇$)){_H}{{2,6}}")
_ENDS_LIKE_A_PLACE = re.compile("[店厂行社部院校局村所处站队会馆场城楼司]$")
_ENDS_LIKE_AN_ORGANISATION = re.compile("(?:公司|集团|中心|[店厂行社部院校馆所场园站])$")
_PLACE = "(?:[省市县区州盟旗镇乡村]|[一-鿿]{1,3}族自治)"
_NAME = re.compile(f"{_H}{{2,4}}")
PARTLY = "此处只隐去了一部分，请整段隐去。"


def brands(original: str, changes: Sequence[Change]) -> frozenset[str]:
    """What organisations lost of their names: 澜沧, for 湖南澜沧建材有限公司 → 湖南某建材有限公司. No name of a place."""
    found: set[str] = set()
    for change in changes:
        parts = re.split(r"某\d*", plain(change.replacement))
        if len(parts) > 1 and _ENDS_LIKE_AN_ORGANISATION.search(parts[-1]):
            match = re.fullmatch("(.+?)".join(map(re.escape, parts)), plain(original[change.start : change.end]))
            found.update(match.groups() if match else ())
    return frozenset(
        brand for brand in found if _BRAND.fullmatch(brand) and not re.search(f"{brand}{_PLACE}", original)
    )


def half_masked(original: str, changes: Sequence[Change], seen: Iterable[Suspect]) -> Iterator[Finding]:
    """Changes that leave a piece of what they stand for, in their place or beside it; `seen` is who stands in the original."""
    yield from _half_replaced(original, seen, changes)
    changes = sorted(changes, key=lambda change: change.start)
    declared = _declared_brands(original)
    for number, change in enumerate(changes):
        old = original[change.start : change.end]
        if not _MASKED.search(change.replacement):
            continue
        why = _number_in(old, change.replacement) or _name_in(old, change.replacement)
        why = why or _brand_in(plain(old), plain(change.replacement), declared)
        if why:
            yield _finding(original, change.start, change.end, f"{why}：{PARTLY}")
        elif _goes_on(original, change, changes[number + 1 : number + 2]):
            yield _finding(original, change.start, change.end + 1, f"号码在此之后还有数字：{PARTLY}")
    yield from _cut_names(original, changes)


def _number_in(old: str, new: str) -> str:
    """430602197905064518 → 4306**********4518; the year of a certificate in its brackets tells nobody."""
    whole = plain_number(old)
    if len(re.findall(r"\d", whole)) < 7:
        return ""
    left = re.findall(r"\d{3,}", plain(re.sub(r"[（(〔\[]\d{4}[）)〕\]]", "", new)))
    return "隐名后仍留有号码的一段" if any(piece in whole for piece in left) else ""


def _name_in(old: str, new: str) -> str:
    """招惠珍 → 招某珍, 招惠某: more of a person's name than the surname."""
    name, mask = plain(old), re.sub(r"\d", "", plain(new))
    if not _NAME.fullmatch(name) or _ENDS_LIKE_A_PLACE.search(name):
        return ""
    ends_alike = mask[0] == name[0] and mask[-1] == name[-1] and set(mask[1:-1]) == {"某"}
    begins_alike = len(name) == 3 and mask == f"{name[:2]}某" and not re.match(COMPOUND_SURNAMES, name)
    return "隐名后仍留有名字中的字" if ends_alike or begins_alike else ""


def _declared_brands(original: str) -> frozenset[str]:
    """澜沧 of （以下简称澜沧公司）: what a company is known by."""
    found = re.finditer(rf"(?:简称|下称)(?:为)?[:：]?[“\"'‘]?(?P<brand>{_H}{{2,4}}?)(?:{_FORM})", original)
    return frozenset(plain(match["brand"]) for match in found)


def _brand_in(old: str, new: str, declared: frozenset[str]) -> str:
    """湖南澜沧建材有限公司 → 湖南澜沧某有限公司: the trade went and the brand stayed."""
    left = next((brand for brand in declared if brand in old and brand in new), "")
    # 岳阳公司, short for 岳阳骐骥装饰有限公司: where the name begins so, it may be the region.
    is_region = re.match(rf"{left}[省市区县州]", old) or (len(old) > len(left) + 4 and old.startswith(left))
    return f"隐名后仍留有字号“{left}”" if left and not is_region else ""


def _goes_on(original: str, change: Change, following: Sequence[Change]) -> bool:
    """×××4518: the span ends inside a number."""
    if following and following[0].start == change.end:
        return False
    old = original[change.start : change.end]
    digits = len(_DIGIT.findall(old))
    return digits >= 5 and bool(_DIGIT.match(old[-1])) and bool(_DIGIT.match(original, change.end))


def _cut_names(original: str, changes: Sequence[Change]) -> Iterator[Finding]:
    """彭砚秋辩称 → 彭彭某称: a span that begins or ends inside a name that is replaced whole elsewhere."""
    olds = Counter(original[change.start : change.end] for change in changes if "某" in change.replacement)
    whole = bytearray(len(original))  # 1 where a span goes on from the character before
    for change in changes:
        whole[change.start + 1 : change.end] = b"\1" * (change.end - change.start - 1)
    told: set[int] = set()
    for edge in sorted({edge for change in changes for edge in (change.start, change.end)}):
        for start, end in _around(edge):
            name = original[start:end]
            if _NAME.fullmatch(name) and olds[name] and not all(whole[start + 1 : end]) and start not in told:
                told.add(start)
                remedy = f"“{name}”在此处没有整个隐去：{PARTLY}"
                # What is a name at one place only may be a name and the word behind it: 国栋先, of 韩国栋先骂人.
                yield _finding(original, start, end, remedy, sure=olds[name] > 1)


def _around(edge: int) -> Iterator[tuple[int, int]]:
    """Every span of two to four characters that has `edge` inside."""
    for length in (4, 3, 2):
        for start in range(max(0, edge - length + 1), edge):
            yield start, start + length


def _half_replaced(original: str, seen: Iterable[Suspect], changes: Sequence[Change]) -> Iterator[Finding]:
    followed: dict[str, set[str]] = {}
    for change in changes:
        name = plain(original[change.start : change.end])
        followed.setdefault(name, set()).add(original[change.end : change.end + 1])
    for item in seen:
        touching = [change for change in changes if change.start < item.end and item.start < change.end]
        if item.look != "person" or not item.sure or not touching:
            continue
        left = {
            at
            for at in range(item.start, item.end)
            if not original[at].isspace() and not any(change.start <= at < change.end for change in touching)
        }
        # 徐颖 in 徐颖具有 is whole, for elsewhere 徐颖 is replaced before other characters.
        is_whole = any(len(followed[plain(original[change.start : change.end])]) > 1 for change in touching)
        if left and not is_whole:
            yield Finding(
                "leak",
                "leak.partial",
                paragraph_of(original, item.start),
                excerpt(original, item.start, item.end),
                f"{item.why}：{PARTLY}",
                item.text,
                sure=False,
            )


def _finding(original: str, start: int, end: int, remedy: str, *, sure: bool = True) -> Finding:
    place, around = paragraph_of(original, start), excerpt(original, start, end)
    return Finding("leak", "leak.partial", place, around, remedy, original[start:end], sure=sure)
