"""常用语 as plain lines: one phrase a line, the first nine answer to Alt+1…9."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.use_cases.sync_views import Phrase


def as_lines(phrases: Sequence[Phrase]) -> str:
    """The phrases for the editor."""
    return "\n".join(phrase.text for phrase in phrases)


def from_lines(text: str, before: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The phrases as edited, without blanks and repetitions. A phrase that stood before keeps its log kind."""
    kinds = {phrase.text: phrase.kind for phrase in before}
    lines = dict.fromkeys(line.strip() for line in text.splitlines())
    return tuple(Phrase(line, kinds.get(line, "")) for line in lines if line)
