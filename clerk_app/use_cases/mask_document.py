"""隐名 of a registered document: the machine's proposal with the court's remembered rules, and words a person adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import check
from clerk_app.use_cases.answered_copy import Answer, Rule, answering
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.document_files import words_file
from clerk_app.use_cases.document_ledger import take_step
from clerk_app.use_cases.making_reviewed import Maker
from clerk_app.use_cases.masking_rules import remembered_words
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.renumbering import squeezed
from clerk_app.use_cases.reviewed_copy import ReviewedCopy, Wording, from_values, profile_label, to_values
from clerk_app.use_cases.staged import Save, Staged, WorkOut, at_once
from clerk_app.use_cases.views import Choice
from clerk_app.use_cases.web_copies import OpenCopy, maker_of
from clerk_app.use_cases.wording import text_of
from court_core.errors import CourtError
from court_core.masking.names import is_name_shaped
from court_core.masking.plain import plain_name
from court_core.masking.profiles import PROFILE_NAMES
from court_core.records.access import Action
from court_core.rules.document_steps import step_for

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.use_cases.masked_words import MaskedWords
    from clerk_app.use_cases.masking_rules import RememberedWords
    from clerk_app.use_cases.originals import Originals
    from clerk_app.use_cases.web_copy_views import WebCopyView
    from court_core.records.fields import Value

KEPT_ALL_THE_SAME = "记忆中一律隐去的“{words}”属于依法公开的内容，本文书中没有隐去。"


def masking_profiles(desk: Desk) -> tuple[Choice, ...]:
    """The profiles to choose from, the court's own first."""
    names = sorted(PROFILE_NAMES, key=lambda name: name != desk.settings.masking_profile)
    return tuple(Choice(name, profile_label(name)) for name in names)


def masking(desk: Desk, originals: Originals, document_id: str, profile: str = "") -> Staged[Saved]:
    """Masks a document, anew if it was masked before; words a person had added for it are kept, other answers are not.

    `profile` empty: that of the copy there is, else the court's default. Raises CourtError `document.unknown`,
    `document.file-missing`, `document-step.not-allowed`, `document-step.not-yours`, `access.refused`,
    `masking.profile-unknown`, `web-copy.overtaken`, `web-copy.too-long`, and as reading the original.
    """

    def read() -> WorkOut[Saved]:
        with desk.store.read() as reader:
            document = document_record(reader, document_id)
            case = case_record(reader, text_of(document["case_id"]))
            before = reader.get("web_copy", document_id)
            rules = remembered_words(reader)
        check(desk, Action.UPDATE if before else Action.CREATE, "web_copy", case.values)
        step_for(text_of(document["status"]), "mask", desk.actor.roles, in_effect=bool(document["effective_on"]))
        name = profile or (text_of(before["profile"]) if before else "") or desk.settings.masking_profile
        text = originals.fetched(desk, words_file(document))

        def work_out() -> Save[Saved]:
            own = from_values(before.values).wording.own if before and _is_readable(before.values) else ()
            reviewed = proposal(maker_of(document, text(), originals, name), rules, own)
            state = to_values(replace(reviewed, read_sha256=words_file(document)))
            return lambda: _saved(desk, document, name, state)

        return work_out

    return read


def masking_also(
    desk: Desk, originals: Originals, document_id: str, words: str, *, remember: bool,
    masked_words: MaskedWords | None = None,
) -> Staged[WebCopyView]:  # fmt: skip
    """Masks these words wherever they stand, and with `remember` in further documents of the court too. `masked_words`:
    where it is noted, so that it can be taken back.

    Raises CourtError `web-copy.words-short`, `web-copy.words-missing`, `web-copy.words-kept`, as `web_copies.open_copy`
    and `save_copy`, and as `masking_rules.add_masking_rule`.
    """

    def masked(opened: OpenCopy) -> Answer:
        reviewed = told(opened.maker.with_words_masked(opened.reviewed, words), words)
        if masked_words is not None:
            masked_words.note(document_id, words, opened.reviewed, reviewed)
        return Answer(reviewed, {"mask": words.strip()}, Rule("mask", words) if remember else None)

    return answering(desk, originals, document_id, masked)


def taking_back_words(
    desk: Desk, originals: Originals, masked_words: MaskedWords, document_id: str, words: str
) -> Staged[WebCopyView]:
    """Takes back that these words were masked everywhere; what the court remembers of it stays.

    Raises CourtError `web-copy.words-answered`, and as `web_copies.open_copy` and `save_copy`.
    """

    def taken_back(opened: OpenCopy) -> Answer:
        return Answer(masked_words.before(document_id, words, opened.reviewed), {"mask no more": words.strip()})

    return answering(desk, originals, document_id, taken_back)


def mask_document(desk: Desk, originals: Originals, document_id: str, profile: str = "") -> Saved:
    """`masking`, at once."""
    return at_once(masking(desk, originals, document_id, profile))


def mask_also(desk: Desk, originals: Originals, document_id: str, words: str, *, remember: bool) -> WebCopyView:
    """`masking_also`, at once."""
    return at_once(masking_also(desk, originals, document_id, words, remember=remember))


def proposal(maker: Maker, rules: RememberedWords, own: tuple[str, ...] = ()) -> ReviewedCopy:
    """The machine's copy under the court's rules and with the words a person added before. What must stay stays, and a
    note says so.
    """
    text = squeezed(maker.read.text)
    words = [word for word in dict.fromkeys((*rules.mask, *own)) if squeezed(word) in text]
    names = tuple(dict.fromkeys(plain_name(word) for word in words if is_name_shaped(plain_name(word))))
    keep = tuple(word for word in rules.keep if word in maker.read.text)
    wording = Wording(names=names, keep=keep, own=own, remembered=rules.used_in(maker.read.text))
    reviewed = maker.fresh(wording)
    notes = []
    for word in words:
        try:
            reviewed = maker.with_words_masked(reviewed, word)
        except CourtError as refusal:
            if refusal.code != "web-copy.words-kept":
                raise
            notes.append(KEPT_ALL_THE_SAME.format(words=word))
    return replace(reviewed, notes=(*reviewed.notes, *notes))


def told(reviewed: ReviewedCopy, words: str) -> ReviewedCopy:
    """The same, with the words kept for when this document is masked anew."""
    own = tuple(dict.fromkeys((*reviewed.wording.own, words.strip())))
    return replace(reviewed, wording=replace(reviewed.wording, own=own))


def _saved(desk: Desk, document: Record, profile: str, state: Mapping[str, Value]) -> Saved:
    values = {
        "case_id": document["case_id"],
        "document_id": document.id,
        "profile": profile,
        "source_sha256": document["file_sha256"],
        **state,
        "prepared_by": desk.actor.user_id,
        "prepared_on": desk.today.isoformat(),
        "confirmed_by": None,
        "confirmed_on": None,
    }
    with desk.store.write(desk.actor.user_id) as unit:
        now = document_record(unit, document.id)
        if now["file_sha256"] != document["file_sha256"]:
            raise CourtError("web-copy.overtaken")
        take_step(desk, unit, now, "mask")
        if unit.get("web_copy", document.id) is None:
            unit.create("web_copy", values, document.id)
        else:
            unit.update("web_copy", document.id, values)
        return Saved(document.id, unit.change_set)


def _is_readable(values: Mapping[str, Value]) -> bool:
    """Whether an earlier copy can be read; one of a newer program is masked afresh."""
    try:
        from_values(values)
    except CourtError:
        return False
    return True
