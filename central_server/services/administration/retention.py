"""Forgetting what no workstation needs any more: tombstones and departures after 180 days, ended sessions, old codes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select

from central_server.services.identity.meta import HORIZON, read_meta, write_meta
from central_server.storage.internal import departure, enrolment_code, feed, session, sign_in_attempt
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, instant_text

TOMBSTONE_DAYS = 180
_SESSION_DAYS = 90
_ATTEMPT_DAYS = 2


def prune(store: RecordStore, clock: Clock, court_id: str) -> int:
    """Forget what is over, and return the horizon: workstations whose cursor lies before it must rebuild."""
    now = clock.now()
    tombstones, sessions, attempts = (
        instant_text(now - timedelta(days=days)) for days in (TOMBSTONE_DAYS, _SESSION_DAYS, _ATTEMPT_DAYS)
    )

    def work(tx: Transaction) -> int:
        old_tombstones = (feed.c.court_id == court_id, feed.c.state == "deleted", feed.c.changed_at < tombstones)
        old_departures = (departure.c.court_id == court_id, departure.c.departed_at < tombstones)
        last = [
            tx.connection.execute(select(func.max(feed.c.change_number)).where(*old_tombstones)).scalar_one(),
            tx.connection.execute(select(func.max(departure.c.change_number)).where(*old_departures)).scalar_one(),
        ]
        horizon = max(int(read_meta(tx.connection, court_id, HORIZON) or 0), *(number or 0 for number in last))
        tx.connection.execute(delete(feed).where(*old_tombstones))
        tx.connection.execute(delete(departure).where(*old_departures))
        tx.connection.execute(delete(session).where(session.c.court_id == court_id, session.c.expires_at < sessions))
        tx.connection.execute(
            delete(enrolment_code).where(enrolment_code.c.court_id == court_id, enrolment_code.c.expires_at < sessions)
        )
        tx.connection.execute(
            delete(sign_in_attempt).where(
                sign_in_attempt.c.court_id == court_id, sign_in_attempt.c.last_failed_at < attempts
            )
        )
        write_meta(tx, court_id, HORIZON, str(horizon))
        return horizon

    return store.write(work)
