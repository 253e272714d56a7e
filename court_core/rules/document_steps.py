"""The way of a judicial document from registration to publication ([2013] 生效裁判文书网上公布工作程序, DOMAIN §5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from court_core.errors import CourtError

DocumentStatus = Literal[
    "registered",
    "effective",
    "withheld",
    "masked",
    "confirmed",
    "submitted",
    "returned",
    "passed",
    "published",
    "withdrawn",
]

STATUS_LABELS: Mapping[DocumentStatus, str] = {
    "registered": "已登记",
    "effective": "已生效",
    "withheld": "不上网公开",
    "masked": "已隐名",
    "confirmed": "已确认",
    "submitted": "已报送",
    "returned": "已退回",
    "passed": "审核通过",
    "published": "已公开",
    "withdrawn": "已撤回",
}


@dataclass(frozen=True, slots=True)
class DocumentStep:
    """One allowed step. `needs_reason`: the person must write why. `in_effect`: only for documents that have taken effect,
    or only for those that have not; None for both. `noted`: the ledger says so even where the status stays.
    """

    action: str
    label: str
    before: tuple[DocumentStatus, ...]
    after: DocumentStatus
    roles: tuple[str, ...]
    needs_reason: bool = False
    in_effect: bool | None = None
    noted: bool = False


_AUTHORS = ("judge", "enforcement-officer")
_OFFICE = (*_AUTHORS, "typist")
_CHAIN = (*_AUTHORS, "division-head", "vice-president")
# Up to the last moment: what must not go out can still be stopped between submission and the 25th.
_UNPUBLISHED: tuple[DocumentStatus, ...] = (
    "registered", "effective", "masked", "confirmed", "submitted", "returned", "passed", "withdrawn",
)  # fmt: skip

_MENDED_WHERE_IT_STANDS: tuple[DocumentStatus, ...] = ("registered", "withheld", "returned", "withdrawn")
"""Where another original leaves a document: why it was returned or withdrawn goes on being shown."""

STEPS: tuple[DocumentStep, ...] = (
    DocumentStep("take-effect", "登记生效", ("registered",), "effective", _OFFICE),
    # [2013] art. 1: the mark goes on while printing, so before the document takes effect.
    DocumentStep("withhold", "标记不上网公开", _UNPUBLISHED, "withheld", _AUTHORS, needs_reason=True),
    # A document flagged while printing may not have taken effect when the flag is lifted.
    DocumentStep("lift", "取消不上网公开", ("withheld",), "effective", _CHAIN, needs_reason=True, in_effect=True),
    DocumentStep("lift", "取消不上网公开", ("withheld",), "registered", _CHAIN, needs_reason=True, in_effect=False),
    # A judge sends a corrected judgment: its copy is of another text, and whoever had confirmed it has not seen this one.
    DocumentStep("replace", "更换正本", ("effective", "masked", "confirmed"), "effective", _OFFICE, noted=True),
    *(DocumentStep("replace", "更换正本", (at,), at, _OFFICE, noted=True) for at in _MENDED_WHERE_IT_STANDS),
    DocumentStep("mask", "隐名", ("effective", "masked", "confirmed", "returned", "withdrawn"), "masked", _OFFICE),
    # Two workstations without a network: a document confirmed on one may be left with the other's unconfirmed copy.
    DocumentStep("confirm", "确认", ("masked", "confirmed"), "confirmed", _AUTHORS, noted=True),
    DocumentStep("submit", "报送", ("confirmed",), "submitted", (*_OFFICE, "division-head")),
    DocumentStep("return", "退回", ("submitted", "passed"), "returned", ("trial-management",), needs_reason=True),
    DocumentStep("pass", "审核通过", ("submitted",), "passed", ("trial-management",)),
    DocumentStep("publish", "公开", ("passed",), "published", ("trial-management", "administrator")),
    # 法释〔2016〕19号 art. 16: withdrawn, mended, published again; the ledger keeps all three.
    DocumentStep("withdraw", "撤回", ("published",), "withdrawn", ("trial-management",), needs_reason=True),
)  # fmt: skip

_ROLE_LABELS = {
    "judge": "承办法官",
    "enforcement-officer": "执行员",
    "typist": "书记员",
    "division-head": "庭长",
    "vice-president": "副院长",
    "trial-management": "审管办",
    "administrator": "电脑管理员",
}


def step_for(
    status: str,
    action: str,
    roles: Collection[str],
    steps: Sequence[DocumentStep] = STEPS,
    *,
    in_effect: bool = False,
) -> DocumentStep:
    """The step a person with these roles takes from this status. `in_effect`: whether the document has taken effect.

    CourtError `document-step.not-allowed` when the status has no such step, `document-step.not-yours` when others take it.
    """
    possible = [
        step
        for step in steps
        if step.action == action and status in step.before and step.in_effect in (None, in_effect)
    ]
    if not possible:
        label = next((step.label for step in steps if step.action == action), action)
        raise CourtError("document-step.not-allowed", status=status_label(status), action=label)
    for step in possible:
        if set(step.roles) & set(roles):
            return step
    needed = "、".join(_ROLE_LABELS.get(role, role) for role in possible[0].roles)
    raise CourtError("document-step.not-yours", action=possible[0].label, roles=needed)


def next_status(
    status: str,
    action: str,
    roles: Collection[str],
    steps: Sequence[DocumentStep] = STEPS,
    *,
    in_effect: bool = False,
) -> DocumentStatus:
    """The status after the action. Arguments and errors as of `step_for`."""
    return step_for(status, action, roles, steps, in_effect=in_effect).after


def allowed_actions(status: str, roles: Collection[str], steps: Sequence[DocumentStep] = STEPS) -> tuple[str, ...]:
    """What a person with these roles may do with a document of this status, in the order of its way."""
    found = (step.action for step in steps if status in step.before and set(step.roles) & set(roles))
    return tuple(dict.fromkeys(found))


def status_label(status: str) -> str:
    """The Chinese word of a status; a status of a newer program shows as it is."""
    return next((label for key, label in STATUS_LABELS.items() if key == status), status)


def readable_by_parties_from(served_on: date | None) -> date | None:
    """From when the case's parties may read the document itself: its service; None before (法释〔2018〕7号 art. 9)."""
    return served_on
