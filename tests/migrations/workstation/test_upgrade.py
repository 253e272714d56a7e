"""Upgrading the officer's database: with its data, in one transaction, and put back when anything goes wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from clerk_app.local import schema
from clerk_app.local.backup import is_sound
from clerk_app.local.engine import connect_keyed
from clerk_app.local.store import LocalStore
from clerk_app.local.upgrade import upgrade
from court_core.errors import CourtError
from court_core.resource_files import migrations_path
from tests.support.log_watch import LogWatch

KEY = bytes(range(32))


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, tzinfo=UTC)


NEXT = '''
"""{text}"""
from alembic import op
import sqlalchemy as sa
import time

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.add_column(sa.Column("colour", sa.Text, nullable=False, server_default="red"))
    {more}
    op.execute("PRAGMA user_version = {number}")


def downgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.drop_column("colour")
    op.execute("PRAGMA user_version = {former}")
'''


def later_tree(folder: Path, more: str = "pass") -> Path:
    """The released tree with the next release's migration."""
    tree = folder / "tree"
    shutil.copytree(migrations_path("workstation"), tree, ignore=shutil.ignore_patterns("__pycache__"))
    now = schema.LOCAL_SCHEMA
    revision = f"{now + 1:04}"
    text = NEXT.format(
        text="Next release.", revision=revision, before=schema.HEAD_REVISION, number=now + 1, former=now, more=more
    )
    (tree / "versions" / f"{revision}_next.py").write_text(text)
    return tree


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of this release with work in it."""
    path = tmp_path / "clerk.db"
    store = LocalStore.open(path, KEY, Clock())
    store.drafts.put("log/1", "没写完的")
    with store.write("user") as unit:
        unit.create("court", {"code": "粤0103", "name": "荔湾法院"})
    store.blobs.put(b"file" * 100)
    store.close()
    return path


def ask(path: Path, statement: str) -> list[Any]:
    connection = connect_keyed(path, KEY)
    try:
        return list(connection.execute(statement).fetchall())
    finally:
        connection.close()


def described(path: Path) -> dict[str, str]:
    rows = ask(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s*([(),])\s*|\s+", r"\1 ", sql) for name, sql in rows if not name.startswith("sqlite_")}


def test_the_migrations_make_the_same_schema_as_the_program(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "migrated.db"
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connect_keyed(made, KEY))
    config = Config()
    config.set_main_option("script_location", str(migrations_path("workstation")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    assert described(made) == described(path)
    for pragma in ("application_id", "user_version"):
        assert ask(made, f"PRAGMA {pragma}") == ask(path, f"PRAGMA {pragma}")


def test_down_and_up_again(path: Path) -> None:
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connect_keyed(path, KEY, foreign_keys=False))
    config = Config()
    config.set_main_option("script_location", str(migrations_path("workstation")))
    before = described(path)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(described(path)) <= {"alembic_version"}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    assert described(path) == before


def test_an_upgrade_keeps_all_work_and_leaves_a_backup(path: Path, tmp_path: Path) -> None:
    upgrade(path, KEY, Clock(), tree=later_tree(tmp_path), wanted=schema.LOCAL_SCHEMA + 1)
    assert ask(path, "SELECT content, colour FROM draft") == [("没写完的", "red")]
    assert ask(path, "SELECT count(*) FROM outbox") == [(1,)]
    assert ask(path, "SELECT count(*) FROM blob_chunk") == [(1,)]
    assert ask(path, "PRAGMA user_version") == [(schema.LOCAL_SCHEMA + 1,)]
    (backup,) = (path.parent / "backups").glob("before-upgrade-*.db")
    assert is_sound(backup, KEY)
    assert ask(backup, "PRAGMA user_version") == [(schema.LOCAL_SCHEMA,)]


@pytest.mark.parametrize(
    "more",
    [
        "raise RuntimeError('a fault of the migration')",
        "op.execute('DELETE FROM blob')",  # leaves chunks without their file
        "op.execute('SELECT * FROM no_such_table')",
    ],
)
def test_an_upgrade_that_fails_puts_the_database_back(
    path: Path, tmp_path: Path, more: str, log_watch: LogWatch
) -> None:
    log_watch.expect("upgrade failed")
    before = described(path)
    with pytest.raises(CourtError, match=r"store\.upgrade-failed"):
        upgrade(path, KEY, Clock(), tree=later_tree(tmp_path, more), wanted=schema.LOCAL_SCHEMA + 1)
    assert described(path) == before
    store = LocalStore.open(path, KEY, Clock())
    assert store.drafts.get("log/1") == "没写完的"
    store.close()


def test_a_kill_during_the_migration_leaves_the_old_schema(path: Path, tmp_path: Path) -> None:
    marker = tmp_path / "reached"
    tree = later_tree(tmp_path, f"open({str(marker)!r}, 'w').close(); time.sleep(60)")
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from datetime import datetime, UTC
        from clerk_app.local.upgrade import upgrade

        class Clock:
            def now(self):
                return datetime(2026, 11, 20, tzinfo=UTC)

        upgrade(Path({str(path)!r}), bytes(range(32)), Clock(), tree=Path({str(tree)!r}), wanted={schema.LOCAL_SCHEMA + 1})
        """
    )
    process = subprocess.Popen([sys.executable, "-c", program])
    while not marker.exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    store = LocalStore.open(path, KEY, Clock())
    assert store.drafts.get("log/1") == "没写完的"
    store.close()
    shutil.rmtree(path.parent / "backups")
    upgrade(path, KEY, Clock(), tree=later_tree(tmp_path / "again"), wanted=schema.LOCAL_SCHEMA + 1)
    assert ask(path, "SELECT colour FROM draft") == [("red",)]


def test_after_an_upgrade_the_former_program_refuses_the_file(path: Path, tmp_path: Path) -> None:
    upgrade(path, KEY, Clock(), tree=later_tree(tmp_path), wanted=schema.LOCAL_SCHEMA + 1)
    before = path.read_bytes()
    with pytest.raises(CourtError, match=r"store\.newer"):
        LocalStore.open(path, KEY, Clock())
    assert path.read_bytes() == before
