"""Files up and down, chunk by chunk, each resumable; records went first, so the server knows whose a file is."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from clerk_app.sync.api import ServerApi
from clerk_app.sync.failures import SyncFailure, failure
from court_core.protocol.blobs import chunk_count

if TYPE_CHECKING:
    from clerk_app.local.blobs import BlobStore, StoredFile

log = logging.getLogger(__name__)

FETCHED_PER_ROUND = 20
ASKED_AGAIN_SECONDS = 600.0
"""A file that its author's workstation has not sent yet is asked for again after that, and blocks no other."""
_THIS_FILE_ONLY = frozenset({"sync.file-unknown", "sync.file-too-large", "sync.file-damaged", "sync.chunk-wrong"})
"""Refusals that concern one file; others (signed out, server gone) end the round."""


class FileExchange:
    """Sends files that the server lacks and fetches files that records here name."""

    def __init__(self, blobs: BlobStore, api: ServerApi) -> None:
        self._blobs = blobs
        self._api = api
        self._not_to_be_had: dict[str, float] = {}

    def send_all(self, token: str) -> int:
        """Send what the server lacks; answers how many files it now has. A file it refuses holds back no other."""
        sent = 0
        for file in self._blobs.to_upload():
            try:
                self._send(token, file)
            except SyncFailure as refusal:
                if refusal.code not in _THIS_FILE_ONLY:
                    raise
                log.info("file not taken", extra={"code": refusal.code})
                self._blobs.mark_problem(file.sha256, refusal.full_message)
            else:
                sent += 1
        return sent

    def fetch_missing(self, token: str) -> int:
        """Fetch a few of the files that records here name and that are not here; the newest first."""
        fetched = 0
        now = time.monotonic()
        self._not_to_be_had = {key: until for key, until in self._not_to_be_had.items() if until > now}
        wanted = self._blobs.named_and_missing(FETCHED_PER_ROUND + len(self._not_to_be_had))
        for sha256 in [key for key in wanted if key not in self._not_to_be_had]:
            try:
                self.fetch(token, sha256)
            except SyncFailure as refusal:
                if refusal.code not in _THIS_FILE_ONLY | {"sync.file-incomplete"}:
                    raise
                log.info("file not to be had yet", extra={"code": refusal.code})
                self._not_to_be_had[sha256] = now + ASKED_AGAIN_SECONDS
            else:
                fetched += 1
        return fetched

    def fetch(self, token: str, sha256: str) -> None:
        """Fetch one file, going on behind the chunks that are here already.

        Raises SyncFailure: `sync.file-unknown`, `sync.file-incomplete`, `sync.file-damaged`, or of the network.
        """
        state = self._api.blob_state(token, sha256)
        if not state.complete:
            raise failure("sync.file-incomplete")
        for position in self._blobs.expect(sha256, state.size):
            self._blobs.add_chunk(sha256, position, self._api.get_chunk(token, sha256, position))
        if not self._blobs.complete(sha256):
            raise failure("sync.file-damaged")

    def _send(self, token: str, file: StoredFile) -> None:
        state = self._api.blob_state(token, file.sha256)
        if not state.complete:
            nothing_there = state.size == 0
            for position in range(chunk_count(file.size)) if nothing_there else state.missing:
                content = self._blobs.chunk(file.sha256, position)
                if content is None:
                    raise failure("sync.file-damaged")
                state = self._api.put_chunk(token, file.sha256, file.size, position, content)
        if not state.complete:
            raise failure("sync.file-damaged")
        self._blobs.mark_uploaded(file.sha256)
