"""The 承办人 confirms a web copy: nothing open, the original unchanged, and both checks anew ([2013] art. 2; DOMAIN §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.web_copies import OpenCopy, open_copy, save_copy
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.originals import Originals
    from clerk_app.use_cases.reviewed_copy import ReviewedCopy


def confirm_copy(desk: Desk, originals: Originals, document_id: str) -> Saved:
    """Confirms the copy as it stands. What the checks find anew is kept with the copy, to be answered first.

    Raises CourtError `web-copy.unanswered`, `web-copy.leak`, `web-copy.renewed`, `web-copy.outdated`, and as
    `web_copies.open_copy` and `save_copy`.
    """
    opened = open_copy(desk, originals, document_id, "confirm")
    if opened.reviewed.open_count:
        raise CourtError("web-copy.unanswered", count=opened.reviewed.open_count)
    reviewed = opened.maker.again(opened.reviewed)
    refusal = _refusal(opened, reviewed)
    confirmed = {"confirmed_by": desk.actor.user_id, "confirmed_on": desk.today.isoformat()}
    with desk.store.write(desk.actor.user_id) as unit:
        if refusal is None:
            save_copy(desk, unit, opened, reviewed, {"confirmed": True}, confirmed)
        else:
            save_copy(desk, unit, opened, reviewed, {"confirmed": False, "because": refusal.code})
        change_set = unit.change_set
    if refusal is not None:
        raise refusal
    return Saved(document_id, change_set)


def _refusal(opened: OpenCopy, reviewed: ReviewedCopy) -> CourtError | None:
    leaks = sum(finding.check == "leak" and not finding.answer for finding in reviewed.findings)
    if leaks:
        return CourtError("web-copy.leak", count=leaks)
    if reviewed.open_count:
        return CourtError("web-copy.unanswered", count=reviewed.open_count)
    return CourtError("web-copy.renewed") if reviewed.copy != opened.reviewed.copy else None
