"""Pushing batches, pulling changes, and taking over exported work."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler

from central_server.api.bodies import Asked, json_answer, raw_answer, read_body
from central_server.api.desk import ApiDesk
from central_server.services.giving_out.pull import MAX_PAGE
from central_server.services.intake.batches import MAX_LONE_BYTES
from court_core.errors import CourtError
from court_core.protocol.sealing import SHA256_HEADER, SIGNATURE_HEADER
from court_core.protocol.versions import API_PREFIX
from court_core.records.access import Role

MAX_EXPORT_BYTES = 256 * 1024 * 1024


def sync_routes(desk: ApiDesk) -> list[HTTPRouteHandler]:
    """The handlers, bound to their services."""

    @post(f"{API_PREFIX}/batches", status_code=200, summary="Apply a sealed batch exactly once")
    async def push(request: Asked) -> Response[bytes]:
        caller = await desk.caller(request)
        body = await read_body(request, MAX_LONE_BYTES)
        sha256, signature = (request.headers.get(name, "") for name in (SHA256_HEADER, SIGNATURE_HEADER))
        return raw_answer(await sync_to_thread(desk.intake.take, caller, body, sha256, signature))

    @get(f"{API_PREFIX}/changes", summary="The next page of changes above the cursor")
    async def changes(request: Asked) -> Response[bytes]:
        caller = await desk.caller(request)
        limit = request.query_params.get("limit", str(MAX_PAGE))
        if not limit.isdecimal() or len(limit) > 6:
            raise CourtError("sync.request-wrong")
        cursor = request.query_params.get("cursor", "")
        return json_answer(await sync_to_thread(desk.puller.page, caller, cursor, int(limit)))

    @post(f"{API_PREFIX}/pending", status_code=200, summary="Take over exported pending work (administrator)")
    async def pending(request: Asked) -> Response[bytes]:
        caller = await desk.caller(request)
        if Role.ADMINISTRATOR not in caller.roles:
            raise CourtError("sync.not-permitted", type="导入待发内容")
        body = await read_body(request, MAX_EXPORT_BYTES)
        return json_answer(await sync_to_thread(desk.pending.take, body))

    return [push, changes, pending]
