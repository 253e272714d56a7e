"""The check value beside a database: tells a wrong key from a damaged file, which SQLite reports alike."""

from __future__ import annotations

import hashlib
import hmac
from enum import Enum
from pathlib import Path

_PURPOSE = b"sunshine-clerk key check 1"
_PLAIN_HEADER = b"SQLite format 3\x00"


class FileState(Enum):
    """What stands at the database's path before anything is opened."""

    MISSING = "missing"
    EMPTY = "empty"
    PLAIN = "plain"
    KEYED = "keyed"


def file_state(path: Path) -> FileState:
    """Look at the file's first bytes only. An encrypted file begins with its random salt."""
    if not path.exists():
        return FileState.MISSING
    with path.open("rb") as file:
        head = file.read(len(_PLAIN_HEADER))
    if not head:
        return FileState.EMPTY
    return FileState.PLAIN if head == _PLAIN_HEADER else FileState.KEYED


def check_path(path: Path) -> Path:
    """Where the check value of the database at `path` lies."""
    return path.with_name(path.name + ".check")


def write_check(path: Path, key: bytes) -> None:
    """Put the check value of `key` beside the database, whole or not at all."""
    part = check_path(path).with_name(check_path(path).name + ".part")
    part.write_text(_check_value(key), encoding="ascii")
    part.replace(check_path(path))


def key_agrees(path: Path, key: bytes) -> bool | None:
    """Whether `key` is the one the database was made with; None when the check value is lost or empty."""
    try:
        stored = check_path(path).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    if not stored:  # power failed before its text was on the disk
        return None
    return hmac.compare_digest(stored, _check_value(key))


def _check_value(key: bytes) -> str:
    return hmac.new(key, _PURPOSE, hashlib.sha256).hexdigest()
