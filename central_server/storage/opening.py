"""Opening a store: which adapter serves a database URL."""

from __future__ import annotations

from central_server.storage.engine import is_sqlite, open_engine
from central_server.storage.postgres_store import PostgresStore
from central_server.storage.schema import upgrade_internal
from central_server.storage.sqlite_store import SqliteStore
from central_server.storage.store import RecordStore


def open_store(database: str) -> RecordStore:
    """The internal database at this URL, made and upgraded as needed."""
    engine = open_engine(database)
    upgrade_internal(engine)
    return SqliteStore(engine) if is_sqlite(engine) else PostgresStore(engine)
