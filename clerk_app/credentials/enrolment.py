"""Making a folder a workstation of a server, with the administrator's one-time code."""

from __future__ import annotations

import logging
import secrets
import socket
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clerk_app.credentials import wraps
from clerk_app.credentials.attempts import AttemptFile, Attempts
from clerk_app.credentials.files import write_whole
from clerk_app.credentials.grant import store_grant
from clerk_app.credentials.key_wrap import KEY_BYTES, PasswordCost
from clerk_app.credentials.keyrings import Keyring, system_keyring
from clerk_app.credentials.profile import AUTHORITY_FILE, Profile, read_profile, write_profile
from clerk_app.credentials.unlocking import FindKeyring, SignInApi, Unlocked
from clerk_app.credentials.wraps import Keys
from court_core.clock import parse_instant
from court_core.errors import CourtError
from court_core.protocol.messages import EnrolRequest, Session

log = logging.getLogger(__name__)

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def enrol(
    home: Path,
    server_url: str,
    code: str,
    login: str,
    password: str,
    *,
    api: SignInApi,
    find_keyring: FindKeyring = system_keyring,
    cost: PasswordCost | None = None,
    ca_file: Path | None = None,
    device_name: str = "",
) -> Unlocked:
    """Make `home` a workstation of that server for that user, with the one-time code of the administrator.

    Raises CourtError `credentials.already-enrolled`, `credentials.insecure-server`, `credentials.password-empty`,
    `credentials.ca-unreadable`, and what the server refuses with. Nothing is left behind when the server refuses.
    """
    if read_profile(home) is not None:
        raise CourtError("credentials.already-enrolled")
    check_address(server_url)
    if not password:
        raise CourtError("credentials.password-empty")
    # Kept in the folder: what the administrator named lies on a stick, or in whatever folder the command was run.
    authority = _read_authority(ca_file) if ca_file else None
    device_key = Ed25519PrivateKey.generate()
    name = device_name or socket.gethostname()
    session = api.enrol(_request(code, login, password, name, device_key))
    profile = _profile(server_url, session, name, has_authority=authority is not None)
    if authority is not None:
        write_whole(home / AUTHORITY_FILE, authority)
    data_key = secrets.token_bytes(KEY_BYTES)
    return _put_away(home, profile, session, Keys(data_key, device_key), password, find_keyring(), cost)


def enrol_again(
    unlocked: Unlocked,
    code: str,
    password: str,
    *,
    api: SignInApi,
    find_keyring: FindKeyring = system_keyring,
    cost: PasswordCost | None = None,
) -> Unlocked:
    """Give an open workstation a new device at the server, because the server does not know the former one any more.

    The database and all pending work stay; what was sealed by the former device is sealed anew. Raises CourtError
    `credentials.other-user` when the code is for somebody else, and what the server refuses with.
    """
    former = unlocked.profile
    device_key = Ed25519PrivateKey.generate()
    session = api.enrol(_request(code, former.login, password, former.device_name, device_key))
    if (session.court_id, session.user_id) != (former.court_id, former.user_id):
        raise CourtError("credentials.other-user")
    profile = replace(former.with_session(session), device_id=session.device_id)
    keys = Keys(unlocked.data_key, device_key)
    return _put_away(unlocked.home, profile, session, keys, password, find_keyring(), cost)


def _put_away(
    home: Path,
    profile: Profile,
    session: Session,
    keys: Keys,
    password: str,
    keyring: Keyring | None,
    cost: PasswordCost | None,
) -> Unlocked:
    """Store keys, attempts and grant; the profile last, so that a folder with a profile is whole."""
    wanted = cost or PasswordCost()
    try:
        profile = replace(profile, keyring=keyring is not None)
        secret = wraps.store_keys(home, profile, keys, password, keyring, wanted)
    except CourtError as error:
        if error.code != "credentials.keyring-silent":
            raise
        # It was found and then did not take the secret: the workstation says so and goes on with the password alone.
        profile = replace(profile, keyring=False)
        secret = wraps.store_keys(home, profile, keys, password, None, wanted)
    there = parse_instant(session.server_time)
    AttemptFile(home, wraps.attempts_key(profile, secret)).write(Attempts().succeeded(there, there))
    store_grant(home, session.offline_grant)
    write_profile(home, profile)
    log.info("workstation enrolled", extra={"keyring": profile.keyring})
    return Unlocked(home, profile, keys, profile.keyring, secret, session)


def check_address(server_url: str) -> None:
    """Raises CourtError `credentials.insecure-server` for plain http to another machine, `credentials.address-wrong`."""
    parts = urlsplit(server_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CourtError("credentials.address-wrong", text=server_url)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise CourtError("credentials.insecure-server")


def _request(code: str, login: str, password: str, name: str, device_key: Ed25519PrivateKey) -> EnrolRequest:
    return EnrolRequest(
        code=code.strip(),
        login=login,
        password=password,
        device_name=name,
        device_public_key=device_key.public_key().public_bytes_raw().hex(),
    )


def _read_authority(ca_file: Path) -> bytes:
    try:
        return ca_file.read_bytes()
    except OSError:
        raise CourtError("credentials.ca-unreadable", name=ca_file.name) from None


def _profile(server_url: str, session: Session, name: str, *, has_authority: bool) -> Profile:
    return Profile(
        server_url=server_url.rstrip("/"),
        court_id=session.court_id,
        court_name=session.court_name,
        user_id=session.user_id,
        login=session.login,
        user_name=session.user_name,
        roles=tuple(session.roles),
        division_id=session.division_id,
        device_id=session.device_id,
        device_name=name,
        server_public_key=session.server_public_key,
        keyring=False,
        ca_file=AUTHORITY_FILE if has_authority else "",
    )
