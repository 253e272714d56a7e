"""Wiring the central server; the only place that does.

Order of start-up: open the internal database and bring its schema up to date; the same for the published one; read the
court, its key and epoch; build the services; hand them to the API, and the published database alone to the portal.
`running_server` does all of it in a folder and listens on free ports: for tests, the demonstration court and the tour.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from litestar import Litestar
from sqlalchemy import Engine

from central_server.api.app import create_api
from central_server.api.desk import ApiDesk
from central_server.listening import Listening, listen
from central_server.portal.app import create_portal
from central_server.services.access.party_access import PartyAccess
from central_server.services.access.passwords import StaffPasswords
from central_server.services.access.sessions import Sessions
from central_server.services.access.sign_in import SignIn
from central_server.services.administration.jobs import Administration, init_court
from central_server.services.administration.retention import prune
from central_server.services.administration.seed import load_records
from central_server.services.giving_out.blobs import Blobs
from central_server.services.giving_out.pull import ChangePuller
from central_server.services.identity.key_store import KeyStore, key_path
from central_server.services.identity.meta import ServedCourt
from central_server.services.identity.server_key import ServerKey
from central_server.services.intake.apply import BatchApplier
from central_server.services.intake.batches import BatchIntake
from central_server.services.intake.pending_import import PendingImport
from central_server.services.publishing.projection import Projection
from central_server.services.publishing.projection_task import ProjectionTask
from central_server.services.publishing.release import Releases
from central_server.storage.engine import default_files_folder
from central_server.storage.files import FileStore
from central_server.storage.opening import open_store
from central_server.storage.published_engine import default_published_url
from central_server.storage.published_password import PasswordHashing
from central_server.storage.published_schema import prepare_published
from central_server.storage.store import RecordStore
from court_core.clock import Clock, SystemClock
from court_core.errors import CourtError
from court_core.records.fields import Values

QUICK_HASHING = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""For tests and the demonstration only: real Argon2id, hardly any memory."""


@dataclass(frozen=True)
class CentralServer:
    """An opened server of one court: its databases, jobs and applications. Not listening yet."""

    store: RecordStore
    published: Engine
    clock: Clock
    court: ServedCourt
    admin: Administration
    keys: KeyStore
    files: Path
    blobs: Blobs
    pending: PendingImport
    api: Litestar
    portal: Litestar
    projection: Projection
    releases: Releases
    party_access: PartyAccess
    party_hashing: PasswordHashing

    def load_records(self, records: Iterable[tuple[str, str, Values]]) -> int:
        """Write (record type, id, values) in bulk without a workstation; returns how many."""
        return load_records(self.store, self.clock, self.court.court_id, records)

    def prune(self) -> int:
        """Forget old tombstones, sessions and codes."""
        return prune(self.store, self.clock, self.court.court_id)

    def close(self) -> None:
        """Finish what is being written and close both databases."""
        self.store.close()
        self.published.dispose()


