"""The installed package carries what is not code, and finds it again."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from court_core import resource_files
from court_core.resource_files import migrations_path, resource_path

ROOT = Path(__file__).resolve().parents[3]


def test_a_checkout_finds_its_resources_and_migrations() -> None:
    assert resource_path("") == ROOT / "resources"
    assert migrations_path("workstation") == ROOT / "migrations" / "workstation"


def test_a_missing_file_is_told_by_name() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/no-such-icon\.svg"):
        resource_path("no-such-icon.svg")


def test_the_frozen_application_reads_its_own_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_path("") == tmp_path / "resources"
    with pytest.raises(FileNotFoundError):
        migrations_path("workstation")


def test_a_wheel_brings_resources_and_migrations_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    # The build writes beside its sources, so it gets a copy of its own.
    copy = tmp_path / "sources"
    names = [
        "court_core",
        "clerk_app",
        "central_server",
        "resources",
        "migrations",
        "pyproject.toml",
        "setup.py",
        "README.md",
    ]
    copy.mkdir()
    for name in names:
        (copy / name).symlink_to(ROOT / name)
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(copy)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    names_inside = {path.relative_to(tmp_path / "installed").as_posix() for path in (tmp_path / "installed").rglob("*")}
    assert {name.split("/")[0] for name in names_inside if ".dist-info" not in name} == {
        "court_core",
        "clerk_app",
        "central_server",
    }
    monkeypatch.setattr(resource_files, "_PACKAGE", tmp_path / "installed" / "court_core")
    for folder in ("resources", "migrations"):
        here = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if _is_carried(path)}
        there = tmp_path / "installed" / "court_core" / "_bundle" / folder
        assert here <= {path.relative_to(there).as_posix() for path in there.rglob("*")}
    assert migrations_path("workstation").is_relative_to(tmp_path)


def _is_carried(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
