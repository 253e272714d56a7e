"""Failed unlocks and the clock's high-water mark, kept so that editing or deleting the file helps nobody.

An earlier true state of the file, copied back, does count: who can do that can try passwords on the wrap itself, where
the device secret and the cost of Argon2id stand in the way and no counter does (docs/SECURITY.md).

The file carries a MAC under a key derived from the device secret in the keyring (without a keyring, from what stands
in the profile: that detects slips, not a determined hand). A missing or altered file counts as ten failures: online only.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from clerk_app.credentials.files import read_json, write_json
from court_core.clock import instant_text, parse_instant
from court_core.errors import CourtError

ATTEMPTS_FILE = "attempts.json"
WAIT_AFTER = 5
ONLINE_ONLY_AFTER = 10
WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures since the last success, until when to wait, and the latest instant this workstation has ever seen."""

    failures: int = 0
    wait_until: str = ""
    high_water: str = ""

    @property
    def online_only(self) -> bool:
        """Whether only a sign-in at the server opens this workstation again."""
        return self.failures >= ONLINE_ONLY_AFTER

    def present(self, now: datetime) -> datetime:
        """The present, never earlier than what was seen before: a clock that was set back gains nothing."""
        return max(now, parse_instant(self.high_water)) if self.high_water else now

    def seconds_to_wait(self, now: datetime) -> int:
        """How long until the next attempt is allowed."""
        if not self.wait_until:
            return 0
        return max(0, round((parse_instant(self.wait_until) - self.present(now)).total_seconds()))

    def failed(self, now: datetime) -> Attempts:
        """After one more wrong password. Every fifth one imposes the wait."""
        failures = self.failures + 1
        wait = instant_text(self.present(now) + WAIT) if failures % WAIT_AFTER == 0 else self.wait_until
        return replace(self.seen(now), failures=failures, wait_until=wait)

    def seen(self, now: datetime) -> Attempts:
        """With the high-water mark moved up to `now`."""
        return replace(self, high_water=instant_text(self.present(now)))

    def succeeded(self, now: datetime, server_time: datetime | None = None) -> Attempts:
        """After a success. The server's own time, when it was asked, corrects a mark that a wrong clock had set."""
        mark = server_time if server_time is not None else self.present(now)
        return Attempts(high_water=instant_text(mark))


class AttemptFile:
    """The stored attempts of one folder."""

    def __init__(self, home: Path, key: bytes) -> None:
        self._path = home / ATTEMPTS_FILE
        self._key = key

    def read(self) -> Attempts:
        """What is stored; ten failures when the file is missing or was altered."""
        try:
            content = read_json(self._path)
        except CourtError:
            content = None
        if content is None:
            return Attempts(failures=ONLINE_ONLY_AFTER)
        mac = content.pop("mac", "")
        if not isinstance(mac, str) or not hmac.compare_digest(mac, self._mac(content)):
            return Attempts(failures=ONLINE_ONLY_AFTER)
        return Attempts(int(content["failures"]), str(content["wait_until"]), str(content["high_water"]))

    def write(self, attempts: Attempts) -> None:
        """Store, on disk when this returns: a kill after a wrong password does not forget it."""
        content = asdict(attempts)
        write_json(self._path, content | {"mac": self._mac(content)})

    def _mac(self, content: object) -> str:
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()
