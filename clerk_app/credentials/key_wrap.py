"""The wrap around the database's random key: AES-GCM under HKDF(Argon2id(password) ‖ device secret).

There is no stored hash of the password: that the wrap opens is the only proof. The device secret lies in the keyring,
so a copied folder alone cannot be guessed at; without a keyring it is empty, and the password stands alone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from court_core.errors import CourtError

KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_PURPOSE = b"sunshine-clerk key wrap 1"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """Argon2id's cost: passes, memory in KiB, lanes. A guess costs the attacker the same."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4


# A file that was tampered with must not make the program swallow all memory before it finds out.
_MOST = PasswordCost(passes=20, memory_kib=1024 * 1024, lanes=16)


@dataclass(frozen=True, slots=True)
class KeyWrap:
    """A wrapped key as it is stored. `binding` is `keyring` or `password`; `owner` ties it to device and user."""

    binding: str
    owner: str
    cost: PasswordCost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def as_json(self) -> dict[str, Any]:
        """The form in the file."""
        return {
            "format": _FORMAT,
            "binding": self.binding,
            "owner": self.owner,
            "argon2id": [self.cost.passes, self.cost.memory_kib, self.cost.lanes],
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.sealed.hex(),
        }

    @classmethod
    def from_json(cls, content: dict[str, Any], file: str) -> KeyWrap:
        """Raises CourtError `credentials.damaged`."""
        try:
            cost = PasswordCost(*map(int, content["argon2id"]))
            wrap = cls(
                binding=str(content["binding"]),
                owner=str(content["owner"]),
                cost=cost,
                salt=bytes.fromhex(content["salt"]),
                nonce=bytes.fromhex(content["nonce"]),
                sealed=bytes.fromhex(content["sealed"]),
            )
        except (KeyError, TypeError, ValueError):
            raise CourtError("credentials.damaged", file=file) from None
        sane = (
            0 < cost.passes <= _MOST.passes
            and 8 <= cost.memory_kib <= _MOST.memory_kib
            and 0 < cost.lanes <= _MOST.lanes
            and len(wrap.nonce) == _NONCE_BYTES
            and len(wrap.salt) == _SALT_BYTES
        )
        if content.get("format") != _FORMAT or not sane:
            raise CourtError("credentials.damaged", file=file)
        return wrap


def wrap_key(key: bytes, password: str, device_secret: bytes, *, owner: str, cost: PasswordCost) -> KeyWrap:
    """Wrap a key. An empty `device_secret` means that there is no keyring."""
    binding = "keyring" if device_secret else "password"
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    wrapping = _wrapping_key(password, device_secret, salt, cost)
    sealed = AESGCM(wrapping).encrypt(nonce, key, _bound(binding, owner, cost))
    return KeyWrap(binding, owner, cost, salt, nonce, sealed)


def unwrap_key(wrap: KeyWrap, password: str, device_secret: bytes) -> bytes | None:
    """The key; None when password or device secret is wrong, or the wrap was altered."""
    wrapping = _wrapping_key(password, device_secret, wrap.salt, wrap.cost)
    try:
        return AESGCM(wrapping).decrypt(wrap.nonce, wrap.sealed, _bound(wrap.binding, wrap.owner, wrap.cost))
    except InvalidTag:
        return None


def _wrapping_key(password: str, device_secret: bytes, salt: bytes, cost: PasswordCost) -> bytes:
    slow = hash_secret_raw(password.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)
    return derive(slow + device_secret, salt, _PURPOSE)


def derive(material: bytes, salt: bytes, purpose: bytes) -> bytes:
    """A 32-byte key for one purpose."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt, purpose).derive(material)


def _bound(binding: str, owner: str, cost: PasswordCost) -> bytes:
    return f"{_FORMAT}|{binding}|{owner}|{cost.passes}|{cost.memory_kib}|{cost.lanes}".encode()
