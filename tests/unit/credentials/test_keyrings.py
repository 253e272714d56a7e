"""The keyring: a real SecretService, an allow-list, and a time-out."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from clerk_app.credentials.keyrings import SystemKeyring, system_keyring
from clerk_app.credentials.unlocking import unlock
from court_core.errors import CourtError
from tests.unit.credentials.conftest import PASSWORD, Server, SetClock, enrolled


def test_a_real_keyring_keeps_the_secrets(secret_service: str, home: Path, server: Server, clock: SetClock) -> None:
    keyring = system_keyring()
    assert keyring is not None
    assert keyring.get("absent") is None
    keyring.put("one", bytes(range(32)))
    assert keyring.get("one") == bytes(range(32))
    keyring.remove("one")
    keyring.remove("one")
    assert keyring.get("one") is None
    unlocked = enrolled(home, server, system_keyring())
    assert unlocked.keyring
    assert unlock(home, PASSWORD, clock=clock).data_key == unlocked.data_key


def test_without_a_session_bus_there_is_no_keyring() -> None:
    assert system_keyring(timeout_seconds=5) is None


def test_no_other_backend_is_ever_chosen(tmp_path: Path) -> None:
    """`keyring.get_keyring()` would take what the environment or a configuration file names: plaintext, for instance."""
    program = textwrap.dedent(
        """
        import keyring.backend

        class Plain(keyring.backend.KeyringBackend):
            priority = 99
            def get_password(self, service, name): return "cGxhaW4="
            def set_password(self, service, name, secret): open("plain.txt", "w").write(secret)
            def delete_password(self, service, name): pass

        import keyring
        keyring.set_keyring(Plain())
        from clerk_app.credentials.keyrings import system_keyring
        print(system_keyring(timeout_seconds=5))
        """
    )
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=tmp_path,
        env={
            "PATH": "/usr/bin:/bin",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "None"
    assert not (tmp_path / "plain.txt").exists()


class Hanging:
    """A locked keyring that waits for a dialogue nobody sees."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def get_password(self, service: str, name: str) -> str | None:
        self.let_go.wait(30)
        return None


def test_a_keyring_that_hangs_is_given_up() -> None:
    backend = Hanging()
    keyring = SystemKeyring(backend, timeout_seconds=0.2)  # type: ignore[arg-type]
    with pytest.raises(CourtError, match=r"credentials\.keyring-silent"):
        keyring.get("x")
    backend.let_go.set()
