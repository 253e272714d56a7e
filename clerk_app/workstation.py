"""An unlocked workstation: key, database, desk, device and server put together, for the window and for commands.

Order of opening: the profile says whose folder it is, the password opens the key wrap (asking the server only when the
offline grant has run out), the key opens the database, and the database says what court, calendar and settings hold.
Nothing of this is imported before it is needed, so that the window is on screen first.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from court_core.clock import Clock, SystemClock
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.credentials.profile import Profile
    from clerk_app.credentials.unlocking import Unlocked
    from clerk_app.local.store import LocalStore
    from clerk_app.sync.api import ServerApi
    from clerk_app.sync.reports import SyncReport
    from clerk_app.sync.session import SyncSession
    from clerk_app.sync.transport import Transport
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.device import Device
    from clerk_app.use_cases.office import Office
    from clerk_app.use_cases.sync_views import Check
    from court_core.protocol.messages import EnrolRequest, Session, SignInRequest


class Workstation:
    """An unlocked workstation with its open database. Close it when done."""

    def __init__(self, unlocked: Unlocked, store: LocalStore, clock: Clock) -> None:
        from clerk_app.sync.session import SyncSession
        from clerk_app.use_cases.desk import Actor
        from clerk_app.use_cases.office import Office
        from clerk_app.use_cases.settings import open_desk

        self.unlocked = unlocked
        self.store = store
        self.clock = clock
        profile = unlocked.profile
        actor = Actor(profile.user_id, profile.login, profile.user_name, profile.roles, profile.division_id)
        self.session: SyncSession = SyncSession(unlocked.sign, unlocked.session)
        self.office: Office = Office(open_desk(store, actor, clock), self.device())
        self._transport: Transport | None = None

    @property
    def desk(self) -> Desk:
        """The desk of the person who unlocked it."""
        return self.office.desk

    def device(self) -> Device:
        """This machine, as pending work carried on a stick is signed by it."""
        from clerk_app.use_cases.device import Device
        from court_core.protocol.sealed_batch import Sender

        profile = self.unlocked.profile
        epoch = self.store.exchange.place().device_epoch
        sender = Sender(profile.court_id, profile.device_id, max(epoch, 1), profile.user_id)
        return Device(sender, self.unlocked.sign, profile.server_public_key)

    def transport(self) -> Transport:
        """The connection to this workstation's server, made once."""
        if self._transport is None:
            self._transport = transport_of(self.unlocked.home, self.unlocked.profile)
        return self._transport

    def sign_in(self, password: str) -> Session:
        """The session at the server; signs in when there is none. Raises CourtError as the server refuses."""
        from clerk_app.credentials.unlocking import sign_in
        from clerk_app.sync.api import ServerApi

        current = self.session.current
        if current is not None:
            return current
        self.unlocked = sign_in(self.unlocked, password, api=ServerApi(self.transport()))
        session = self.unlocked.session
        assert session is not None  # that is what sign_in answers with
        self.session.put(session)
        return session

    def sync_once(self, password: str) -> SyncReport:
        """One round of synchronisation. Raises CourtError with the reason; what was done until then stays done."""
        from clerk_app.sync.engine import SyncEngine

        self.sign_in(password)
        report = SyncEngine(self.store, self.session, self.transport()).run_once()
        self.office.refresh()
        return report

    def checks(self) -> tuple[Check, ...]:
        """What `doctor` finds on this open workstation."""
        from clerk_app.credentials.keyrings import system_keyring
        from clerk_app.use_cases import doctor

        return (
            doctor.check_database(lambda: self.office.case_counts()["all"]),
            doctor.check_keyring(uses_keyring=self.unlocked.keyring, available=system_keyring() is not None),
            *doctor.check_server(lambda: clock_skew(self.transport(), self.clock)),
            *doctor.check_machine(os.environ),
        )

    def close(self) -> None:
        """End the connection and the database."""
        if self._transport is not None:
            self._transport.close()
        self.store.close()


def open_workstation(home: Path, password: str, clock: Clock | None = None) -> Workstation:
    """Unlock the folder and open its database.

    Raises CourtError as `credentials.unlock` and `LocalStore.open`.
    """
    from clerk_app.credentials.profile import require_profile
    from clerk_app.credentials.unlocking import unlock
    from clerk_app.local.store import LocalStore

    present = clock or SystemClock()
    profile = require_profile(home)
    api = _LazyApi(lambda: transport_of(home, profile))
    try:
        unlocked = unlock(home, password, api=api, clock=present)
    finally:
        api.close()
    store = LocalStore.open(unlocked.database, unlocked.data_key, present)
    return Workstation(unlocked, store, present)


def enrol_workstation(
    home: Path, server: str, code: str, login: str, password: str, ca_file: str = "", clock: Clock | None = None
) -> Workstation:
    """Make the folder a workstation of that server and open it. Raises CourtError as `credentials.enrol`."""
    from clerk_app.credentials.enrolment import check_address, enrol
    from clerk_app.credentials.profile import read_profile
    from clerk_app.local.folder import check_folder
    from clerk_app.local.store import LocalStore
    from clerk_app.sync.api import ServerApi

    if read_profile(home) is not None:
        raise CourtError("credentials.already-enrolled")
    check_address(server)
    home.mkdir(parents=True, exist_ok=True)
    check_folder(home)
    transport = transport_to(server, ca_file)
    try:
        unlocked = enrol(
            home, server, code, login, password, api=ServerApi(transport), ca_file=Path(ca_file) if ca_file else None
        )
    finally:
        transport.close()
    present = clock or SystemClock()
    store = LocalStore.open(unlocked.database, unlocked.data_key, present)
    return Workstation(unlocked, store, present)


def transport_to(server: str, ca_file: str = "") -> Transport:
    """A connection to a server, its certificate checked against `ca_file` where the court has its own authority."""
    from clerk_app.sync.transport import HttpTransport

    return HttpTransport(server, ca_file=Path(ca_file) if ca_file else None)


def transport_of(home: Path, profile: Profile) -> Transport:
    """The connection to the server a folder belongs to."""
    from clerk_app.credentials.profile import authority_path

    return transport_to(profile.server_url, authority_path(home, profile))


def clock_skew(transport: Transport, clock: Clock) -> int:
    """Seconds by which this machine is ahead of the court's own clock, as the server states it; a web server on the way
    only tells its own. Raises CourtError when the server cannot be asked.
    """
    import json

    from court_core.clock import parse_instant

    answer = transport.request("GET", "/healthz")
    try:
        stated = parse_instant(json.loads(answer.body)["server_time"])
    except (ValueError, KeyError, TypeError) as error:
        raise CourtError("sync.not-the-server") from error
    return round((clock.now() - stated).total_seconds())


class _LazyApi:
    """The server's sign-in, connected to only when unlocking really asks it: offline work makes no connection."""

    def __init__(self, connect: Callable[[], Transport]) -> None:
        self._connect = connect
        self._transport: Transport | None = None

    def _api(self) -> ServerApi:
        from clerk_app.sync.api import ServerApi

        self._transport = self._transport or self._connect()
        return ServerApi(self._transport)

    def enrol(self, request: EnrolRequest) -> Session:
        """See ServerApi."""
        return self._api().enrol(request)

    def sign_in(self, request: SignInRequest) -> Session:
        """See ServerApi."""
        return self._api().sign_in(request)

    def close(self) -> None:
        """End the connection, if one was made."""
        if self._transport is not None:
            self._transport.close()
