"""The leak check: what of the original's protected strings is still there, and what else looks as if it should not be.

Two sources, neither trusting the other: the engine's list of protected strings, searched in every form and every
place; and the independent look of `suspects` at the original and at the release.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from court_core.release_checks.file_places import Place, places
from court_core.release_checks.findings import (
    NUMBER_KINDS,
    Change,
    Finding,
    Protected,
    Release,
    Scope,
    excerpt,
    paragraph_of,
)
from court_core.release_checks.folding import Folded, fold, fold_across_lines, fold_number, plain, plain_number
from court_core.release_checks.forms import HAN, is_staff_position, kept, lawyers, staff
from court_core.release_checks.half_masked import PARTLY, brands, half_masked
from court_core.release_checks.name_looks import dotted_names, latin_names, misspelt
from court_core.release_checks.number_looks import Suspect
from court_core.release_checks.suspects import declared_parties, suspects

_REMEDY = {
    "leak.protected": "返回隐名，把此处一并隐去；确属他人或普通词语的，逐条确认保留。",
    "leak.partial": PARTLY,
    "leak.look": "此处像是应隐去的内容，请核对：应隐去的加入隐名，不应隐去的确认保留。",
    "leak.given-name": "此处可能单独称呼当事人的名，请核对是否隐去。",
}
_WIDEST = 24
"""Characters of a number or a street that are a leak by themselves, however long the whole is."""
_VERY_LONG = 200
_LOOKS = {"person": "姓名", "organisation": "单位名称", "number": "号码", "address": "住址"}


@dataclass(frozen=True, slots=True)
class _Needle:
    """A string to search for; folded once. `windows` are pieces that already say too much (numbers, addresses)."""

    source: str
    kind: str
    code: str
    why: str
    sure: bool
    folded: str
    number: str
    windows: tuple[str, ...]

    @property
    def is_name(self) -> bool:
        return self.kind in ("person", "organisation", "alias")


def leaks(
    original: str,
    release: Release,
    protected: Iterable[Protected],
    scope: Scope,
    changes: Sequence[Change] = (),
) -> tuple[Finding, ...]:
    """Everything of `original` that must not be in `release` and is; sure findings first, then by place.

    `changes`, where the engine tells them, show names of which only a part was replaced (崔芃婧 → 崔某婧).
    """
    seen = suspects(original, scope)
    needles = _needles(original, protected, seen)
    found = list(_in_text("", release.text, needles))
    found += _looks(release.text, found, [*suspects(release.text, scope), *_in_passing(original, release.text, scope)])
    found += _given_names(original, release.text, needles)
    found += half_masked(original, changes, seen)
    for label, text in (("标题", release.title), ("文件名", release.file_name)):
        found += _in_text(label, text, [*needles, *map(_brand, sorted(brands(original, changes)))])
        found += _given_names_in(label, text, needles)
        if label == "标题":
            found += [_finding_of(item, label, text) for item in _title_looks(text, scope)]
    if release.docx is not None:
        found += _in_file(release.docx, needles, {item.subject for item in found})
    return tuple(sorted(_once(found), key=lambda item: (not item.sure, item.start < 0, item.start)))


def _needles(original: str, protected: Iterable[Protected], seen: Iterable[Suspect]) -> list[_Needle]:
    needles: dict[str, _Needle] = {}
    for item in protected:
        shortest = 4 if item.kind == "address" else 2  # 12号 alone says nothing
        if len(plain(item.text)) >= shortest and not re.fullmatch(r".?某.{0,2}|[×＊*Ｘ\s]+", item.text):
            needles.setdefault(
                plain(item.text), _needle(item.text, item.kind, "leak.protected", "列入隐名的内容", sure=True)
            )
    offices = {"".join(item.text.split()) for item in (*staff(original), *lawyers(original))}
    for suspect in seen:
        name = plain(suspect.text)
        if len(name) >= 2 and "".join(suspect.text.split()) not in offices:
            needles.setdefault(name, _needle(suspect.text, suspect.look, "leak.look", suspect.why, sure=suspect.sure))
    return list(needles.values())


def _needle(text: str, kind: str, code: str, why: str, *, sure: bool) -> _Needle:
    is_number = kind in NUMBER_KINDS or kind == "number"
    number = plain_number(text) if is_number else ""
    windows: tuple[str, ...] = ()
    if is_number and len(number) >= 11:
        windows = _windows(number, max(7, math.ceil(len(number) * 0.65)))
    elif kind == "address":
        street = plain(_below_county(text))
        windows = tuple(
            part for part in _windows(street, max(6, math.ceil(len(street) * 0.6))) if re.search(r"\d", part)
        )
    elif kind in ("person", "alias") and re.search(r"[·•A-Za-z]", text):
        # Harold Quimbley → HQuimbley: half a name is a name.
        parts = [plain(part) for part in re.split(r"[\s·•,，.]+", text)]
        windows = tuple(part for part in parts if len(part) >= (4 if part.isascii() else 3) and len(parts) > 1)
    return _Needle(text, kind, code, why, sure, plain(text), number if len(number) >= 5 else "", windows)


def _brand(name: str) -> _Needle:
    """澜沧诉骐骥买卖合同纠纷: a company is known by less than its name; and so is many a word."""
    return _needle(name, "organisation", "leak.look", "单位的字号", sure=False)


def _windows(text: str, width: int) -> tuple[str, ...]:
    """The pieces of which one left is a leak. Of a very long string every second half: a longer piece holds one whole."""
    width = min(width, _WIDEST)
    step = 1 if len(text) <= _VERY_LONG else width // 2
    return tuple(dict.fromkeys(text[start : start + width] for start in range(0, len(text) - width + 1, step)))


def _below_county(address: str) -> str:
    """What follows the county of an address; the county and all above it may stay."""
    county = re.match(rf"[{HAN}]{{0,20}}(?:自治县|新区|(?<![小社])区|县|旗|市)(?!场)", address)
    return address[county.end() :] if county else address


# ── text, title, file name ───────────────────────────────────────────────────────────────────────────────────────
def _in_text(label: str, text: str, needles: list[_Needle]) -> Iterator[Finding]:
    views = _Views(text)
    stays: list[tuple[int, int]] | None = None
    for needle in needles:
        for start, end, code in views.search(needle):
            if stays is None:
                stays = [(item.start, item.end) for item in kept(text)]
            if any(first <= start and end <= last for first, last in stays) or (
                needle.kind in ("person", "alias") and is_staff_position(text, start)
            ):
                continue
            yield Finding(
                "leak",
                code,
                label or paragraph_of(text, start),
                excerpt(text, start, end),
                f"{needle.why}：{_REMEDY[code]}",
                needle.source,
                -1 if label else start,
                -1 if label else end,
                needle.sure and (code == "leak.partial" or not _looks_like_a_word(text, start, end, needle)),
            )


class _Views:
    """One text in the three foldings, each made when it is first needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = fold(text)
        self._whole = fold_across_lines(text) if "\n" in text else self._lines
        self._number: Folded | None = None

    def search(self, needle: _Needle) -> Iterator[tuple[int, int, str]]:
        """Start, end and finding code of each occurrence, none twice."""
        seen = bytearray(len(self._text))
        for code, spans in ((needle.code, self._spans(needle)), ("leak.partial", self._pieces(needle))):
            for start, end in spans:
                if not any(seen[start:end]):
                    seen[start:end] = b"\1" * (end - start)
                    yield start, end, code

    def _spans(self, needle: _Needle) -> Iterator[tuple[int, int]]:
        yield from self._lines.occurrences(needle.folded)
        # Two characters at the end of one paragraph and the start of the next are chance.
        if len(needle.folded) >= 3 and self._whole is not self._lines:
            yield from self._whole.occurrences(needle.folded)
        if needle.number:
            yield from self._digits().occurrences(needle.number)
        if needle.is_name and len(needle.folded) >= 3:
            # A bookmark or a file name parts a name with _ or -: 王_伟_安.
            yield from self._digits().occurrences(plain_number(needle.source))

    def _pieces(self, needle: _Needle) -> Iterator[tuple[int, int]]:
        view = self._digits() if needle.number else self._whole
        for window in needle.windows:
            yield from view.occurrences(window)

    def _digits(self) -> Folded:
        if self._number is None:
            self._number = fold_number(self._text)
        return self._number


