"""Switching the demonstration's central server on and off."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from demo.home import DemoHome

_ROOT = Path(__file__).resolve().parent.parent


class DemoServer:
    """The server process of a demonstration court; off when made, and again when the block ends."""

    def __init__(self, home: DemoHome) -> None:
        self._home = home
        self._process: subprocess.Popen[str] | None = None
        self.urls: dict[str, str] = {}

    @property
    def is_on(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process's number. Raises RuntimeError while it is off."""
        if self._process is None:
            raise RuntimeError("the demonstration server is off")
        return self._process.pid

    def switch_on(self) -> None:
        """Start it and wait until it listens. Raises RuntimeError when it does not."""
        if self.is_on:
            return
        command = [sys.executable, "-m", "demo.server_process", str(self._home.folder)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the demonstration server ended with status {self._process.wait()}")
        self.urls = json.loads(line)

    def switch_off(self) -> None:
        """Let it answer what it was asked, and end it."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        finally:
            if process.stdout is not None:
                process.stdout.close()

    def __enter__(self) -> Self:
        self.switch_on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.switch_off()
