"""What the window's entrance asks of the workstation: is it enrolled, let the person in, enrol it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

SessionT_co = TypeVar("SessionT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class EntranceState:
    """What is known before anybody has signed in.

    `enrolled` false asks for the first-run form. `keyring` false means password-only unlock: the device secret lives
    nowhere but in memory. `attempts_left` counts wrong passwords until the next lockout, `locked_until` is aware UTC;
    `online_only` says that the offline grant has run out or ten passwords were wrong, so the server must be reached.
    """

    enrolled: bool
    name: str = ""
    login: str = ""
    court: str = ""
    server: str = ""
    keyring: bool = True
    attempts_left: int = 5
    locked_until: datetime | None = None
    online_only: bool = False
    grant_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentForm:
    """The first run: where the central server is, the one-time code, and who works here."""

    server: str
    code: str
    login: str
    password: str


class Entrance(Protocol[SessionT_co]):
    """The door. Its jobs take up to some seconds (Argon2id, the server) and run away from the GUI thread."""

    def state(self) -> EntranceState:
        """What the entrance shows now; read again after every attempt."""
        ...

    def prepare(self) -> None:
        """Loads what unlocking will need; the password is being typed. On a thread of its own, changes nothing."""
        ...

    def unlock(self, password: str) -> SessionT_co:
        """Opens the officer's database. Raises CourtError for a wrong password, a lockout, a missing key."""
        ...

    def enrol(self, form: EnrolmentForm) -> SessionT_co:
        """Makes this folder a workstation of that server and opens it. Raises CourtError."""
        ...
