"""What many tests begin with, made once in a process and copied for each of them: a court with its people takes longer
to make than most stories take to tell.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Known = TypeVarTuple("Known")

_PLACE = tempfile.TemporaryDirectory(prefix="made-once-")  # removed when the process ends
_made: dict[Hashable, tuple[Path, Any]] = {}


def made_once(target: Path, make: Callable[[Path, *Known], T], *known: *Known) -> T:
    """Has `make` fill a folder the first time, and copies that into `target` each time; answers what `make` answered.

    `make` closes what it opened: only what lies on the disk is copied. For other `known` it is made separately.
    """
    key: Hashable = (make.__module__, make.__qualname__, known)
    if key not in _made:
        folder = Path(_PLACE.name) / str(len(_made))
        folder.mkdir()
        _made[key] = folder, make(folder, *known)
    source, answer = _made[key]
    shutil.copytree(source, target, dirs_exist_ok=True)
    told: T = answer
    return told
