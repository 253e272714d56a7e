"""`dev.py build`: the frozen workstation (one folder, build.spec), and a try of what came out against a real server."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.environment import PYTHON, ROOT, program, run

_DIST = ROOT / "dist"
_APP = _DIST / "clerk-app" / ("clerk-app.exe" if os.name == "nt" else "clerk-app")
# Fixed, so that the same sources give the same bytes.
_REPRODUCIBLE = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600"}
_PASSWORD = f"Try-{secrets.token_hex(8)}"  # of an account that lives as long as the try
_WINDOW_SECONDS = 5.0


class TryFailed(Exception):
    """The frozen application did not do what the installed one does."""


def build_and_try() -> int:
    """Freezes, then tries the result; 0 when both went well. Prints the size and what was tried."""
    shutil.rmtree(_DIST, ignore_errors=True)
    command = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    if run(command, _REPRODUCIBLE) != 0:
        return 1
    size = sum(path.stat().st_size for path in _APP.parent.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{_APP.parent.relative_to(ROOT)}: {size / 1e6:.0f} MB", flush=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _try(Path(folder))
    except TryFailed as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


def _try(folder: Path) -> None:
    """The rules, then enrolment and a round of sync with a server of the environment, then the window."""
    number = _ask(folder, "case-number", "(2016)粤0103民初123号", "--json")
    _demand(number.get("text") == "（2016）粤0103民初123号", "case-number", number)
    cut_off = _ask(folder, "deadline", "--kind", "friday-cutoff", "--from", "2026-11-18", "--json")
    _demand(cut_off.get("date") == "2026-11-20", "deadline", cut_off)
    with _server(folder) as (address, code):
        _run_app(folder, "enrol", "--server", address, "--code", code, "--user", "wangfang")
        synced = _ask(folder, "sync", "--json")
        _demand(synced.get("pending") == 0, "sync", synced)
    _window_stays_open(folder)
    print("tried: case-number, deadline, enrol, sync, window", flush=True)


def _settings(folder: Path) -> dict[str, str]:
    # No session bus: the try must not write into the keyring of whoever builds.
    return {
        **os.environ,
        "CLERK_HOME": str(folder / "home"),
        "CLERK_PASSWORD": _PASSWORD,
        "CENTRAL_NEW_PASSWORD": _PASSWORD,
        "CENTRAL_DATABASE": f"sqlite:///{folder / 'central.db'}",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }


def _run_app(folder: Path, *arguments: str) -> str:
    command = [str(_APP), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, env=_settings(folder), timeout=120)
    if done.returncode != 0:
        raise TryFailed(f"{arguments[0]}: exit {done.returncode}\n{_text(done.stdout)}{_text(done.stderr)}")
    return _text(done.stdout)


def _ask(folder: Path, *arguments: str) -> dict[str, object]:
    answer = _run_app(folder, *arguments)
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise TryFailed(f"{arguments[0]}: not JSON: {answer}") from error
    return dict(found)


def _demand(met: bool, what: str, answer: object) -> None:
    if not met:
        raise TryFailed(f"{what}: {answer}")


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, str]]:
    """A new court with one judge; yields the API's address and an enrolment code."""
    admin = [program("central-server"), "admin"]
    for arguments in (
        ["init", "--court", "粤0103", "--name", "试运行法院"],
        ["add-division", "--name", "民一庭"],
        ["add-user", "--login", "wangfang", "--name", "王芳", "--division", "民一庭", "--role", "judge"],
    ):
        subprocess.run([*admin, *arguments], check=True, env=_settings(folder), stdout=subprocess.DEVNULL)
    issue = [*admin, "enrolment-code", "--login", "wangfang", "--json"]
    code = json.loads(subprocess.run(issue, check=True, env=_settings(folder), capture_output=True).stdout)["code"]
    serve = [program("central-server"), "serve", "--host", "127.0.0.1", "--port", "0"]
    server = subprocess.Popen(serve, env=_settings(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())["api"], code
    finally:
        server.terminate()
        server.wait(timeout=30)


def _window_stays_open(folder: Path) -> None:
    """Without a command the window opens; a missing library or resource would end it at once."""
    window = subprocess.Popen([str(_APP)], env=_settings(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(_WINDOW_SECONDS)
    ended = window.poll()
    window.kill()
    output = _text(window.communicate()[0])
    if ended is not None or "Traceback" in output:
        raise TryFailed(f"the window ended with {ended}: {output}")


def _text(output: bytes) -> str:
    return output.decode("utf-8", errors="replace")
