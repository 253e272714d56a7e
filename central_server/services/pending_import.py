"""Taking over what a workstation exported to a file. Its signed batches are the same bytes it would have sent."""

from __future__ import annotations

import hashlib

import msgspec

from central_server.services.blobs import Blobs
from central_server.services.intake import BatchIntake
from central_server.services.sessions import caller_of_device
from central_server.storage.store import RecordStore
from court_core.errors import CourtError
from court_core.protocol.messages import BatchReply, ImportedPending, PendingExport


class PendingImport:
    """Imports exported files of one court. Doing it twice changes nothing."""

    def __init__(self, store: RecordStore, court_id: str, intake: BatchIntake, blobs: Blobs) -> None:
        self._store = store
        self._court_id = court_id
        self._intake = intake
        self._blobs = blobs

    def take(self, content: bytes) -> ImportedPending:
        """Apply every batch in order, then take the files that records name.

        Raises CourtError `sync.malformed`, `sync.other-court`, `sync.device-unknown` and what a batch is refused with;
        the batches before it stay applied.
        """
        try:
            exported = msgspec.json.decode(content, type=PendingExport)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise CourtError("sync.malformed") from error
        if exported.court_id != self._court_id:
            raise CourtError("sync.other-court")
        replies = [
            msgspec.json.decode(
                self._intake.take_exported(self._court_id, exported.device_id, item.body, item.sha256, item.signature),
                type=BatchReply,
            )
            for item in exported.batches
        ]
        return ImportedPending(replies=replies, files=self._take_files(exported))

    def _take_files(self, exported: PendingExport) -> int:
        with self._store.read() as connection:
            caller, _ = caller_of_device(connection, self._court_id, exported.device_id)
        count = 0
        for item in exported.files:
            if hashlib.sha256(item.content).hexdigest() != item.sha256:
                raise CourtError("sync.file-damaged")
            try:
                state = self._blobs.state(caller, item.sha256)
            except CourtError as error:
                if error.code != "sync.file-unknown":
                    raise
                continue  # the record that named it was rejected
            if not state.complete:
                self._blobs.add(self._court_id, item.content, caller.user_id)
            count += 1
        return count
