"""The profile of a workstation's folder: which server, which court, whose. It holds no secret."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from clerk_app.credentials.files import read_json, write_json
from court_core.errors import CourtError
from court_core.protocol.messages import Session

PROFILE_FILE = "profile.json"
DATABASE_FILE = "clerk.db"
AUTHORITY_FILE = "server-ca.pem"


@dataclass(frozen=True, slots=True)
class Profile:
    """What `enrol` wrote. `ca_file` is the file in the folder with a court's own certificate authority; empty:
    the machine's own trust.

    Name, roles and division are those of the last sign-in at the server.
    """

    server_url: str
    court_id: str
    court_name: str
    user_id: str
    login: str
    user_name: str
    roles: tuple[str, ...]
    division_id: str
    device_id: str
    device_name: str
    server_public_key: str
    keyring: bool
    ca_file: str = ""

    def with_session(self, session: Session) -> Profile:
        """The profile after a sign-in: the person's name and roles may have changed."""
        return Profile(
            **{
                **asdict(self),
                "court_name": session.court_name,
                "login": session.login,
                "user_name": session.user_name,
                "roles": tuple(session.roles),
                "division_id": session.division_id,
            }
        )


def read_profile(home: Path) -> Profile | None:
    """The folder's profile; None when it is no workstation yet. Raises CourtError `credentials.damaged`."""
    content = read_json(home / PROFILE_FILE)
    if content is None:
        return None
    known = {field.name for field in fields(Profile)}
    values = {name: value for name, value in content.items() if name in known}
    try:
        return Profile(**{**values, "roles": tuple(values["roles"])})
    except (TypeError, KeyError):
        raise CourtError("credentials.damaged", file=PROFILE_FILE) from None


def require_profile(home: Path) -> Profile:
    """The folder's profile. Raises CourtError `workstation.not-enrolled`, `credentials.damaged`."""
    profile = read_profile(home)
    if profile is None:
        raise CourtError("workstation.not-enrolled")
    return profile


def write_profile(home: Path, profile: Profile) -> None:
    """Store the profile."""
    write_json(home / PROFILE_FILE, asdict(profile))


def database_path(home: Path) -> Path:
    """Where the officer's database lies in the folder."""
    return home / DATABASE_FILE


def authority_path(home: Path, profile: Profile) -> str:
    """Where the certificate authority of the folder's server lies; empty for the machine's own trust."""
    return str(home / profile.ca_file) if profile.ca_file else ""
