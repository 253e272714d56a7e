"""Bringing the published database to this program's schema with Alembic (`migrations/published`)."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.schema import CreateSchema

from central_server.storage.published_engine import open_published, schema_of, writing
from court_core.errors import CourtError
from court_core.resource_files import migrations_path


def prepare_published(database: str) -> Engine:
    """Open the published database at this URL, made and upgraded as needed.

    Raises CourtError `published.newer` when a newer program has upgraded it already; it is then left unchanged.
    """
    engine = open_published(database)
    schema = schema_of(database)
    if schema is not None:
        with writing(engine) as connection:
            connection.execute(CreateSchema(schema, if_not_exists=True))
    upgrade_published(engine)
    return engine


def upgrade_published(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision` in one transaction; does nothing when they have been run."""
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with writing(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise CourtError("published.newer", revision=current)
        if current == scripts.get_current_head() and revision == "head":
            return
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade_published(engine: Engine, revision: str) -> None:
    """Take the schema back to `revision` (`base` empties it); only for tests and for a withdrawn program version."""
    config = _config()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_path("published")).replace("%", "%%"))
    return config
