"""Real workstations of a real court: enrolled over HTTP, each with its encrypted database and its own folder."""

from __future__ import annotations

import contextlib
import functools
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from central_server.bootstrap import RunningServer, running_server
from clerk_app.credentials.enrolment import enrol
from clerk_app.credentials.key_wrap import PasswordCost
from clerk_app.credentials.unlocking import Unlocked, sign_in, unlock
from clerk_app.local.store import LocalStore
from clerk_app.sync import transport as http
from clerk_app.sync.api import ServerApi
from clerk_app.sync.engine import SyncEngine, _Round
from clerk_app.sync.reports import SyncReport
from clerk_app.sync.session import SyncSession, sender_of
from clerk_app.sync.transport import HttpTransport
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES

PASSWORD = "a long test password"
QUICK = PasswordCost(passes=1, memory_kib=8, lanes=1)

# Reading the machine's certificates, which no court here has one of, takes as long as signing in twice.
vars(http)["_trust"] = functools.cache(vars(http)["_trust"])


@dataclass
class WorkClock:
    """A clock that moves a second each time it is asked, and that a test may set."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def now(self) -> datetime:
        self.instant += timedelta(milliseconds=1)
        return self.instant


class Station:
    """One officer's workstation: database, session, engine, and the words a test uses."""

    def __init__(self, home: Path, unlocked: Unlocked, clock: WorkClock, url: str) -> None:
        self.home = home
        self.clock = clock
        self.unlocked = unlocked
        self.url = url
        self.store = LocalStore.open(unlocked.database, unlocked.data_key, clock)
        self.session = SyncSession(unlocked.sign, unlocked.session)
        self.transport = HttpTransport(url)
        self.connect(url)

    def connect(self, url: str, stall_seconds: float = 20.0) -> None:
        """Reach the server at another address, through a proxy for instance."""
        self.transport.close()
        self.url = url
        self.transport = HttpTransport(url, stall_seconds=stall_seconds)
        self.engine = SyncEngine(self.store, self.session, self.transport)

    @property
    def user_id(self) -> str:
        return self.unlocked.profile.user_id

    def sync(self) -> SyncReport:
        return self.engine.run_once()

    def pull_only(self) -> None:
        """A round that was cut between pulling and pushing: what waits here is laid over what came."""
        self.engine._pull(_Round(self.session.require()))

    def push_and_lose_the_answer(self) -> None:
        """The server commits, and the answer never arrives."""
        batch = self.store.exchange.next_batch(sender_of(self.session.require()), self.session.sign)
        if batch is not None:
            ServerApi(self.transport).post_batch(self.session.require().token, batch)

    def sign_in(self) -> None:
        self.unlocked = sign_in(self.unlocked, PASSWORD, api=ServerApi(self.transport))
        assert self.unlocked.session is not None
        self.session.put(self.unlocked.session)

    def create(self, record_type: str, values: Mapping[str, Value], record_id: str | None = None) -> str:
        with self.store.write(self.user_id) as unit:
            return unit.create(record_type, values, record_id)

    def update(self, record_type: str, record_id: str, **values: Value) -> bool:
        with self.store.write(self.user_id) as unit:
            return unit.update(record_type, record_id, values)

    def delete(self, record_type: str, record_id: str) -> None:
        with self.store.write(self.user_id) as unit:
            unit.delete(record_type, record_id)

    def value(self, record_type: str, record_id: str, name: str) -> Value:
        with self.store.read() as reader:
            record = reader.get(record_type, record_id)
            assert record is not None
            return record[name]

    def has(self, record_type: str, record_id: str) -> bool:
        with self.store.read() as reader:
            return reader.get(record_type, record_id) is not None

    def case(self, number: int, **values: Value) -> str:
        return self.create("case", case_values(number, self.unlocked.profile.user_id, **values))

    def log(self, case_id: str, content: str, work_date: str = "2026-11-19") -> str:
        return self.create(
            "log_entry",
            {
                "case_id": case_id,
                "work_date": work_date,
                "entered_at": instant_text(self.clock.now()),
                "officer_id": self.user_id,
                "kind": "contact",
                "content": content,
                "visibility": "both",
            },
        )

    def everything(self) -> dict[tuple[str, str], tuple[int, dict[str, Value]]]:
        """All records here by type and id: version and values."""
        with self.store.read() as reader:
            return {
                (name, record.id): (record.version, dict(record.values))
                for name in RECORD_TYPES
                for record in reader.find(name)
            }

    @property
    def pending(self) -> int:
        return self.store.exchange.pending()

    def conflicts(self) -> list[Mapping[str, Value]]:
        with self.store.read() as reader:
            return [record.values for record in reader.find("conflict", status="open")]

    def close(self) -> None:
        self.transport.close()
        self.store.close()

    def reopen(self) -> None:
        """As after a restart of the program."""
        self.close()
        self.store = LocalStore.open(self.unlocked.database, self.unlocked.data_key, self.clock)
        self.connect(self.url)

    def copy_folder(self, target: Path) -> None:
        """What a disk image, or a backup of the machine, contains."""
        self.store.close()
        shutil.copytree(self.home, target)
        self.reopen()


def case_values(number: int, judge_id: str, **values: Value) -> dict[str, Value]:
    """A case of this court in 2026."""
    return {
        "number_text": f"（2026）粤0103执{number}号",
        "number_year": 2026,
        "number_court": "粤0103",
        "number_type": "执",
        "number": number,
        "cause": "买卖合同纠纷",
        "filed_on": "2026-10-08",
        "judge_id": judge_id,
        "status": "open",
        **values,
    }


@dataclass
class Court:
    """A court that listens, and the stations enrolled in this test."""

    folder: Path
    server: RunningServer
    clock: WorkClock
    stations: list[Station] = field(default_factory=list)

    def station(
        self, login: str = "he", name: str = "", roles: tuple[str, ...] = ("enforcement-officer", "typist")
    ) -> Station:
        """A new workstation of that user; the account is made the first time."""
        with contextlib.suppress(CourtError):  # the account is there already
            self.server.admin.add_user(login, f"{login}某某", "执行局", list(roles), PASSWORD)
        code = self.server.admin.enrolment_code(login)
        home = self.folder / f"station-{len(self.stations)}-{name or login}"
        transport = HttpTransport(self.server.api_url)
        unlocked = enrol(
            home,
            self.server.api_url,
            code,
            login,
            PASSWORD,
            api=ServerApi(transport),
            find_keyring=lambda: None,
            cost=QUICK,
        )
        transport.close()
        station = Station(home, unlocked, self.clock, self.server.api_url)
        self.stations.append(station)
        return station

    def station_from(self, home: Path) -> Station:
        """A workstation that works with a copy of another's folder."""
        unlocked = unlock(home, PASSWORD, find_keyring=lambda: None, clock=self.clock)
        station = Station(home, unlocked, self.clock, self.server.api_url)
        station.sign_in()
        self.stations.append(station)
        return station


@contextmanager
def opened_court(folder: Path, database: str | None = None) -> Iterator[Court]:
    """A court in `folder` (or in the PostgreSQL database given), listening until the end of the test."""
    clock = WorkClock()
    (folder / "server").mkdir(exist_ok=True)
    with running_server(folder / "server", database=database, clock=clock) as server:
        with contextlib.suppress(CourtError):  # a copied court has it already
            server.admin.add_division("执行局")
        court = Court(folder, server, clock)
        try:
            yield court
        finally:
            for station in court.stations:
                station.close()
