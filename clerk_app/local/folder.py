"""The folder a workstation lives in: one window at a time, on a disk of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from court_core.errors import CourtError

_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ncpfs", "9p", "fuse.sshfs", "davfs", "fuse.davfs", "ceph"}
)
_DRIVE_REMOTE = 4


class FolderLock:
    """Held by the window while it works with a folder. The system lets go of it when the process dies."""

    def __init__(self, home: Path, name: str = "window.lock") -> None:
        self._path = home / name
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Raises CourtError `store.second-window` when another process holds it."""
        if not self.try_acquire():
            raise CourtError("store.second-window")

    def try_acquire(self) -> bool:
        """Take the lock if it is free."""
        if self._file is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+b")
        if not _lock(file):
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let go. The file stays, so that no two processes ever lock different files of one name."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _on_network(path: Path) -> bool:
        import ctypes

        if str(path).startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _DRIVE_REMOTE)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _on_network(path: Path) -> bool:
        mounts = Path("/proc/self/mounts")
        if not mounts.exists():
            return False
        return file_system_of(path, mounts.read_text(encoding="utf-8", errors="replace")) in _NETWORK_FILE_SYSTEMS


def file_system_of(path: Path, mounts: str) -> str:
    """The file system type of the mount that holds `path`, by a text like /proc/self/mounts; empty when none does."""
    best, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(parts[1].encode().decode("unicode_escape"))
        # A later mount on the same point hides the earlier one.
        if (path == point or point in path.parents) and len(point.parts) >= best:
            best, found = len(point.parts), parts[2]
    return found


def check_folder(home: Path) -> None:
    """Make the folder if need be. Raises CourtError when it lies on a network share or cannot be written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        resolved = home.resolve()
    except OSError:
        raise CourtError("store.read-only") from None
    if _on_network(resolved):
        # Locks of WAL work through shared memory, which a share does not have: the file would be damaged.
        raise CourtError("store.network-share")
    if not os.access(resolved, os.W_OK):
        raise CourtError("store.read-only")
