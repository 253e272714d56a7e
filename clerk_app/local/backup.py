"""Copies of the database: made while it is in use, encrypted like it, and verified before they count."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from clerk_app.local.engine import connect_keyed
from clerk_app.local.key_check import check_path, write_check
from court_core.clock import COURT_ZONE
from court_core.errors import CourtError

log = logging.getLogger(__name__)

KEPT = 7
_COMPARED = ("application_id", "user_version")
_COUNTED = ("outbox", "audit", "batch", "draft", "case", "log_entry")


def back_up(source: Path, target: Path, key: bytes) -> None:
    """Copy the database at `source` to `target`. Raises CourtError `store.backup-failed` when the copy is not sound;
    an earlier file at `target` stays until the new one is.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    _remove(part)
    try:
        _copy(source, part, key)
        _sync_to_disk(part)
        part.replace(target)
        write_check(target, key)
    finally:
        _remove(part)
    log.info("backup written")


def _copy(source: Path, part: Path, key: bytes) -> None:
    reading = connect_keyed(source, key, read_only=True)
    try:
        writing = connect_keyed(part, key)
        try:
            reading.execute("BEGIN")
            wanted = _facts(reading)
            # All pages in one step: a snapshot, and writers go on meanwhile.
            reading.backup(writing, pages=-1)
            writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            writing.close()
        check = connect_keyed(part, key, read_only=True)
        try:
            if _facts(check) != wanted or not _sound(check):
                raise CourtError("store.backup-failed")
        finally:
            check.close()
    finally:
        reading.close()


def _facts(connection: Any) -> dict[str, int]:
    """What a copy must agree on with its source."""
    facts = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _COMPARED}
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name in _COUNTED:
        if name in tables:
            facts[name] = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # own names
    return facts


def _sound(connection: Any) -> bool:
    """Whether every page authenticates and the tables hang together."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(connection.execute("PRAGMA quick_check").fetchall() == [("ok",)])


def is_sound(path: Path, key: bytes) -> bool:
    """Whether the database file at `path` opens with the key and is whole."""
    try:
        connection = connect_keyed(path, key, read_only=True)
    except dbapi2.DatabaseError:
        return False
    try:
        return _sound(connection)
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()


def restore(backup: Path, path: Path, key: bytes) -> Path | None:
    """Put a verified backup in the place of the database, which must be closed. The former file is kept beside, never
    deleted: answers where. Raises CourtError `store.backup-failed` when the backup is not sound.
    """
    if not is_sound(backup, key):
        raise CourtError("store.backup-failed")
    part = path.with_name(path.name + ".restoring")
    _remove(part)
    _copy(backup, part, key)
    _sync_to_disk(part)
    kept: Path | None = None
    if path.exists():
        kept = path.with_name(f"{path.name}.damaged-{datetime.now(COURT_ZONE):%Y%m%d-%H%M%S}")
        path.replace(kept)
        for suffix in ("-wal", "-shm"):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.replace(kept.with_name(kept.name + suffix))
    part.replace(path)
    write_check(path, key)
    return kept


def daily_backup(source: Path, folder: Path, key: bytes, now: datetime) -> Path | None:
    """Once a day: a backup in `folder`, and only the last few are kept. None when today's exists."""
    target = folder / f"clerk-{now.astimezone(COURT_ZONE):%Y%m%d}.db"
    if target.exists():
        return None
    back_up(source, target, key)
    for old in sorted(folder.glob("clerk-????????.db"))[:-KEPT]:
        _remove(old)
        check_path(old).unlink(missing_ok=True)
    return target


def _sync_to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
