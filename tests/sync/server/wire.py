"""A workstation reduced to the wire: what docs/SYNC.md says and nothing else, so that the server is tested by its spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from central_server.bootstrap import RunningServer, running_server
from central_server.storage.internal import account
from court_core.clock import instant_text
from court_core.ids import new_id
from court_core.protocol.messages import (
    Batch,
    BatchReply,
    Change,
    EnrolRequest,
    Operation,
    OperationResult,
    PulledRecord,
    PullPage,
    Session,
    SignInRequest,
)
from court_core.protocol.sealing import FIRST_PREVIOUS, SHA256_HEADER, SIGNATURE_HEADER, seal, signed_bytes
from court_core.protocol.versions import PROTOCOL_VERSION, SCHEMA_VERSION
from court_core.rules.case_number import CaseNumber

PASSWORD = "Demo-2026-sunshine"


@dataclass
class MovingClock:
    """A clock that is set by hand."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.instant

    def forward(self, **span: int) -> None:
        self.instant += timedelta(**span)


@dataclass(frozen=True)
class Sealed:
    """The exact bytes of a batch with the headers that go with them."""

    body: bytes
    sha256: str
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        return {SHA256_HEADER: self.sha256, SIGNATURE_HEADER: self.signature}


class WireWorkstation:
    """An enrolled workstation: a key, a session, a place in its sequence, and what it has pulled."""

    def __init__(self, http: httpx.Client, key: Ed25519PrivateKey, session: Session, clock: MovingClock) -> None:
        self.http = http
        self.key = key
        self.session = session
        self.clock = clock
        self.epoch = session.device_epoch
        self.sequence = 0
        self.previous = FIRST_PREVIOUS
        self.cursor = ""
        self.held: dict[tuple[str, str], PulledRecord] = {}

    @property
    def user_id(self) -> str:
        return self.session.user_id

    def clone(self) -> WireWorkstation:
        """The same disk in a second PC."""
        copy = WireWorkstation(self.http, self.key, self.session, self.clock)
        copy.epoch, copy.sequence, copy.previous, copy.cursor = self.epoch, self.sequence, self.previous, self.cursor
        copy.held = dict(self.held)
        return copy

    # Saving

    def create(self, record_type: str, values: Mapping[str, Any], record_id: str | None = None) -> Operation:
        changes = {name: Change(None, value) for name, value in values.items() if value is not None}
        return self._operation(record_type, record_id or new_id(), "create", 0, changes)

    def update(self, record_type: str, record_id: str, base_version: int = 0, **changes: tuple[Any, Any]) -> Operation:
        """Each change as (base, new)."""
        found = {name: Change(*change) for name, change in changes.items()}
        return self._operation(record_type, record_id, "update", base_version, found)

    def delete(self, record_type: str, record_id: str, base_version: int) -> Operation:
        return self._operation(record_type, record_id, "delete", base_version, {})

    def _operation(
        self, record_type: str, record_id: str, action: Any, base_version: int, changes: dict[str, Change]
    ) -> Operation:
        return Operation(
            op_id=new_id(),
            record_type=record_type,
            record_id=record_id,
            action=action,
            base_version=base_version,
            changes=changes,
            made_at=instant_text(self.clock.now()),
        )

    def case(self, number: str, **values: Any) -> Operation:
        parsed = CaseNumber.parse(number)
        return self.create(
            "case",
            {
                "number_text": parsed.text,
                "number_year": parsed.year,
                "number_court": parsed.court,
                "number_type": parsed.type,
                "number": parsed.number,
                "number_suffix": parsed.suffix,
                "filed_on": "2026-03-02",
                "status": "open",
                "judge_id": self.user_id,
                "division_id": self.session.division_id,
                **values,
            },
        )

    def log(self, case_id: str, content: str, **values: Any) -> Operation:
        return self.create(
            "log_entry",
            {
                "case_id": case_id,
                "work_date": "2026-11-19",
                "entered_at": instant_text(self.clock.now()),
                "officer_id": self.user_id,
                "kind": "contact",
                "content": content,
                "visibility": "both",
                **values,
            },
        )

    def event(self, case_id: str, **values: Any) -> Operation:
        return self.create(
            "process_event",
            {
                "case_id": case_id,
                "node": "service",
                "happened_on": "2026-11-18",
                "details": {"addressee": "王申请", "document": "执行通知书", "method": "直接送达"},
                "entered_at": instant_text(self.clock.now()),
                **values,
            },
        )

    # Pushing

    def batch(self, operations: list[Operation], **changed: Any) -> Batch:
        """The batch that comes next, with parts of it changed."""
        return msgspec.structs.replace(
            Batch(
                protocol=PROTOCOL_VERSION,
                schema=SCHEMA_VERSION,
                batch_id=new_id(),
                court_id=self.session.court_id,
                device_id=self.session.device_id,
                device_epoch=self.epoch,
                sequence=self.sequence + 1,
                previous_sha256=self.previous,
                user_id=self.user_id,
                audit_head="a" * 64,
                audit_count=self.sequence + 1,
                operations=operations,
            ),
            **changed,
        )

    def seal(self, batch: Batch) -> Sealed:
        body, sha256 = seal(batch)
        return self.sign(body, sha256)

    def sign(self, body: bytes, sha256: str) -> Sealed:
        return Sealed(body, sha256, self.key.sign(signed_bytes(sha256)).hex())

    def send(self, sealed: Sealed) -> httpx.Response:
        return self.http.post("/api/v1/batches", content=sealed.body, headers={**self.bearer, **sealed.headers})

    def push(self, *operations: Operation) -> list[OperationResult]:
        """Seal and send the next batch, and step on."""
        sealed = self.seal(self.batch(list(operations)))
        answer = self.send(sealed)
        assert answer.status_code == 200, answer.text
        self.step(sealed)
        return msgspec.json.decode(answer.content, type=BatchReply).results

    def push_one(self, operation: Operation) -> OperationResult:
        (result,) = self.push(operation)
        return result

    def step(self, sealed: Sealed) -> None:
        """The batch is acknowledged."""
        self.sequence += 1
        self.previous = sealed.sha256

    def take_new_epoch(self) -> None:
        """What docs/SYNC.md asks of a forked device."""
        self.epoch = max(self.epoch, self.get("/api/v1/device").json()["device_epoch"]) + 1
        self.sequence, self.previous = 0, FIRST_PREVIOUS

    # Pulling

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session.token}"}

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(path, params=params, headers=self.bearer)

    def page(self, limit: int = 500) -> PullPage:
        answer = self.get("/api/v1/changes", cursor=self.cursor, limit=limit)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=PullPage)

    def pull(self, limit: int = 500) -> list[PulledRecord]:
        """Pull until nothing is left; what came."""
        came: list[PulledRecord] = []
        more = True
        while more:
            page = self.page(limit)
            came += page.items
            self.cursor, more = page.cursor, page.more
        for item in came:
            key = (item.record_type, item.record_id)
            if item.state == "live":
                self.held[key] = item
            else:
                self.held.pop(key, None)
        return came

    def rebuild(self) -> None:
        self.cursor = ""
        self.held.clear()
        self.pull()

    def of_type(self, record_type: str) -> list[PulledRecord]:
        return [item for (name, _), item in self.held.items() if name == record_type]

    def values(self, record_type: str, record_id: str) -> dict[str, Any]:
        return self.held[(record_type, record_id)].values

    def sign_in(self, password: str = PASSWORD) -> httpx.Response:
        request = SignInRequest(login=self.session.login, password=password, device_id=self.session.device_id)
        answer = self.http.post("/api/v1/sign-in", content=msgspec.json.encode(request))
        if answer.status_code == 200:
            self.session = msgspec.json.decode(answer.content, type=Session)
        return answer


