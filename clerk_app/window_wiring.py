"""The window's entrance and session over the real parts: credentials, store, sync, use cases.

Order at unlocking: the folder's lock, the key, the database, the desk; then the window shows its pages, and only then
the sync starts and signs in at the server. A server that hangs is therefore never waited for by a person. Everything
heavy is imported when it is needed, on the database thread, so that the window is on screen first.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app import workstation as workstations
from clerk_app.ui.session import WindowSession
from clerk_app.ui.settings.ports import Fact
from clerk_app.ui.shell.navigation import PRODUCT, Officer
from clerk_app.ui.shell.status import SyncKind, SyncStatus
from clerk_app.ui.sign_in.ports import EnrolmentForm, EntranceState
from court_core.clock import Clock
from court_core.errors import CourtError
from court_core.records.access import ROLE_LABELS, Role

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet
    from clerk_app.local.folder import FolderLock
    from clerk_app.sync import reports
    from clerk_app.sync.service import SyncService
    from clerk_app.use_cases.office import Office
    from clerk_app.use_cases.sync_views import Check
    from clerk_app.workstation import Workstation

_LOADED_AHEAD = (
    "clerk_app.credentials.unlocking",
    "clerk_app.local.store",
    "clerk_app.use_cases.office",
    "clerk_app.sync.engine",
    "clerk_app.sync.service",
    "clerk_app.sync.leader",
)
HandOver = Callable[[Mapping[str, str | None]], None]


def run_window(home: Path, clock: Clock, version: str) -> int:
    """Opens the window on a folder and stays until it is closed; answers with the exit status."""
    _choose_input_method(os.environ)
    from PySide6.QtWidgets import QApplication

    from clerk_app.ui.window import build_main_window

    application = QApplication.instance() or QApplication([PRODUCT])
    window = build_main_window(Door(home, clock, version), clock.now, version)
    window.show()
    window.start()
    return application.exec()


def _choose_input_method(environment: MutableMapping[str, str]) -> None:
    """Qt's wheel has no fcitx plugin, but fcitx5 speaks ibus's portal. Must be set before QApplication is made."""
    if "fcitx" in environment.get("XMODIFIERS", "") + environment.get("QT_IM_MODULE", ""):
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


class Door:
    """`ui.sign_in.ports.Entrance` of one folder. Its methods run on the window's database thread."""

    def __init__(self, home: Path, clock: Clock, version: str, ca_file: str = "") -> None:
        self._home, self._clock, self._version, self._ca_file = home, clock, version, ca_file
        self._attempts_left = 5
        self._locked_until = 0.0
        self._online_only = False
        self._unkept: dict[str, str | None] = {}

    def state(self) -> EntranceState:
        """What the entrance shows. Lockouts are told by the refusals of `unlock`; here they are only counted down."""
        from clerk_app.credentials.grant import grant_ends
        from clerk_app.credentials.keyrings import system_keyring
        from clerk_app.credentials.profile import read_profile

        profile = read_profile(self._home)
        if profile is None:
            return EntranceState(enrolled=False, keyring=system_keyring() is not None)
        wait = self._locked_until - time.monotonic()
        return EntranceState(
            enrolled=True,
            name=profile.user_name,
            login=profile.login,
            court=profile.court_name,
            server=profile.server_url,
            keyring=profile.keyring,
            attempts_left=self._attempts_left,
            locked_until=self._clock.now() + timedelta(seconds=wait) if wait > 0 else None,
            online_only=self._online_only,
            grant_until=grant_ends(self._home, profile),
        )

    def prepare(self) -> None:
        """Imports what an open workstation is made of."""
        for name in _LOADED_AHEAD:
            import_module(name)

    def unlock(self, password: str) -> WindowSession:
        """Opens the officer's database; the server is asked only where the rules of unlocking demand it."""
        try:
            session = self._enter(lambda: workstations.open_workstation(self._home, password, self._clock), password)
        except CourtError as refusal:
            self._note(refusal)
            raise
        self._attempts_left, self._online_only, self._locked_until = 5, False, 0.0
        return session

    def enrol(self, form: EnrolmentForm) -> WindowSession:
        """Makes the folder a workstation and opens it."""
        return self._enter(
            lambda: workstations.enrol_workstation(
                self._home, form.server, form.code, form.login, form.password, self._ca_file, self._clock
            ),
            form.password,
        )

    def _enter(self, opened: Callable[[], Workstation], password: str) -> DeskSession:
        lock = self._take_folder()
        try:
            workstation = opened()
            workstation.store.drafts.carry_over(self._unkept)
            self._unkept = {}
            return DeskSession(workstation, lock, password, self._version, self._take_unkept)
        except BaseException:
            lock.release()
            raise

    def _take_folder(self) -> FolderLock:
        """Raises CourtError `store.second-window` while another window works in this folder."""
        from clerk_app.local.folder import FolderLock

        self._home.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(self._home)
        lock.acquire()
        return lock

    def _take_unkept(self, unkept: Mapping[str, str | None]) -> None:
        """Words of a closed session that a full disk did not take wait here, in memory, for the next unlocking."""
        self._unkept = dict(unkept)

    def _note(self, refusal: CourtError) -> None:
        left, minutes = refusal.details.get("left"), refusal.details.get("minutes")
        if refusal.code == "credentials.wrong-password" and isinstance(left, int):
            self._attempts_left = left
        if refusal.code == "credentials.wait" and isinstance(minutes, int):
            self._locked_until = time.monotonic() + minutes * 60
        if refusal.code in ("credentials.online-only", "credentials.grant-expired"):
            self._online_only = True


