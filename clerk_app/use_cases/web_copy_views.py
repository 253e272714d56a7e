"""What the review screen, the batch of the 20th and the review of 审管办 are shown: frozen dataclasses, never rows.

Offsets count characters: `start`/`end` of the original's text as it was read, `copy_start`/`copy_end` of the copy's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Decision = Literal["", "accepted", "kept", "changed"]
"""What a person said of a span: nothing yet; it is right as proposed; the original stays; something else stands there."""

ReviewCheck = Literal["leak", "over-masking"]
RuleAction = Literal["mask", "keep"]

# Kinds of `court_core.masking.spans`, as the screen names them.
KIND_LABELS = {
    "person": "姓名",
    "organisation": "单位名称",
    "alias": "别名、简称",
    "address": "住址",
    "identity": "身份证号",
    "passport": "护照号",
    "permit": "通行证号",
    "phone": "电话",
    "bank-account": "银行账号",
    "organisation-code": "单位代码",
    "plate": "车牌",
    "vehicle": "车辆识别号",
    "certificate": "权证号",
    "email": "电子邮箱",
    "online-account": "网络账号",
    "web-address": "网址",
    "health": "健康状况",
    "deleted-part": "删去的段落",
    "other-number": "其他号码",
    "told": "人工指定",
}
CHECK_LABELS: dict[ReviewCheck, str] = {"leak": "可能泄漏", "over-masking": "可能误隐"}
RULE_ACTION_LABELS: dict[RuleAction, str] = {"mask": "一律隐去", "keep": "一律保留"}


@dataclass(frozen=True, slots=True)
class ReviewSpan:
    """One place of the original and what stands in its place in the copy.

    `number` names it in every answer (1, 2, … in the order of the text; a new masking numbers anew). `left` says that the
    machine left the place as it is and asks whether that is right: `replacement` is then the original, and
    accepting or keeping both leave it. `unsure` ones must be answered before the copy can be confirmed. `sure` is 0 to 1.
    """

    number: int
    start: int
    end: int
    copy_start: int
    copy_end: int
    kind: str
    kind_label: str
    original: str
    replacement: str
    why: str
    sure: float
    unsure: bool
    decision: Decision
    left: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.unsure and not self.decision


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """One thing a release check found. `start`/`end` count in the copy for leaks and in the original for over-masking,
    -1 where the place is no text (title, file name, metadata); `answer` is the reason a person gave for leaving it.
    """

    number: int
    check: ReviewCheck
    check_label: str
    place: str
    excerpt: str
    what_to_do: str
    subject: str
    start: int
    end: int
    sure: bool
    answer: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answer


WherePlace = int | tuple[int, int]
"""A place by its number, or by where it begins and ends in the original: that stays when the copy is made anew."""


@dataclass(frozen=True, slots=True)
class FindingKey:
    """What a finding is known by when a new check numbers it anew: its words and what stands around them; where that was
    changed, how manieth it is of those about the same words.
    """

    check: ReviewCheck
    subject: str
    excerpt: str
    among_alike: int
    among_subject: int
    of_subject: int


WhichFinding = int | FindingKey
"""A finding by its number, or by what it is known by."""


class Found(Protocol):
    """What a finding is known by."""

    @property
    def check(self) -> ReviewCheck:
        """Which check found it."""
        ...

    @property
    def subject(self) -> str:
        """The words it is about."""
        ...

    @property
    def excerpt(self) -> str:
        """What stands around them."""
        ...


def finding_keys(findings: Sequence[Found]) -> list[FindingKey]:
    """What each of these findings is known by."""
    alike: Counter[tuple[str, ...]] = Counter()
    subjects: Counter[tuple[str, ...]] = Counter()
    total = Counter((finding.check, finding.subject) for finding in findings)
    keys: list[FindingKey] = []
    for finding in findings:
        subject = (finding.check, finding.subject)
        words = (*subject, finding.excerpt)
        alike[words] += 1
        subjects[subject] += 1
        keys.append(FindingKey(*subject, finding.excerpt, alike[words], subjects[subject], total[subject]))
    return keys


def find_again(findings: Sequence[Found], key: FindingKey) -> int | None:
    """How manieth of these findings, from 0, is the one of that key; None when it is there no more."""
    keys = finding_keys(findings)
    if key in keys:
        return keys.index(key)
    with_excerpt = (key.check, key.subject, key.excerpt, key.among_alike)
    with_place = (key.check, key.subject, key.among_subject, key.of_subject)
    for index, other in enumerate(keys):
        if with_excerpt == (other.check, other.subject, other.excerpt, other.among_alike):
            return index
    for index, other in enumerate(keys):
        if with_place == (other.check, other.subject, other.among_subject, other.of_subject):
            return index
    return None


@dataclass(frozen=True, slots=True)
class WebCopyView:
    """A document's web copy beside its original, with everything to be answered.

    `title` is the copy's own. `original` is the text of the file that the copy was made of, also after that was exchanged;
    where it cannot be shown it is empty, and `why_no_original` says why. `outdated`: the original was changed after
    masking. `may_edit`, `may_confirm`: the person at the desk, at this status. `remembered` are the court's
    rules that this masking used, as 一律隐去：王小明.
    """

    document_id: str
    case_number: str
    document_title: str
    title: str
    profile: str
    profile_label: str
    status: str
    status_label: str
    outdated: bool
    original: str
    masked: str
    spans: tuple[ReviewSpan, ...]
    findings: tuple[ReviewFinding, ...]
    notes: tuple[str, ...]
    open_count: int
    may_confirm: bool
    remembered: tuple[str, ...]
    may_edit: bool = False
    why_no_original: str = ""


@dataclass(frozen=True, slots=True)
class MaskingRuleRow:
    """One remembered answer of the court (隐名记忆). A revoked one stays in the list and is used no more."""

    id: str
    action: RuleAction
    action_label: str
    words: str
    note: str
    made_by: str
    made_on: date | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One document in the batch of a month, or missing from it."""

    document_id: str
    case_number: str
    title: str
    judge: str
    effective_on: date | None
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class SubmitReport:
    """The batch of the 20th reconciled, of the cases this person sees: took effect = submitted + withheld + missing.

    `month` reads 2026-11; these three hold documents that belong to its batch. Of earlier months, `late` went now and
    `overdue` are still missing. `new` counts what went now.
    """

    month: str
    submitted: tuple[BatchRow, ...]
    withheld: tuple[BatchRow, ...]
    missing: tuple[BatchRow, ...]
    late: tuple[BatchRow, ...]
    overdue: tuple[BatchRow, ...]
    new: int


@dataclass(frozen=True, slots=True)
class DocumentReviewRow:
    """A document as 审管办 sees it. `month` is the batch it came with; `may` are the steps (pass, return, withdraw)."""

    document_id: str
    case_number: str
    title: str
    judge: str
    status: str
    status_label: str
    submitted_on: date | None
    month: str
    publish_by: date | None
    profile_label: str
    outdated: bool
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of a document's ledger: what was done, by whom, when (court time), and why."""

    action: str
    action_label: str
    status_label: str
    reason: str
    month: str
    made_by: str
    made_on: date
