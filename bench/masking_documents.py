"""Labelled judgments for measuring a masker, and the count of what it left and what it should not have touched.

By default the documents are the project's own (`tests.support`): generated ones, and written ones that tell how
judgments really differ. With a folder of labels and its score.py, that program counts instead.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.generated_judgments import generate
from tests.support.written_judgments import written_judgments

GENERATED = 120
_PERSON = ("PTY", "REP", "AGT", "THD")
_LABELS = {"organisation": "ORG", "address": "ADR"}

Span = tuple[int, int, str]
"""Start, end, what stands there afterwards."""
Masker = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document and its labels: start, end, type, and whether it must be masked or kept."""

    name: str
    text: str
    labels: tuple[tuple[int, int, str, str], ...]


@dataclass(slots=True)
class Score:
    """What a masker did. Pairs are (right, of all); `kept` is (touched, of all that must stay)."""

    recall: dict[str, list[int]] = field(default_factory=dict)
    kept: list[int] = field(default_factory=lambda: [0, 0])
    precision: list[int] = field(default_factory=lambda: [0, 0])
    person_leaks: list[int] = field(default_factory=lambda: [0, 0])
    any_leaks: list[int] = field(default_factory=lambda: [0, 0])

    def share(self, group: str) -> float:
        """Percent of the mentions of a group that are masked; 100 where there are none."""
        right, total = self.recall.get(group, [0, 0])
        return round(100 * right / total, 2) if total else 100.0


def own_documents() -> list[Labelled]:
    """The project's own labelled documents."""
    documents = []
    for seed in range(GENERATED):
        judgment = generate(seed)
        labels = tuple((t.start, t.end, _label(t.kind), t.must) for t in judgment.truths)
        documents.append(Labelled(f"g{seed:03}", judgment.text, labels))
    return [*documents, *(Labelled(w.name, w.text, w.labels) for w in written_judgments())]


def documents_of(folder: Path) -> list[Labelled]:
    """The labelled documents of `folder`/dev."""
    found = []
    for path in sorted((folder / "dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        labels = tuple((s["start"], s["end"], s["type"], s["must"]) for s in data["spans"])
        found.append(Labelled(data["id"], data["text"], labels))
    return found


def score(documents: Iterable[Labelled], masker: Masker) -> Score:
    """Mask every document and count. A mention is masked when every character of it is that is no white space."""
    result = Score()
    for document in documents:
        _count(document, masker(document.text), result)
    return result


def score_with(folder: Path, documents: Iterable[Labelled], masker: Masker) -> Score:
    """The same by `folder`/score.py, which the labels came with."""
    with tempfile.TemporaryDirectory() as place:
        reports, figures = Path(place) / "reports", Path(place) / "figures.json"
        reports.mkdir()
        for document in documents:
            spans = [{"start": a, "end": b, "replacement": new} for a, b, new in masker(document.text)]
            (reports / f"{document.name}.json").write_text(json.dumps({"spans": spans}), encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), "--labels", str(folder / "dev")]
        command += ["--reports", str(reports), "--json", str(figures)]
        subprocess.run(command, check=True, capture_output=True)
        data = json.loads(figures.read_text(encoding="utf-8"))
    keep = [data["keep_hits"][key] for key in data["keep_hits"] if key != "ADRK"]
    return Score(
        recall=data["recall"],
        kept=[sum(pair[0] for pair in keep), sum(pair[1] for pair in keep)],
        precision=data["span_precision"],
        person_leaks=data["person_leak_documents"],
        any_leaks=data["any_leak_documents"],
    )


def _label(kind: str) -> str:
    if kind in ("person", "alias"):
        return "PTY" if kind == "person" else "ORGA"
    return _LABELS.get(kind, "ID")


def _group(label: str) -> str:
    if label in _PERSON:
        return "persons"
    return {"ORG": "organisations", "ORGA": "aliases", "ADR": "addresses"}.get(label, "numbers")


def _count(document: Labelled, spans: Sequence[Span], result: Score) -> None:
    text = document.text
    gone = _changed(text, spans, trim=False)
    touched = _changed(text, spans, trim=True)
    labelled = [False] * len(text)
    person = leak = False
    has_person = False
    for start, end, label, must in document.labels:
        places = [i for i in range(start, end) if not text[i].isspace()]
        if must != "keep":
            labelled[start:end] = [True] * (end - start)
        if must == "keep":
            result.kept[0] += any(touched[i] for i in places)
            result.kept[1] += 1
        elif must == "mask":
            masked = all(gone[i] for i in places)
            for group in ("all", _group(label)):
                pair = result.recall.setdefault(group, [0, 0])
                pair[0] += masked
                pair[1] += 1
            has_person |= label in _PERSON
            person |= label in _PERSON and not masked
            leak |= not masked
    result.person_leaks[0] += person
    result.person_leaks[1] += has_person
    result.any_leaks[0] += leak
    result.any_leaks[1] += 1
    result.precision[0] += sum(any(labelled[a:b]) for a, b, _ in spans)
    result.precision[1] += len(spans)


def _changed(text: str, spans: Sequence[Span], *, trim: bool) -> list[bool]:
    """Which characters are no longer there. With `trim` what a replacement begins or ends with counts as left."""
    gone = [False] * len(text)
    for start, end, new in spans:
        a, b, rest = start, end, new
        if text[a:b] in rest:
            continue
        while trim and a < b and rest and text[a] == rest[0]:
            a, rest = a + 1, rest[1:]
        while trim and a < b and rest and text[b - 1] == rest[-1]:
            b, rest = b - 1, rest[:-1]
        gone[a:b] = [True] * (b - a)
    return gone
