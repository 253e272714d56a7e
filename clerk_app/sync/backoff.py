"""How long to wait before the next round: a steady pace when all is well, full jitter when it is not."""

from __future__ import annotations

import hashlib
import random

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 300.0


class Backoff:
    """Doubles its ceiling with each failure, from one second to five minutes, and draws evenly below it.

    Full jitter keeps two hundred workstations from coming back all at once after the server was down.
    """

    def __init__(self, draw: random.Random | None = None) -> None:
        self._draw = draw or random.Random()
        self._failures = 0

    def succeeded(self) -> None:
        """All is well again."""
        self._failures = 0

    def failed(self, retry_after: float | None = None) -> float:
        """Seconds to wait now; never less than the server asked for."""
        ceiling = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(self._failures, 20))
        self._failures += 1
        wait = self._draw.uniform(0.0, ceiling)
        if retry_after is None:
            return wait
        # Spread behind the moment the server named, for it named the same moment to everybody.
        return retry_after + self._draw.uniform(0.0, max(1.0, 0.1 * retry_after))


def first_delay(device_id: str, spread_seconds: float) -> float:
    """When a device makes its first round after a start: each at its own moment, so that mornings are quiet."""
    digest = hashlib.sha256(device_id.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 * spread_seconds
