"""Answers as they are asked of the workstation, and kept until they are saved.

The copy is made anew for an answer: a second for a long judgment, and whoever answers fast is ahead of it. Each answer is
therefore a draft from its key on; the draft ends in the transaction that saves the answer, and what a kill or a power
cut left is answered again when the copy is opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from clerk_app.ui.review.ports import ReviewPort
from clerk_app.use_cases.staged import Save, Staged, WorkOut
from clerk_app.use_cases.web_copy_views import Decision, FindingKey, WebCopyView
from court_core.ids import new_id

_Where = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decide:
    """A place is right, stays, is changed, or is asked again."""

    where: _Where
    decision: Decision
    replacement: str
    everywhere: bool
    remember: bool

    def staged(self, port: ReviewPort, document_id: str) -> Staged[WebCopyView]:
        """The job of this answer."""
        return port.deciding(
            document_id, self.where, self.decision, self.replacement, everywhere=self.everywhere, remember=self.remember
        )


@dataclass(frozen=True, slots=True)
class MaskAlso:
    """Words are masked wherever they stand."""

    words: str
    remember: bool

    def staged(self, port: ReviewPort, document_id: str) -> Staged[WebCopyView]:
        """The job of this answer."""
        return port.masking_also(document_id, self.words, remember=self.remember)


@dataclass(frozen=True, slots=True)
class TakeBackWords:
    """Words are masked everywhere no more."""

    words: str

    def staged(self, port: ReviewPort, document_id: str) -> Staged[WebCopyView]:
        """The job of this answer."""
        return port.taking_back_words(document_id, self.words)


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names are one."""

    where: _Where
    other: _Where

    def staged(self, port: ReviewPort, document_id: str) -> Staged[WebCopyView]:
        """The job of this answer."""
        return port.merging(document_id, self.where, self.other)


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """Why what a check found may stay."""

    which: FindingKey
    answer: str

    def staged(self, port: ReviewPort, document_id: str) -> Staged[WebCopyView]:
        """The job of this answer."""
        return port.answering_finding(document_id, self.which, self.answer)


Asked = Decide | MaskAlso | TakeBackWords | Merge | AnswerFinding
_KINDS: dict[str, Callable[..., Asked]] = {
    kind.__name__: kind for kind in (Decide, MaskAlso, TakeBackWords, Merge, AnswerFinding)
}


def prefix(document_id: str) -> str:
    """What the keys of a document's kept answers begin with."""
    return f"review:{document_id}:"


def typed_key(document_id: str) -> str:
    """Under which is kept what is being typed in a document's review and is no answer yet."""
    return f"review-typed:{document_id}"


def new_key(document_id: str) -> str:
    """The key of one more answer; those given later stand behind in order."""
    return f"{prefix(document_id)}{new_id()}"


def as_text(asked: Asked) -> str:
    """An answer as it is kept."""
    return json.dumps({"kind": type(asked).__name__, **asdict(asked)}, ensure_ascii=False)


def from_text(text: str) -> Asked | None:
    """The kept answer; None for what another program wrote differently."""
    try:
        parts: dict[str, Any] = json.loads(text)
        kind = _KINDS[parts.pop("kind")]
        for name in ("where", "other"):
            if name in parts:
                start, end = parts[name]
                parts[name] = (int(start), int(end))
        if "which" in parts:
            parts["which"] = FindingKey(**parts["which"])
        return kind(**parts)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def ending(port: ReviewPort, key: str, asked: Callable[[], Staged[WebCopyView]]) -> Callable[[], Staged[WebCopyView]]:
    """The job with the end of its draft in the same transaction as its save."""

    def with_end() -> Staged[WebCopyView]:
        staged = asked()

        def read() -> WorkOut[WebCopyView]:
            work_out = staged()

            def worked_out() -> Save[WebCopyView]:
                save = work_out()

                def saved() -> WebCopyView:
                    with port.saving_draft(key):
                        return save()

                return saved

            return worked_out

        return read

    return with_end
