"""Record and operation ids: UUIDv7 text, unique everywhere, ordered by creation on one machine."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """A fresh UUIDv7 in its 36-character form. Its time part is a convenience, never an order between machines."""
    return str(uuid_utils.uuid7())
