"""Opening the published database: an SQLite file of its own, or a PostgreSQL schema of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from central_server.storage.engine import WRITING, open_engine
from court_core.errors import CourtError

DEFAULT_SCHEMA = "published"


def default_published_url(database: str) -> str:
    """Where the published database lies when no URL is given: beside the internal file, or a schema in its database.

    Raises CourtError `published.url` when the internal URL is no database of this program's.
    """
    url = _url(database)
    if url.get_backend_name() == "sqlite":
        path = PurePath(url.database or "")
        return url.set(database=str(path.with_name(f"{path.stem}-published{path.suffix}"))).render_as_string(False)
    return url.update_query_dict({"schema": DEFAULT_SCHEMA}).render_as_string(hide_password=False)


def schema_of(database: str) -> str | None:
    """The PostgreSQL schema a published URL names (`?schema=…`, `published` when it names none); None for SQLite."""
    url = _url(database)
    if url.get_backend_name() == "sqlite":
        return None
    schema = url.query.get("schema", DEFAULT_SCHEMA)
    if not isinstance(schema, str) or not schema.isidentifier():
        raise CourtError("published.url", url=url.render_as_string())
    return schema


def open_published(database: str) -> Engine:
    """An engine on the published database at this URL. Raises CourtError `published.url` when it cannot be one.

    A PostgreSQL URL names the schema and may name a role that has rights on that schema only.
    """
    schema = schema_of(database)
    if schema is None:
        engine = open_engine(database)
        event.listen(engine, "connect", _delete_for_good)
        return engine
    # No "public" in the path: a table of the same name elsewhere can never be read by mistake. A plan made for any word
    # at all would take every text apart, and PostgreSQL changes to such a plan when a statement has been asked a few times.
    # Taking texts apart is said to cost so much that PostgreSQL would compile each statement: as long again as to run it.
    options = f"-csearch_path={schema} -cplan_cache_mode=force_custom_plan -cjit=off"
    url = _url(database).difference_update_query(["schema"]).update_query_dict({"options": options})
    return open_engine(url.render_as_string(hide_password=False))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write. On SQLite it takes the write lock at once, so that it never fails half-way."""
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one snapshot: a page never mixes a state before and after a release."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _delete_for_good(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # FAST, as the internal database has it, leaves the pages of a long text as they were when its row goes.
    connection.execute("PRAGMA secure_delete=ON").close()


def _url(database: str) -> URL:
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise CourtError("published.url", url="") from error
    if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
        raise CourtError("published.url", url=url.render_as_string())
    return url
