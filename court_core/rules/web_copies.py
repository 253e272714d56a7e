"""Whether a web copy (公开稿) may go on with its document: confirmed, and of the original as it is now (DOMAIN §5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

LONGEST_COPY = 400_000
"""Characters of a copy with its places and answers: several hundred pages. An answer sends it twice, as it was and as it
is, and the two together are one operation on the wire.
"""

CopyObstacle = Literal["web-copy.missing", "web-copy.unconfirmed", "web-copy.outdated"]


def copy_obstacle(copy: Mapping[str, object] | None, document: Mapping[str, object]) -> CopyObstacle | None:
    """Why this copy may not go on, as an error code; None when it may. Both as the values of their records.

    A document without a file has no original to compare with, so nothing of it goes out.
    """
    if copy is None:
        return "web-copy.missing"
    if not copy.get("confirmed_by") or not copy.get("confirmed_on"):
        return "web-copy.unconfirmed"
    source = copy.get("source_sha256")
    return None if source and source == document.get("file_sha256") else "web-copy.outdated"
