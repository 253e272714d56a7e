"""Where the server stands with a workstation: the last batch it has applied in an epoch of that device."""

from __future__ import annotations

from sqlalchemy import Connection, select

from central_server.services.identity.meta import read_server_epoch
from central_server.services.records.callers import Caller
from central_server.storage.internal import batch, device
from central_server.storage.store import RecordStore
from court_core.errors import CourtError
from court_core.protocol.messages import DeviceState
from court_core.protocol.sealing import FIRST_PREVIOUS


def device_state(store: RecordStore, caller: Caller, device_epoch: int | None) -> DeviceState:
    """The state of one epoch of the caller's device; of the highest one when none is named.

    Raises CourtError `sync.device-unknown`.
    """
    with store.read() as connection:
        highest = connection.execute(
            select(device.c.epoch).where(device.c.court_id == caller.court_id, device.c.id == caller.device_id)
        ).scalar_one_or_none()
        if highest is None:
            raise CourtError("sync.device-unknown")
        epoch = device_epoch or highest
        sequence, sha256 = last_place(connection, caller.court_id, caller.device_id, epoch)
        server_epoch = read_server_epoch(connection, caller.court_id)
    return DeviceState(
        device_id=caller.device_id,
        device_epoch=epoch,
        last_sequence=sequence,
        last_sha256=sha256,
        server_epoch=server_epoch,
    )


def last_place(connection: Connection, court_id: str, device_id: str, epoch: int) -> tuple[int, str]:
    """Sequence and hash of the last batch applied in a device's epoch; (0, zeros) before the first."""
    row = connection.execute(
        select(batch.c.sequence, batch.c.sha256)
        .where(batch.c.court_id == court_id, batch.c.device_id == device_id, batch.c.device_epoch == epoch)
        .order_by(batch.c.sequence.desc())
        .limit(1)
    ).one_or_none()
    return (row.sequence, row.sha256) if row is not None else (0, FIRST_PREVIOUS)
