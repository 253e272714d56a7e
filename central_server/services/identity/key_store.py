"""Where the server's private key lies: in a file of its own, never in the database and so in none of its backups.

Whoever has the key can sign offline grants and audit receipts of this court. The database keeps the public half, by which
a key of another court, or an old one, is recognised.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.engine import make_url

from central_server.services.identity.meta import PRIVATE_KEY, PUBLIC_KEY, read_meta, write_meta
from central_server.services.identity.server_key import ServerKey
from central_server.storage.internal import meta
from central_server.storage.secret_file import write_new
from central_server.storage.store import RecordStore, Transaction
from court_core.errors import CourtError

CREDENTIAL = "server-key"
"""The name under which a systemd unit hands the key over: `LoadCredential=server-key:/etc/sunshine-clerk/server.key`."""


def key_path(database: str, given: Path | None, environment: Mapping[str, str]) -> Path:
    """Where the key is: the place given; what systemd hands over; beside the SQLite file; the service's own folder."""
    if given is not None:
        return given
    handed_over = environment.get("CREDENTIALS_DIRECTORY", "")
    if handed_over and (Path(handed_over) / CREDENTIAL).exists():
        return Path(handed_over) / CREDENTIAL
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        return path.with_name(f"{path.stem}.key")
    state = environment.get("STATE_DIRECTORY", "").split(":")[0]
    folder = Path(state) if state else Path(environment.get("HOME") or "~").expanduser() / ".local/state/sunshine-clerk"
    return folder / f"{url.database}.key"


class KeyStore:
    """The private key of one court, in its file."""

    def __init__(self, store: RecordStore, court_id: str, path: Path) -> None:
        self._store = store
        self._court_id = court_id
        self.path = path

    def prepare(self) -> None:
        """Before the server starts: make the key when the court never had one, and move one out of the database where an
        older program kept it.

        Raises CourtError `server.key-missing`, `server.key-unreadable`, `server.key-wrong`, `server.key-unwritable`.
        """
        old, public = self._kept()
        if old is not None:
            self._write(old)
            if _read_file(self.path).public_hex != ServerKey.of(old).public_hex:
                raise CourtError("server.key-wrong", path=str(self.path))
            self._store.write(lambda tx: self._forget_private(tx, ServerKey.of(old).public_hex))
        elif public is None:
            self._write(ServerKey.fresh())
            made = _read_file(self.path).public_hex
            self._store.write(lambda tx: write_meta(tx, self._court_id, PUBLIC_KEY, made))
        self.read()

    def read(self) -> ServerKey:
        """The key as it is kept. Raises CourtError `server.key-missing`, `server.key-unreadable`, `server.key-wrong`."""
        old, public = self._kept()
        if old is not None:
            return ServerKey.of(old)
        found = _read_file(self.path)
        if found.public_hex != public:
            raise CourtError("server.key-wrong", path=str(self.path))
        return found

    def is_in_database(self) -> bool:
        """Whether an older program's key still waits in the database for the server's next start."""
        return self._kept()[0] is not None

    def _kept(self) -> tuple[str | None, str | None]:
        with self._store.read() as connection:
            private = read_meta(connection, self._court_id, PRIVATE_KEY)
            return private, read_meta(connection, self._court_id, PUBLIC_KEY)

    def _write(self, private_key: str) -> None:
        try:
            write_new(self.path, private_key)
        except OSError as error:
            raise CourtError("server.key-unwritable", path=str(self.path), reason=_reason(error)) from error

    def _forget_private(self, tx: Transaction, public: str) -> None:
        write_meta(tx, self._court_id, PUBLIC_KEY, public)
        tx.connection.execute(delete(meta).where(meta.c.court_id == self._court_id, meta.c.name == PRIVATE_KEY))


def _read_file(path: Path) -> ServerKey:
    try:
        return ServerKey.of(path.read_text(encoding="ascii").strip())
    except FileNotFoundError as error:
        raise CourtError("server.key-missing", path=str(path)) from error
    except (OSError, ValueError) as error:
        reason = _reason(error) if isinstance(error, OSError) else "内容不是密钥"
        raise CourtError("server.key-unreadable", path=str(path), reason=reason) from error


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else type(error).__name__
