"""Version numbers both sides state: of the wire format and of the record declarations."""

from __future__ import annotations

PROTOCOL_VERSION = 1
"""Raised when a message changes its form. A side refuses a newer number and says which program to upgrade."""

SCHEMA_VERSION = 1
"""Raised when a record type gains a field. Fields a side does not know are kept aside and survive the round trip."""

API_PREFIX = "/api/v1"