def open_server(
    database: str,
    published: str | None = None,
    *,
    files: Path | None = None,
    key_file: Path | None = None,
    clock: Clock | None = None,
    hasher: PasswordHasher | None = None,
    secure: bool = False,
) -> CentralServer:
    """Open the court of these databases. Raises CourtError `server.not-initialised` and those of opening a database.

    `files`: the folder of uploaded files, by default beside the database. `key_file`: the server's private key, which is
    read only when something is to be signed, by default where `key_path` says. `secure`: visitors come over https.
    """
    clock = clock or SystemClock()
    store = open_store(database)
    try:
        admin = Administration(store, clock, StaffPasswords(hasher))
        engine = prepare_published(published or default_published_url(database))
    except BaseException:
        store.close()
        raise
    court = admin.court
    keys = KeyStore(store, court.court_id, key_path(database, key_file, os.environ))
    key = ServerKey.fetched(keys.read)
    files = files or default_files_folder(database)
    sessions = Sessions(store, clock, court.court_id)
    projection = Projection(store, engine, court.court_id, clock)
    intake = BatchIntake(store, BatchApplier(store, clock, key, projection.hasten))
    blobs = Blobs(store, FileStore(files), clock)
    pending = PendingImport(store, court.court_id, intake, blobs)
    party_hashing = PasswordHashing(hasher)
    desk = ApiDesk(
        store=store,
        clock=clock,
        sessions=sessions,
        sign_in=SignIn(store, clock, court, key, admin.passwords, sessions),
        intake=intake,
        puller=ChangePuller(store, clock),
        blobs=blobs,
        pending=pending,
    )
    return CentralServer(
        store=store,
        published=engine,
        clock=clock,
        court=court,
        admin=admin,
        keys=keys,
        files=files,
        blobs=blobs,
        pending=pending,
        api=create_api(desk),
        portal=create_portal(engine, court_id=court.court_id, clock=clock, secure=secure, hashing=party_hashing),
        projection=projection,
        releases=Releases(store, court.court_id, clock, projection),
        party_access=PartyAccess(store, engine, court.court_id, clock, projection, party_hashing),
        party_hashing=party_hashing,
    )


@dataclass(frozen=True)
class RunningServer:
    """A server that listens. `opened` has everything behind it."""

    opened: CentralServer
    listening: Listening
    projecting: ProjectionTask

    @property
    def api_url(self) -> str:
        """Where workstations go."""
        return self.listening.urls[0]

    @property
    def portal_url(self) -> str:
        """Where the public goes."""
        return self.listening.urls[1]

    @property
    def admin(self) -> Administration:
        """The administrator's jobs."""
        return self.opened.admin

    @property
    def court(self) -> ServedCourt:
        """The court served."""
        return self.opened.court

    def stop(self) -> None:
        """Answer what has been asked, stop listening, close the databases."""
        self.listening.stop()
        self.projecting.stop()
        self.opened.close()


def start(
    opened: CentralServer,
    host: str = "127.0.0.1",
    port: int = 0,
    portal_port: int = 0,
    *,
    proxies: Sequence[str] = (),
) -> RunningServer:
    """Listen with API and portal, and keep party pages up to date behind them; port 0 takes a free one.

    `proxies`: whose X-Forwarded-For is believed. Raises CourtError `server.port-taken` and those of `KeyStore.prepare`.
    """
    opened.keys.prepare()
    listening = listen([(opened.api, host, port), (opened.portal, host, portal_port)], proxies=proxies)
    projecting = ProjectionTask(opened.projection)
    projecting.start()
    return RunningServer(opened, listening, projecting)


@contextmanager
def running_server(
    folder: Path,
    *,
    database: str | None = None,
    published: str | None = None,
    clock: Clock | None = None,
    hasher: PasswordHasher | None = QUICK_HASHING,
    court_code: str = "粤0103",
    court_name: str = "广州市荔湾区人民法院（演示）",
    port: int = 0,
) -> Iterator[RunningServer]:
    """A server in `folder`, made when it is new, on free ports, stopped at the end.

    Opening the same folder again continues where it was. `database` names another place, PostgreSQL for instance.
    """
    url = database or f"sqlite:///{folder / 'central.db'}"
    make_court(url, clock or SystemClock(), court_code, court_name)
    opened = open_server(
        url, published, files=folder / "files", key_file=folder / "central.key", clock=clock, hasher=hasher
    )
    try:
        server = start(opened, port=port)
    except BaseException:
        opened.close()
        raise
    try:
        yield server
    finally:
        server.stop()


def make_court(database: str, clock: Clock, code: str, name: str) -> None:
    """Make the court of this database unless it has one."""
    store = open_store(database)
    try:
        init_court(store, clock, code, name)
    except CourtError as error:
        if error.code != "server.already-initialised":
            raise
    finally:
        store.close()
