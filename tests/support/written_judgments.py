"""Judgments written by hand for masking, with invented people: kinds of case, regions, eras and headers that differ.

Each file of `judgments/` has a title line, the text, a line of three dashes, and the truth: a letter and the strings
that stand for it: P people, O organisations, S their short names, A addresses below the county, N numbers, and K what
must stay. Every occurrence counts, the longest string first; what lies inside a K stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_LABELS = {"P": "PTY", "O": "ORG", "S": "ORGA", "A": "ADR", "N": "ID", "K": "PUB"}


@dataclass(frozen=True, slots=True)
class WrittenJudgment:
    """One document; `labels` are start, end, type, and mask or keep."""

    name: str
    title: str
    text: str
    labels: tuple[tuple[int, int, str, str], ...]


def written_judgments() -> list[WrittenJudgment]:
    """All of them, in the order of their names. A string of the truth that does not occur is a mistake: ValueError."""
    return [_read(path) for path in sorted(Path(__file__).with_name("judgments").glob("*.txt"))]


def _read(path: Path) -> WrittenJudgment:
    title, rest = path.read_text(encoding="utf-8").split("\n", 1)
    text, truth = rest.rsplit("\n---\n", 1)
    strings = [
        (string, line[0]) for line in truth.splitlines() if line.strip() for string in line[2:].split("|") if string
    ]
    taken = [False] * len(text)
    labels = []
    for string, letter in sorted(strings, key=lambda pair: (-len(pair[0]), pair[0])):
        at = text.find(string)
        if at < 0:
            raise ValueError(f"{path.name}: {string}")
        while at >= 0:
            end = at + len(string)
            if not any(taken[at:end]):
                taken[at:end] = [True] * len(string)
                labels.append((at, end, _LABELS[letter], "keep" if letter == "K" else "mask"))
            at = text.find(string, end)
    return WrittenJudgment(path.stem, title.lstrip("# "), text, tuple(sorted(labels)))
