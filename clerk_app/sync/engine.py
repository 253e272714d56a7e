"""One round of synchronisation: push batches, pull changes, then files. docs/SYNC.md is the written specification.

Each step is one transaction of the local database with no network in it, so a kill between any two loses nothing:
a batch is sealed before it is sent, its answer is taken in whole, and a page moves the cursor with its records.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from clerk_app.sync.api import ServerApi
from clerk_app.sync.failures import SyncFailure, failure
from clerk_app.sync.files import FileExchange
from clerk_app.sync.pages import PagesAhead
from clerk_app.sync.reports import SyncReport
from clerk_app.sync.session import SyncSession, sender_of
from clerk_app.sync.telling import Changed, ChangeTelling
from clerk_app.sync.transport import Transport
from court_core.clock import parse_instant
from court_core.protocol.messages import PullPage, Session

if TYPE_CHECKING:
    from clerk_app.local.store import LocalStore
    from court_core.protocol.sealed_batch import SealedBatch

log = logging.getLogger(__name__)

_TRIES_TO_FIT = 3


@dataclass
class _Round:
    """What the round has come to so far."""

    session: Session
    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    rejected: int = 0
    files_sent: int = 0
    files_fetched: int = 0
    skew_seconds: int = 0


class SyncEngine:
    """Synchronises one officer's database with one server. Run by one thread at a time."""

    def __init__(
        self, store: LocalStore, session: SyncSession, transport: Transport, on_change: Changed | None = None
    ) -> None:
        self._store = store
        self._exchange = store.exchange
        self._session = session
        self._api = ServerApi(transport)
        self._files = FileExchange(store.blobs, self._api)
        self._telling = ChangeTelling(on_change)

    def run_once(self) -> SyncReport:
        """One round. Raises SyncFailure with the reason in words; what was done until then stays done."""
        session = self._session.require()
        current = _Round(session)
        try:
            self._run(current)
        except SyncFailure as reason:
            if reason.status == 401:
                self._session.expire(session.token)
            self._exchange.round_done(reason.code, reason.message, success=False)
            raise
        finally:
            self._telling.tell_all()
        self._exchange.round_done("ok", _detail(current), success=True)
        return SyncReport(
            pushed=current.pushed,
            pulled=current.pulled,
            conflicts=current.conflicts,
            rejected=current.rejected,
            pending=self._exchange.pending(),
            files_sent=current.files_sent,
            files_fetched=current.files_fetched,
            skew_seconds=current.skew_seconds,
        )

    def fetch_file(self, sha256: str) -> None:
        """Fetch one file now, because somebody wants to open it. Raises SyncFailure."""
        self._files.fetch(self._session.require().token, sha256)

    def _run(self, current: _Round) -> None:
        known = self._exchange.place().server_epoch
        if known and known != current.session.server_epoch:
            self._offer_after_restore(current, current.session.server_epoch)
        self._push(current)
        self._pull(current)
        if not known:
            self._exchange.remember_server(current.session.server_epoch)
        current.files_sent = self._files.send_all(current.session.token)
        current.files_fetched = self._files.fetch_missing(current.session.token)

    # Pushing

    def _push(self, current: _Round) -> None:
        refittings = 0
        while True:
            batch = self._exchange.next_batch(sender_of(current.session), self._session.sign)
            if batch is None:
                return
            try:
                self._send(current, batch)
            except SyncFailure as reason:
                if reason.status != 409 or refittings == _TRIES_TO_FIT:
                    raise
                refittings += 1
                log.warning("batch does not fit the server's sequence", extra={"code": reason.code})
                self._fit(current, batch, reason)

    def _send(self, current: _Round, batch: SealedBatch) -> None:
        reply = self._api.post_batch(current.session.token, batch)
        try:
            outcome = self._exchange.acknowledge(batch, reply)
        except ValueError:
            raise failure("sync.answer-damaged", status=200) from None
        current.pushed += outcome.taken
        current.conflicts += outcome.conflicts
        current.rejected += outcome.refused
        self._note_clock(current, reply.server_time)
        self._telling.note(outcome.change_set)

    def _fit(self, current: _Round, batch: SealedBatch, reason: SyncFailure) -> None:
        """Make the next batch fit: offer what the server lacks, or begin a new sequence."""
        expected = reason.details.get("expected")
        if reason.code == "sync.sequence-gap" and isinstance(expected, int) and expected < batch.sequence:
            state = self._api.device(current.session.token, batch.device_epoch)
            if self._offer_epoch(current, batch.device_id, batch.device_epoch, state.last_sequence, state.last_sha256):
                return
        self._begin_epoch(current)

    def _begin_epoch(self, current: _Round) -> None:
        """The device's disk was cloned or restored, or its archive does not reach back far enough."""
        state = self._api.device(current.session.token)
        epoch = max(state.device_epoch, self._exchange.place().device_epoch) + 1
        self._exchange.begin_epoch(current.session.device_id, epoch)

    # After the server was restored from a backup

    def _offer_after_restore(self, current: _Round, server_epoch: str) -> None:
        """Offer the archived batches that the server lost, then take everything anew from it."""
        log.warning("server was restored, offering archived batches")
        complete = True
        for device_id, epoch in self._exchange.archived_epochs():
            if device_id != current.session.device_id:
                complete = False  # enrolled anew since: the server takes no batches of the former device from us
                continue
            at = self._api.device(current.session.token, epoch)
            complete &= self._offer_epoch(current, device_id, epoch, at.last_sequence, at.last_sha256)
        self._exchange.begin_rebuild()
        if not complete:
            self._pull(current)
            self._exchange.requeue_archive()
            self._begin_epoch(current)
        self._exchange.remember_server(server_epoch)

    def _offer_epoch(self, current: _Round, device_id: str, epoch: int, after: int, sha256: str) -> bool:
        """Offer the archived batches of one epoch behind what the server has; False when they do not join on."""
        kept = self._exchange.sha256_at(device_id, epoch, after) if after else sha256
        batches = self._exchange.archived_after(device_id, epoch, after)
        if kept != sha256 or [batch.sequence for batch in batches] != list(range(after + 1, after + 1 + len(batches))):
            return False
        place = self._exchange.place()
        if place.device_epoch == epoch and after + len(batches) < place.sequence - self._exchange.unanswered():
            return False
        for batch in batches:
            self._send(current, batch)
        return True

    # Pulling

    def _pull(self, current: _Round) -> None:
        rebuilds = 0
        with PagesAhead(self._api, current.session.token) as pages:
            while True:
                cursor = self._exchange.place().cursor
                try:
                    page = pages.page(cursor)
                except SyncFailure as reason:
                    if (reason.status != 410 and reason.code != "sync.cursor-unreadable") or rebuilds == _TRIES_TO_FIT:
                        raise
                    rebuilds += 1
                    log.info("records are pulled anew", extra={"code": reason.code})
                    self._exchange.begin_rebuild()
                    continue
                if page.more and page.cursor == cursor:
                    raise failure("sync.answer-damaged", status=200)
                if page.more:
                    pages.ask_ahead(page.cursor)
                self._take(current, page, cursor)
                if not page.more:
                    return

    def _take(self, current: _Round, page: PullPage, cursor: str) -> None:
        changes = self._exchange.take_page(page, cursor)
        current.pulled += len(page.items)
        self._note_clock(current, page.server_time)
        self._telling.note(changes)

    def _note_clock(self, current: _Round, server_time: str) -> None:
        try:
            there = parse_instant(server_time)
        except ValueError:
            raise failure("sync.answer-damaged", status=200) from None
        current.skew_seconds = _seconds_between(self._store.clock.now(), there)


def _seconds_between(here: datetime, there: datetime) -> int:
    return round((here - there).total_seconds())


def _detail(current: _Round) -> str:
    return f"上传 {current.pushed} 项，下载 {current.pulled} 项，冲突 {current.conflicts}，未接受 {current.rejected}"
