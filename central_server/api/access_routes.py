"""Enrolment, sign-in, sign-out, and where the server stands with a device."""

from __future__ import annotations

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler

from central_server.api.bodies import Asked, json_answer, read_message
from central_server.api.desk import ApiDesk, token_of
from central_server.services.access.passwords import MAX_HASHES_AT_ONCE
from central_server.services.giving_out.device_state import device_state
from court_core.errors import CourtError
from court_core.protocol.messages import EnrolRequest, SignInRequest
from court_core.protocol.versions import API_PREFIX


def access_routes(desk: ApiDesk) -> list[HTTPRouteHandler]:
    """The handlers, bound to their services."""
    # Those who wait for a hash wait apart, so that a crowd at the door does not stop those who are inside.
    waiting = CapacityLimiter(2 * MAX_HASHES_AT_ONCE)

    @post(f"{API_PREFIX}/enrol", status_code=200, summary="Enrol a workstation with a one-time code")
    async def enrol(request: Asked) -> Response[bytes]:
        message = await read_message(request, EnrolRequest)
        return json_answer(await run_sync(desk.sign_in.enrol, message, _address(request), limiter=waiting))

    @post(f"{API_PREFIX}/sign-in", status_code=200, summary="Sign an enrolled workstation's user in")
    async def sign_in(request: Asked) -> Response[bytes]:
        message = await read_message(request, SignInRequest)
        return json_answer(await run_sync(desk.sign_in.sign_in, message, _address(request), limiter=waiting))

    @post(f"{API_PREFIX}/sign-out", status_code=204, summary="End this session")
    async def sign_out(request: Asked) -> None:
        await sync_to_thread(desk.sessions.end, token_of(request))

    @get(f"{API_PREFIX}/device", summary="The last batch applied of this device")
    async def device(request: Asked) -> Response[bytes]:
        caller = await desk.caller(request)
        asked = request.query_params.get("epoch")
        if asked is not None and (not asked.isdecimal() or len(asked) > 9):
            raise CourtError("sync.request-wrong")
        epoch = int(asked) if asked is not None else None
        return json_answer(await sync_to_thread(device_state, desk.store, caller, epoch))

    return [enrol, sign_in, sign_out, device]


def _address(request: Asked) -> str:
    return request.client.host if request.client is not None else ""
