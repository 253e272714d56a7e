"""Small files of the workstation's folder: replaced whole, readable by their owner only."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from court_core.errors import CourtError

_OWNER_ONLY = 0o600


def write_json(path: Path, content: object) -> None:
    """Replace the file in one step, on disk when this returns. Raises CourtError as `write_whole`."""
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file in one step, on disk when this returns. Raises CourtError `store.disk-full`, `store.read-only`."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except PermissionError:
        raise CourtError("store.read-only") from None
    except OSError:
        part.unlink(missing_ok=True)
        raise CourtError("store.disk-full") from None


def read_json(path: Path) -> dict[str, Any] | None:
    """The file's object; None when there is no file. Raises CourtError `credentials.damaged` when it is not one."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, OSError):
        raise CourtError("credentials.damaged", file=path.name) from None
    if not isinstance(content, dict):
        raise CourtError("credentials.damaged", file=path.name)
    return content
