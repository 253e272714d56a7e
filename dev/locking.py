"""The lock: every dependency pinned with the hashes of its wheels for all systems, naming no package host."""

from __future__ import annotations

import os
import re
import subprocess
import venv
from pathlib import Path

from dev.environment import ROOT, SetupFailed

_FOLDER = ROOT / "requirements"
# What each file is for, and which parts of pyproject.toml it takes. The development lock comes first; the others
# follow its versions, so that what is tested is what is installed.
_FILES: dict[str, tuple[str, list[str]]] = {
    "development": (
        "Everything: workstation, server, tests, benchmarks, frozen build.",
        ["--all-extras", "--group", "dev", "--group", "bench", "--group", "build"],
    ),
    "workstation": ("What an officer's workstation runs.", ["--extra", "workstation"]),
    "server": ("What the central server runs.", ["--extra", "server"]),
    "lock": ("What `dev.py lock` itself uses.", []),
}
_OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--only-binary",
    ":all:",
    "--no-config",
    "--quiet",
]
_HOST = re.compile(r"https?://|file://|--(extra-)?index-url|--find-links")


def lock(*, upgrade: bool) -> int:
    """Writes `requirements/*.txt` anew; versions that still fit stay unless `upgrade`. Raises SetupFailed."""
    uv = _uv()
    for name, (purpose, parts) in _FILES.items():
        target = _FOLDER / f"{name}.txt"
        source = _FOLDER / "lock.in" if name == "lock" else ROOT / "pyproject.toml"
        follow = [] if name in ("development", "lock") else ["--constraints", str(_FOLDER / "development.txt")]
        upgrading = ["--upgrade"] if upgrade else []
        command = [uv, "pip", "compile", *_OPTIONS, *parts, *follow, *upgrading, str(source), "-o", str(target)]
        if subprocess.run(command, check=False, cwd=ROOT).returncode != 0:
            raise SetupFailed(f"无法锁定 {target.name}（见上面的信息）。")
        text = target.read_text(encoding="utf-8")
        if _HOST.search(text):
            raise SetupFailed(f"{target.name} 中出现了软件源地址，未采用。")
        header = f"# {purpose} Written by `python3 dev.py lock`; install with pip --require-hashes.\n"
        target.write_text(header + text, encoding="utf-8", newline="\n")
        print(f"{target.relative_to(ROOT)}: {len(re.findall(r'^[a-z0-9].*==', text, re.MULTILINE))} packages")
    return 0


def _uv() -> str:
    """The resolver, in an environment of its own: it is 25 MB that nobody else needs."""
    environment = ROOT / "build" / "lock-environment"
    folder = environment / ("Scripts" if os.name == "nt" else "bin")
    uv: Path = folder / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(environment)
        install = [str(folder / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        if subprocess.run([*install, "-r", str(_FOLDER / "lock.txt")], check=False).returncode != 0:
            raise SetupFailed("uv 没有装上（见上面的信息）。")
    return str(uv)
