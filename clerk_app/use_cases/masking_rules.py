"""隐名记忆: what the court's clerks answered for all further documents; a list that can be read and revoked, never silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.web_copy_views import RULE_ACTION_LABELS, MaskingRuleRow, RuleAction
from clerk_app.use_cases.wording import day_of, read_field, text_of
from court_core.errors import CourtError
from court_core.records.access import MATRIX, ROLE_LABELS, Action, Reach, Role, reach
from court_core.records.types import MASKING_RULE

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork

LENGTHS = range(2, 101)
"""Characters: a rule about one would change other words everywhere; a whole sentence is no wording to remember."""


@dataclass(frozen=True, slots=True)
class RememberedWords:
    """The rules in force: words that always go, words that always stay."""

    mask: tuple[str, ...]
    keep: tuple[str, ...]

    def used_in(self, text: str) -> tuple[str, ...]:
        """Those that occur in the text, as 一律隐去：王小明."""
        by_action: tuple[tuple[RuleAction, tuple[str, ...]], ...] = (("mask", self.mask), ("keep", self.keep))
        return tuple(
            f"{RULE_ACTION_LABELS[action]}：{words}"
            for action, listed in by_action
            for words in listed
            if words in text
        )


def masking_rules(desk: Desk) -> tuple[MaskingRuleRow, ...]:
    """All rules of the court, those in force first, the newest first."""
    with desk.store.read() as reader:
        names = StaffNames(reader)
        rows = [_row(names, record) for record in reversed(reader.find("masking_rule"))]
    return tuple(sorted(rows, key=lambda row: row.revoked))


def remembered_words(reader: Reader) -> RememberedWords:
    """The rules in force, in the order they were made."""
    found = reader.find("masking_rule", revoked_on=None)
    return RememberedWords(
        *(tuple(text_of(rule["words"]) for rule in found if rule["action"] == action) for action in ("mask", "keep"))
    )


def add_masking_rule(desk: Desk, action: str, words: str, note: str = "") -> Saved:
    """Remembers an answer; one that is remembered already stays as it is.

    Raises CourtError `masking-rule.action-unknown`, `masking-rule.words-short`, `masking-rule.opposite`,
    `field.too-long`, `access.refused`.
    """
    with desk.store.write(desk.actor.user_id) as unit:
        rule_id = remember(desk, unit, action, words, note)
        return Saved(rule_id, unit.change_set)


def remember(desk: Desk, unit: UnitOfWork, action: str, words: str, note: str = "") -> str:
    """The same within a transaction; answers the rule's id."""
    _check_access(desk, Action.CREATE)
    if action not in RULE_ACTION_LABELS:
        raise CourtError("masking-rule.action-unknown", action=action[:40])
    plain = words.strip()
    if len(plain) not in LENGTHS or not plain.isprintable():
        raise CourtError("masking-rule.words-short", words=plain[:40], key="words")
    for rule in unit.find("masking_rule", words=plain, revoked_on=None):
        if rule["action"] == action:
            return rule.id
        known = RULE_ACTION_LABELS[cast("RuleAction", rule["action"])]
        raise CourtError("masking-rule.opposite", words=plain, action=known)
    return unit.create(
        "masking_rule",
        {
            "action": action,
            "words": plain,
            "note": read_field(MASKING_RULE, "note", note),
            "made_by": desk.actor.user_id,
            "made_on": desk.today.isoformat(),
        },
    )


def revoke_masking_rule(desk: Desk, rule_id: str) -> Saved:
    """Takes a rule out of force; it stays in the list. Raises CourtError `masking-rule.unknown`, `access.refused`."""
    _check_access(desk, Action.UPDATE)
    with desk.store.write(desk.actor.user_id) as unit:
        rule = unit.get("masking_rule", rule_id)
        if rule is None:
            raise CourtError("masking-rule.unknown")
        if rule["revoked_on"] is None:
            unit.update("masking_rule", rule_id, {"revoked_on": desk.today.isoformat()})
        return Saved(rule_id, unit.change_set)


def _check_access(desk: Desk, action: Action) -> None:
    if reach(desk.actor.roles, "masking_rule", action) is not Reach.NONE:
        return
    granted = (role for role in Role if MATRIX[role].get(("masking_rule", action), Reach.NONE) > Reach.NONE)
    verb = "新增" if action is Action.CREATE else "停用"
    raise CourtError(
        "access.refused",
        action=verb,
        label=f"条{MASKING_RULE.label}",
        who="、".join(ROLE_LABELS[role] for role in granted),
    )


def _row(names: StaffNames, record: Record) -> MaskingRuleRow:
    action = cast("RuleAction", text_of(record["action"]))
    return MaskingRuleRow(
        id=record.id,
        action=action,
        action_label=RULE_ACTION_LABELS.get(action, action),
        words=text_of(record["words"]),
        note=text_of(record["note"]),
        made_by=names.name(record["made_by"]),
        made_on=day_of(record["made_on"]),
        revoked=record["revoked_on"] is not None,
    )
