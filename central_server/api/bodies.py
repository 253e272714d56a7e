"""Reading a request's body: within its limit, unpacked within its limit, and decoded."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response

from court_core.errors import CourtError

Message = TypeVar("Message")
Asked = Request[Any, Any, Any]


async def read_body(request: Asked, limit: int) -> bytes:
    """The body, unpacked when it came with gzip. Raises CourtError `sync.too-large` or `sync.malformed`.

    What a small compressed body unpacks to is never more than `limit`, however much it claims to hold.
    """
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > limit:
            raise CourtError("sync.too-large", limit=limit // 1024)
    encoding = request.headers.get("content-encoding", "identity")
    if encoding == "identity":
        return bytes(received)
    if encoding != "gzip":
        raise CourtError("sync.malformed")
    return _unpack(bytes(received), limit)


def _unpack(packed: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(packed, limit + 1)
    except zlib.error as error:
        raise CourtError("sync.malformed") from error
    if len(body) > limit:
        raise CourtError("sync.too-large", limit=limit // 1024)
    if not unpacker.eof or unpacker.unused_data:
        raise CourtError("sync.malformed")  # cut off on the way, or something behind it
    return body


async def read_message(request: Asked, message: type[Message], limit: int = 16 * 1024) -> Message:
    """A small message. Raises CourtError `sync.malformed`."""
    body = await read_body(request, limit)
    if b"\\u0000" in body:
        raise CourtError("sync.malformed")  # PostgreSQL cannot even look for it
    try:
        return msgspec.json.decode(body, type=message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CourtError("sync.malformed") from error


def json_answer(message: msgspec.Struct | dict[str, Any], status: int = 200) -> Response[bytes]:
    """A message as the answer. It belongs to one caller: nobody between may keep it."""
    return raw_answer(msgspec.json.encode(message), status)


def raw_answer(body: bytes, status: int = 200, media_type: str = "application/json") -> Response[bytes]:
    """Exact bytes as the answer: a stored reply, a chunk of a file."""
    return Response(body, status_code=status, media_type=media_type, headers={"Cache-Control": "no-store"})
