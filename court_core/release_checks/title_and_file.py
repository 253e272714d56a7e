"""Title, file name and file: they say what the masked text says, in the same words and with the same masks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from court_core.release_checks.file_places import places
from court_core.release_checks.findings import Change, Finding, Named, Release, excerpt, paragraph_of
from court_core.release_checks.folding import plain
from court_core.release_checks.forms import HAN, kept
from court_core.release_checks.half_masked import brands

_SUFFIX = re.compile(r"\.(?:docx|doc|wps|txt)$", re.IGNORECASE)
_BESIDE_THE_BODY = re.compile(r"（word/(?:header|footer|comments)\d*\.xml）$")
# 第 1 页 共 3 页; 民事判决书: what every page may bear.
_RUNNING_HEAD = re.compile(
    rf"(?:page|numpages|[\d第页共/\-—]|[{HAN}]{{2,12}}(?:判决书|裁定书|决定书|调解书|人民法院))*"
)
_BODY = re.compile(r"（word/(?:document|footnotes|endnotes)\.xml）$")


# ── title and file name ──────────────────────────────────────────────────────────────────────────────────────────
def title_findings(
    original: str, release: Release, named: Named | None, changes: Sequence[Change]
) -> Iterator[Finding]:
    """Where title and file name do not say what those of the original say, masked as the text is."""
    yield from _case_number(original, release.title)
    if named is None or not changes:
        return
    after = (
        ("标题", named.title, release.title),
        ("文件名", *(_SUFFIX.sub("", name) for name in (named.file_name, release.file_name))),
    )
    for label, before, now in after:
        if before.strip() and not re.fullmatch(_expected(before, original, changes), plain(now)):
            remedy = f"{label}与原{label}相比，除隐名外另有改动，或隐名与正文不一致，请核对。"
            yield Finding("over-masking", "over.title-differs", label, now or "（空）", remedy, before)


def _expected(before: str, original: str, changes: Sequence[Change]) -> str:
    """A pattern for the masked form of a title: the names as they are masked in the text, all else as it was."""
    masks: dict[str, set[str]] = {}
    for change in changes:
        old = plain(original[change.start : change.end])
        if len(old) >= 2 and change.replacement:
            masks.setdefault(old, set()).add(re.escape(plain(change.replacement)))
    for brand in brands(original, changes):
        masks.setdefault(brand, {r"某\d*", brand})
    words = "|".join(re.escape(old) for old in sorted(masks, key=len, reverse=True))
    pieces = re.split(f"({words})", plain(before)) if words else [plain(before)]
    return "".join(f"(?:{'|'.join(masks[piece])})" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))


def _case_number(original: str, title: str) -> Iterator[Finding]:
    """A case number in the title is the original's, unmasked."""
    numbers = {plain(item.text) for item in kept(original) if item.kind == "case-number"}
    for match in re.finditer(r"[（(〔]\s*(?:\d{4}|[\d×*＊某]{1,6})\s*[）)〕][^\s，。、]{2,30}?号", title):
        if numbers and plain(match[0]) not in numbers:
            yield Finding(
                "over-masking",
                "over.case-number",
                "标题",
                match[0],
                "标题中的案号与正文不一致，请按原文填写。",
                match[0],
            )


# ── file ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def file_findings(text: str, docx: bytes) -> Iterator[Finding]:
    """Where the file does not say what the released text says: no line less, no line more, none in another place."""
    parts: dict[str, str] = {}
    for place in places(docx):
        parts.setdefault(place.where, place.text)  # the first reading of a part is all of it
    missing = list(_missing(text, plain("".join(parts.values()))))
    yield from missing
    body = "".join(words for where, words in parts.items() if _BODY.search(where))
    if not missing:
        yield from _unlike(text, body)
    for where, words in parts.items():
        if _BESIDE_THE_BODY.search(where) and not _RUNNING_HEAD.fullmatch(plain(words)):
            remedy = "隐名稿文件中有正文以外的文字，请重新生成文件。"
            yield Finding("over-masking", "over.added-to-file", where, words.strip()[:40], remedy, words.strip()[:40])


def _missing(text: str, file: str) -> Iterator[Finding]:
    for match in re.finditer(r"[^\n]+", text):
        # Cells of a table are joined by tabs in the text and stand apart in the file.
        for cell in match[0].split("\t"):
            if plain(cell) and plain(cell) not in file:
                yield Finding(
                    "over-masking",
                    "over.missing-in-file",
                    paragraph_of(text, match.start()),
                    excerpt(cell, 0, min(len(cell), 20)),
                    "隐名稿文件中缺少这一段，请重新生成文件。",
                    cell[:40],
                )


def _unlike(text: str, file: str) -> Iterator[Finding]:
    """Each character in its order: a row lost, doubled or moved, a decimal point gone, words that nobody wrote."""
    expected, found = _dense(text), _dense(file)
    if expected == found:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), min(len(expected), len(found))
    )
    around = expected[max(0, at - 10) : at + 10] or found[:20]
    remedy = f"隐名稿文件自此处起与隐名稿不同，文件中为“{found[at : at + 10]}”，请重新生成文件。"
    yield Finding("over-masking", "over.file-differs", "文件", around, remedy, expected[at : at + 10])


def _dense(text: str) -> str:
    """Without white space, and without the characters that no file of Word can hold."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
