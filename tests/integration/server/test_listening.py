"""How the server listens."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import httpx

from central_server.listening import listen


def test_an_answer_does_not_wait_for_the_acknowledgement_of_its_headers() -> None:
    """Nagle's delay is off at connections taken in, or each small answer costs 40 ms."""
    seen: list[int] = []

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for kind in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{kind}.complete"})
            return
        loop: Any = asyncio.get_running_loop()
        sockets = [one.get_extra_info("socket") for one in loop._transports.values() if one.get_extra_info("peername")]
        seen.extend(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in sockets)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    listening = listen([(application, "127.0.0.1", 0)])
    try:
        assert httpx.get(listening.urls[0]).status_code == 204
    finally:
        listening.stop()
    assert seen and all(seen)
