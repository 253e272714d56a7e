"""LibreOffice as another process: one document in, one out, and nothing left behind however it ends.

Each conversion has a folder of its own for the document, the profile and LibreOffice's temporary files; an open
LibreOffice of the user is neither needed nor disturbed. The conversions that one person waits for are ended together.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import signal
import subprocess  # the converter is another program
import sys
import tempfile
import threading
import time
from pathlib import Path

log = logging.getLogger(__name__)
_PIPE_PLACES = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108  # where LibreOffice puts its own, whatever TMPDIR says
_TRIES, _PAUSE_SECONDS = 40, 0.05


class Conversions:
    """Runs conversions, each on the thread that asks for it; `end` comes from any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ended = False

    def end(self) -> None:
        """Ends those that run, with all the processes they started, and begins no other."""
        with self._lock:
            self._ended = True
            for process in self._running:
                _kill(process)

    def convert(
        self, program: Path, content: bytes, suffix: str, into: str, seconds: float, profile: str = ""
    ) -> bytes:
        """The document with this suffix (.doc) as `into` (LibreOffice's words: `docx:MS Word 2007 XML`).

        `profile` is the text of the fresh profile's settings, `seconds` the time limit. Raises OSError and
        subprocess.SubprocessError when LibreOffice cannot do it, takes longer, or was ended.
        """
        folder = Path(tempfile.mkdtemp(prefix="clerk-office-"))
        home = folder / "profile"
        try:
            for place in (home / "user", folder / "tmp"):
                place.mkdir(parents=True)
            if profile:
                (home / "user" / "registrymodifications.xcu").write_text(profile, encoding="utf-8")
            source = folder / f"document{suffix}"
            source.write_bytes(content)
            command = [str(program), f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", "--nolockcheck",
                       "--convert-to", into, "--outdir", str(folder), str(source)]  # fmt: skip
            self._run(command, folder / "tmp", seconds)
            return source.with_suffix(f".{into.partition(':')[0]}").read_bytes()
        finally:
            _remove(folder)
            for place in _PIPE_PLACES if sys.platform != "win32" else ():
                (place / pipe_name(home)).unlink(missing_ok=True)

    def _run(self, command: list[str], temporary: Path, seconds: float) -> None:
        surroundings = {name: str(temporary) for name in ("TMPDIR", "TMP", "TEMP")}
        with self._lock:
            if self._ended:
                raise subprocess.SubprocessError
            process = subprocess.Popen(  # noqa: S603  # fixed arguments, no shell, the program that was found
                command,
                env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", **surroundings},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=sys.platform != "win32",
            )
            self._running.add(process)
        try:
            status = process.wait(seconds)
        finally:
            with self._lock:
                self._running.discard(process)
                if process.poll() is None:
                    _kill(process)
            process.wait()
        if status != 0:
            raise subprocess.CalledProcessError(status, command)


def pipe_name(profile: Path) -> str:
    """What LibreOffice calls the socket by which a second start finds the first; killed, it leaves that behind.

    The name is made of the profile's address, in sal/osl/unx/pipe.cxx and desktop/source/app/officeipcthread.cxx.
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    return f"OSL_PIPE_{os.getuid() if sys.platform != 'win32' else 0}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process with all that it started. It is not waited for yet, so that its number is still its own."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        subprocess.run(  # noqa: S603  # fixed arguments, no shell, Windows' own program
            [str(taskkill), "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
        )
    elif process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _remove(folder: Path) -> None:
    """What was killed may hold its files for a moment longer."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE_SECONDS)
    log.warning("folder of a conversion could not be removed")
