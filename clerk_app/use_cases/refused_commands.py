"""Commands that the court's rules or the disk refused: kept as typed, so that nothing has to be typed again."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.drafts import draft, drafts_under, keep_draft
from court_core.clock import instant_text
from court_core.errors import CourtError

_PREFIX = "command/"


@dataclass(frozen=True, slots=True)
class RefusedCommand:
    """A command's words as typed, why it was refused, and when (an instant as text)."""

    id: str
    words: tuple[str, ...]
    code: str
    message: str
    remedy: str
    refused_at: str

    @property
    def line(self) -> str:
        """As it can be typed into a shell again."""
        return shlex.join(("clerk-app", *self.words))


def id_of(words: Sequence[str]) -> str:
    """The same words have the same id: a command refused five times is kept once."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:10]


def key_of(command_id: str) -> str:
    """Where its draft is kept."""
    return _PREFIX + command_id


def keep_refused(desk: Desk, command_id: str, words: Sequence[str], error: CourtError) -> None:
    """Keeps the words with the reason. Raises CourtError when the disk does not take them either."""
    kept = RefusedCommand(
        command_id, tuple(words), error.code, error.message, error.remedy, instant_text(desk.clock.now())
    )
    keep_draft(desk, key_of(command_id), json.dumps(asdict(kept), ensure_ascii=False))


def list_refused(desk: Desk) -> tuple[RefusedCommand, ...]:
    """The person's refused commands, the oldest first."""
    return tuple(command for text in drafts_under(desk, _PREFIX).values() if (command := _read(text)) is not None)


def find_refused(desk: Desk, command_id: str) -> RefusedCommand:
    """The refused command of that id. Raises CourtError `draft.unknown`."""
    found = _read(draft(desk, key_of(command_id)))
    if found is None:
        raise CourtError("draft.unknown", id=command_id)
    return found


def drop_refused(desk: Desk, command_id: str) -> RefusedCommand:
    """Gives it up; answers what it was. Raises CourtError `draft.unknown`."""
    found = find_refused(desk, command_id)
    keep_draft(desk, key_of(command_id), "")
    return found


def _read(text: str) -> RefusedCommand | None:
    """None for nothing, and for what another version of the program kept differently."""
    try:
        parts = json.loads(text or "null")
        return RefusedCommand(**{**parts, "words": tuple(map(str, parts["words"]))})
    except (ValueError, TypeError, KeyError):
        return None
