"""The files and keyring entries that hold the workstation's keys: the wrapped database key and the device's Ed25519 key."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clerk_app.credentials.files import read_json, write_json
from clerk_app.credentials.key_wrap import KEY_BYTES, KeyWrap, PasswordCost, derive, unwrap_key, wrap_key
from clerk_app.credentials.keyrings import Keyring
from clerk_app.credentials.profile import Profile
from court_core.errors import CourtError
from court_core.ids import new_id

KEYS_FILE = "keys.json"
_DEVICE_KEY_PURPOSE = b"sunshine-clerk device key 1"
_ATTEMPTS_PURPOSE = b"sunshine-clerk attempts 1"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What unlocking yields. Its text shows nothing."""

    data_key: bytes
    device_key: Ed25519PrivateKey


def store_keys(
    home: Path, profile: Profile, keys: Keys, password: str, keyring: Keyring | None, cost: PasswordCost
) -> bytes:
    """Wrap the database key under a fresh device secret, and put the device's key away: in the keyring, or, where there
    is none, encrypted under the database key. Answers the device secret, empty without a keyring.

    The file names the keyring entries it belongs to, and is replaced in one step: a kill leaves old or new, each whole.
    """
    name = new_id()
    device_secret = secrets.token_bytes(KEY_BYTES) if keyring is not None else b""
    if keyring is not None:
        keyring.put(f"{name}.secret", device_secret)
        keyring.put(f"{name}.device-key", keys.device_key.private_bytes_raw())
    _wrap(home, profile, keys, password, device_secret, cost, name)
    return device_secret


def rewrap_keys(
    home: Path, profile: Profile, keys: Keys, password: str, device_secret: bytes, cost: PasswordCost
) -> None:
    """Wrap the same database key under another password."""
    _wrap(home, profile, keys, password, device_secret, cost, str(_content(home)["name"]))


def opens(home: Path, password: str, device_secret: bytes) -> bool:
    """Whether this password opens the wrap."""
    return unwrap_key(_wrap_of(_content(home)), password, device_secret) is not None


def open_keys(
    home: Path, profile: Profile, password: str, device_secret: bytes, keyring: Keyring | None
) -> Keys | None:
    """The keys; None when the password is wrong. Raises CourtError `credentials.damaged`, `credentials.keyring-lost`."""
    content = _content(home)
    wrap = _wrap_of(content)
    if wrap.owner != _owner(profile):
        raise CourtError("credentials.damaged", file=KEYS_FILE)
    data_key = unwrap_key(wrap, password, device_secret)
    if data_key is None:
        return None
    if wrap.binding != "keyring":
        return Keys(data_key, Ed25519PrivateKey.from_private_bytes(_opened_device_key(content, data_key, profile)))
    raw = _from_keyring(keyring, f"{content['name']}.device-key")
    return Keys(data_key, Ed25519PrivateKey.from_private_bytes(raw))


def read_device_secret(home: Path, find_keyring: Callable[[], Keyring | None]) -> tuple[bytes, Keyring | None]:
    """The device secret and the keyring it came from; empty and none where the workstation was enrolled without one.

    Raises CourtError `credentials.keyring-silent` when the keyring does not answer, `credentials.keyring-lost` when it
    no longer holds the secret: then nothing opens the database key.
    """
    content = _content(home)
    if _wrap_of(content).binding != "keyring":
        return b"", None
    keyring = find_keyring()
    return _from_keyring(keyring, f"{content['name']}.secret"), keyring


def attempts_key(profile: Profile, device_secret: bytes) -> bytes:
    """The key of the attempts file's MAC."""
    return derive(device_secret or _owner(profile).encode(), b"", _ATTEMPTS_PURPOSE)


def _from_keyring(keyring: Keyring | None, name: str) -> bytes:
    if keyring is None:
        raise CourtError("credentials.keyring-silent")
    secret = keyring.get(name)
    if secret is None:
        raise CourtError("credentials.keyring-lost")
    return secret


def _wrap(
    home: Path, profile: Profile, keys: Keys, password: str, device_secret: bytes, cost: PasswordCost, name: str
) -> None:
    wrap = wrap_key(keys.data_key, password, device_secret, owner=_owner(profile), cost=cost)
    device_key = None if device_secret else _sealed_device_key(keys, profile)
    write_json(home / KEYS_FILE, {"name": name, "wrap": wrap.as_json(), "device_key": device_key})


def _content(home: Path) -> dict[str, Any]:
    content = read_json(home / KEYS_FILE)
    if content is None or not isinstance(content.get("wrap"), dict) or not isinstance(content.get("name"), str):
        raise CourtError("credentials.damaged", file=KEYS_FILE)
    return content


def _wrap_of(content: dict[str, Any]) -> KeyWrap:
    return KeyWrap.from_json(content["wrap"], KEYS_FILE)


def _sealed_device_key(keys: Keys, profile: Profile) -> dict[str, str]:
    nonce = secrets.token_bytes(12)
    cipher = AESGCM(derive(keys.data_key, b"", _DEVICE_KEY_PURPOSE))
    sealed = cipher.encrypt(nonce, keys.device_key.private_bytes_raw(), _owner(profile).encode())
    return {"nonce": nonce.hex(), "sealed": sealed.hex()}


def _opened_device_key(content: dict[str, Any], data_key: bytes, profile: Profile) -> bytes:
    try:
        stored = content["device_key"]
        cipher = AESGCM(derive(data_key, b"", _DEVICE_KEY_PURPOSE))
        return cipher.decrypt(bytes.fromhex(stored["nonce"]), bytes.fromhex(stored["sealed"]), _owner(profile).encode())
    except (KeyError, TypeError, ValueError, InvalidTag):
        raise CourtError("credentials.damaged", file=KEYS_FILE) from None


def _owner(profile: Profile) -> str:
    # Not the device: a workstation that is enrolled again keeps its database.
    return f"{profile.court_id}|{profile.user_id}"
