"""Bringing an older database to this program's schema: backup, migrate in one transaction, verify, or put back.

Imported only when a schema is older, because Alembic costs a tenth of a second at start-up.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlcipher3 import dbapi2

from clerk_app.local import due_dates, schema, search_index
from clerk_app.local.backup import back_up, is_sound, restore
from clerk_app.local.engine import connect_keyed
from clerk_app.local.faults import foreseen
from court_core.clock import COURT_ZONE, Clock
from court_core.errors import CourtError
from court_core.resource_files import migrations_path

log = logging.getLogger(__name__)


def upgrade(
    path: Path, key: bytes, clock: Clock, *, tree: Path | None = None, wanted: int = schema.LOCAL_SCHEMA
) -> None:
    """Upgrade the closed database at `path`. Raises CourtError `store.upgrade-failed` when it stands as before;
    `store.disk-full` and the like when not even the backup could be made.

    A kill at any moment leaves the old schema or the new one: all migrations run in one transaction.
    """
    stamp = clock.now().astimezone(COURT_ZONE)
    backup = path.parent / "backups" / f"before-upgrade-to-{wanted}-{stamp:%Y%m%d-%H%M%S}.db"
    back_up(path, backup, key)
    try:
        _migrate(path, key, tree or migrations_path("workstation"), wanted)
        if not is_sound(path, key):
            raise _NotAsWantedError("the upgraded file is not sound")
    except Exception as error:
        log.exception("upgrade failed, putting the database back")
        restore(backup, path, key)
        raise foreseen(error) or CourtError("store.upgrade-failed") from None
    log.info("database upgraded", extra={"schema": wanted})


class _NotAsWantedError(Exception):
    """The migrations ran, but the outcome is not what the program needs."""


def _migrate(path: Path, key: bytes, tree: Path, wanted: int) -> None:
    # Alembic's batch mode drops and recreates tables: with foreign keys on, that would delete what refers to them.
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect_keyed(path, key, foreign_keys=False),
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(tree).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _verify(connection, wanted)
    finally:
        engine.dispose()


def _verify(connection: Connection, wanted: int) -> None:
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found != wanted:
        raise _NotAsWantedError(f"schema {found} after the upgrade, wanted {wanted}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _NotAsWantedError("foreign keys are broken after the upgrade")
    if wanted == schema.LOCAL_SCHEMA:
        # What is derived is made anew rather than migrated.
        search_index.rebuild(connection)
        due_dates.forget_all(connection)
