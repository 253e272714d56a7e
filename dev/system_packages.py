"""Packages of the operating system that the window and the tests need, on Debian and its relatives.

Windows and macOS bring all of it; other Linux systems get no check, because their names differ.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys

# What `ldd` finds missing for Qt's libraries and its xcb, wayland, offscreen, vnc, input-method and print plugins
# on a Debian 12 that has only its base; apt brings what these depend on.
_WINDOW = (
    "libegl1",
    "libgl1",
    "libx11-xcb1",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libwayland-cursor0",
    "libcups2",
    "fonts-noto-cjk",
)
_PYTHON = ("python3-venv",)
BASE = (*_PYTHON, *_WINDOW)
# A real browser for the portal and what its driver links to, a real SecretService for the keyring.
TESTS = ("chromium", "dbus-daemon", "gnome-keyring", "libatomic1")


def missing(packages: list[str]) -> list[str]:
    """Those of `packages` that are not installed, in the order given; empty where there is no dpkg."""
    if not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return []
    wanted = [package for package in packages if package not in _PYTHON or not _can_make_environments()]
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *wanted]
    answer = subprocess.run(query, check=False, capture_output=True, text=True)  # exits 1 when one is unknown
    installed = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in wanted if package not in installed and not _present_otherwise(package)]


def can_install() -> bool:
    """Whether apt can be run without asking for a password."""
    if shutil.which("apt-get") is None:
        return False
    return _is_root() or _has_free_sudo()


def install(packages: list[str]) -> bool:
    """Installs with apt and never asks; False when apt refused, whose own words are then on the screen."""
    prefix = [] if _is_root() else ["sudo", "-n"]
    patience = ["-o", "Acquire::Retries=5", "-o", "DPkg::Lock::Timeout=300"]
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *patience]
    updated = subprocess.run([*apt, "update"], stdout=sys.stderr, check=False).returncode == 0
    # A list that could not be renewed is told by apt itself; the packages may still be had from the old one.
    wanted = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    installed = subprocess.run(wanted, stdout=sys.stderr, check=False)
    return installed.returncode == 0 and (updated or not missing(packages))


def command_for(packages: list[str]) -> str:
    """The line somebody with the right to do so can copy."""
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends {shlex.join(packages)}"


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _has_free_sudo() -> bool:
    if shutil.which("sudo") is None:
        return False
    return subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0


def _can_make_environments() -> bool:
    """Debian splits `ensurepip` off into python3-venv; a Python of another make has it built in."""
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def _present_otherwise(package: str) -> bool:
    """A newer Debian renamed libglib2.0-0 and libcups2 (…t64): the library itself is what counts."""
    renamed = {"libglib2.0-0": "glib-2.0", "libcups2": "cups"}
    return package in renamed and ctypes.util.find_library(renamed[package]) is not None
