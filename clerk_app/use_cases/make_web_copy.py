"""Making the web copy of a judgment: masked, rebuilt in a file of our own, and looked at by both release checks.

Nothing is saved here and no desk is needed: the window, the commands and `clerk-app mask` all make a copy this way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_values
from pathlib import PurePath

from court_core.documents.clean_room import as_docx
from court_core.documents.model import ReadDocument, WebCopy, paragraphs, with_replacements
from court_core.documents.rows import with_rows
from court_core.errors import CourtError
from court_core.masking.common_words import is_common_word
from court_core.masking.engine import mask, masked_alike
from court_core.masking.lac import NameFinder
from court_core.masking.organisation_names import parse_organisation
from court_core.masking.plain import plain, plain_name
from court_core.masking.profiles import Profile
from court_core.masking.regions import known_regions
from court_core.masking.spans import Kind, MaskResult, Replacement
from court_core.release_checks.before_release import Verdict, check
from court_core.release_checks.findings import SCOPES, Change, Named, Protected, Release

BY_HAND = "人工改定"
NOT_PUBLISHED = "公开稿不登"
_SHORT_FORMS = "公司|集团|厂|店|银?行|社|部|中心|学校|医院|酒楼|商行"
# What the registry adds to a paper copy: its certification, and where the seal is typed, the word for it.
_CERTIFIED = re.compile(
    r"\s*".join(("[本此]", "件", "与", "原", "[本件]", "核", "对", "无", "异"))
    + r"|(?m:(?<=^)[（(]院\s*印[）)](?=\s*$))"
)


@dataclass(frozen=True, slots=True)
class MadeCopy:
    """A copy as it would go out. `result` is what was masked, with the person's own replacements in it; `changes` are the
    same as spans that end with their paragraph, so that doing them to the text that was read gives `copy.text`.
    """

    copy: WebCopy
    result: MaskResult
    docx: bytes = field(repr=False)
    file_name: str
    verdict: Verdict
    changes: tuple[Change, ...] = ()

    def place_in_copy(self, start: int) -> int:
        """Where an offset of the text that was read stands in `copy.text`; inside a replaced span, where that begins."""
        moved = 0
        for change in self.changes:
            if change.start >= start:
                break
            if start < change.end:
                return change.start + moved
            moved += len(change.replacement) - (change.end - change.start)
        return start + moved


def make_copy(
    read: ReadDocument,
    profile: Profile,
    *,
    finder: NameFinder | None = None,
    names: Sequence[str] = (),
    keep: Sequence[str] = (),
    changed: Mapping[str, str] | None = None,
    here: Mapping[tuple[int, int], str] | None = None,
    title: str = "",
    file_name: str = "",
) -> MadeCopy:
    """Mask `read` and make of it what goes out, with what both checks say of text, title, file name and file.

    `names` and `keep` are masked and left everywhere (remembered rules, what a person added). `changed` says what a person
    put in the place of an original, wherever it stands; `here` the same for one span (start, end) of `read.text` alone.
    Who puts the original back in `here` keeps it there and it is still protected everywhere else.
    Raises CourtError `web-copy.no-text` for a document of pictures or blanks: its page would be empty.
    """
    if not read.text.strip():
        raise CourtError("web-copy.no-text")
    wanted = {_squeezed(original): new for original, new in (changed or {}).items() if _squeezed(original)}
    original = with_rows(read.blocks)
    base = mask(original, profile, finder=finder, also=(title, file_name), names=names, keep=keep)
    spans = _decided(original, base.spans, wanted, here or {})
    changes = tuple(_changes(read, spans))
    copy_title = alike(title, spans)
    copy = with_replacements(read, copy_title, [(c.start, c.end, c.replacement) for c in changes])
    result = with_values(
        base,
        text=copy.text,
        spans=spans,
        review=tuple(item for item in base.review if not isinstance(item, Replacement) or item in spans),
        also=(copy_title, _file_name(file_name, spans)),
    )
    docx = as_docx(copy)
    verdict = check(
        original,
        Release(with_rows(copy.blocks, read.blocks), copy_title, result.also[1], docx),
        SCOPES[profile.name],
        _protected(read, spans, profile, finder, keep),
        changes,
        Named(title, file_name),
    )
    return MadeCopy(copy, result, docx, result.also[1], verdict, changes)


def _decided(
    text: str, spans: Sequence[Replacement], wanted: Mapping[str, str], here: Mapping[tuple[int, int], str]
) -> tuple[Replacement, ...]:
    """The engine's spans with the person's words in them, and with spans for what only the person named."""
    decided: dict[tuple[int, int], Replacement] = {}
    for span in spans:
        new = here.get((span.start, span.end), wanted.get(_squeezed(span.original)))
        if new is None:
            decided[span.start, span.end] = span
        elif new != span.original:
            decided[span.start, span.end] = with_values(span, replacement=new, why=BY_HAND, sure=1.0)
    engine = [(span.start, span.end) for span in spans]
    own = [(start, end, new) for (start, end), new in here.items() if new != text[start:end]]
    own += [(*match.span(), "") for match in _CERTIFIED.finditer(text)]
    found = {_squeezed(span.original) for span in spans}
    for original, new in wanted.items():
        # Where the engine has found it, it has also seen where it must stay: a judge who bears a party's name.
        if original not in found and original != _squeezed(new):
            pattern = r"\s*".join(map(re.escape, original))
            own += [(*match.span(), new) for match in re.finditer(pattern, plain(text))]
    taken = [*engine, *(place for place in here if place not in engine)]
    for start, end, new in own:
        mine = (start, end) in here and (start, end) not in engine
        if mine or not any(a < end and start < b for a, b in taken):
            decided[start, end] = _by_hand(start, end, text[start:end], new)
            taken.append((start, end))
    return _apart(decided[place] for place in sorted(decided))


def _by_hand(start: int, end: int, original: str, new: str) -> Replacement:
    if _CERTIFIED.fullmatch(original) and not new:
        return Replacement(start, end, "deleted-part", original, new, NOT_PUBLISHED, 1.0)
    # What a person marks without saying what it is: searched for like a name, or by its digits like a number.
    kind: Kind = "other-number" if re.fullmatch(r"[\dXx\s-]+", plain(original)) else "person"
    return Replacement(start, end, kind, original, new, BY_HAND, 1.0)


def _apart(spans: Iterator[Replacement]) -> tuple[Replacement, ...]:
    """Without those that overlap one before them: a person may have marked part of what the engine found."""
    kept: list[Replacement] = []
    for span in spans:
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return tuple(kept)


def _changes(read: ReadDocument, spans: Sequence[Replacement]) -> Iterator[Change]:
    """The spans cut at the ends of paragraphs: a name that a break cut in two is replaced where it begins."""
    breaks = [p.start + len(p.text) for p in paragraphs(read.blocks)]
    for span in spans:
        start, new = span.start, span.replacement
        for end in breaks[bisect_left(breaks, start) : bisect_left(breaks, span.end)]:
            if start < end:
                yield Change(start, end, new)
                new = ""
            start = end + 1
        if start < span.end:
            yield Change(start, span.end, new)


def _protected(
    read: ReadDocument, spans: Sequence[Replacement], profile: Profile, finder: NameFinder | None, keep: Sequence[str]
) -> list[Protected]:
    """Everything that was replaced, and the names, numbers and addresses in what the copy does not show at all."""
    found = {(span.original, span.kind) for span in spans if span.kind != "deleted-part"}
    if read.asides:
        unseen = mask("\n".join(aside.text for aside in read.asides), profile, finder=finder, keep=keep)
        found |= {(span.original, span.kind) for span in unseen.spans if span.kind != "deleted-part"}
    return [Protected(text, kind) for text, kind in sorted(found)]


def _file_name(name: str, spans: Sequence[Replacement]) -> str:
    """The masked name with the ending of what is made: .docx, whatever was read."""
    if not name:
        return ""
    path = PurePath(name)
    stem = name if path.suffix.lower() not in (".docx", ".txt", ".doc", ".wps") else name[: -len(path.suffix)]
    return f"{alike(stem, spans)}.docx"


def alike(text: str, spans: Sequence[Replacement]) -> str:
    """A title or file name masked as its document, and the 字号 of its organisations too: 黄伟良诉云山鹭公司.

    In the text the engine finds such short names by what stands around them; a title has nothing around it.
    """
    masked = masked_alike(text, spans)
    for span in spans:
        sign = re.search(r"某\d*", span.replacement)
        if span.kind != "organisation" or sign is None:
            continue
        brand = parse_organisation(plain_name(span.original)).brand
        # 希望公司, 万荣银行 is somebody's; 希望 alone may be no name, and 万荣 is a county.
        tail = f"(?={_SHORT_FORMS})" if is_common_word(brand) or brand in known_regions().short else ""
        if len(brand) >= 2:
            masked = re.sub(re.escape(brand) + tail, sign.group(), masked)
    return masked


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", plain(text))
