"""A secret in a file of its own: written once, whole, for its owner's eyes, and never over another."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def write_new(path: Path, text: str) -> bool:
    """Put a secret into a new file that only its owner may read; False, and nothing changed, when one is there already.

    The file appears whole or not at all, and has reached the disk. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600 from its first moment
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)  # unlike a rename, refuses to replace what is there
        except FileExistsError:
            return False
    finally:
        Path(name).unlink(missing_ok=True)
    if os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True


def open_to_others(path: Path) -> str:
    """The rights of a file that others than its owner may use, as `0644`; empty when its owner alone may.

    On Windows the folder's access list decides, which this does not judge. Raises OSError.
    """
    if os.name == "nt":
        return ""
    mode = stat.S_IMODE(path.stat().st_mode)
    return f"{mode:04o}" if mode & OTHERS else ""
