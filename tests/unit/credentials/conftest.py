"""A server that enrols and signs in without a network, and keyrings that misbehave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clerk_app.credentials.enrolment import enrol
from clerk_app.credentials.key_wrap import PasswordCost
from clerk_app.credentials.keyrings import Keyring
from clerk_app.credentials.unlocking import Unlocked
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.protocol.grants import OfflineGrant, sign_grant
from court_core.protocol.messages import EnrolRequest, Session, SignInRequest

QUICK = PasswordCost(passes=1, memory_kib=8, lanes=1)
PASSWORD = "密码 Pass1"
URL = "https://court.example"


@dataclass
class SetClock:
    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.instant

    def pass_time(self, **amount: float) -> None:
        self.instant += timedelta(**amount)


@dataclass
class Server:
    """Answers as the central server does (tests/sync speaks with the real one)."""

    clock: SetClock
    password: str = PASSWORD
    user_id: str = "user-1"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    devices: list[str] = field(default_factory=list)
    sign_ins: int = 0
    gone: bool = False

    def enrol(self, request: EnrolRequest) -> Session:
        self._check(request.password)
        if request.code != "CODE-1":
            raise CourtError("enrol.code-wrong")
        self.devices.append(request.device_public_key)
        return self._session(f"device-{len(self.devices)}")

    def sign_in(self, request: SignInRequest) -> Session:
        self._check(request.password)
        self.sign_ins += 1
        return self._session(request.device_id)

    def _check(self, password: str) -> None:
        if self.gone:
            raise CourtError("sync.offline")
        if password != self.password:
            raise CourtError("sign-in.refused")

    def _session(self, device_id: str) -> Session:
        now = self.clock.now()
        grant = OfflineGrant(
            court_id="court-1",
            device_id=device_id,
            user_id=self.user_id,
            login="he",
            issued_at=instant_text(now),
            expires_at=instant_text(now + timedelta(hours=72)),
        )
        return Session(
            token="token",
            expires_at=instant_text(now + timedelta(hours=12)),
            court_id="court-1",
            court_name="荔湾法院",
            user_id=self.user_id,
            login="he",
            user_name="何某某",
            roles=["enforcement-officer"],
            division_id="division-1",
            device_id=device_id,
            device_epoch=1,
            server_epoch="epoch-1",
            server_public_key=self.key.public_key().public_bytes_raw().hex(),
            server_time=instant_text(now),
            offline_grant=sign_grant(grant, self.key),
        )


@dataclass
class MemoryKeyring:
    """A keyring that lives as long as the test."""

    secrets: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def put(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        self.secrets.pop(name, None)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def server(clock: SetClock) -> Server:
    return Server(clock)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def enrolled(home: Path, server: Server, keyring: Keyring | None = None) -> Unlocked:
    return enrol(
        home, URL, " CODE-1 ", "he", PASSWORD, api=server, find_keyring=lambda: keyring, cost=QUICK, device_name="PC-1"
    )
