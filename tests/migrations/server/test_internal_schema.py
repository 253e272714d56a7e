"""The internal database's migrations give exactly the declared schema, on both databases, up and down, with data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, inspect, text

from central_server.bootstrap import make_court, open_server
from central_server.storage.engine import open_engine
from central_server.storage.internal import INTERNAL
from central_server.storage.schema import back_up, downgrade_internal, upgrade_internal
from court_core.clock import SystemClock
from court_core.errors import CourtError
from court_core.resource_files import migrations_path


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    opened = open_engine(url)
    yield opened
    opened.dispose()


def described(engine: Engine) -> dict[str, Any]:
    """Tables with columns, keys and indexes, as the database itself tells."""
    found: dict[str, Any] = {}
    inspector = inspect(engine)
    for name in inspector.get_table_names():
        if name == "alembic_version":
            continue
        found[name] = {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)},
            "order": [c["name"] for c in inspector.get_columns(name)],
            "key": inspector.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted((u["name"], tuple(u["column_names"])) for u in inspector.get_unique_constraints(name)),
            "indexes": sorted((i["name"], tuple(i["column_names"]), i["unique"]) for i in inspector.get_indexes(name)),
        }
    return found


def test_the_migrated_schema_is_the_declared_one(engine: Engine) -> None:
    upgrade_internal(engine)
    migrated = described(engine)
    everything = MetaData()
    everything.reflect(engine)
    with engine.begin() as connection:
        everything.drop_all(connection)
        INTERNAL.create_all(connection)
    assert migrated == described(engine)
    assert set(migrated) == set(INTERNAL.tables)


def test_down_and_up_again(engine: Engine) -> None:
    upgrade_internal(engine)
    first = described(engine)
    downgrade_internal(engine, "base")
    assert described(engine) == {}
    upgrade_internal(engine)
    upgrade_internal(engine)  # again: nothing to do
    assert described(engine) == first


def test_a_database_of_a_newer_program_is_refused_unchanged(engine: Engine) -> None:
    upgrade_internal(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = described(engine)
    with pytest.raises(CourtError) as refused:
        upgrade_internal(engine)
    assert refused.value.code == "server.database-newer"
    assert described(engine) == before


def test_the_copy_made_before_an_upgrade_holds_everything(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    make_court(url, SystemClock(), "粤0103", "荔湾")
    engine = open_engine(url)
    back_up(engine, "0001")
    copy = open_engine(f"sqlite:///{tmp_path / 'c.db.before-0001'}")
    with copy.connect() as connection:
        assert connection.execute(text("SELECT code FROM court")).scalar_one() == "粤0103"
    copy.dispose()
    engine.dispose()


def test_migrations_import_no_code_of_ours() -> None:
    """A migration describes the past; the code it would import goes on changing."""
    ours = {"court_core", "clerk_app", "central_server"}
    for path in migrations_path("server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {(node.module or "").split(".")[0]}
            else:
                continue
            assert not names & ours, path


def test_a_court_is_made_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    with pytest.raises(CourtError) as refused:
        open_server(url)
    assert refused.value.code == "server.not-initialised"
    make_court(url, SystemClock(), "粤0103", "荔湾")
    make_court(url, SystemClock(), "粤0103", "荔湾")
    opened = open_server(url)
    assert (opened.court.code, opened.court.name) == ("粤0103", "荔湾")
    opened.close()
