"""What a person may put in the place of an original."""

from __future__ import annotations

from clerk_app.use_cases.renumbering import squeezed
from court_core.errors import CourtError


def fitting(original: str, replacement: str) -> str:
    """The replacement as it is kept.

    Raises CourtError `web-copy.replacement-missing`, and `web-copy.replacement-unfit` for more than one line or for what
    has the original in it.
    """
    new = replacement.strip()
    if not new:
        raise CourtError("web-copy.replacement-missing", key="replacement")
    if not new.isprintable() or squeezed(original) in squeezed(new):
        raise CourtError("web-copy.replacement-unfit", key="replacement")
    return new
