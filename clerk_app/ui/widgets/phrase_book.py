"""The person's 常用语: which are offered for what is typed, and the log kind each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clerk_app.use_cases.sync_views import Phrase

MOST: Final = 9
"""As many as Alt+1…9 can take."""


class PhraseBook:
    """The phrases in the person's order."""

    def __init__(self, phrases: Sequence[Phrase] = ()) -> None:
        self._phrases = tuple(phrases)

    def offered(self, typed: str) -> tuple[str, ...]:
        """Nine at most: those that begin with what is typed, then those that contain it; the first nine for nothing."""
        typed = typed.strip()
        texts = [phrase.text for phrase in self._phrases]
        if not typed:
            return tuple(texts[:MOST])
        begins = [text for text in texts if text.startswith(typed) and text != typed]
        holds = [text for text in texts if typed in text and not text.startswith(typed)]
        return tuple((begins + holds)[:MOST])

    def kind_of(self, text: str) -> str:
        """The log kind a text stands for when it is a phrase or goes on from one; empty otherwise."""
        fitting = [phrase for phrase in self._phrases if phrase.kind and text.startswith(phrase.text)]
        return max(fitting, key=lambda phrase: len(phrase.text)).kind if fitting else ""
