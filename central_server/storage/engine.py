"""Opening the internal database: an SQLite file through the sqlcipher3 driver, or PostgreSQL through psycopg 3."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from court_core.errors import CourtError

# Two connections on a WAL file can corrupt it in SQLite before 3.51.3.
_OLDEST_SQLITE = (3, 51, 3)

_PRAGMAS: dict[str, object] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an acknowledged batch survives a power cut
    "foreign_keys": 1,
    "busy_timeout": 30000,
    "trusted_schema": 0,
}

WRITING = "sunshine_write"
"""Execution option of the one connection that writes: its transactions take SQLite's write lock at once."""


def open_engine(database: str) -> Engine:
    """An engine on the internal database at this URL; CourtError `server.database-url` when it cannot be one."""
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise CourtError("server.database-url", url="") from error
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return _open_sqlite(url)
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"), pool_size=12, max_overflow=40, pool_pre_ping=True
        )
    raise CourtError("server.database-url", url=url.render_as_string(hide_password=True))


def is_sqlite(engine: Engine) -> bool:
    """Whether the database is an SQLite file."""
    return engine.dialect.name == "sqlite"


def default_files_folder(database: str) -> Path:
    """Where uploaded files lie when nothing else is said: beside the SQLite file, else `central-files` here."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        return path.with_name(f"{path.stem}-files")
    return Path("central-files")


def _open_sqlite(url: URL) -> Engine:
    if sqlcipher3.dbapi2.sqlite_version_info < _OLDEST_SQLITE:
        raise RuntimeError("the SQLite library is older than 3.51.3 and can corrupt a WAL database")
    engine = create_engine(
        url.set(drivername="sqlite"),
        module=sqlcipher3.dbapi2,
        connect_args={"check_same_thread": False, "timeout": 30},
        pool_size=12,
        max_overflow=40,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver's own implicit BEGIN would come after the first read and could then fail to get the write lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in _PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise RuntimeError(f"SQLite did not accept {name}={value} but keeps {found}")
    cursor.execute("PRAGMA cache_size=-65536")
    # What is deleted (an old program's key, an ended session) does not stay readable in the file.
    cursor.execute("PRAGMA secure_delete=FAST")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITING) else "BEGIN")
