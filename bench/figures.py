"""What a measurement says: our figure, the limit or the peer it stands beside, and the machine."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import psutil


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    `limit` is what the project promises, `peer` the same work done by the plainest means in the same run; `better` says
    which way is good. `ratio` is ours ÷ limit, or ours ÷ peer where there is no limit. `ours` is None for what was not
    measured, which keeps no limit; `note` says why.
    """

    name: str
    ours: float | None
    unit: str
    better: Literal["less", "more"]
    limit: float | None = None
    peer: float | None = None
    peer_name: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours against the limit, else against the peer."""
        against = self.limit if self.limit is not None else self.peer
        return round(self.ours / against, 3) if against and self.ours is not None else None

    @property
    def ok(self) -> bool:
        """Whether the limit is kept; a figure without one is only told."""
        if self.limit is None:
            return True
        if self.ours is None:
            return False
        return self.ours <= self.limit if self.better == "less" else self.ours >= self.limit


def percentile(values: Sequence[float], share: float) -> float:
    """The value below or at which that share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 1000) // 1000) - 1)]


def report(bench: str, figures: Sequence[Figure]) -> dict[str, object]:
    """The JSON object a bench prints."""
    return {
        "bench": bench,
        "ok": all(figure.ok for figure in figures),
        "figures": [asdict(figure) | {"ratio": figure.ratio, "ok": figure.ok} for figure in figures],
        "machine": machine(),
    }


def machine() -> dict[str, object]:
    """What the figures were taken on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def print_report(result: dict[str, object]) -> None:
    """One JSON object on standard output."""
    print(json.dumps(result, ensure_ascii=False, indent=2))
