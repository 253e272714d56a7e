"""The environment `.venv/`: made once from the lock, and left alone while a stamp says that it is current."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev import system_packages

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
_LOCK_FILE = ROOT / "requirements" / "development.txt"
_BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _BIN / ("python.exe" if os.name == "nt" else "python")
PIP_SETTINGS = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}


class SetupFailed(Exception):
    """The environment cannot be made; the text says what the person can do about it."""


def prepare(*, for_tests: bool) -> None:
    """Brings system packages and `.venv` up to date; with a current stamp it reads one file and returns.

    `for_tests` adds what only tests need of the operating system (a browser, a keyring service), so that somebody
    who just wants to see the demonstration does not download it. Raises SetupFailed.
    """
    packages = [*system_packages.BASE, *(system_packages.TESTS if for_tests else ())]
    if _is_current(packages):
        return
    _demand_packages(packages, optional=set(system_packages.TESTS))
    with only_one_at_a_time():
        if not _is_current([]):
            _make_environment()
        _write_stamp(packages)


def program(name: str) -> str:
    """The path of a program that a package installed into the environment."""
    return str(_BIN / (f"{name}.exe" if os.name == "nt" else name))


def run_module(module: str, arguments: list[str], extra: dict[str, str] | None = None) -> int:
    """`python -m module` in the environment, from the project's root; answers its exit status."""
    return run([str(PYTHON), "-m", module, *arguments], extra)


def run(command: list[str], extra: dict[str, str] | None = None) -> int:
    """A command with the environment's programs first on the path; answers its exit status."""
    path = f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "VIRTUAL_ENV": str(ENVIRONMENT), **(extra or {})}
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


def _stamp() -> Path:
    return ENVIRONMENT / "dev-stamp"


def _fingerprint() -> str:
    """Of what an installation depends on: the lock, where the project lies, and what it declares of itself."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [declared["build-system"], declared["project"], declared["tool"]["setuptools"]]
    digest = hashlib.sha256(f"{ROOT}\n{installed}".encode())
    digest.update(_LOCK_FILE.read_bytes())
    return digest.hexdigest()


def _is_current(packages: list[str]) -> bool:
    """The stamp's first line is the lock's fingerprint, the others are the system packages seen or installed."""
    if not PYTHON.exists() or not _stamp().exists():
        return False
    fingerprint, *known = _stamp().read_text(encoding="utf-8").splitlines()
    return fingerprint == _fingerprint() and set(packages) <= set(known)


def _write_stamp(packages: list[str]) -> None:
    known: set[str] = set(packages)
    if _stamp().exists():
        known.update(_stamp().read_text(encoding="utf-8").splitlines()[1:])
    lines = [_fingerprint(), *sorted(known)]
    _stamp().write_text("\n".join(lines) + "\n", encoding="utf-8")


def _demand_packages(packages: list[str], optional: set[str]) -> None:
    missing = system_packages.missing(packages)
    if not missing:
        return
    if system_packages.can_install():
        _tell(f"正在安装系统软件包：{' '.join(missing)}")
        if not system_packages.install(missing):
            raise SetupFailed("系统软件包没有装上（见上面的信息）。检查网络或软件源后重新运行本命令即可。")
        return
    command = system_packages.command_for(missing)
    if set(missing) <= optional:
        print(f"缺少测试用的系统软件包。请运行：\n  {command}", file=sys.stderr, flush=True)
        return
    raise SetupFailed(f"缺少系统软件包，且没有安装权限。请运行：\n  {command}\n然后重新运行本命令。")


def _make_environment() -> None:
    if not _usable():
        _tell("正在建立运行环境 .venv …")
        try:
            venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(ENVIRONMENT)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupFailed(f"无法建立 .venv：{error}。请确认 Python 带有 venv 模块、磁盘有空间。") from error
    _tell("正在安装锁定的依赖（首次约需几分钟）…")
    _pip("--require-hashes", "--only-binary", ":all:", "--retries", "8", "--timeout", "60", "-r", str(_LOCK_FILE))
    _pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    _tell("运行环境已就绪。")


def _tell(words: str) -> None:
    """What is prepared is told beside what the command prints, which may be read by a program (`dev.py bench`)."""
    print(words, file=sys.stderr, flush=True)


def _usable() -> bool:
    """An environment that runs, of a Python new enough, whoever made it, is adopted: the lock goes over it."""
    if not PYTHON.exists():
        return False
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(PYTHON), "-c", question], check=False, capture_output=True).returncode == 0


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **PIP_SETTINGS}, stdout=sys.stderr, check=False).returncode:
        raise SetupFailed("依赖没有装上（见上面的信息）。检查网络后重新运行本命令，会从断开处继续。")


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two commands started at once must not both write into an environment; the system frees a dead one's lock."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with (build / "setup.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
