"""A workstation without a window for measurements: an encrypted database, an enrolled device, a sync engine."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clerk_app.local.store import LocalStore
from clerk_app.sync.api import ServerApi
from clerk_app.sync.engine import SyncEngine
from clerk_app.sync.session import SyncSession
from clerk_app.sync.transport import HttpTransport
from court_core.clock import SystemClock
from court_core.protocol.messages import EnrolRequest, Session


@dataclass(frozen=True)
class Bench:
    """The parts of one workstation."""

    store: LocalStore
    session: Session
    engine: SyncEngine


@contextmanager
def enrolled_workstation(folder: Path, api_url: str, code: str, login: str, password: str) -> Iterator[Bench]:
    """A fresh workstation of `login`, enrolled with the one-time `code`, its database still empty."""
    device = Ed25519PrivateKey.generate()
    transport = HttpTransport(api_url)
    request = EnrolRequest(
        code=code,
        login=login,
        password=password,
        device_name="bench",
        device_public_key=device.public_key().public_bytes_raw().hex(),
    )
    session = ServerApi(transport).enrol(request)
    folder.mkdir(parents=True, exist_ok=True)
    store = LocalStore.open(folder / "officer.db", secrets.token_bytes(32), SystemClock())
    try:
        yield Bench(store, session, SyncEngine(store, SyncSession(device.sign, session), transport))
    finally:
        transport.close()
        store.close()
