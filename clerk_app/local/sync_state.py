"""Where this database stands with the server: cursor, epochs, and the place of the next batch."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema
from court_core.protocol.sealing import FIRST_PREVIOUS


@dataclass(frozen=True, slots=True)
class SyncPlace:
    """`cursor` is empty before the first pull and while a rebuild begins; `rebuilding` until it is complete.

    `device_epoch`, `sequence` and `last_sha256` are those of the last batch sealed here.
    """

    cursor: str = ""
    server_epoch: str = ""
    device_id: str = ""
    device_epoch: int = 0
    sequence: int = 0
    last_sha256: str = FIRST_PREVIOUS
    rebuilding: bool = True
    last_success: str = ""


def read_place(connection: Connection) -> SyncPlace:
    """The place as stored; a new database stands at the beginning."""
    stored = {row.key: row.value for row in connection.execute(select(schema.sync_state))}
    return SyncPlace(
        cursor=stored.get("cursor", ""),
        server_epoch=stored.get("server_epoch", ""),
        device_id=stored.get("device_id", ""),
        device_epoch=int(stored.get("device_epoch", "0")),
        sequence=int(stored.get("sequence", "0")),
        last_sha256=stored.get("last_sha256", FIRST_PREVIOUS),
        rebuilding=stored.get("rebuilding", "1") == "1",
        last_success=stored.get("last_success", ""),
    )


def write_place(connection: Connection, **changes: str | int | bool) -> None:
    """Set some of the place's fields."""
    statement = upsert(schema.sync_state)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value}),
        [
            {"key": key, "value": str(int(value)) if isinstance(value, bool) else str(value)}
            for key, value in changes.items()
        ],
    )
