"""Where the files that are not code lie: in a checkout, in an installed package, in the frozen application."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: str) -> Path:
    """The file or folder `name` (with `/` between parts) below `resources/`.

    Raises FileNotFoundError when the installation lacks it: that is a damaged installation or our bug,
    never something the user did.
    """
    return _find("resources", name)


def migrations_path(name: str) -> Path:
    """The Alembic tree `name`: `workstation`, `server` or `published`. Raises FileNotFoundError as above."""
    return _find("migrations", name)


def _find(folder: str, name: str) -> Path:
    for root in _roots():
        path = root / folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{folder}/{name} is missing from this installation")


def _roots() -> tuple[Path, ...]:
    frozen: str | None = getattr(sys, "_MEIPASS", None)  # set by the frozen application's boot code only
    if frozen is not None:
        return (Path(frozen),)
    return (_PACKAGE / "_bundle", _PACKAGE.parent)
