"""A proxy that cuts, delays and hangs, and servers that answer what networks put in between."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Trouble:
    """What happens to one connection. `cut_down` and `cut_up` are the bytes that still get through in each direction
    before it is cut; `hang_down` those before nothing moves any more; `delay` seconds before each piece.
    """

    cut_down: int | None = None
    cut_up: int | None = None
    hang_down: int | None = None
    delay: float = 0.0
    refuse: bool = False


@dataclass
class BadNetwork:
    """Forwards to the target; the next connections get the troubles of `coming`, later ones none."""

    target: str
    coming: list[Trouble] = field(default_factory=list)
    connections: int = 0
    url: str = ""
    _loop: asyncio.AbstractEventLoop | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, ready: Callable[[], None], stop: asyncio.Event) -> None:
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready()
        await stop.wait()
        server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        trouble = self.coming.pop(0) if self.coming else Trouble()
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            # Cancelled at the end of the block: asyncio's streams would log that as a fault of theirs.
            with contextlib.suppress(asyncio.CancelledError):
                await self._forward(reader, writer, trouble)
        finally:
            self._open.discard(task)
            writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, trouble: Trouble) -> None:
        if trouble.refuse:
            return
        place = urlsplit(self.target)
        try:
            up_reader, up_writer = await asyncio.open_connection(place.hostname, place.port)
        except OSError:
            return
        pumps = [
            asyncio.create_task(_pump(reader, up_writer, trouble.delay, trouble.cut_up, None)),
            asyncio.create_task(_pump(up_reader, writer, trouble.delay, trouble.cut_down, trouble.hang_down)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            up_writer.close()


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, cut: int | None, hang: int | None
) -> None:
    passed = 0
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(16384):
            await asyncio.sleep(delay)
            limit = cut if cut is not None else hang
            if limit is not None and passed + len(piece) > limit:
                writer.write(piece[: limit - passed])
                await writer.drain()
                if cut is None:
                    await asyncio.Event().wait()
                return
            passed += len(piece)
            writer.write(piece)
            await writer.drain()


@contextmanager
def bad_network(target: str) -> Iterator[BadNetwork]:
    """A proxy before `target` until the end of the block."""
    network = BadNetwork(target)
    with _in_thread(network.serve):
        yield network


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server that answers every request with these bytes: a sign-in page, a broken proxy, a bomb."""

    class Answering:
        url = ""

        async def serve(self, ready: Callable[[], None], stop: asyncio.Event) -> None:
            server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            ready()
            await stop.wait()
            server.close()

        async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await reader.readuntil(b"\r\n\r\n")
                writer.write(answer)
                await writer.drain()
            writer.close()

    server = Answering()
    with _in_thread(server.serve):
        yield server.url


@contextmanager
def _in_thread(serve: Callable[[Callable[[], None], asyncio.Event], object]) -> Iterator[None]:
    started = threading.Event()
    place: dict[str, object] = {}

    async def main() -> None:
        stop = asyncio.Event()
        place["stop"], place["loop"] = stop, asyncio.get_running_loop()
        await serve(started.set, stop)  # type: ignore[misc]

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield
    finally:
        loop, stop = place["loop"], place["stop"]
        assert isinstance(loop, asyncio.AbstractEventLoop) and isinstance(stop, asyncio.Event)
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def http_answer(status: str, content_type: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """A whole HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", "Connection: close", *headers]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
