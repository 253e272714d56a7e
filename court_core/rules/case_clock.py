"""What a case's process events mean for its time: excluded periods, seizures that expire, publication that falls due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from court_core.errors import CourtError
from court_core.rules.dates import Span, add_span
from court_core.rules.process_node_catalogue import NODES, node_named
from court_core.rules.process_nodes import Node, stored_date
from court_core.rules.time_limits import EXCLUSION_GROUNDS, ExcludedPeriod

SEIZURE_SPANS: Mapping[str, Span] = {"存款": Span(12), "动产": Span(24), "不动产": Span(36)}
"""民诉法解释 (法释〔2022〕11号) art. 485: deposits one year, movables two, immovables and other rights three."""

_SHORTEST = min(SEIZURE_SPANS.values())
SEIZURE_REMINDER_DAYS = 30


@dataclass(frozen=True, slots=True)
class Event:
    """A process event as the rules need it: node key, date, stored fields."""

    node: str
    happened_on: date
    fields: Mapping[str, object]


def excluded_periods(events: Sequence[Event], nodes: Sequence[Node] = NODES) -> tuple[ExcludedPeriod, ...]:
    """The periods a case's events take out of its limit, in order of their start; still running ones have no end.

    中止 runs until the day before the next 恢复; resumed the same day, it excludes nothing. Fields that contradict
    each other (an end before its start) exclude nothing: the form refuses them, and a limit must not be lengthened by a slip.
    """
    periods = []
    for event in events:
        exclusion = _node_or_none(event.node, nodes)
        if exclusion is None or exclusion.exclusion is None:
            continue
        rule = exclusion.exclusion
        start = event.happened_on if not rule.start else _date_of(event, rule.start)
        if start is None:
            continue
        end = _resumption(events, rule.ended_by, start) if rule.ended_by else _date_of(event, rule.end)
        if end is None or end >= start:
            periods.append(ExcludedPeriod(start, end, rule.ground or _ground_key(str(event.fields.get("ground", "")))))
    return tuple(sorted(periods, key=lambda period: (period.start, period.end or date.max)))


def approved_extensions(events: Sequence[Event]) -> tuple[Span, ...]:
    """The spans of all 延长审限 events, for `time_limits.deadline(extended=…)`."""
    spans = (
        Span(_number(event.fields.get("months")), _number(event.fields.get("days")))
        for event in events
        if event.node == "extended"
    )
    return tuple(span for span in spans if span != Span())


def seizure_expiry(kind: str, carried_out_on: date, spans: Mapping[str, Span] = SEIZURE_SPANS) -> date:
    """The last day of a seizure of 存款, 动产 or 不动产; it does not move for a rest day. CourtError `node.field-unreadable`."""
    if kind not in spans:
        raise CourtError(
            "node.field-unreadable", field="财产种类", text=kind, hint=f"可选：{'、'.join(spans)}。", key="kind"
        )
    return add_span(carried_out_on, spans[kind])


def seizure_reminder(expires_on: date, days: int = SEIZURE_REMINDER_DAYS) -> date:
    """From when the officer is reminded to renew: 30 days before it expires."""
    return expires_on - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Seizure:
    """A seizure in force: what it holds, when it ends, and from when to remind."""

    property: str
    kind: str
    expires_on: date
    remind_from: date


def seizures(events: Sequence[Event]) -> tuple[Seizure, ...]:
    """All seizures that were carried out, soonest to expire first; the entered expiry goes before the computed one.

    A kind of property this program does not know counts by the shortest span: a reminder too early harms nobody.
    """
    found = []
    for event in events:
        carried_out_on = _date_of(event, "carried_out_on")
        if event.node != "seizure" or carried_out_on is None:
            continue
        kind = str(event.fields.get("kind", ""))
        expires_on = _date_of(event, "expires_on") or add_span(carried_out_on, SEIZURE_SPANS.get(kind, _SHORTEST))
        found.append(Seizure(str(event.fields.get("property", "")), kind, expires_on, seizure_reminder(expires_on)))
    return tuple(sorted(found, key=lambda seizure: seizure.expires_on))


def effective_on(events: Sequence[Event]) -> date | None:
    """The day the case's latest document took effect: publication is counted from it (`publish-7`)."""
    return max((event.happened_on for event in events if event.node == "effective"), default=None)


def _node_or_none(key: str, nodes: Sequence[Node]) -> Node | None:
    try:
        return node_named(key, nodes)
    except CourtError:  # an event of a node that a newer program knows must not stop this one
        return None


def _date_of(event: Event, field: str) -> date | None:
    return stored_date(event.fields.get(field))


def _resumption(events: Sequence[Event], node: str, start: date) -> date | None:
    later = [event.happened_on for event in events if event.node == node and event.happened_on >= start]
    return min(later) - timedelta(days=1) if later else None


def _ground_key(label: str) -> str:
    return next((ground.key for ground in EXCLUSION_GROUNDS if ground.label == label), "other")


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 3660 else 0
