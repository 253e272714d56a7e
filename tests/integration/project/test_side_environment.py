"""Environments beside `.venv/`: made from a lock when somebody wants them, left alone while the lock is the same."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from dev.environment import SetupFailed
from dev.side_environment import prepare, python_name

NAME = "demonstration_peer"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all pip may install from."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def _put(shelf: Path, version: str) -> str:
    """A wheel on the shelf; answers its line for a lock."""
    about = f"{NAME}-{version}.dist-info"
    texts = {
        f"{NAME}.py": f'VERSION = "{version}"\n',
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{name},sha256={_digest(text)},{len(text)}" for name, text in texts.items()]
    texts[f"{about}/RECORD"] = "\n".join([*rows, f"{about}/RECORD,,"]) + "\n"
    wheel = shelf / f"{NAME}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return f"{NAME}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _version(programs: Path) -> str:
    code = f"import {NAME}; print({NAME}.VERSION)"
    command = [str(programs / python_name()), "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_it_holds_what_its_lock_names_and_is_made_anew_for_another_lock(shelf: Path, tmp_path: Path) -> None:
    lock = tmp_path / "peers.txt"
    lock.write_text(_put(shelf, "1.0"))
    programs = prepare("peers", lock, tmp_path / "build")
    assert _version(programs) == "1.0"

    left = programs / "left-alone"
    left.touch()
    assert prepare("peers", lock, tmp_path / "build") == programs
    assert left.exists()

    lock.write_text(_put(shelf, "2.0"))
    assert _version(prepare("peers", lock, tmp_path / "build")) == "2.0"
    assert not left.exists()


def test_what_cannot_be_had_is_told_and_tried_again(shelf: Path, tmp_path: Path) -> None:
    lock = tmp_path / "peers.txt"
    line = _put(shelf, "1.0")
    lock.write_text(line.replace("sha256:", "sha256:0")[:-2] + "\n")  # another hash than the wheel's
    with pytest.raises(SetupFailed, match=r"peers\.txt 所列的程序没有装上"):
        prepare("peers", lock, tmp_path / "build")

    lock.write_text(f"{NAME}==3.0 --hash=sha256:{'0' * 64}\n")  # nowhere to be had
    with pytest.raises(SetupFailed, match="检查网络"):
        prepare("peers", lock, tmp_path / "build")

    lock.write_text(line)
    assert _version(prepare("peers", lock, tmp_path / "build")) == "1.0"
