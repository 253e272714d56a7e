"""The whole week, driven by keyboard and mouse in the real window, as `dev.py run --tour` does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# Besides the text itself: F4 to a gap and one key that fills it, for 81 gaps and 40 cells of the day, with some to spare.
MOST_KEY_PRESSES = 260


@pytest.mark.timeout(560)
def test_the_week_goes_through_from_the_judges_entry_to_the_partys_page(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    command = [
        sys.executable, "-m", "demo", "--home", str(tmp_path / "court"), "--screens", str(pictures), "--today", "2026-11-20",
    ]  # fmt: skip
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    report = json.loads((pictures / "tour.json").read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert report["ok"]
    assert report["friday"] == "2026-11-20"
    grid = report["friday_grid"]
    assert grid["gaps"] > 40
    assert 0 < grid["key_presses_besides_text"] <= MOST_KEY_PRESSES
    named = {name for step in report["steps"] for name in step["pictures"]}
    assert len(named) >= 18
    assert named <= {path.name for path in pictures.glob("*.png")}
    assert "其表示月底前先付一部分" in (pictures / "party.txt").read_text(encoding="utf-8")
    assert "unexpected" not in done.stderr
