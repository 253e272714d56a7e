"""A web copy under review: its places with what a person said of each, the checks' findings with their answers.

What a place reads now is kept here and not left to the engine: another workstation, without the name finder or with
another version, shows and confirms the same copy.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from clerk_app.use_cases.web_copy_views import find_again
from court_core.documents.model import WebCopy, copy_from_json, copy_to_json
from court_core.errors import CourtError
from court_core.masking.profiles import PROFILE_NAMES, load_profile
from court_core.masking.spans import SURE_ENOUGH
from court_core.rules.web_copies import LONGEST_COPY

if TYPE_CHECKING:
    from clerk_app.use_cases.web_copy_views import Decision, ReviewCheck, WherePlace, WhichFinding
    from court_core.records.fields import Value

_DECISIONS: tuple[Decision, ...] = ("", "accepted", "kept", "changed")
_TEXTS = ("kind", "original", "proposed", "replacement", "why", "entity")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the original. `proposed` is what the machine would put there, `replacement` what stands there now;
    `left`: the machine leaves it and asks. `copy_start` counts in the copy.
    """

    start: int
    end: int
    copy_start: int
    kind: str
    original: str
    proposed: str
    replacement: str
    why: str
    entity: str
    sure: float
    left: bool = False
    decision: Decision = ""

    @property
    def unsure(self) -> bool:
        """Whether a person has to look at it."""
        return self.left or self.sure < SURE_ENOUGH

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.unsure and not self.decision

    @property
    def is_masked(self) -> bool:
        """Whether something else stands there now."""
        return self.replacement != self.original


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding of a release check and what a person answered; by whom and when."""

    check: ReviewCheck
    code: str
    place: str
    excerpt: str
    what_to_do: str
    subject: str
    start: int
    end: int
    sure: bool
    answer: str = ""
    answered_by: str = ""
    answered_on: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the engine was told besides the text. `names` and `keep` go to it; `changed` are words that it does not take
    for names, with what stands in their place; `own` are those that a person told for this document; `remembered`
    the court's rules that were used, as people read them; `same` says of a name whose it is (`renumbering.merged`).
    """

    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewedCopy:
    """The copy with all that was said of it. `read_sha256` names the file that was read for it: the .docx made of an old
    .doc, else the original; empty where an earlier program masked it.
    """

    copy: WebCopy
    wording: Wording
    places: tuple[Place, ...]
    findings: tuple[Answered, ...]
    notes: tuple[str, ...]
    read_sha256: str = ""

    @property
    def open_count(self) -> int:
        """How many places and findings wait for an answer."""
        return sum(place.is_open for place in self.places) + sum(not finding.answer for finding in self.findings)

    def place(self, where: WherePlace) -> Place:
        """The place of that number, from 1, or at that stretch of the original.

        Raises CourtError `web-copy.place-missing` for a number, `web-copy.place-gone` for a stretch that is no place now.
        """
        if isinstance(where, int):
            return self.places[_index(where, len(self.places))]
        for place in self.places:
            if (place.start, place.end) == where:
                return place
        raise CourtError("web-copy.place-gone")

    def finding(self, which: WhichFinding) -> int:
        """How manieth in `findings`, from 0, the finding is. Raises CourtError as `place`."""
        if isinstance(which, int):
            return _index(which, len(self.findings))
        index = find_again(self.findings, which)
        if index is None:
            raise CourtError("web-copy.place-gone")
        return index

    def with_findings(self, found: Sequence[Answered]) -> ReviewedCopy:
        """The same with the findings of a new check; one that is there again keeps its answer."""
        known = dict(zip(_keys(self.findings), self.findings, strict=True))
        kept = []
        for key, finding in zip(_keys(found), found, strict=True):
            before = known.get(key)
            if before is not None:
                finding = replace(
                    finding, answer=before.answer, answered_by=before.answered_by, answered_on=before.answered_on
                )
            kept.append(finding)
        return replace(self, findings=tuple(kept))


def _index(number: int, count: int) -> int:
    if not 1 <= number <= count:
        raise CourtError("web-copy.place-missing", number=number)
    return number - 1


def profile_label(name: str) -> str:
    """How people call a profile; the stored name where this program does not know it."""
    return load_profile(name).label if name in PROFILE_NAMES else name


def _keys(findings: Sequence[Answered]) -> list[tuple[object, ...]]:
    """What makes a finding the same after the text was changed elsewhere: its words and how manieth it is of them."""
    seen: Counter[tuple[str, ...]] = Counter()
    keys: list[tuple[object, ...]] = []
    for finding in findings:
        words = (finding.check, finding.code, finding.subject, finding.excerpt)
        seen[words] += 1
        keys.append((*words, seen[words]))
    return keys


# How it stands in the record `web_copy`: each text once, a place as a row of numbers, so that hundreds of places stay small.


def to_values(reviewed: ReviewedCopy) -> dict[str, Value]:
    """The fields `content`, `replacements` and `answers`. Raises CourtError `web-copy.too-long` for what no server takes."""
    texts: dict[str, int] = {}
    rows = [
        [
            *(place.start, place.end, place.copy_start),
            *(texts.setdefault(getattr(place, name), len(texts)) for name in _TEXTS),
            *(place.sure, int(place.left), _DECISIONS.index(place.decision)),
        ]
        for place in reviewed.places
    ]
    wording = asdict(reviewed.wording)
    values: dict[str, Value] = {
        "content": copy_to_json(reviewed.copy),
        "replacements": _plain(
            {
                "wording": wording,
                "texts": list(texts),
                "places": rows,
                "notes": reviewed.notes,
                "read": reviewed.read_sha256,
            }
        ),
        "answers": _plain({"findings": [asdict(finding) for finding in reviewed.findings]}),
    }
    length = sum(len(json.dumps(value, ensure_ascii=False)) for value in values.values())
    if length > LONGEST_COPY:
        raise CourtError("web-copy.too-long", length=length, limit=LONGEST_COPY)
    return values


def from_values(values: Mapping[str, Value]) -> ReviewedCopy:
    """The state in a record. Raises CourtError `web-copy.unreadable`."""
    copy = copy_from_json(str(values["content"]))
    try:
        replacements = cast("dict[str, Any]", values["replacements"])
        answers = cast("dict[str, Any]", values["answers"])
        told = replacements["wording"]
        return ReviewedCopy(
            copy=copy,
            wording=Wording(
                tuple(told["names"]),
                tuple(told["keep"]),
                dict(told["changed"]),
                tuple(told["own"]),
                tuple(told["remembered"]),
                dict(told.get("same", {})),  # copies masked before names could be merged have none
            ),
            places=tuple(_place(replacements["texts"], row) for row in replacements["places"]),
            findings=tuple(Answered(**finding) for finding in answers["findings"]),
            notes=tuple(replacements["notes"]),
            read_sha256=str(replacements.get("read", "")),
        )
    except (KeyError, TypeError, ValueError, IndexError):
        raise CourtError("web-copy.unreadable") from None


def _place(texts: list[str], row: list[Any]) -> Place:
    start, end, copy_start, *named, sure, left, decision = row
    kind, original, proposed, replacement, why, entity = (texts[index] for index in named)
    return Place(
        start, end, copy_start, kind, original, proposed, replacement, why, entity, float(sure), bool(left),
        _DECISIONS[decision],
    )  # fmt: skip


def _plain(value: object) -> Value:
    """The value with lists where tuples were, as it comes back from the database."""
    return json.loads(json.dumps(value, ensure_ascii=False))
