"""What stands between workstation and server: https with the court's certificate, and whatever a network can answer.

A real `http.server` that passes requests on, until a test makes it answer by itself or show another certificate.
"""

from __future__ import annotations

import datetime as dt
import http.client
import http.server
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_NOT_PASSED_ON = {"connection", "transfer-encoding", "content-length", "keep-alive", "server", "date"}


@dataclass
class Behaviour:
    """`answer` is given instead of the server's when the path contains `where`; `shut` closes without a word."""

    answer: bytes | None = None
    where: str = ""
    shut: bool = False
    asked: list[str] = field(default_factory=list)


class Front:
    """The address workstations know."""

    def __init__(self, folder: Path, target: str) -> None:
        self.behaviour = Behaviour()
        self.authority, key = certificate(folder, "authority")
        self._other, self._other_key = certificate(folder, "stranger")
        self._own_key = key
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self.authority, key)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler(target))
        self._server.daemon_threads = True
        self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Nothing listens at the address any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @contextmanager
    def answering(self, answer: bytes | None = None, where: str = "", *, shut: bool = False) -> Iterator[None]:
        """Answers these bytes by itself meanwhile."""
        self.behaviour = Behaviour(answer, where, shut)
        try:
            yield
        finally:
            self.behaviour = Behaviour()

    @contextmanager
    def with_a_strangers_certificate(self) -> Iterator[None]:
        """New connections see a certificate that the court's authority never signed."""
        self._tls.load_cert_chain(self._other, self._other_key)
        try:
            yield
        finally:
            self._tls.load_cert_chain(self.authority, self._own_key)

    def _handler(self, target: str) -> type[http.server.BaseHTTPRequestHandler]:
        front, place = self, urlsplit(target)

        class Handler(http.server.BaseHTTPRequestHandler):
            def _pass(self) -> None:
                self.close_connection = True
                front.behaviour.asked.append(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                behaviour = front.behaviour
                if behaviour.where in self.path:
                    if behaviour.shut:
                        return
                    if behaviour.answer is not None:
                        self.wfile.write(behaviour.answer)
                        return
                upstream = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_PASSED_ON}
                upstream.request(self.command, self.path, body, headers)
                reply = upstream.getresponse()
                content = reply.read()
                self.send_response(reply.status)
                for name, value in reply.getheaders():
                    if name.lower() not in _NOT_PASSED_ON:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                upstream.close()

            do_GET = do_POST = do_PUT = _pass  # noqa: N815  # the names http.server asks for

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name http.server gives it
                """Quiet."""

        return Handler


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate for the loopback address, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


def http_answer(status: str, content_type: str, body: bytes, length: int | None = None) -> bytes:
    """A whole HTTP/1.1 answer; with `length` beyond the body one that is cut."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", "Connection: close"]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
