"""The lock: every package pinned, with hashes, from wherever the installing machine gets its packages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ("development", "workstation", "server", "bench", "lock")


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_it_names_no_place_to_load_from(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links|trusted-host", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text).strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+( ;[^\n]*)? \\\n +--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


@pytest.mark.parametrize("name", ["workstation", "server"])
def test_what_is_installed_is_what_was_tested(name: str) -> None:
    assert _pins(name).items() <= _pins("development").items()


def test_a_workstation_has_no_server_and_a_server_no_window() -> None:
    assert "litestar" not in _pins("workstation")
    assert "pyside6-essentials" not in _pins("server")
    assert "pytest" not in _pins("workstation") | _pins("server")


def test_the_peers_of_a_benchmark_follow_what_was_tested_and_nobody_else_downloads_them() -> None:
    """presidio-analyzer and spaCy are 85 MB: `dev.py run` and `dev.py test` install the development lock alone."""
    development, peers = _pins("development"), _pins("bench")
    assert {"presidio-analyzer", "spacy"} <= peers.keys() - development.keys()
    assert {name: peers[name] for name in peers.keys() & development.keys()}.items() <= development.items()


def test_the_locks_follow_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = dict(project["dependency-groups"])
    peers = groups.pop("bench")
    declared = [*project["project"]["dependencies"]]
    for part in (project["project"]["optional-dependencies"], groups):
        declared += [line for lines in part.values() for line in lines]
    assert _names(declared) <= _pins("development").keys()
    assert _names(peers) <= _pins("bench").keys()


def _names(lines: list[str]) -> set[str]:
    return {re.split(r"[\[<>=; ]", line)[0].lower().replace("_", "-") for line in lines}