class DeskSession:
    """`ui.session.WindowSession` of one unlocked workstation."""

    def __init__(
        self, workstation: Workstation, lock: FolderLock, password: str, version: str, hand_over: HandOver
    ) -> None:
        """`hand_over` is given, at the end, the drafts that a full disk did not take: they are there after unlocking."""
        self._workstation, self._lock, self._version = workstation, lock, version
        self._hand_over = hand_over
        self._arrived = 0
        self._on_status: Callable[[], None] | None = None
        self._on_changes: Callable[[object], None] | None = None
        self._service = self._make_service(password)

    @property
    def office(self) -> Office:
        """The use cases."""
        return self._workstation.office

    @property
    def officer(self) -> Officer:
        """Name, division and roles in words, and the court."""
        profile = self._workstation.unlocked.profile
        divisions = {choice.value: choice.label for choice in self.office.divisions()}
        roles = "、".join(ROLE_LABELS[Role(role)] for role in profile.roles if role in set(Role))
        about = " · ".join(part for part in (divisions.get(profile.division_id, ""), roles) if part)
        return Officer(profile.user_name, about, profile.court_name)

    @property
    def roles(self) -> tuple[str, ...]:
        """The person's roles."""
        return self._workstation.unlocked.profile.roles

    @property
    def workstation(self) -> ThisMachine:
        """What the settings page shows of the machine."""
        return ThisMachine(self._workstation, self._version)

    def status(self) -> SyncStatus:
        """The sync's state with the counts of the database."""
        from clerk_app.local.queries.cases import CaseFilter, count_cases
        from clerk_app.local.queries.waiting import open_conflicts, refused_changes

        state = self._service.status
        with self._workstation.store.read() as reader:
            conflicts, rejected = len(open_conflicts(reader)), len(refused_changes(reader))
            (cases,) = count_cases(reader, CaseFilter())
        exchange = self._workstation.store.exchange
        return SyncStatus(
            kind=_kind(state),
            pending=exchange.pending(),
            conflicts=conflicts,
            rejected=rejected,
            last_success=state.last_success,
            reason=f"{state.message}{state.remedy}",
            cases=cases,
            clock_skew=timedelta(seconds=state.skew_seconds),
            arrived=self._arrived,
        )

    def watch_sync(self, on_status: Callable[[], None], on_changes: Callable[[object], None]) -> None:
        """Tells the window, on the sync's thread."""
        self._on_status, self._on_changes = on_status, on_changes

    def unkept_drafts(self) -> int:
        """Typed texts that are in memory only."""
        return sum(text is not None for text in self._workstation.store.drafts.unkept.values())

    def start_sync(self) -> None:
        """Begins the background sync."""
        self._service.start()
        self._service.sync_now()

    def nudge_sync(self) -> None:
        """Something was saved: send it soon."""
        self._service.nudge()

    def sync_now(self) -> None:
        """Asks for a round at once."""
        self._service.sync_now()

    def close(self) -> None:
        """Stops the sync, closes the database, lets the folder go."""
        self._on_status = self._on_changes = None
        self._workstation.transport().close()  # cuts a request that hangs, so that stopping need not wait for it
        self._service.stop()
        self._workstation.close()
        self._hand_over(self._workstation.store.drafts.unkept)
        self._lock.release()

    def _make_service(self, password: str) -> SyncService:
        from clerk_app.local.folder import FolderLock
        from clerk_app.sync.leader import SyncLeader
        from clerk_app.sync.service import SyncService

        workstation = self._workstation
        home, profile = workstation.unlocked.home, workstation.unlocked.profile
        leader = SyncLeader(FolderLock(home, "sync.lock"), home / "sync.beat", time.time)
        signed_in = SignedInRound(workstation, password, self._changed)
        return SyncService(
            signed_in, workstation.store.exchange, workstation.clock, device_id=profile.device_id, leader=leader,
            observer=lambda _: self._told(),
        )  # fmt: skip

    def _told(self) -> None:
        if self._on_status is not None:
            self._on_status()

    def _changed(self, changes: ChangeSet) -> None:
        self._arrived += len(changes.records)
        if self._on_changes is not None:
            self._on_changes(changes)


