"""A disk that can be filled and emptied again: a small tmpfs, or a limit on what this program may write."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SIZE = "16m"


@dataclass
class Disk:
    """`codes`: what a full disk is told as. A limit on files looks like a fault of the disk to the database."""

    folder: Path
    codes: tuple[str, ...]
    mounted: bool

    def fill(self) -> None:
        """Not one byte more."""
        if not self.mounted:
            _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
            return
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while file.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """As after somebody cleaned up."""
        (self.folder / "filler").unlink(missing_ok=True)
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mounted where the machine lets us; commands started meanwhile see it, or inherit the limit."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)], capture_output=True)
    is_mounted = mounted.returncode == 0
    disk = Disk(folder, ("store.disk-full",) if is_mounted else ("store.disk-full", "store.disk-fault"), is_mounted)
    try:
        yield disk
    finally:
        disk.make_room()
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)
