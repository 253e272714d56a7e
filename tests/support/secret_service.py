"""A real SecretService for tests: gnome-keyring, unlocked, on a session bus of its own."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_START_SECONDS = 20.0
# No service folders: otherwise asking too early makes the bus start a second, locked daemon that nobody ends.
_BUS_SETTINGS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@pytest.fixture
def secret_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty, unlocked keyring of this test alone; `DBUS_SESSION_BUS_ADDRESS` points to it. Yields that address.

    `tests/conftest.py` has taken the address of the real session away, so without this fixture there is no keyring.
    """
    home = tmp_path / "secret-service"
    home.mkdir(mode=0o700)
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(variable, str(home))
    with _bus(home) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with _keyring_daemon():
            _wait_until_served()
            yield address


@contextmanager
def _bus(home: Path) -> Iterator[str]:
    # In the system's folder for such things: a socket's name has 107 bytes, and a test's own folder may be longer.
    with tempfile.TemporaryDirectory(prefix="court-bus-") as folder, (home / "bus.log").open("w") as log:
        configuration = Path(folder, "bus.conf")
        configuration.write_text(_BUS_SETTINGS.format(folder=folder), encoding="utf-8")
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address=1"]
        bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert bus.stdout is not None
            yield bus.stdout.readline().strip()
        finally:
            _end(bus)


@contextmanager
def _keyring_daemon() -> Iterator[None]:
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    log = Path(os.environ["HOME"]) / "keyring.log"
    with log.open("w") as output:
        daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output, text=True)
        try:
            assert daemon.stdin is not None
            daemon.stdin.write("test-password")
            daemon.stdin.close()
            yield
        finally:
            _end(daemon)


def _wait_until_served() -> None:
    """Until the unlocked collection answers; the daemon takes its name on the bus a moment after it starts."""
    import secretstorage
    from jeepney.wrappers import DBusErrorResponse

    give_up = time.monotonic() + _START_SECONDS
    while True:
        connection = secretstorage.dbus_init()
        try:
            if not secretstorage.get_default_collection(connection).is_locked():
                return
        except (secretstorage.SecretStorageException, DBusErrorResponse):
            if time.monotonic() > give_up:
                raise
        finally:
            connection.close()
        assert time.monotonic() < give_up, "the keyring service started, but stays locked"
        time.sleep(0.05)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(timeout=10)
    if process.stdout is not None:
        process.stdout.close()
