"""Puts `resources/` and `migrations/` into the wheel, where `court_core.resource_files` finds them.

Everything else about the package stands in pyproject.toml.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BUNDLED = ("resources", "migrations")


class BuildWithBundle(build_py):
    """Copies the bundled folders into `court_core/_bundle/`; an editable install reads them in place."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        root = Path(__file__).resolve().parent
        for folder in BUNDLED:
            target = Path(self.build_lib, "court_core", "_bundle", folder)
            shutil.copytree(root / folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


setup(cmdclass={"build_py": BuildWithBundle})
