"""Engines on one SQLCipher file: the key, the pragmas read back, and nothing that could export plaintext.

Writers begin with BEGIN IMMEDIATE on their own single connection; readers see one snapshot each and cannot write.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

OLDEST_SQLITE = (3, 51, 3)
"""Before it, two connections to one WAL database could corrupt it."""

BUSY_TIMEOUT_MS = 5000
_READERS = 4


def check_driver() -> None:
    """Raises RuntimeError when the SQLite in use can corrupt a WAL database: a wrongly built program, our bug."""
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {dbapi2.sqlite_version} is too old for two connections in WAL mode")


def connect_keyed(path: Path, key: bytes, *, read_only: bool = False, foreign_keys: bool = True) -> Any:
    """A raw driver connection with the key given, authorizer set, and the first page read.

    Raises the driver's DatabaseError on a wrong key or a damaged first page. The key stands in no message:
    SQLCipher's own log is switched off first.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.set_authorizer(_allow)
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _prepare(connection, read_only, foreign_keys)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, read_only: bool, foreign_keys: bool) -> None:
    wanted: dict[str, object] = {
        "foreign_keys": int(foreign_keys),
        "synchronous": 2,  # FULL: NORMAL may lose the last commits when the power fails
        "journal_mode": "wal",
        "recursive_triggers": 1,  # else INSERT OR REPLACE could delete an audit row past its trigger
    }
    if read_only:
        wanted["query_only"] = 1
    for pragma, value in wanted.items():
        connection.execute(f"PRAGMA {pragma}={value}")
    for pragma, value in wanted.items():
        (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if found != value:
            raise RuntimeError(f"PRAGMA {pragma} is {found}, wanted {value}")


def _allow(action: int, *_: object) -> int:
    # ATTACH … KEY '' followed by sqlcipher_export would write the database in the clear.
    return int(dbapi2.SQLITE_DENY if action == dbapi2.SQLITE_ATTACH else dbapi2.SQLITE_OK)


def writer_engine(path: Path, key: bytes) -> Engine:
    """The engine of the one writer; its transactions begin IMMEDIATE."""
    return _engine(path, key, read_only=False, size=1)


def reader_engine(path: Path, key: bytes) -> Engine:
    """The engine of readers: several connections, each transaction one snapshot, writes refused."""
    return _engine(path, key, read_only=True, size=_READERS)


def _engine(path: Path, key: bytes, *, read_only: bool, size: int) -> Engine:
    # hide_parameters: an exception's text must not carry what a person typed.
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect_keyed(path, key, read_only=read_only),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if not read_only else size * 4,
        pool_reset_on_return="rollback",
        hide_parameters=True,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
