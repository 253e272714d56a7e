"""Environments beside `.venv/`, for programs the project does not run with: made on demand, each from its own lock.

The resolver of the locks and the peers of a benchmark are large, and pin what the project would like to choose itself.
Nobody who runs the demonstration or the tests downloads them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

from dev.environment import PIP_SETTINGS, ROOT, SetupFailed, only_one_at_a_time

_STAMP = "lock-stamp"
_INSTALL = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
_PATIENCE = ["--retries", "4", "--timeout", "30"]


def prepare(name: str, lock: Path, build: Path = ROOT / "build") -> Path:
    """The folder of programs of `build/NAME-environment`, which holds exactly what `lock` names.

    A stamp says which lock it was made from: with the same lock nothing is done, with another it is made anew. Raises
    SetupFailed when it cannot be made, for instance without a network; the next call tries again.
    """
    environment = build / f"{name}-environment"
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    stamp, fingerprint = environment / _STAMP, hashlib.sha256(lock.read_bytes()).hexdigest()
    with only_one_at_a_time():
        if stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint:
            return programs
        print(f"正在安装 {lock.name} 所列的程序（只在首次需要）…", file=sys.stderr, flush=True)
        try:
            venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(environment)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupFailed(f"无法建立 {environment}：{error}。请确认 Python 带有 venv 模块、磁盘有空间。") from error
        command = [str(programs / python_name()), *_INSTALL, *_PATIENCE, "-r", str(lock)]
        if subprocess.run(command, cwd=ROOT, env={**os.environ, **PIP_SETTINGS}, check=False).returncode != 0:
            raise SetupFailed(f"{lock.name} 所列的程序没有装上（见上面的信息）。检查网络后重新运行本命令即可。")
        stamp.write_text(fingerprint, encoding="utf-8")
    return programs


def python_name() -> str:
    """What the interpreter is called in an environment's folder of programs."""
    return "python.exe" if os.name == "nt" else "python"
