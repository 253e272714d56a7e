"""What of a case may leave the court: the rows of the published database, made from a case's facts by the rules.

With `projection_logs` and `projection_documents` this is the only filter between the two databases. It names every field
it carries over; whatever it does not name stays inside. The rules themselves stand in `court_core.rules`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from central_server.services.publishing.projection_documents import document_rows, notice_rows
from central_server.services.publishing.projection_facts import CaseFacts, Row, date_of, text_of
from central_server.services.publishing.projection_logs import party_logs
from court_core.errors import CourtError
from court_core.records.fields import Values
from court_core.records.types import CASE
from court_core.rules.people import party_role
from court_core.rules.process_node_catalogue import node_named
from court_core.rules.process_nodes import Node, party_text, visible_from


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """The rows of one case in the published database. `next_change_on`: when time alone will change them."""

    party_cases: tuple[Row, ...]
    party_events: tuple[Row, ...]
    party_logs: tuple[Row, ...]
    documents: tuple[Row, ...]
    notices: tuple[Row, ...]
    next_change_on: date | None


def published_rows(facts: CaseFacts, today: date, holders: Collection[str]) -> PublishedRows:
    """Everything of this case that its parties and the public may see on that day of the court.

    Only parties who hold a password (`holders`) have a page: what nobody can open does not leave the court either.
    """
    present = {
        party_id: party
        for party_id, party in sorted(facts.parties.items(), key=_position)
        if not has_left(party, today)
    }
    readers = {party_id: party for party_id, party in present.items() if party_id in holders}
    changes = [*_leaving_days(facts, today), *_event_days(facts, today)]
    return PublishedRows(
        tuple(_party_case(facts, present, party_id) for party_id in readers),
        tuple(row for party_id in readers for row in _party_events(facts, party_id, today)),
        tuple(row for party_id, party in readers.items() for row in party_logs(facts, party_id, party, today)),
        tuple(document_rows(facts)),
        tuple(notice_rows(facts)),
        min(changes, default=None),
    )


def has_left(party: Values, today: date) -> bool:
    """Whether the party has left the case and so may not look at it any more (法释〔2018〕7号 art. 6)."""
    left_on = date_of(party.get("left_on"))
    return left_on is not None and left_on <= today


def event_text(event: Values, today: date) -> str | None:
    """The words a party reads of a process event today; None while it is not for parties."""
    node = _node(event)
    if node is None:
        return None
    details, happened_on = _details(event), date_of(event.get("happened_on"))
    if happened_on is None:
        return None
    shown_from = visible_from(node, happened_on, details, date_of(event.get("public_from")))
    if shown_from is None or shown_from > today:
        return None
    return party_text(node, happened_on, details)


def _party_case(facts: CaseFacts, present: Mapping[str, Values], party_id: str) -> Row:
    case, party = facts.case, present[party_id]
    return {
        "court_id": facts.court_id,
        "party_id": party_id,
        "case_id": facts.case_id,
        "number_text": facts.number_text,
        "status_label": CASE.by_name["status"].choice_label(str(case.get("status"))),
        "cause": text_of(case, "cause") or None,
        "procedure_label": text_of(case, "procedure") or None,
        "filed_on": text_of(case, "filed_on") or None,
        "closed_on": text_of(case, "closed_on") or None,
        "judge_name": facts.staff_names.get(text_of(case, "judge_id")),
        "clerk_name": facts.staff_names.get(text_of(case, "clerk_id")),
        "division_name": facts.division_names.get(text_of(case, "division_id")),
        "party_name": text_of(party, "name"),
        "party_role": role_label(party),
        "parties": json.dumps(
            [[role_label(other), text_of(other, "name")] for other in present.values()], ensure_ascii=False
        ),
    }


def _party_events(facts: CaseFacts, party_id: str, today: date) -> Iterator[Row]:
    for event_id, event in facts.events.items():
        text = event_text(event, today)
        node = _node(event)
        if text is None or node is None:
            continue
        yield {
            "court_id": facts.court_id,
            "party_id": party_id,
            "event_id": event_id,
            "case_id": facts.case_id,
            "happened_on": text_of(event, "happened_on"),
            "node_label": node.label,
            "text": text,
        }


def _leaving_days(facts: CaseFacts, today: date) -> Iterable[date]:
    days = (date_of(party.get("left_on")) for party in facts.parties.values())
    return [day for day in days if day is not None and day > today]


def _event_days(facts: CaseFacts, today: date) -> Iterable[date]:
    for event in facts.events.values():
        node, happened_on = _node(event), date_of(event.get("happened_on"))
        if node is None or happened_on is None:
            continue
        day = visible_from(node, happened_on, _details(event), date_of(event.get("public_from")))
        if day is not None and day > today:
            yield day


def role_label(party: Values) -> str:
    """原告, 被执行人: the role in words, whichever way it is stored."""
    role = text_of(party, "role")
    try:
        return party_role(role).label
    except CourtError:
        return role


def _node(event: Values) -> Node | None:
    """The event's node; None for one this program does not know, which then stays inside."""
    try:
        return node_named(text_of(event, "node"))
    except CourtError:
        return None


def _details(event: Values) -> Mapping[str, object]:
    details = event.get("details")
    return details if isinstance(details, dict) else {}


def _position(item: tuple[str, Values]) -> tuple[int, str]:
    position = item[1].get("position")
    return (position if isinstance(position, int) else 0, item[0])
