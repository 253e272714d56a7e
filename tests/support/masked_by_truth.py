"""The release a faultless engine would make of a generated judgment, written from its truth and from nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from court_core.release_checks.findings import Change, Protected, Release
from tests.support.generated_judgments import Judgment, Truth
from tests.support.invented import COMPOUND, FORMS, TRADES
from tests.support.judgment_docx import DocxParts, docx_of


@dataclass(frozen=True, slots=True)
class Masked:
    """What leaves the engine: the release, what it says it changed, and what it says must not be seen."""

    judgment: Judgment
    release: Release
    changes: tuple[Change, ...]
    protected: tuple[Protected, ...]


def masked(judgment: Judgment, *, skip: frozenset[int] = frozenset(), with_file: bool = False) -> Masked:
    """Everything that must go is replaced, except the truths whose start is in `skip`."""
    masks = _Masks(judgment)
    changes = tuple(
        Change(truth.start, truth.end, masks.of(truth)) for truth in judgment.to_mask() if truth.start not in skip
    )
    text = apply(judgment.text, changes)
    parts = DocxParts(judgment.rows, judgment.notes)
    title, file_name = judgment.title, judgment.file_name
    for truth in judgment.to_mask():
        if truth.kind in ("person", "organisation"):
            title = title.replace(truth.text, masks.of(truth))
            file_name = file_name.replace(truth.text, masks.of(truth))
    release = Release(text, title, file_name, docx_of(text, parts) if with_file else None)
    listed = {(truth.text, truth.kind): Protected(truth.text, truth.kind) for truth in judgment.to_mask()}
    return Masked(judgment, release, changes, tuple(listed.values()))


def apply(text: str, changes: tuple[Change, ...]) -> str:
    """The text with the changes made."""
    for change in sorted(changes, key=lambda change: -change.start):
        text = text[: change.start] + change.replacement + text[change.end :]
    return text


class _Masks:
    """姓 + 某, numbered where two would be equal, also with a 某 that the source already has."""

    def __init__(self, judgment: Judgment) -> None:
        self._by_name: dict[str, str] = {}
        self._taken = set(re.findall(r"\w某\d", judgment.text))

    def of(self, truth: Truth) -> str:
        if truth.kind == "address":
            return ""
        if truth.kind not in ("person", "organisation", "alias"):
            return "×" * 3
        key = "".join(truth.text.split())
        if key not in self._by_name:
            form = _organisation(key) if "公司" in key else _person(key)
            number = 1
            while (mask := form.format(number)) in self._taken:
                number += 1
            self._taken.add(mask)
            self._by_name[key] = mask
        return self._by_name[key]


def _person(name: str) -> str:
    if name.isascii():
        return name[0] + "{}"
    compound = next((surname for surname in COMPOUND if name.startswith(surname)), name[0])
    return compound + "某{}"


def _organisation(name: str) -> str:
    trade = next((trade for trade in TRADES if trade in name), "")
    form = next((form for form in FORMS if name.endswith(form)), "公司")
    return "某" + trade + form + "{}"
