"""The machine as the jobs need it: who signs what leaves it, and whose countersignature it trusts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from court_core.protocol.sealed_batch import Sender


@dataclass(frozen=True, slots=True, repr=False)
class Device:
    """An enrolled workstation. `sign` is its Ed25519 signature; `server_public_key` is hex, from enrolment."""

    sender: Sender
    sign: Callable[[bytes], bytes]
    server_public_key: str
