"""Passwords of the court's staff: Argon2id, with a bound on how many hashes are computed at the same time."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from court_core.errors import CourtError

MAX_HASHES_AT_ONCE = 4
"""Argon2 takes 64 MiB each: more at once would let a few clients empty the server's memory."""

MIN_LENGTH = 10
_WAIT_SECONDS = 20.0


class StaffPasswords:
    """Hashes and compares. Called from worker threads, never from the event loop."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
        self._places = threading.BoundedSemaphore(MAX_HASHES_AT_ONCE)
        self._nobodys_hash = self._hasher.hash(secrets.token_urlsafe(16))

    def hash(self, password: str) -> str:
        """The hash to store. Raises CourtError `account.password-short`, `sign-in.busy`."""
        if len(password) < MIN_LENGTH:
            raise CourtError("account.password-short", length=MIN_LENGTH)
        with self._place():
            return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one; computes a hash in any case, so that an unknown login takes as long."""
        with self._place():
            try:
                self._hasher.verify(stored or self._nobodys_hash, password)
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None

    def _place(self) -> _Place:
        return _Place(self._places)


class _Place:
    def __init__(self, places: threading.BoundedSemaphore) -> None:
        self._places = places

    def __enter__(self) -> None:
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise CourtError("sign-in.busy")

    def __exit__(self, *_exception: object) -> None:
        self._places.release()
