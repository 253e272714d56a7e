"""Unlocking a workstation, signing in at the server, and changing the password.

The window and the command line are given an `Unlocked`; nobody else ever holds a key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from clerk_app.credentials import wraps
from clerk_app.credentials.attempts import ONLINE_ONLY_AFTER, WAIT_AFTER, AttemptFile, Attempts
from clerk_app.credentials.grant import grant_refusal, store_grant
from clerk_app.credentials.key_wrap import PasswordCost
from clerk_app.credentials.keyrings import Keyring, system_keyring
from clerk_app.credentials.profile import Profile, database_path, require_profile, write_profile
from clerk_app.credentials.wraps import Keys
from court_core.clock import Clock, SystemClock, parse_instant
from court_core.errors import CourtError
from court_core.protocol.messages import EnrolRequest, Session, SignInRequest

FindKeyring = Callable[[], Keyring | None]


class SignInApi(Protocol):
    """The server's part (clerk_app.sync.api.ServerApi)."""

    def enrol(self, request: EnrolRequest) -> Session:
        """Make this machine a workstation."""
        ...

    def sign_in(self, request: SignInRequest) -> Session:
        """Sign in at an enrolled workstation."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """An open workstation. Its text shows nothing of the keys.

    `keyring` False: the password alone protects the database, which the window says. `session` is there when
    unlocking asked the server; otherwise `sign_in` brings one.
    """

    home: Path
    profile: Profile
    keys: Keys
    keyring: bool
    device_secret: bytes
    session: Session | None = None

    @property
    def database(self) -> Path:
        """Where the officer's database lies."""
        return database_path(self.home)

    @property
    def data_key(self) -> bytes:
        """The database's key, for LocalStore.open."""
        return self.keys.data_key

    def sign(self, message: bytes) -> bytes:
        """The device's Ed25519 signature."""
        return self.keys.device_key.sign(message)


def unlock(
    home: Path,
    password: str,
    *,
    api: SignInApi | None = None,
    clock: Clock | None = None,
    find_keyring: FindKeyring = system_keyring,
) -> Unlocked:
    """Open the workstation. `api` is asked only when the offline grant has run out or too many attempts have failed.

    Raises CourtError: `workstation.not-enrolled`, `credentials.wrong-password`, `credentials.wait`,
    `credentials.online-only`, `credentials.grant-expired`, `credentials.keyring-silent`, `credentials.keyring-lost`,
    `credentials.damaged`, and what the server refuses with when it is asked.
    """
    clock = clock or SystemClock()
    profile = require_profile(home)
    secret, keyring = wraps.read_device_secret(home, find_keyring)
    file = AttemptFile(home, wraps.attempts_key(profile, secret))
    attempts = file.read()
    now = clock.now()
    session: Session | None = None
    if attempts.online_only:
        session = _ask_server(profile, password, api, "credentials.online-only")
    elif wait := attempts.seconds_to_wait(now):
        raise CourtError("credentials.wait", minutes=-(-wait // 60))
    keys = wraps.open_keys(home, profile, password, secret, keyring)
    if keys is None:
        if session is not None:
            raise CourtError("credentials.password-changed")
        attempts = attempts.failed(now)
        file.write(attempts)
        raise _wrong(attempts)
    present = attempts.present(now)
    if session is None and grant_refusal(home, profile, present) is not None:
        session = _ask_server(profile, password, api, "credentials.grant-expired")
    file.write(attempts.succeeded(now, parse_instant(session.server_time) if session else None))
    unlocked = Unlocked(home, profile, keys, profile.keyring, secret, session)
    return _signed_in(unlocked, session) if session is not None else unlocked


def sign_in(unlocked: Unlocked, password: str, *, api: SignInApi) -> Unlocked:
    """Sign in at the server and take its fresh grant, name and roles. When the password was changed at the server since,
    the database key is wrapped under the new one. Raises what the server refuses with.
    """
    request = SignInRequest(login=unlocked.profile.login, password=password, device_id=unlocked.profile.device_id)
    session = api.sign_in(request)
    signed_in = _signed_in(unlocked, session)
    if not wraps.opens(unlocked.home, password, unlocked.device_secret):
        change_password(signed_in, password)
    there = parse_instant(session.server_time)
    file = AttemptFile(unlocked.home, wraps.attempts_key(unlocked.profile, unlocked.device_secret))
    file.write(Attempts().succeeded(there, there))
    return signed_in


def change_password(unlocked: Unlocked, new_password: str, *, cost: PasswordCost | None = None) -> None:
    """Wrap the database key under a new password; the former one opens nothing any more. Raises
    `credentials.password-empty`.
    """
    if not new_password:
        raise CourtError("credentials.password-empty")
    wraps.rewrap_keys(
        unlocked.home, unlocked.profile, unlocked.keys, new_password, unlocked.device_secret, cost or PasswordCost()
    )


def note_time(unlocked: Unlocked, now: datetime) -> None:
    """Move the clock's high-water mark; call now and then while the workstation is open."""
    file = AttemptFile(unlocked.home, wraps.attempts_key(unlocked.profile, unlocked.device_secret))
    file.write(file.read().seen(now))


def _ask_server(profile: Profile, password: str, api: SignInApi | None, code: str) -> Session:
    if api is None:
        raise CourtError(code)
    request = SignInRequest(login=profile.login, password=password, device_id=profile.device_id)
    try:
        return api.sign_in(request)
    except CourtError as error:
        if error.code in ("sync.offline", "sync.timeout"):
            raise CourtError(code) from None
        raise


def _signed_in(unlocked: Unlocked, session: Session) -> Unlocked:
    profile = unlocked.profile.with_session(session)
    write_profile(unlocked.home, profile)
    store_grant(unlocked.home, session.offline_grant)
    return Unlocked(unlocked.home, profile, unlocked.keys, unlocked.keyring, unlocked.device_secret, session)


def _wrong(attempts: Attempts) -> CourtError:
    if attempts.online_only:
        return CourtError("credentials.online-only")
    if attempts.failures % WAIT_AFTER == 0:
        return CourtError("credentials.wait", minutes=15)
    left = min(WAIT_AFTER - attempts.failures % WAIT_AFTER, ONLINE_ONLY_AFTER - attempts.failures)
    return CourtError("credentials.wrong-password", left=left)
