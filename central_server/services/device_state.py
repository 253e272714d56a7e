"""Where the server stands with a workstation: the last batch it has applied in an epoch of that device."""

from __future__ import annotations

from sqlalchemy import select

from central_server.services.identity.meta import read_server_epoch
from central_server.services.intake.apply import last_place
from central_server.services.records.callers import Caller
from central_server.storage.internal import device
from central_server.storage.store import RecordStore
from court_core.errors import CourtError
from court_core.protocol.messages import DeviceState


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
