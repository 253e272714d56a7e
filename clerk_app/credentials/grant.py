"""The offline grant on this machine: the server's signed word that this person may work here for 72 hours without it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from clerk_app.credentials.files import read_json, write_json
from clerk_app.credentials.profile import Profile
from court_core.clock import parse_instant
from court_core.errors import CourtError
from court_core.protocol.grants import MAX_GRANT_HOURS, read_grant

GRANT_FILE = "grant.json"


def store_grant(home: Path, text: str) -> None:
    """Keep the grant that came with a sign-in. It is signed, not secret."""
    write_json(home / GRANT_FILE, {"grant": text})


def grant_ends(home: Path, profile: Profile) -> datetime | None:
    """Until when this person may work here offline; None when there is no valid grant."""
    try:
        content = read_json(home / GRANT_FILE)
    except CourtError:
        return None
    text = content.get("grant") if content else None
    grant = read_grant(text, profile.server_public_key) if isinstance(text, str) else None
    if grant is None:
        return None
    if (grant.court_id, grant.device_id, grant.user_id) != (profile.court_id, profile.device_id, profile.user_id):
        return None
    try:
        issued, ends = parse_instant(grant.issued_at), parse_instant(grant.expires_at)
    except ValueError:
        return None
    return min(ends, issued + timedelta(hours=MAX_GRANT_HOURS))


def grant_refusal(home: Path, profile: Profile, present: datetime) -> str | None:
    """The error code when the grant does not cover the present (which never goes back); None when it does."""
    ends = grant_ends(home, profile)
    return None if ends is not None and present < ends else "credentials.grant-expired"
