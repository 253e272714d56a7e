"""How a masked place is marked, and what is said of it: its colour by what it is, its state in words."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.ui.theme import tokens
from clerk_app.use_cases.web_copy_views import ReviewSpan


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that have one colour; `mark` names it in the style sheet."""

    mark: str
    label: str
    ground: str
    kinds: tuple[str, ...]


_OTHER = Group("other", "其他", tokens.MARK_OTHER, ())
GROUPS = (
    Group("person", "姓名", tokens.MARK_PERSON, ("person", "alias")),
    Group("organisation", "单位", tokens.MARK_ORGANISATION, ("organisation",)),
    Group("address", "住址", tokens.MARK_ADDRESS, ("address",)),
    Group("number", "号码", tokens.MARK_NUMBER, (
        "identity", "passport", "permit", "phone", "bank-account", "organisation-code", "plate", "vehicle", "certificate",
        "email", "online-account", "web-address", "other-number",
    )),
    _OTHER,
)  # fmt: skip
"""In the order of the legend; what is named nowhere is 其他."""

_GROUP_OF = {kind: group for group in GROUPS for kind in group.kinds}


def group_of(span: ReviewSpan) -> Group:
    """The group whose colour the place has."""
    return _GROUP_OF.get(span.kind, _OTHER)


def state_words(span: ReviewSpan) -> str:
    """What a person has said of the place so far."""
    if span.decision == "kept":
        return "已保留原文"
    if span.decision == "changed":
        return "已改写"
    if span.decision == "accepted":
        return "已认可"
    if span.left:
        return "机器未隐去，请确认"
    return "请确认" if span.unsure else "未改动"


def sure_words(span: ReviewSpan) -> str:
    """How sure the machine is, as a clerk reads it."""
    return f"{'把握不大' if span.unsure else '有把握'}（{round(span.sure * 100)}%）"


def change_words(span: ReviewSpan) -> str:
    """What became of what."""
    if span.left or span.decision == "kept":
        return f"{_short(span.original)}（未隐去）"
    return f"{_short(span.original)} → {_short(span.replacement) or '（删去）'}"


def tip_words(span: ReviewSpan) -> str:
    """The words of the tool tip: what, why, how sure, and its state."""
    return f"{span.kind_label}：{change_words(span)}\n理由：{span.why}\n{sure_words(span)}，{state_words(span)}"


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else f"{one_line[:38]}……"
