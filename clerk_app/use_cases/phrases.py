"""常用语: what an officer types again and again, the first nine by Alt+1…9. Each person's own, with defaults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.sync_views import Phrase
from court_core.errors import CourtError
from court_core.resource_files import resource_path
from court_core.rules.log_entries import log_kind

if TYPE_CHECKING:
    from court_core.records.fields import Value

_LONGEST = 200
_MOST = 100


def phrases(desk: Desk) -> tuple[Phrase, ...]:
    """The person's phrases, or the defaults while they have none of their own."""
    with desk.store.read() as reader:
        own = reader.setting(_key(desk))
    return _read(own) if isinstance(own, list) else default_phrases()


def save_phrases(desk: Desk, new: Sequence[Phrase]) -> None:
    """Replaces the person's phrases; blank ones are left out.

    Raises CourtError `field.too-long`, `log.kind-unknown`.
    """
    kept = [Phrase(phrase.text.strip(), phrase.kind) for phrase in new if phrase.text.strip()][:_MOST]
    for phrase in kept:
        if len(phrase.text) > _LONGEST:
            raise CourtError("field.too-long", label="常用语", length=len(phrase.text), limit=_LONGEST)
        if phrase.kind:
            log_kind(phrase.kind)
    with desk.store.write(desk.actor.user_id) as unit:
        unit.set_setting(_key(desk), [{"text": phrase.text, "kind": phrase.kind} for phrase in kept])


def default_phrases() -> tuple[Phrase, ...]:
    """The phrases that come with the program."""
    return _read(json.loads(resource_path("phrases/enforcement-log.json").read_text(encoding="utf-8")))


def _read(stored: Value) -> tuple[Phrase, ...]:
    found = stored if isinstance(stored, list) else []
    return tuple(Phrase(str(item["text"]), str(item.get("kind", ""))) for item in found if isinstance(item, dict))


def _key(desk: Desk) -> str:
    return f"phrases/{desk.actor.user_id}"
