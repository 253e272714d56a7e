"""The services that the API's handlers call, put together by bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

from litestar.concurrency import sync_to_thread

from central_server.api.bodies import Asked
from central_server.services.access.sessions import Sessions
from central_server.services.access.sign_in import SignIn
from central_server.services.giving_out.blobs import Blobs
from central_server.services.giving_out.pull import ChangePuller
from central_server.services.intake.batches import BatchIntake
from central_server.services.intake.pending_import import PendingImport
from central_server.services.records.callers import Caller
from central_server.storage.store import RecordStore
from court_core.clock import Clock
from court_core.errors import CourtError


@dataclass(frozen=True)
class ApiDesk:
    """Everything of one court that the API needs."""

    store: RecordStore
    clock: Clock
    sessions: Sessions
    sign_in: SignIn
    intake: BatchIntake
    puller: ChangePuller
    blobs: Blobs
    pending: PendingImport

    async def caller(self, request: Asked) -> Caller:
        """Who asks. Raises CourtError `sign-in.session-ended` without a valid bearer token."""
        return await sync_to_thread(self.sessions.caller, token_of(request))


def token_of(request: Asked) -> str:
    """The bearer token. Raises CourtError `sign-in.session-ended` when there is none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token or len(token) > 200:
        raise CourtError("sign-in.session-ended")
    return token
