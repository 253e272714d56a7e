"""Files in chunks: what is missing, putting one, reading one."""

from __future__ import annotations

from litestar import Response, get, put
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from central_server.api.bodies import Asked, json_answer, raw_answer, read_body
from central_server.api.desk import ApiDesk
from court_core.errors import CourtError
from court_core.protocol.blobs import CHUNK_BYTES, CHUNK_SHA256_HEADER, FILE_SIZE_HEADER
from court_core.protocol.sealing import sha256_hex
from court_core.protocol.versions import API_PREFIX

_BLOB = f"{API_PREFIX}/blobs/{{sha256:str}}"
_CHUNK = f"{_BLOB}/chunks/{{position:int}}"


def blob_routes(desk: ApiDesk) -> list[HTTPRouteHandler]:
    """The handlers, bound to their services."""

    @get(_BLOB, summary="Which chunks of a file the server lacks")
    async def blob_state(request: Asked, sha256: FromPath[str]) -> Response[bytes]:
        caller = await desk.caller(request)
        return json_answer(await sync_to_thread(desk.blobs.state, caller, sha256))

    @put(_CHUNK, status_code=200, summary="Send one chunk of a file")
    async def put_chunk(request: Asked, sha256: FromPath[str], position: FromPath[int]) -> Response[bytes]:
        caller = await desk.caller(request)
        size = request.headers.get(FILE_SIZE_HEADER, "")
        if not size.isdecimal() or len(size) > 12:
            raise CourtError("sync.request-wrong")
        content = await read_body(request, CHUNK_BYTES)
        stated = request.headers.get(CHUNK_SHA256_HEADER, "")
        state = await sync_to_thread(desk.blobs.put_chunk, caller, sha256, position, int(size), stated, content)
        return json_answer(state)

    @get(_CHUNK, summary="Read one chunk of a file")
    async def get_chunk(request: Asked, sha256: FromPath[str], position: FromPath[int]) -> Response[bytes]:
        caller = await desk.caller(request)
        content = await sync_to_thread(desk.blobs.chunk, caller, sha256, position)
        answer = raw_answer(content, media_type="application/octet-stream")
        answer.headers[CHUNK_SHA256_HEADER] = sha256_hex(content)
        return answer

    return [blob_state, put_chunk, get_chunk]
