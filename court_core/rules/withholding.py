"""Documents kept off the internet (不上网公开): grounds, approval chain, and what is still published.

Grounds: [2013] 上网公开的实施办法 art. 1 and 法释〔2016〕19号 art. 4; chain art. 12; notice art. 6.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from court_core.errors import CourtError

GroundList = Literal["2013", "national"]
WithholdingStatus = Literal["flagged", "head-approved", "approved", "refused", "revoked"]

STATUS_LABELS: dict[WithholdingStatus, str] = {
    "flagged": "待部门负责人审批",
    "head-approved": "待主管副院长审批",
    "approved": "已批准",
    "refused": "未批准",
    "revoked": "已撤销",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for withholding. `id` is stored; `number` is the circled one that people say.

    `public_reason` is what the notice says. `needs_chain`: the judge's written opinion goes through 部门负责人 and 主管副院长.
    `publishes_notice` is false where the notice may itself reveal a state secret. `parts` tell a ground's kinds apart.
    """

    list: GroundList
    number: int
    key: str
    label: str
    public_reason: str
    needs_chain: bool = False
    publishes_notice: bool = True
    parts: tuple[Ground, ...] = ()
    is_part: bool = False

    @property
    def id(self) -> str:
        """`2013-1`, `national-5`; of a part `2013-1:privacy`."""
        return f"{self.list}-{self.number}" + (f":{self.key}" if self.is_part else "")

    @property
    def text(self) -> str:
        """①国家秘密…: as lists and the stamp's form show it."""
        return f"{'①②③④⑤⑥⑦⑧⑨'[self.number - 1]}{self.label}"


_SECRET_PARTS = (
    Ground("2013", 1, "state-secret", "国家秘密", "涉及国家秘密", publishes_notice=False, is_part=True),
    Ground("2013", 1, "trade-secret", "商业秘密", "涉及商业秘密", is_part=True),
    Ground("2013", 1, "privacy", "个人隐私", "涉及个人隐私", is_part=True),
)

GROUNDS: tuple[Ground, ...] = (
    # Until the judge says which of the three it is, it may be a state secret: no notice.
    Ground("2013", 1, "secrets-privacy", "国家秘密、商业秘密、个人隐私", "涉及国家秘密、商业秘密或者个人隐私",
           publishes_notice=False, parts=_SECRET_PARTS),
    Ground("2013", 2, "juvenile-crime", "未成年人犯罪", "涉及未成年人犯罪"),
    Ground("2013", 3, "divorce", "离婚", "涉及离婚诉讼"),
    Ground("2013", 4, "mediation", "调解、和解结案", "以调解、和解方式结案"),
    Ground("2013", 5, "adverse-effect", "可能产生不良影响", "不宜在互联网公布的其他情形", needs_chain=True),
    Ground("2013", 6, "party-request", "当事人申请并经准许", "当事人申请不公开并经准许", needs_chain=True),
    Ground("2013", 7, "other", "其他", "不宜在互联网公布的其他情形", needs_chain=True),
    Ground("national", 1, "state-secret", "国家秘密", "涉及国家秘密", publishes_notice=False),
    Ground("national", 2, "juvenile-crime", "未成年人犯罪", "涉及未成年人犯罪"),
    Ground("national", 3, "mediation", "调解结案或确认人民调解协议效力", "以调解方式结案或者确认人民调解协议效力"),
    Ground("national", 4, "divorce-custody", "离婚或涉未成年子女抚养、监护", "离婚诉讼或者涉及未成年子女抚养、监护"),
    Ground("national", 5, "other", "其他不宜", "不宜在互联网公布的其他情形", needs_chain=True),
)  # fmt: skip


def grounds_of(ground_list: str, grounds: Sequence[Ground] = GROUNDS) -> tuple[Ground, ...]:
    """The grounds of one list, `2013` (default of this court) or `national`, in their order."""
    return tuple(ground for ground in grounds if ground.list == ground_list)


def ground_named(name: str, ground_list: str = "2013", grounds: Sequence[Ground] = GROUNDS) -> Ground:
    """The ground people mean by `5`, `⑤`, `2013-5`, `national-4`, `divorce`, `2013-1:privacy` or a label.

    A number or key without a list is looked up in `ground_list`. CourtError `withholding.ground-unknown`.
    """
    wanted, _, part = name.strip().partition(":")
    for ground in grounds:
        short = {str(ground.number), "①②③④⑤⑥⑦⑧⑨"[ground.number - 1], ground.key, ground.label, ground.text}
        if wanted == ground.id or (ground.list == ground_list and wanted in short):
            return _part(ground, part) if part else ground
    # 个人隐私 alone names its part of ①.
    for ground in grounds_of(ground_list, grounds):
        for item in ground.parts:
            if wanted in (item.key, item.label):
                return item
    raise _unknown(name, ground_list, grounds)


