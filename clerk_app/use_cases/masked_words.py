"""What a copy was before words were masked in it, so that they can be taken back.

The machine finds other names when it is told one, so that no answer place by place would bring the copy back. What it was
is therefore remembered while the workstation is open, of the document in hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.reviewed_copy import ReviewedCopy


@dataclass(frozen=True, slots=True)
class _Masked:
    words: str
    before: ReviewedCopy
    after: ReviewedCopy


class MaskedWords:
    """What the copy of one document was before words were masked in it, the last ones last."""

    def __init__(self) -> None:
        self._of: tuple[str, list[_Masked]] = ("", [])

    def note(self, document_id: str, words: str, before: ReviewedCopy, after: ReviewedCopy) -> None:
        """These words are being masked."""
        listed = self._of[1] if self._of[0] == document_id else []
        self._of = (document_id, [*listed, _Masked(words, before, _as_said(after))])

    def before(self, document_id: str, words: str, now: ReviewedCopy) -> ReviewedCopy:
        """The copy without them. Raises CourtError `web-copy.words-answered` where it has changed since."""
        if self._of[0] == document_id:
            for masked in reversed(self._of[1]):
                if masked.words == words and masked.after == _as_said(now):
                    return masked.before
        raise CourtError("web-copy.words-answered", words=words[:40])


def _as_said(reviewed: ReviewedCopy) -> ReviewedCopy:
    """Without the file's name, which is noted when the copy is saved."""
    return replace(reviewed, read_sha256="")
