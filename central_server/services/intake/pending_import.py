"""Taking over what a workstation exported to a file. Its signed batches are the same bytes it would have sent."""

from __future__ import annotations

import msgspec

from central_server.services.access.sessions import caller_of_device
from central_server.services.giving_out.blobs import Blobs
from central_server.services.identity.server_key import is_signed_by
from central_server.services.intake.batches import BatchIntake
from central_server.services.records.callers import Caller
from central_server.storage.store import RecordStore
from court_core.errors import CourtError
from court_core.protocol.messages import BatchReply, ImportedPending
from court_core.protocol.pending_file import CarriedFile, PendingWork, file_signed_bytes, read_file


class PendingImport:
    """Imports exported files of one court. Doing it twice changes nothing."""

    def __init__(self, store: RecordStore, court_id: str, intake: BatchIntake, blobs: Blobs) -> None:
        self._store = store
        self._court_id = court_id
        self._intake = intake
        self._blobs = blobs

    def take(self, content: bytes) -> ImportedPending:
        """Apply every batch in order, then take the files that records name.

        Raises CourtError `pending-file.unreadable`, `pending-file.newer`, `sync.other-court`, `sync.device-unknown`,
        `sync.signature-wrong`, and what a batch is refused with; the batches before that one stay applied.
        """
        work, outer = read_file(content)
        if work.court_id != self._court_id:
            raise CourtError("sync.other-court")
        with self._store.read() as connection:
            caller, public_key = caller_of_device(connection, self._court_id, work.device_id)
        if not is_signed_by(public_key, outer.signature, file_signed_bytes(outer.content)):
            raise CourtError("sync.signature-wrong")
        replies = self._take_batches(work)
        return ImportedPending(replies=replies, files=sum(self._take_file(caller, file) for file in work.files))

    def _take_batches(self, work: PendingWork) -> list[BatchReply]:
        replies = []
        for batch in work.batches:
            reply = self._intake.take_exported(
                self._court_id, work.device_id, batch.body, batch.sha256, batch.signature
            )
            replies.append(msgspec.json.decode(reply, type=BatchReply))
        return replies

    def _take_file(self, caller: Caller, file: CarriedFile) -> int:
        """1 when the file is here afterwards; 0 when the record that named it was rejected."""
        try:
            state = self._blobs.state(caller, file.sha256)
        except CourtError as error:
            if error.code != "sync.file-unknown":
                raise
            return 0
        if not state.complete:
            self._blobs.add(self._court_id, file.content, caller.user_id)
        return 1