def _looks_like_a_word(text: str, start: int, end: int, needle: _Needle) -> bool:
    """高峰 in 早高峰时段: a name of two characters between other characters of a word, no role before it."""
    if len(needle.folded) > 2 or not needle.is_name or not re.fullmatch(f"[{HAN}]{{2}}", needle.folded):
        return False
    before, after = text[max(0, start - 3) : start], text[end : end + 2]
    role = re.search(r"(?:原告|被告|[人方]|[与和及、，。；：“\s]|向|由|对|将)$", before)
    return bool(before) and role is None and re.match(f"[{HAN}]", after) is not None


# ── what resembles something in the release itself ───────────────────────────────────────────────────────────────
def _in_passing(original: str, text: str, scope: Scope) -> Iterator[Suspect]:
    """Names that no role announces, and that are looked for in the release alone."""
    if scope.third_persons == "all":
        stays = [(item.start, item.end) for item in kept(text)]
        parties = [name for name, _, _ in declared_parties(original)]
        for item in (*misspelt(parties, text), *dotted_names(text), *latin_names(text)):
            if not any(start < item.end and item.start < end for start, end in stays):
                yield item


def _looks(text: str, told: Iterable[Finding], seen: Iterable[Suspect]) -> Iterator[Finding]:
    covered = bytearray(len(text))
    for finding in told:
        covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    for item in seen:
        if not any(covered[item.start : item.end]):
            yield _finding_of(item, "", text)


