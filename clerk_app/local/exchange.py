"""What sync does with the officer's database, each step one transaction; there is no network in any of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, delete, func, insert, select

from clerk_app.local import acknowledging, incoming, outgoing, requeue, schema
from clerk_app.local.acknowledging import Acknowledged
from clerk_app.local.changes import ChangeSet
from clerk_app.local.outgoing import Sign
from clerk_app.local.sync_state import SyncPlace, read_place, write_place
from court_core.clock import Clock, instant_text
from court_core.protocol.messages import BatchReply, PullPage
from court_core.protocol.sealed_batch import SealedBatch, Sender

Transaction = Callable[[], AbstractContextManager[Connection]]
_LOG_LINES = 500


class Exchange:
    """The database's side of the sync."""

    def __init__(
        self, reading: Transaction, writing: Transaction, clock: Clock, awaited: Callable[[], bool] = lambda: False
    ) -> None:
        """`awaited` tells whether somebody else waits to write."""
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._awaited = awaited

    def place(self) -> SyncPlace:
        """Cursor, epochs and the place of the last batch."""
        with self._reading() as connection:
            return read_place(connection)

    def pending(self) -> int:
        """How many saved changes the server has not acknowledged."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.outbox)).scalar_one())

    def last_success(self) -> str:
        """The instant of the last successful round; empty before the first."""
        return self.place().last_success

    def unanswered(self) -> int:
        """How many sealed batches have no answer yet."""
        table = schema.batch
        with self._reading() as connection:
            waiting = select(func.count()).select_from(table).where(table.c.acknowledged_at.is_(None))
            return int(connection.execute(waiting).scalar_one())

    def next_batch(self, sender: Sender, sign: Sign) -> SealedBatch | None:
        """The batch to send now: the oldest one without an answer, else a fresh one; None when nothing waits."""
        if not self._anything_to_send(sender):
            return None
        with self._writing() as connection:
            return outgoing.next_batch(connection, sender, sign, self._clock.now())

    def seal_all(self, sender: Sender, sign: Sign) -> list[SealedBatch]:
        """Everything that waits, sealed and in order."""
        with self._writing() as connection:
            return outgoing.seal_all(connection, sender, sign, self._clock.now())

    def acknowledge(self, sealed: SealedBatch, reply: BatchReply) -> Acknowledged:
        """Take in the answer to a batch. Raises ValueError when it is not one to this batch."""
        answered = acknowledging.match(sealed, reply)
        with self._writing() as connection:
            return acknowledging.acknowledge(connection, answered, instant_text(self._clock.now()))

    def take_page(self, page: PullPage, expected_cursor: str) -> ChangeSet:
        """Store a pulled page and its cursor. Raises CourtError `sync.answer-damaged`.

        One transaction, unless somebody waits to save: then what is stored so far is committed and the save comes
        first. The cursor moves with the last records only; a kill in between asks for the whole page again, and records
        that stand here already with that version change nothing.
        """
        parts, changes = incoming.lay_out(page), ChangeSet()
        # A rebuild is not told of what was deleted before its first page was asked for, so that page is kept whole: of
        # one that is asked for a second time a part must not be here already.
        may_pause = bool(expected_cursor)
        while parts:
            with self._writing() as connection:
                changes |= incoming.take_part(connection, parts.pop(0), expected_cursor)
                while parts and not (may_pause and self._awaited()):
                    changes |= incoming.take_part(connection, parts.pop(0), expected_cursor)
        return changes

    def begin_rebuild(self) -> None:
        """Pull everything anew, keeping what waits here."""
        with self._writing() as connection:
            incoming.begin_rebuild(connection)

    def begin_epoch(self, device_id: str, device_epoch: int) -> None:
        """Begin a new sequence of batches; what was sealed and not acknowledged is sealed anew."""
        with self._writing() as connection:
            outgoing.begin_epoch(connection, device_id, device_epoch)

    def archived_after(self, device_id: str, device_epoch: int, sequence: int) -> list[SealedBatch]:
        """Acknowledged batches to offer again."""
        with self._reading() as connection:
            return outgoing.archived_after(connection, device_id, device_epoch, sequence)

    def archived_epochs(self) -> list[tuple[str, int]]:
        """The (device, epoch) pairs of which acknowledged batches are kept, oldest first."""
        with self._reading() as connection:
            return outgoing.archived_epochs(connection)

    def sha256_at(self, device_id: str, device_epoch: int, sequence: int) -> str | None:
        """Hash of the batch kept at that place."""
        with self._reading() as connection:
            return outgoing.sha256_at(connection, device_id, device_epoch, sequence)

    def requeue_archive(self) -> int:
        """Put the operations of every archived batch back into the outbox; answers how many. Those the server has
        already it knows by their ids.
        """
        with self._writing() as connection:
            return requeue.requeue_archive(connection)

    def remember_server(self, server_epoch: str) -> None:
        """Note which life of the server (it is a new one after a restore) this database was last in step with."""
        with self._writing() as connection:
            write_place(connection, server_epoch=server_epoch)

    def round_done(self, outcome: str, detail: str, *, success: bool) -> None:
        """Write a line of the sync log, and forget batches past their keep."""
        now = self._clock.now()
        with self._writing() as connection:
            connection.execute(insert(schema.sync_log), {"at": instant_text(now), "outcome": outcome, "detail": detail})
            newest = connection.execute(select(func.max(schema.sync_log.c.position))).scalar_one()
            connection.execute(delete(schema.sync_log).where(schema.sync_log.c.position <= newest - _LOG_LINES))
            if success:
                write_place(connection, last_success=instant_text(now))
                outgoing.prune_archive(connection, now)

    def _anything_to_send(self, sender: Sender) -> bool:
        """Asked first with a reader, so that an idle round never takes the writer's turn."""
        with self._reading() as connection:
            return (
                connection.execute(
                    select(schema.outbox.c.position).where(schema.outbox.c.user_id == sender.user_id).limit(1)
                ).first()
                is not None
                or connection.execute(
                    select(schema.batch.c.sequence).where(schema.batch.c.acknowledged_at.is_(None)).limit(1)
                ).first()
                is not None
            )
