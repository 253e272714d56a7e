"""Masking one file apart from any case: `clerk-app mask`, which needs no folder, no password and no server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from clerk_app.use_cases.make_web_copy import MadeCopy, alike, make_copy
from court_core.documents.confined import read_confined
from court_core.documents.plain_text import decoded
from court_core.errors import CourtError
from court_core.masking.lac import NameFinder
from court_core.masking.profiles import Profile
from court_core.masking.spans import Doubt, Replacement
from court_core.release_checks.before_release import Verdict
from court_core.release_checks.findings import Finding

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """One masked file. `text` is what was read, as the offsets of `report` count it; `masked_text` the same masked."""

    made: MadeCopy
    profile: Profile
    text: str
    masked_text: str
    verdict: Verdict
    report: dict[str, object]

    @property
    def refusal(self) -> CourtError | None:
        """Why the copy must not go out as it is; None when no finding is sure."""
        leaks = sum(item.sure for item in self.verdict.leaks)
        over = sum(item.sure for item in self.verdict.over_masking)
        if leaks:
            return CourtError("web-copy.leak", count=leaks)
        return CourtError("web-copy.over-masked", count=over) if over else None


def mask_file(
    data: bytes, name: str, profile: Profile, *, finder: NameFinder | None = None, output_name: str = ""
) -> MaskedFile:
    """Read, mask and check one .docx or .txt. `output_name` is what the person wants the copy to be called.

    Offsets of the report count the characters of a .txt as they are in the file (a line end of two characters as two, a
    UTF-8 byte order mark as one), and of a .docx the text that was read. Raises CourtError `document.…`.
    """
    read = read_confined(data, name)
    made = make_copy(read, profile, finder=finder, file_name=name)
    verdict = made.verdict
    wanted = PurePath(output_name).stem
    if alike(wanted, made.result.spans) != wanted:
        verdict = Verdict((_name_leak(output_name), *verdict.leaks), verdict.over_masking)
    text = _as_in_file(data) if _is_text(name) else read.text
    places = _Places(text)
    masked, at = [], 0
    for change in made.changes:
        masked += [text[at : places.of(change.start)], change.replacement]
        at = places.of(change.end)
    masked_text = "".join((*masked, text[at:]))
    return MaskedFile(made, profile, text, masked_text, verdict, _report(made, profile, verdict, places))


def _is_text(name: str) -> bool:
    return PurePath(name).suffix.lower() == ".txt"


def _as_in_file(data: bytes) -> str:
    return ("\ufeff" if data.startswith(_BYTE_ORDER_MARK) else "") + decoded(data)


class _Places:
    """From an offset of the text as it was read, where line ends are one character, to one of the file's own text."""

    def __init__(self, text: str) -> None:
        self._mark = text.startswith("\ufeff")
        self._at = [index for index, c in enumerate(text) if not (c == "\n" and text[index - 1 : index] == "\r")]
        self._end = len(text)
        self._plain = "\r" not in text and not self._mark

    def of(self, offset: int) -> int:
        """The place; the end of the text for what lies behind it."""
        if self._plain:
            return min(offset, self._end)
        offset += self._mark
        return self._at[offset] if offset < len(self._at) else self._end


def _name_leak(name: str) -> Finding:
    return Finding("leak", "leak.protected", "文件名", name, "输出的文件名含有应隐去的内容，请换一个文件名。", name)


def _report(made: MadeCopy, profile: Profile, verdict: Verdict, places: _Places) -> dict[str, object]:
    return {
        "profile": profile.name,
        "spans": [_span(span, places) for span in made.result.spans],
        "review": [_span(item, places) for item in made.result.review],
        "leaks": _findings(verdict.leaks),
        "over_masking": _findings(verdict.over_masking),
        "notes": list(made.result.notes),
    }


def _span(item: Replacement | Doubt, places: _Places) -> dict[str, object]:
    """What stays although a person should look at it has no `replacement`."""
    put = {"replacement": item.replacement} if isinstance(item, Replacement) else {}
    return {
        "start": places.of(item.start),
        "end": places.of(item.end),
        "kind": item.kind,
        "original": item.original,
        **put,
        "why": item.why,
        "sure": item.sure,
    }


def _findings(found: Sequence[Finding]) -> list[dict[str, str | int | bool]]:
    return [item.as_json() for item in found]
