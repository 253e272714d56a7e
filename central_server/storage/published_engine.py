"""Opening the published database: an SQLite file through the sqlcipher3 driver, or a PostgreSQL schema of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from court_core.errors import CourtError

DEFAULT_SCHEMA = "published"

# Two connections on a WAL file can corrupt it in SQLite before 3.51.3.
_OLDEST_SQLITE = (3, 51, 3)


def default_published_url(database: str) -> str:
    """Where the published database lies when no URL is given: beside the internal file, or a schema in its database."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise CourtError("published.url", url=url.render_as_string(hide_password=True))
        stem, dot, ending = url.database.rpartition(".")
        return str(url.set(database=f"{stem}-published.{ending}" if dot and "/" not in ending else f"{ending}-published"))
    return url.update_query_dict({"schema": DEFAULT_SCHEMA}).render_as_string(hide_password=False)


def schema_of(database: str) -> str | None:
    """The PostgreSQL schema a published URL names (`?schema=published`); None for SQLite."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        return None
    schema = url.query.get("schema", DEFAULT_SCHEMA)
    name = schema if isinstance(schema, str) else schema[0]
    if not name.isidentifier():
        raise CourtError("published.url", url=url.render_as_string(hide_password=True))
    return name


def open_published(database: str) -> Engine:
    """An engine on the published database at this URL. Raises CourtError `published.url` when it cannot be one.

    A PostgreSQL URL may name the schema (`?schema=…`) and a role with rights on that schema only.
    """
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    if url.get_backend_name() != "postgresql":
        raise CourtError("published.url", url=url.render_as_string(hide_password=True))
    return _open_postgresql(url, schema_of(database) or DEFAULT_SCHEMA)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write. On SQLite it takes the write lock at once, so that it never fails half-way."""
    with engine.connect().execution_options(sunshine_write=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one snapshot: a page never mixes a state before and after a release."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _open_sqlite(url: URL) -> Engine:
    if sqlcipher3.dbapi2.sqlite_version_info < _OLDEST_SQLITE:
        raise RuntimeError("the SQLite library is older than 3.51.3 and can corrupt a WAL database")
    engine = create_engine(
        url.set(drivername="sqlite"), module=sqlcipher3.dbapi2, connect_args={"check_same_thread": False, "timeout": 30}
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver's own implicit BEGIN would come after the first read and could then fail to get the write lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA busy_timeout=30000",
        "PRAGMA trusted_schema=OFF",
    ):
        cursor.execute(statement)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("sunshine_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _open_postgresql(url: URL, schema: str) -> Engine:
    plain = url.difference_update_query(["schema"]).set(drivername="postgresql+psycopg")
    # pg_catalog first and no "public": a table of that name elsewhere can never be read by mistake.
    return create_engine(
        plain,
        connect_args={"options": f"-csearch_path={schema} -ctimezone=UTC"},
        pool_pre_ping=True,
    )