class SignedInRound:
    """A sync round that signs in first where nobody is signed in yet.

    After unlocking without network the server is to be asked as soon as it answers; until then the password waits
    here, in memory only. It is forgotten after the first success and after the server's first no.
    """

    def __init__(self, workstation: Workstation, password: str, changed: Callable[[ChangeSet], None]) -> None:
        from clerk_app.sync.engine import SyncEngine

        self._workstation = workstation
        self._engine = SyncEngine(workstation.store, workstation.session, workstation.transport(), changed)
        self._password = password

    def run_once(self) -> reports.SyncReport:
        """See `sync.engine.SyncEngine.run_once`."""
        if self._password:
            try:
                self._workstation.sign_in(self._password)
            except CourtError as refusal:
                if refusal.code.startswith("sign-in."):
                    self._password = ""
                raise
            self._password = ""
        return self._engine.run_once()


class ThisMachine:
    """`ui.settings.ports.WorkstationPort`."""

    def __init__(self, workstation: Workstation, version: str) -> None:
        self._workstation, self._version = workstation, version

    def facts(self) -> Sequence[Fact]:
        """What this workstation is."""
        unlocked = self._workstation.unlocked
        profile = unlocked.profile
        return (
            Fact("法院", profile.court_name),
            Fact("使用人", f"{profile.user_name}（{profile.login}）"),
            Fact("服务器", profile.server_url),
            Fact("设备", f"{profile.device_name}　{profile.device_id[:8]}"),
            Fact("密钥保护", "系统钥匙串和密码" if unlocked.keyring else "没有系统钥匙串，仅凭密码解锁"),
            Fact("文件夹", str(unlocked.home)),
            Fact("版本", self._version),
        )

    def change_password(self, old: str, new: str) -> None:
        """Wraps the database key anew, after the old password was proved under the same limits as unlocking."""
        from clerk_app.credentials import unlocking

        unlocking.unlock(self._workstation.unlocked.home, old, clock=self._workstation.clock)
        unlocking.change_password(self._workstation.unlocked, new)

    def checks(self) -> Sequence[Check]:
        """What `doctor` finds."""
        return self._workstation.checks()


def _kind(state: reports.SyncStatus) -> SyncKind:
    if state.phase == "running":
        return SyncKind.RUNNING
    if state.phase == "paused":
        return SyncKind.PAUSED
    if state.phase == "waiting":
        return SyncKind.OFFLINE if state.code in ("sync.offline", "sync.timeout") else SyncKind.FAILED
    return SyncKind.SYNCED if state.last_success is not None else SyncKind.NEVER
