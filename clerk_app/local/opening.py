"""Before a database is handed out: what the file is, whether the key fits, and whether the schema is ours."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from clerk_app.local import schema
from clerk_app.local.engine import connect_keyed
from clerk_app.local.folder import check_folder
from clerk_app.local.key_check import FileState, check_path, file_state, key_agrees, write_check
from court_core.clock import Clock
from court_core.errors import CourtError

log = logging.getLogger(__name__)

_NOTADB = 26
KEY_BYTES = 32


def prepare(path: Path, key: bytes, clock: Clock) -> None:
    """Make the database if there is none, upgrade an older one. Raises CourtError as `LocalStore.open` says."""
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    check_folder(path.parent)
    state = file_state(path)
    if state is FileState.PLAIN:
        raise CourtError("store.plain-file")
    if state in (FileState.MISSING, FileState.EMPTY):
        if check_path(path).exists():
            # A 0-byte file would open as a new, empty database, and the person would think all work was gone.
            raise CourtError("store.lost")
        _create(path, key)
        return
    version = _look(path, key)
    if version > schema.LOCAL_SCHEMA:
        raise CourtError("store.newer")
    if version < schema.LOCAL_SCHEMA:
        from clerk_app.local.upgrade import upgrade  # alembic costs a tenth of a second; hardly any start needs it

        upgrade(path, key, clock)


def _create(path: Path, key: bytes) -> None:
    """Make a whole database beside the final name, so that a kill in between leaves none rather than half of one."""
    new = path.with_name(path.name + ".new")
    for leftover in (new, *wal_files(new)):
        leftover.unlink(missing_ok=True)
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connect_keyed(new, key), hide_parameters=True)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            schema.create_schema(connection)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    # In this order: a check value without a database means that the database was lost, which a kill must not look like.
    new.replace(path)
    write_check(path, key)
    log.info("database created")


def _look(path: Path, key: bytes) -> int:
    """The schema number of an existing database, after its key and identity were checked. Changes nothing."""
    agrees = key_agrees(path, key)
    if agrees is False:
        raise CourtError("store.wrong-key")
    try:
        connection = connect_keyed(path, key)
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) != _NOTADB:
            raise
        raise CourtError("store.damaged" if agrees else "store.unreadable") from None
    try:
        if _pragma(connection, "application_id") != schema.APPLICATION_ID:
            raise CourtError("store.foreign-file")
        version = _pragma(connection, "user_version")
    finally:
        connection.close()
    if agrees is None:
        write_check(path, key)
    return version


def _pragma(connection: Any, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def wal_files(path: Path) -> tuple[Path, Path]:
    """The two files SQLite keeps beside a WAL database."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
