"""The 承办人 confirms a web copy: nothing open, the original unchanged, and both checks anew ([2013] art. 2; DOMAIN §5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.reviewed_copy import to_values
from clerk_app.use_cases.staged import Save, Staged, WorkOut, at_once
from clerk_app.use_cases.web_copies import OpenCopy, is_confirmed, open_copy, save_copy
from court_core.errors import CourtError
from court_core.rules.document_steps import status_label

if TYPE_CHECKING:
    from clerk_app.use_cases.originals import Originals
    from clerk_app.use_cases.reviewed_copy import ReviewedCopy
    from court_core.records.fields import Value


def confirming(desk: Desk, originals: Originals, document_id: str) -> Staged[Saved]:
    """Confirms the copy as it stands. What the checks find anew is kept with the copy, to be answered first.

    Raises CourtError `web-copy.unanswered`, `web-copy.leak`, `web-copy.renewed`, `web-copy.outdated`,
    `document-step.not-allowed` where this very copy is confirmed, and as `web_copies.open_copy` and `save_copy`.
    """

    def read() -> WorkOut[Saved]:
        opened = open_copy(desk, originals, document_id, "confirm")
        if is_confirmed(opened.document, opened.record):
            raise CourtError("document-step.not-allowed", status=status_label("confirmed"), action="确认")

        def work_out() -> Save[Saved]:
            if opened.reviewed.open_count:
                raise CourtError("web-copy.unanswered", count=opened.reviewed.open_count)
            reviewed = opened.maker.again(opened.reviewed)
            refusal, state = _refusal(opened, reviewed), to_values(reviewed)
            return lambda: _saved(desk, opened, state, refusal)

        return work_out

    return read


def confirm_copy(desk: Desk, originals: Originals, document_id: str) -> Saved:
    """`confirming`, at once."""
    return at_once(confirming(desk, originals, document_id))


def _saved(desk: Desk, opened: OpenCopy, state: Mapping[str, Value], refusal: CourtError | None) -> Saved:
    confirmed: Mapping[str, Value] = {"confirmed_by": desk.actor.user_id, "confirmed_on": desk.today.isoformat()}
    with desk.store.write(desk.actor.user_id) as unit:
        if refusal is None:
            save_copy(desk, unit, opened, state, {"confirmed": True}, confirmed)
        else:
            save_copy(desk, unit, opened, state, {"confirmed": False, "because": refusal.code})
        change_set = unit.change_set
    if refusal is not None:
        raise refusal
    return Saved(opened.document.id, change_set)


def _refusal(opened: OpenCopy, reviewed: ReviewedCopy) -> CourtError | None:
    leaks = sum(finding.check == "leak" and not finding.answer for finding in reviewed.findings)
    if leaks:
        return CourtError("web-copy.leak", count=leaks)
    if reviewed.open_count:
        return CourtError("web-copy.unanswered", count=reviewed.open_count)
    return CourtError("web-copy.renewed") if reviewed.copy != opened.reviewed.copy else None
