"""Why a round of synchronisation did not succeed, in words a person can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from court_core.errors import CourtError


class SyncFailure(CourtError):
    """A failure of the network or a refusal of the server.

    The server sends its own sentence and remedy, so that a newer server can explain what this program does not know.
    `status` is the HTTP status (0 when there was no answer), `retry_after` the seconds the server asked to wait.
    """

    def __init__(
        self,
        code: str,
        message: str,
        remedy: str,
        *,
        status: int = 0,
        retry_after: float | None = None,
        numbers: Mapping[str, Any] | None = None,
    ) -> None:
        Exception.__init__(self, code)  # not CourtError's: the code may be one of a newer server
        self.code = code
        self.details = dict(numbers or {})
        self.status = status
        self.retry_after = retry_after
        self._message = message
        self._remedy = remedy

    @property
    def message(self) -> str:
        """The Chinese sentence for the person."""
        return self._message

    @property
    def remedy(self) -> str:
        """What the person can do next."""
        return self._remedy


def failure(code: str, *, status: int = 0, retry_after: float | None = None, **details: object) -> SyncFailure:
    """A failure with the words of our own table."""
    text = CourtError(code, status=status, **details)
    return SyncFailure(code, text.message, text.remedy, status=status, retry_after=retry_after)
