"""An answer about a copy under review, in stages: the copy is opened, made anew with the answer, saved with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clerk_app.use_cases.document_files import words_file
from clerk_app.use_cases.masking_rules import remember
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.reviewed_copy import ReviewedCopy, to_values
from clerk_app.use_cases.staged import Save, Staged, WorkOut
from clerk_app.use_cases.web_copies import OpenCopy, copy_record, open_copy, save_copy, shown

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.originals import Originals
    from clerk_app.use_cases.web_copy_views import RuleAction, WebCopyView


@dataclass(frozen=True, slots=True)
class Rule:
    """What the court remembers of an answer."""

    action: RuleAction
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The copy with the answer in it; `said` is the answer itself, for the audit."""

    reviewed: ReviewedCopy
    said: Mapping[str, object]
    rule: Rule | None = None


def answering(
    desk: Desk, originals: Originals, document_id: str, change: Callable[[OpenCopy], Answer]
) -> Staged[WebCopyView]:
    """The job of one answer; `change` is given the copy as it stands and touches no database.

    Raises CourtError as `web_copies.open_copy`, as `change`, as `web_copies.save_copy`, and as
    `masking_rules.add_masking_rule` where the answer is remembered.
    """

    def read() -> WorkOut[WebCopyView]:
        opened = open_copy(desk, originals, document_id)

        def work_out() -> Save[WebCopyView]:
            answer = change(opened)
            read_sha256 = words_file(opened.document)  # an earlier program did not note it
            state, original = to_values(replace(answer.reviewed, read_sha256=read_sha256)), opened.read.text

            def save() -> WebCopyView:
                with desk.store.write(desk.actor.user_id) as unit:
                    save_copy(desk, unit, opened, state, answer.said)
                    if answer.rule is not None:
                        remember(desk, unit, answer.rule.action, answer.rule.words)
                    document, record = document_record(unit, document_id), copy_record(unit, document_id)
                return shown(desk, document, opened.case, record, answer.reviewed, original)

            return save

        return work_out

    return read
