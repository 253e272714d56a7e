"""A party's password for looking up the own case: how it is made, read back, hashed and compared.

It reads `K7MP-2QHX-9FTD-R4WC`: the first group is a locator that finds one stored hash, so that a try costs exactly
one Argon2 computation however many parties a case has; the other twelve characters are the secret, 59 bits.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from court_core.errors import CourtError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters nobody confuses on paper: no 0/O, no 1/I/L."""

LOCATOR_LENGTH = 4
SECRET_LENGTH = 12
_GROUP = 4

MAX_HASHES_AT_ONCE = 4
"""Argon2 takes 64 MiB each: more at once would let a few visitors empty the server's memory."""

_WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class PartyPassword:
    """A password in its two parts. Its printed form is shown once and stored nowhere."""

    locator: str
    secret: str

    @classmethod
    def fresh(cls) -> PartyPassword:
        """A random one."""
        return cls(_random(LOCATOR_LENGTH), _random(SECRET_LENGTH))

    @classmethod
    def read(cls, typed: str) -> PartyPassword | None:
        """As typed by a person: any case, full width, with or without separators. None when it cannot be one."""
        if len(typed) > 80:
            return None
        plain = unicodedata.normalize("NFKC", typed).upper()
        characters = "".join(character for character in plain if character.isalnum())
        if len(characters) != LOCATOR_LENGTH + SECRET_LENGTH or not set(characters) <= set(ALPHABET):
            return None
        return cls(characters[:LOCATOR_LENGTH], characters[LOCATOR_LENGTH:])

    @property
    def text(self) -> str:
        """Grouped for reading aloud and copying from paper."""
        whole = self.locator + self.secret
        return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


@dataclass(frozen=True, slots=True)
class CredentialScope:
    """What a hash is bound to: a hash copied to another row does not open that row.

    Of the 受理通知书编号 only its SHA-256 leaves the internal database.
    """

    court_id: str
    case_id: str
    party_id: str
    notice_sha256: str

    @classmethod
    def of(cls, court_id: str, case_id: str, party_id: str, notice_number: str) -> CredentialScope:
        """The scope of a party who was given the notice of that number."""
        return cls(court_id, case_id, party_id, hashlib.sha256(notice_number.encode()).hexdigest())


class PasswordHashing:
    """Argon2id with a bound on how many hashes are computed at the same time."""

    def __init__(self, hasher: PasswordHasher | None = None, wait_seconds: float = _WAIT_SECONDS) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
        self._places = threading.BoundedSemaphore(MAX_HASHES_AT_ONCE)
        self._wait_seconds = wait_seconds
        self._nobody = CredentialScope("", "", "", "")
        self._nobodys_hash = self._hasher.hash(_material(self._nobody, PartyPassword.fresh().secret))

    def hash(self, scope: CredentialScope, secret: str) -> str:
        """The Argon2id hash to store. Raises CourtError `party-access.busy` when no place frees up in time."""
        self._take_place()
        try:
            return self._hasher.hash(_material(scope, secret))
        finally:
            self._places.release()

    def matches(self, stored: str | None, scope: CredentialScope | None, secret: str) -> bool:
        """Whether the secret is the stored one. Computes a hash in any case, so that a miss takes as long as a hit.

        Raises CourtError `party-access.busy` when no place frees up in time.
        """
        self._take_place()
        try:
            self._hasher.verify(stored or self._nobodys_hash, _material(scope or self._nobody, secret))
        except (VerificationError, InvalidHashError):
            return False
        finally:
            self._places.release()
        return stored is not None and scope is not None

    def _take_place(self) -> None:
        if not self._places.acquire(timeout=self._wait_seconds):
            raise CourtError("party-access.busy")


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _material(scope: CredentialScope, secret: str) -> bytes:
    parts = [scope.court_id, scope.case_id, scope.party_id, scope.notice_sha256, secret]
    return json.dumps(parts, ensure_ascii=False).encode()
