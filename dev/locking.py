"""The lock: every dependency pinned with the hashes of its wheels for all systems, naming no package host."""

from __future__ import annotations

import os
import re
import subprocess

from dev import side_environment
from dev.environment import ROOT, SetupFailed

_FOLDER = ROOT / "requirements"
_PROJECT = "pyproject.toml"
# What each file is for, and what it is made from. The development lock comes first; the others follow its versions,
# so that what is tested is what is installed. The benchmarks' peers are no part of it: they are large, and only
# `dev.py bench masking` wants them.
_FILES: dict[str, tuple[str, list[str]]] = {
    "development": (
        "Everything that runs and is tested: workstation, server, tests, frozen build.",
        [_PROJECT, "--all-extras", "--group", "dev", "--group", "build"],
    ),
    "workstation": ("What an officer's workstation runs.", [_PROJECT, "--extra", "workstation"]),
    "server": ("What the central server runs.", [_PROJECT, "--extra", "server"]),
    "bench": ("What `dev.py bench masking` measures beside our own.", ["--group", f"{_PROJECT}:bench"]),
    "lock": ("What `dev.py lock` itself uses.", ["requirements/lock.in"]),
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
    for name, (purpose, sources) in _FILES.items():
        target = _FOLDER / f"{name}.txt"
        follow = [] if name in ("development", "lock") else ["--constraints", str(_FOLDER / "development.txt")]
        upgrading = ["--upgrade"] if upgrade else []
        command = [uv, "pip", "compile", *_OPTIONS, *sources, *follow, *upgrading, "-o", str(target)]
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
    programs = side_environment.prepare("lock", _FOLDER / "lock.txt")
    return str(programs / ("uv.exe" if os.name == "nt" else "uv"))
