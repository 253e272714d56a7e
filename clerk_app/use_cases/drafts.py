"""Unsaved text of forms and grid cells: kept in the encrypted database, so that nothing typed is lost to a kill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from clerk_app.use_cases.desk import Desk
from court_core.errors import CourtError

_LONGEST_KEY = 200


def keep_draft(desk: Desk, key: str, text: str) -> None:
    """Keeps the text under `key` (for this person); empty text drops it. Raises CourtError when a text is not on disk.

    A full disk that does not let a draft be dropped is no refusal: mostly the text was saved a moment before, and told
    that it was not, a person would save it a second time. The store drops it with the next change that goes through.
    """
    if text:
        desk.store.drafts.put(_own(desk, key), text)
        return
    with suppress(CourtError):
        desk.store.drafts.remove(_own(desk, key))


@contextmanager
def saving_draft(desk: Desk, key: str) -> Iterator[None]:
    """Around the job that saves what `key` keeps: the draft ends in the job's own transaction, or stays with it undone.

    Two transactions would leave a moment in which a kill brings back, as a draft, what is saved: and it is saved twice.
    """
    with desk.store.drafts.saved_with(_own(desk, key)):
        yield
    with suppress(CourtError):  # saved is saved, whatever a full disk says to a look at the draft
        if draft(desk, key):  # the job found nothing to write
            keep_draft(desk, key, "")


def draft(desk: Desk, key: str) -> str:
    """The kept text, or empty."""
    return desk.store.drafts.get(_own(desk, key)) or ""


def drafts_under(desk: Desk, prefix: str) -> dict[str, str]:
    """The person's drafts whose keys begin with `prefix`, by their keys."""
    own = _own(desk, prefix)
    cut = len(own) - len(prefix)
    return {key[cut:]: text for key, text in desk.store.drafts.all(own).items()}


def cell_key(case_id: str, day: date) -> str:
    """The key of a cell of the Friday grid."""
    return f"week/{case_id}/{day.isoformat()}"


def _own(desk: Desk, key: str) -> str:
    # A courtroom's machine is shared: one person's drafts are not another's.
    return f"{desk.actor.user_id}/{key}"[:_LONGEST_KEY]
