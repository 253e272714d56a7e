"""Bytes to and from the server. Everything the network can do wrong becomes a SyncFailure here."""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx

from clerk_app.sync.failures import SyncFailure, failure

log = logging.getLogger(__name__)

STALL_SECONDS = 30.0
"""No byte for that long, and the request is given up."""

LONGEST_SECONDS = 600.0
"""A request that drips for longer is given up too."""

MAX_ANSWER_BYTES = 32 * 1024 * 1024
"""An answer beyond it is not one of ours; counted after unpacking, against bodies that unpack to a gigabyte."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        """Whether it says of itself to be JSON."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower() == "application/json"


class Transport(Protocol):
    """Sends one request and waits for the whole answer."""

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """Raises SyncFailure when there is no whole answer; an error status is an answer."""
        ...

    def close(self) -> None:
        """Give up requests under way."""
        ...


class HttpTransport:
    """HTTP(S) through httpx. Redirects are not followed: the API has none, sign-in pages of networks do.

    Certificates are checked against the machine's own store, or against `ca_file` where a court has its own authority.
    Proxy settings of the environment are not used: the central server stands in the court's own network.
    """

    def __init__(self, base_url: str, *, ca_file: Path | None = None, stall_seconds: float = STALL_SECONDS) -> None:
        self._base_url, self._ca_file, self._stall_seconds = base_url, ca_file, stall_seconds
        self._guard = threading.Lock()
        self._made: httpx.Client | None = None
        self._closed = False

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """See Transport. Raises SyncFailure `credentials.ca-unreadable` too."""
        client = self._client()
        try:
            with client.stream(method, path, headers=headers, content=body) as response:
                return Answer(
                    response.status_code,
                    {name.lower(): value for name, value in response.headers.items()},
                    _read(response, time.monotonic() + LONGEST_SECONDS),
                )
        except httpx.TimeoutException:
            raise failure("sync.timeout", seconds=round(self._stall_seconds)) from None
        except httpx.DecodingError:
            raise failure("sync.answer-damaged") from None
        except httpx.ConnectError as error:
            raise _unconnected(error) from None
        except httpx.RemoteProtocolError:
            # The connection was cut in the middle of an answer, or what answers does not speak HTTP.
            raise failure("sync.offline") from None
        except (httpx.TransportError, httpx.StreamError, httpx.InvalidURL):
            raise failure("sync.offline") from None
        except RuntimeError as error:
            if not client.is_closed:
                raise
            log.info("request given up: transport closed", extra={"reason": type(error).__name__})
            raise failure("sync.offline") from None

    def close(self) -> None:
        """See Transport."""
        with self._guard:
            self._closed = True
            if self._made is not None:
                self._made.close()

    def _client(self) -> httpx.Client:
        """Made at the first request: offline work neither waits for the machine's certificates nor stumbles over them."""
        with self._guard:
            if self._closed:
                raise failure("sync.offline")
            if self._made is None:
                self._made = httpx.Client(
                    base_url=self._base_url,
                    timeout=httpx.Timeout(self._stall_seconds, connect=min(10.0, self._stall_seconds)),
                    verify=_trust(self._ca_file),
                    follow_redirects=False,
                    trust_env=False,
                )
            return self._made


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except OSError:  # ssl.SSLError among them: a file that is there and holds no certificate
        raise failure("credentials.ca-unreadable", name=ca_file.name if ca_file else "") from None


def _read(response: httpx.Response, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MAX_ANSWER_BYTES:
            raise failure("sync.answer-damaged")
        if time.monotonic() > deadline:
            raise failure("sync.timeout", seconds=round(LONGEST_SECONDS))
        parts.append(part)
    return b"".join(parts)


def _unconnected(error: httpx.ConnectError) -> SyncFailure:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return failure("sync.certificate")
        cause = cause.__cause__ or cause.__context__
    return failure("sync.offline")
