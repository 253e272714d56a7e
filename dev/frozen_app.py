"""`dev.py build`: the frozen workstation (one folder, build.spec) and a try of what came out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dev.environment import PYTHON, ROOT, run

_DIST = ROOT / "dist"
_APP = _DIST / "clerk-app" / ("clerk-app.exe" if os.name == "nt" else "clerk-app")
# Fixed, so that the same sources give the same bytes.
_REPRODUCIBLE = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600"}


def build_and_try() -> int:
    """Freezes, then starts the result; 0 when both went well. Prints the size of the folder."""
    shutil.rmtree(_DIST, ignore_errors=True)
    command = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    if run(command, _REPRODUCIBLE) != 0:
        return 1
    size = sum(path.stat().st_size for path in _APP.parent.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{_APP.parent.relative_to(ROOT)}: {size / 1e6:.0f} MB")
    return 0 if _answers() else 1


def _answers() -> bool:
    """The frozen app parses a case number, which needs its rules and resources but no folder and no server."""
    question = [str(_APP), "case-number", "(2016)粤0103民初123号", "--json"]
    with tempfile.TemporaryDirectory() as home:
        settings = {**os.environ, "CLERK_HOME": str(Path(home)), "PYTHONUTF8": "1"}
        answer = subprocess.run(question, capture_output=True, check=False, env=settings, timeout=60)
    try:
        number = json.loads(answer.stdout)
    except ValueError:
        print(f"the frozen app did not answer: {answer.stdout!r} {answer.stderr!r}")
        return False
    return bool(number["text"] == "（2016）粤0103民初123号")
