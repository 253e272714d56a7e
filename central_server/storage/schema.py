"""Bringing the internal database to this program's schema with Alembic (`migrations/server`)."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from central_server.storage.engine import WRITING, is_sqlite
from court_core.errors import CourtError
from court_core.resource_files import migrations_path


def upgrade_internal(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision` in one transaction; does nothing when they have been run.

    An SQLite file with older content is copied beside itself first. Raises CourtError `server.database-newer` when a
    newer program has upgraded the database already; it is then left unchanged.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise CourtError("server.database-newer", revision=current)
    if current == scripts.get_current_head() and revision == "head":
        return
    if current is not None and is_sqlite(engine):
        back_up(engine, current)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade_internal(engine: Engine, revision: str) -> None:
    """Take the schema back to `revision` (`base` empties it); for tests and for a withdrawn program version."""
    config = _config()
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def back_up(engine: Engine, revision: str) -> None:
    """Copy an SQLite file to `NAME.before-REVISION` beside it."""
    source = Path(str(engine.url.database))
    target = source.with_name(f"{source.name}.before-{revision}")
    target.unlink(missing_ok=True)
    connection = sqlcipher3.dbapi2.connect(str(source))
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_path("server")).replace("%", "%%"))
    return config