def _part(ground: Ground, part: str) -> Ground:
    for item in ground.parts:
        if part in (item.key, item.label):
            return item
    raise CourtError(
        "withholding.ground-unknown", ground=part, known="、".join(item.label for item in ground.parts) or ground.text
    )


def _unknown(name: str, ground_list: str, grounds: Sequence[Ground]) -> CourtError:
    known = "、".join(ground.text for ground in grounds_of(ground_list, grounds))
    return CourtError("withholding.ground-unknown", ground=name, known=known)


@dataclass(frozen=True, slots=True)
class WithholdingStep:
    """One allowed step of the approval: who may take it, from where to where."""

    action: str
    label: str
    before: WithholdingStatus
    after: WithholdingStatus
    roles: tuple[str, ...]


_ANYONE_OF_THE_CHAIN = ("judge", "division-head", "vice-president")

STEPS: tuple[WithholdingStep, ...] = (
    WithholdingStep("approve", "批准", "flagged", "head-approved", ("division-head",)),
    WithholdingStep("refuse", "不批准", "flagged", "refused", ("division-head",)),
    WithholdingStep("approve", "批准", "head-approved", "approved", ("vice-president",)),
    WithholdingStep("refuse", "不批准", "head-approved", "refused", ("vice-president",)),
    WithholdingStep("revoke", "撤销", "flagged", "revoked", ("judge",)),
    WithholdingStep("revoke", "撤销", "head-approved", "revoked", ("judge",)),
    WithholdingStep("revoke", "撤销", "approved", "revoked", _ANYONE_OF_THE_CHAIN),
)

ROLE_LABELS: dict[str, str] = {"judge": "承办法官", "division-head": "部门负责人", "vice-president": "主管副院长"}


def initial_status(ground: Ground) -> WithholdingStatus:
    """What a fresh flag is: waiting for the chain under ⑤⑥⑦ (national ⑤), in force at once under the others."""
    return "flagged" if ground.needs_chain else "approved"


def next_status(
    status: str, action: str, roles: Collection[str], steps: Sequence[WithholdingStep] = STEPS
) -> WithholdingStatus:
    """The status after a person with these roles took the action (approve, refuse, revoke).

    CourtError `withholding.step-not-allowed` when the status has no such step, `withholding.not-your-step` when it is
    another role's. A division head who is also vice-president takes the two steps one after the other.
    """
    possible = [step for step in steps if step.before == status and step.action == action]
    if not possible:
        action_label = next((step.label for step in steps if step.action == action), action)
        shown = next((label for key, label in STATUS_LABELS.items() if key == status), status)
        raise CourtError("withholding.step-not-allowed", status=shown, action=action_label)
    for step in possible:
        if set(step.roles) & set(roles):
            return step.after
    needed = "、".join(ROLE_LABELS.get(role, role) for role in possible[0].roles)
    raise CourtError("withholding.not-your-step", action=possible[0].label, roles=needed)


def allowed_actions(status: str, roles: Collection[str], steps: Sequence[WithholdingStep] = STEPS) -> tuple[str, ...]:
    """The actions a person with these roles may take now."""
    return tuple(step.action for step in steps if step.before == status and set(step.roles) & set(roles))


def blocks_publication(status: str) -> bool:
    """Whether the text must stay off the internet: from the flag on, until it is refused or revoked; unknown blocks."""
    return status not in ("refused", "revoked")


def is_withheld(status: str) -> bool:
    """Whether the withholding is in force, so that the notice may be published."""
    return status == "approved"


@dataclass(frozen=True, slots=True)
class WithheldNotice:
    """All that the public learns of a withheld document (法释〔2016〕19号 art. 6)."""

    case_number: str
    court: str
    decided_on: date
    reason: str


def published_notice(
    ground: Ground, status: str, *, case_number: str, court: str, decided_on: date
) -> WithheldNotice | None:
    """What is published in place of a withheld document; None while not in force, or where it may reveal a state secret.

    The reason is the ground's public wording, never what the judge wrote.
    """
    if not is_withheld(status) or not ground.publishes_notice:
        return None
    return WithheldNotice(case_number, court, decided_on, ground.public_reason)


STAMP_TEXT = "不上网公开"
"""What the first printed page of a withheld original bears in its upper right corner ([2013] art. 1)."""
