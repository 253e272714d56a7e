"""Answering a copy under review: each place accepted, kept or changed, and each finding of the checks with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clerk_app.use_cases.answered_copy import Answer, Rule, answering
from clerk_app.use_cases.renumbering import NAMES, merged, squeezed
from clerk_app.use_cases.replacement import fitting
from clerk_app.use_cases.reviewed_copy import Place, ReviewedCopy, Wording
from clerk_app.use_cases.staged import Staged, at_once
from clerk_app.use_cases.web_copies import OpenCopy
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.originals import Originals
    from clerk_app.use_cases.web_copy_views import Decision, WebCopyView, WherePlace, WhichFinding

_LONGEST_ANSWER = 500


def deciding(
    desk: Desk,
    originals: Originals,
    document_id: str,
    where: WherePlace,
    decision: Decision,
    replacement: str = "",
    *,
    everywhere: bool,
    remember: bool,
) -> Staged[WebCopyView]:
    """Answers one place, or with `everywhere` all places of the same words; `decision` "" takes an answer back.

    `replacement` is what a changed place shows. `remember`: the court's further documents are masked so too, or keep
    these words. Raises CourtError `web-copy.place-missing`, `web-copy.place-gone`, as `replacement.fitting`, as
    `web_copies.open_copy` and `save_copy`, and as `masking_rules.add_masking_rule`.
    """

    def decided(opened: OpenCopy) -> Answer:
        before = opened.reviewed
        chosen = before.place(where)
        put = fitting(chosen.original, replacement) if decision == "changed" else replacement
        wanted = squeezed(chosen.original)

        def answered(place: Place) -> Place:
            same = place == chosen or (everywhere and squeezed(place.original) == wanted)
            return _answered(place, decision, put) if same else place

        places = tuple(answered(place) for place in before.places)
        changed = any(new.replacement != old.replacement for new, old in zip(places, before.places, strict=True))
        reviewed = replace(before, places=places)
        if not decision and wanted in before.wording.same:
            reviewed = opened.maker.told_more(*_parted(reviewed, chosen))
        elif changed:
            reviewed = opened.maker.again(reviewed)
        said = {"decision": decision, "at": [chosen.start, chosen.end], "everywhere": everywhere, "put": put}
        stays = decision == "kept" or (decision == "accepted" and not chosen.is_masked)
        rule = Rule("keep" if stays else "mask", chosen.original) if remember and decision else None
        return Answer(reviewed, said, rule)

    return answering(desk, originals, document_id, decided)


def merging(
    desk: Desk, originals: Originals, document_id: str, where: WherePlace, other_where: WherePlace
) -> Staged[WebCopyView]:
    """The name at `where` is the one at `other_where`: everywhere it gets the other's replacement, and the names behind
    them are numbered anew. Taking the answer back parts them again.

    Raises CourtError `web-copy.place-missing`, `web-copy.place-gone`, `web-copy.not-a-name`, and as
    `web_copies.open_copy` and `save_copy`.
    """

    def as_one(opened: OpenCopy) -> Answer:
        before = opened.reviewed
        one, other = before.place(where), before.place(other_where)
        for place in (one, other):
            if place.kind not in NAMES or (place is other and not place.is_masked):
                raise CourtError("web-copy.not-a-name", number=before.places.index(place) + 1)
        wanted = squeezed(one.original)

        def is_same(place: Place) -> bool:
            alike = bool(one.entity) and place.entity == one.entity and place.replacement == one.replacement
            return alike or squeezed(place.original) == wanted

        one_name = other.replacement == other.proposed
        places = tuple(_merged(place, other, one_name=one_name) if is_same(place) else place for place in before.places)
        wording = before.wording
        if one_name:  # else it is what a person wrote, and that bears no number of ours
            names = [squeezed(place.original) for place in before.places if is_same(place)]
            wording = replace(wording, same=merged(wording.same, names, squeezed(other.original)))
        numbers = [before.places.index(one) + 1, before.places.index(other) + 1]
        return Answer(opened.maker.again(replace(before, places=places, wording=wording)), {"same": numbers})

    return answering(desk, originals, document_id, as_one)


def answering_finding(
    desk: Desk, originals: Originals, document_id: str, which: WhichFinding, answer: str
) -> Staged[WebCopyView]:
    """Notes why what a check found may stay; an empty answer opens the finding again.

    Raises CourtError `web-copy.place-missing`, `web-copy.place-gone`, `field.too-long`, and as `web_copies.open_copy`
    and `save_copy`.
    """
    said = answer.strip()

    def answered(opened: OpenCopy) -> Answer:
        if len(said) > _LONGEST_ANSWER:
            raise CourtError("field.too-long", label="答复", length=len(said), limit=_LONGEST_ANSWER, key="answer")
        findings, index = opened.reviewed.findings, opened.reviewed.finding(which)
        by, on = (desk.actor.user_id, desk.today.isoformat()) if said else ("", "")
        finding = replace(findings[index], answer=said, answered_by=by, answered_on=on)
        reviewed = replace(opened.reviewed, findings=(*findings[:index], finding, *findings[index + 1 :]))
        return Answer(reviewed, {"finding": index + 1, "answer": said})

    return answering(desk, originals, document_id, answered)


def decide(
    desk: Desk,
    originals: Originals,
    document_id: str,
    where: WherePlace,
    decision: Decision,
    replacement: str = "",
    *,
    everywhere: bool,
    remember: bool,
) -> WebCopyView:
    """`deciding`, at once."""
    return at_once(
        deciding(
            desk, originals, document_id, where, decision, replacement, everywhere=everywhere, remember=remember
        )
    )  # fmt: skip


def same_as(
    desk: Desk, originals: Originals, document_id: str, where: WherePlace, other_where: WherePlace
) -> WebCopyView:
    """`merging`, at once."""
    return at_once(merging(desk, originals, document_id, where, other_where))


def answer_finding(desk: Desk, originals: Originals, document_id: str, which: WhichFinding, answer: str) -> WebCopyView:
    """`answering_finding`, at once."""
    return at_once(answering_finding(desk, originals, document_id, which, answer))


def _merged(place: Place, other: Place, *, one_name: bool) -> Place:
    """The place with the other's word as the machine's own, so that both go on with one number."""
    proposed = other.proposed if one_name else place.proposed
    return replace(place, decision="changed", proposed=proposed, replacement=other.replacement)


def _parted(reviewed: ReviewedCopy, chosen: Place) -> tuple[ReviewedCopy, Wording]:
    """The copy with the chosen name, and what else its owner is called, on its own again; and the wording that says so."""
    wording = reviewed.wording
    names = {squeezed(chosen.original)}
    names |= {squeezed(place.original) for place in reviewed.places if chosen.entity and place.entity == chosen.entity}
    names &= wording.same.keys()
    places = tuple(
        _answered(place, "", "") if squeezed(place.original) in names and place.replacement == place.proposed else place
        for place in reviewed.places
    )
    same = {name: other for name, other in wording.same.items() if name not in names}
    return replace(reviewed, places=places), replace(wording, same=same)


def _answered(place: Place, decision: Decision, replacement: str) -> Place:
    match decision:
        case "changed":
            return replace(place, decision="changed", replacement=replacement)
        case "kept":
            return replace(place, decision="kept", replacement=place.original)
        case "accepted":
            # What a person changed before and accepts now stays as the person put it.
            if place.decision == "changed":
                return place
            return replace(place, decision="accepted", replacement=place.proposed)
    return replace(place, decision="", replacement=place.proposed)