def _title_looks(title: str, scope: Scope) -> tuple[Suspect, ...]:
    return suspects(title, scope) if title else ()


def _finding_of(item: Suspect, label: str, text: str) -> Finding:
    return Finding(
        "leak",
        "leak.look",
        label or paragraph_of(text, item.start),
        excerpt(text, item.start, item.end),
        f"{item.why}（{_LOOKS[item.look]}）：{_REMEDY['leak.look']}",
        item.text,
        -1 if label else item.start,
        -1 if label else item.end,
        item.sure,
    )


def _given_names(original: str, text: str, needles: list[_Needle]) -> Iterator[Finding]:
    """建国表示同意, where 李建国 is a party: only where it stood apart in the original too, as a person acts."""
    for needle in needles:
        if needle.kind != "person" or not re.fullmatch(f"[{HAN}]{{3,4}}", needle.folded):
            continue
        given = needle.folded[-2:]
        alone = re.compile(
            rf"(?:^|(?<=[，。；、：\s“给和与向由对]))(?P<given>{given})(?=[称表说诉辩的和与向在，。、；])", re.MULTILINE
        )
        if alone.search(original):
            for match in alone.finditer(text):
                yield Finding(
                    "leak",
                    "leak.given-name",
                    paragraph_of(text, match.start()),
                    excerpt(text, *match.span("given")),
                    _REMEDY["leak.given-name"],
                    given,
                    *match.span("given"),
                    sure=False,
                )


def _given_names_in(label: str, text: str, needles: list[_Needle]) -> Iterator[Finding]:
    """砚秋等买卖合同纠纷: in a title a given name needs little around it to tell who is meant."""
    words = plain(text)
    for needle in needles:
        given = needle.folded[-2:]
        if needle.kind != "person" or given not in words or not re.fullmatch(f"[{HAN}]{{3}}", needle.folded):
            continue
        # 康某建设工程施工合同纠纷: there 建设 is nobody's name.
        if re.search(rf"(?:^|[、,与诉和及]){given}(?=$|[、,.与诉和及案等])", words):
            yield Finding("leak", "leak.given-name", label, text[:40], _REMEDY["leak.given-name"], given, sure=False)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _in_file(content: bytes, needles: list[_Needle], known: set[str]) -> Iterator[Finding]:
    for place in places(content):
        if place.raw:
            yield from _in_bytes(place, needles)
            continue
        for found in _in_text("", place.text, needles):
            # What the text already shows need not be answered again for the body it stands in.
            if not (place.where.startswith("正文（") and found.subject in known):
                yield Finding(
                    "leak", found.code, place.where, found.excerpt, found.what_to_do, found.subject, sure=found.sure
                )


def _in_bytes(place: Place, needles: list[_Needle]) -> Iterator[Finding]:
    for needle in needles:
        word = "".join(needle.source.split())
        encodings = (word.encode(), word.encode("utf-16-le"), word.encode("gb18030"))
        if len(word) >= 2 and any(form in place.raw for form in encodings):
            remedy = f"{needle.why}：此处不是文字，请重新生成隐名稿。"
            yield Finding("leak", needle.code, place.where, word, remedy, needle.source, sure=needle.sure)


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str, str, str, int]] = set()
    for item in found:
        key = (item.code, item.place, item.subject, item.start)
        if key not in seen:
            seen.add(key)
            yield item
