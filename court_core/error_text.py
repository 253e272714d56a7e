"""What a person reads for one error code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What a person reads for one code. Both sentences may name details in `{braces}`."""

    sentence: str
    remedy: str
