"""From what was said of a copy to the copy: made anew with every answer in it, and checked anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from clerk_app.use_cases.make_web_copy import BY_HAND, MadeCopy, make_copy
from clerk_app.use_cases.renumbering import TOLD, renumbered, squeezed
from clerk_app.use_cases.reviewed_copy import Answered, Place, ReviewedCopy, Wording
from court_core.documents.rows import with_rows
from court_core.errors import CourtError
from court_core.masking.names import is_name_shaped
from court_core.masking.organisation_names import ends_like_organisation
from court_core.masking.plain import plain_name
from court_core.masking.replacing import CROSS, organisation_form, person_form
from court_core.masking.spans import Doubt, Replacement

if TYPE_CHECKING:
    from court_core.documents.model import ReadDocument
    from court_core.masking.lac import NameFinder
    from court_core.masking.profiles import Profile
    from court_core.release_checks.before_release import Verdict

SHORTEST = 2


@dataclass(frozen=True)
class Maker:
    """Makes the copies of one original under one profile."""

    read: ReadDocument
    profile: Profile
    finder: NameFinder | None
    title: str
    file_name: str

    def fresh(self, wording: Wording) -> ReviewedCopy:
        """The machine's proposal."""
        return self._made(wording, (), ())

    def again(self, before: ReviewedCopy) -> ReviewedCopy:
        """The copy with its places as they stand, and where names were merged, numbered anew."""
        places: Sequence[Place] = before.places
        if before.wording.same:
            places = renumbered(places, before.wording.same, with_rows(self.read.blocks))
        pinned = [place for place in places if place.decision in ("kept", "changed") or not place.left]
        return self._made(before.wording, places, pinned, before)

    def told_more(self, before: ReviewedCopy, wording: Wording) -> ReviewedCopy:
        """The copy under another wording: places that nobody answered are proposed anew, and none is lost."""
        pinned = [place for place in before.places if place.decision in ("kept", "changed")]
        made = self._made(wording, before.places, pinned, before)
        # A workstation without the name finder does not find again what another found with it.
        lost = [place for place in before.places if place.is_masked and not _is_covered(place, made.places)]
        if lost:
            made = self._made(wording, before.places, [*pinned, *lost], before)
        return self.again(made) if wording.same else made

    def with_words_masked(self, before: ReviewedCopy, words: str) -> ReviewedCopy:
        """The copy with these words masked wherever they stand.

        Raises CourtError `web-copy.words-short`, `web-copy.words-missing`, and `web-copy.words-kept` for what must stay.
        """
        wanted = squeezed(words)
        if len(wanted) < SHORTEST:
            raise CourtError("web-copy.words-short", words=words.strip()[:40])
        if wanted not in squeezed(self.read.text):
            raise CourtError("web-copy.words-missing", words=words.strip()[:40])
        masked = _count(before, wanted)
        wording = before.wording
        name = plain_name(words)
        if is_name_shaped(name) and name not in wording.names:
            made = self.told_more(before, replace(wording, names=(*wording.names, name)))
            if _count(made, wanted) > masked:
                return made
        if wanted not in squeezed(before.copy.text):
            return before
        made = self.told_more(
            before, replace(wording, changed={**wording.changed, wanted: self._instead(before, name)})
        )
        if _hides_what_stays(before, made) or _count(made, wanted) == masked:
            raise CourtError("web-copy.words-kept", words=words.strip()[:40])
        return made

    def _made(
        self,
        wording: Wording,
        places: Sequence[Place],
        pinned: Iterable[Place],
        before: ReviewedCopy | None = None,
    ) -> ReviewedCopy:
        made = make_copy(
            self.read,
            self.profile,
            finder=self.finder,
            names=wording.names,
            keep=wording.keep,
            changed=wording.changed,
            here={(place.start, place.end): place.replacement for place in pinned},
            title=self.title,
            file_name=self.file_name,
        )
        now = ReviewedCopy(
            made.copy, wording, tuple(_places(made, places)), before.findings if before else (), made.result.notes,
            before.read_sha256 if before else "",
        )  # fmt: skip
        return now.with_findings(findings_of(made.verdict))

    def _instead(self, before: ReviewedCopy, name: str) -> str:
        """What stands in the place of words that the engine does not take for a name; told apart from what is there."""
        if self.profile.person_style == "cross":
            return CROSS
        if ends_like_organisation(name):
            form = organisation_form(name, name, 0)
        elif is_name_shaped(name):
            form = person_form(name, name)
        else:
            return CROSS
        used = {place.replacement for place in before.places}
        number = next(n for n in range(len(used) + 1) if f"{form}{n or ''}" not in used)
        return f"{form}{number or ''}"


def findings_of(verdict: Verdict) -> tuple[Answered, ...]:
    """Leaks first, in each check the sure ones first."""
    found = [
        Answered(**asdict(finding))
        for listed in (verdict.leaks, verdict.over_masking)
        for finding in sorted(listed, key=lambda finding: not finding.sure)
    ]
    return tuple(found)


def _places(made: MadeCopy, before: Sequence[Place]) -> list[Place]:
    known = {(place.start, place.end): place for place in before}
    found = [_place(made, span, known.get((span.start, span.end))) for span in made.result.spans]
    left = [replace(place, replacement=place.original) for place in before if place.decision == "kept"]
    left += [
        known.get((doubt.start, doubt.end)) or _doubtful(doubt)
        for doubt in made.result.review
        if isinstance(doubt, Doubt)
    ]
    for place in left:
        if not _is_covered(place, found):
            found.append(replace(place, copy_start=made.place_in_copy(place.start)))
    return sorted(found, key=lambda place: (place.start, place.end))


def _place(made: MadeCopy, span: Replacement, before: Place | None) -> Place:
    copy_start = made.place_in_copy(span.start)
    if before is not None and (before.is_masked or before.decision):
        # What was accepted is the machine's word: made anew, perhaps with another number, it is so still.
        machine = before.decision in ("", "accepted")
        return replace(
            before,
            copy_start=copy_start,
            replacement=span.replacement,
            proposed=span.replacement if machine else before.proposed,
        )
    return Place(
        span.start, span.end, copy_start, _kind(span), span.original, span.replacement, span.replacement, span.why,
        span.entity, span.sure,
    )  # fmt: skip


def _kind(span: Replacement) -> str:
    """What a person named is not always somebody's name."""
    name = plain_name(span.original)
    if span.why != BY_HAND or is_name_shaped(name):
        return span.kind
    return "organisation" if ends_like_organisation(name) else TOLD


def _doubtful(doubt: Doubt) -> Place:
    same = doubt.original
    return Place(doubt.start, doubt.end, 0, doubt.kind, same, same, same, doubt.why, "", doubt.sure, left=True)


def _is_covered(place: Place, places: Iterable[Place]) -> bool:
    return any(other.start < place.end and place.start < other.end for other in places)


def _count(reviewed: ReviewedCopy, wanted: str) -> int:
    return sum(place.is_masked and wanted in squeezed(place.original) for place in reviewed.places)


def _hides_what_stays(before: ReviewedCopy, after: ReviewedCopy) -> bool:
    """Whether the over-masking check is sure of something new."""
    known = {(finding.code, finding.subject) for finding in before.findings}
    return any(
        finding.check == "over-masking" and finding.sure and (finding.code, finding.subject) not in known
        for finding in after.findings
    )