@dataclass
class WireCourt:
    """A running server with a small staff; people by login."""

    server: RunningServer
    clock: MovingClock
    http: httpx.Client
    people: dict[str, str] = field(default_factory=dict)

    @property
    def court_id(self) -> str:
        return self.server.court.court_id

    def enrol(self, login: str, key: Ed25519PrivateKey, code: str, password: str = PASSWORD) -> httpx.Response:
        request = EnrolRequest(
            code=code,
            login=login,
            password=password,
            device_name="PC",
            device_public_key=key.public_key().public_bytes_raw().hex(),
        )
        return self.http.post("/api/v1/enrol", content=msgspec.json.encode(request))

    def workstation(self, login: str) -> WireWorkstation:
        key = Ed25519PrivateKey.generate()
        answer = self.enrol(login, key, self.server.admin.enrolment_code(login))
        assert answer.status_code == 200, answer.text
        return WireWorkstation(self.http, key, msgspec.json.decode(answer.content, type=Session), self.clock)


PEOPLE = (
    ("officer", "何书宁", "执行局", "enforcement-officer"),
    ("second", "梁屿川", "执行局", "enforcement-officer"),
    ("typist", "方清微", "执行局", "typist"),
    ("head", "许景衡", "执行局", "division-head"),
    ("judge", "林知行", "民一庭", "judge"),
    ("vice", "郑承远", "民一庭", "vice-president"),
    ("review", "苏望澜", "民一庭", "trial-management"),
    ("admin", "游叙恒", "执行局", "administrator"),
)


def build_court(folder: Path, database: str | None = None) -> None:
    """A court with two divisions and one person of each kind, made once and copied for each test."""
    with running_server(folder, database=database, clock=MovingClock()) as server:
        server.admin.add_division("执行局", 1)
        server.admin.add_division("民一庭", 2)
        for login, name, division, role in PEOPLE:
            server.admin.add_user(login, name, division, [role], PASSWORD)


@contextmanager
def wire_court(folder: Path, database: str | None = None, clock: MovingClock | None = None) -> Iterator[WireCourt]:
    """The court in this folder, or in this database, listening."""
    clock = clock or MovingClock()
    with (
        running_server(folder, database=database, clock=clock) as server,
        # Nothing here speaks TLS, and loading the certificates takes longer than many a test.
        httpx.Client(base_url=server.api_url, timeout=30, verify=False) as http,
    ):
        with server.opened.store.read() as connection:
            rows = connection.execute(
                select(account.c.login, account.c.id).where(account.c.court_id == server.court.court_id)
            )
            people = {row.login: row.id for row in rows}
        yield WireCourt(server, clock, http, people)
