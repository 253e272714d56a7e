"""A court's own constants in the internal database, and finding the court that this server serves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from central_server.storage.internal import RECORD_TABLES, meta
from central_server.storage.store import RecordStore, Transaction
from court_core.errors import CourtError

SERVER_EPOCH = "server_epoch"
PRIVATE_KEY = "private_key"
"""Where programs before the key file kept it; moved out at the server's next start."""
PUBLIC_KEY = "public_key"
HORIZON = "horizon"


@dataclass(frozen=True, slots=True)
class ServedCourt:
    """The court of this server: its record id, code 粤0103 and name."""

    court_id: str
    code: str
    name: str


def read_meta(connection: Connection, court_id: str, name: str) -> str | None:
    """One constant; None when it was never set."""
    statement = select(meta.c.value).where(meta.c.court_id == court_id, meta.c.name == name)
    return connection.execute(statement).scalar_one_or_none()


def read_server_epoch(connection: Connection, court_id: str) -> str:
    """The epoch of this database as it is now: `new-epoch` may change it while the server runs.

    Raises CourtError `server.not-initialised`.
    """
    epoch = read_meta(connection, court_id, SERVER_EPOCH)
    if epoch is None:
        raise CourtError("server.not-initialised")
    return epoch


def write_meta(tx: Transaction, court_id: str, name: str, value: str) -> None:
    """Set one constant."""
    tx.upsert(meta, [{"court_id": court_id, "name": name, "value": value}])


def served_court(store: RecordStore) -> ServedCourt:
    """The one court of this database. Raises CourtError `server.not-initialised` when there is none yet."""
    table = RECORD_TABLES["court"]
    with store.read() as connection:
        row = connection.execute(
            select(table.c.court_id, table.c.code, table.c.name)
            .join(meta, meta.c.court_id == table.c.court_id)
            .where(meta.c.name == SERVER_EPOCH, table.c.id == table.c.court_id)
            .order_by(table.c.court_id)
            .limit(1)
        ).one_or_none()
    if row is None:
        raise CourtError("server.not-initialised")
    return ServedCourt(row.court_id, row.code, row.name)
