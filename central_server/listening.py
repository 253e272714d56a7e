"""Serving applications on ports in a thread of its own, and stopping it in good order."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import uvicorn

from central_server.departures import quiet_departures
from court_core.errors import CourtError

Place = tuple[Any, str, int]
"""An ASGI application, host and port."""

_START_SECONDS = 30.0


@dataclass(frozen=True)
class Listening:
    """Applications that are being served."""

    urls: tuple[str, ...]
    _servers: tuple[uvicorn.Server, ...]
    _thread: threading.Thread

    def stop(self, wait_seconds: float = 30.0) -> None:
        """Take no new requests, answer the open ones, end."""
        for server in self._servers:
            server.should_exit = True
        self._thread.join(wait_seconds)

    @property
    def alive(self) -> bool:
        """Whether the thread still serves."""
        return self._thread.is_alive()


def listen(places: Sequence[Place], *, proxies: Sequence[str] = ()) -> Listening:
    """Serve each application at its place. Raises CourtError `server.port-taken`.

    `proxies`: the addresses or networks of those whose X-Forwarded-For is believed; nobody's by default, for whoever
    may name a visitor's address can evade the count of failed tries and put a lie into the look-up records.
    """
    sockets = _bind(places)
    servers = tuple(
        uvicorn.Server(
            uvicorn.Config(
                quiet_departures(application),
                log_config=None,
                access_log=False,
                lifespan="on",
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=20,
                proxy_headers=bool(proxies),
                forwarded_allow_ips=list(proxies),
            )
        )
        for application, _, _ in places
    )

    async def serve() -> None:
        await asyncio.gather(*(server.serve([bound]) for server, bound in zip(servers, sockets, strict=True)))

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="central-server", daemon=True)
    thread.start()
    ends = time.monotonic() + _START_SECONDS
    while not all(server.started for server in servers):
        if not thread.is_alive() or time.monotonic() > ends:
            raise RuntimeError("the server did not start; its log says why")
        time.sleep(0.005)
    urls = tuple(
        f"http://{_shown(host)}:{bound.getsockname()[1]}" for (_, host, _), bound in zip(places, sockets, strict=True)
    )
    return Listening(urls, servers, thread)


def _bind(places: Sequence[Place]) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    for _, host, port in places:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # With the protocol named: only then does asyncio switch Nagle's delay off. Else each answer that fits into one
        # segment waits 40 ms for the acknowledgement of its headers.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        sockets.append(bound)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((host, port))
        except OSError as error:
            for one in sockets:
                one.close()
            raise CourtError("server.port-taken", port=port) from error
    return sockets


def _shown(host: str) -> str:
    if host in ("", "0.0.0.0"):  # noqa: S104 - shown to the administrator, not bound here
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
