"""What of a case may leave the court: the rows of the published database, made from a case's facts by the rules.

This is the only filter between the two databases. It names every field it carries over; whatever it does not name
stays inside. The rules themselves stand in `court_core.rules`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from central_server.storage.published_search import search_text
from court_core.clock import court_date, parse_instant
from court_core.errors import CourtError
from court_core.records.fields import Values
from court_core.records.types import CASE
from court_core.rules.log_entries import effective_visibility, log_kind, released_text, shown_to
from court_core.rules.people import party_role, side_of
from court_core.rules.process_node_catalogue import node_named
from court_core.rules.process_nodes import Node, party_text, visible_from
from court_core.rules.withholding import WithheldNotice, blocks_publication, ground_named, published_notice

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class ReleasedEntry:
    """A log entry that the ledger says was released: in which release, on which day."""

    entry_id: str
    week: str
    released_on: date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All the internal database knows of one case that projection may look at. Records are id → values.

    `log_entries` holds every entry, released or not: corrections are followed through those that never went out.
    """

    court_id: str
    court_name: str
    case_id: str
    case: Values
    staff_names: Mapping[str, str] = field(default_factory=dict)
    division_names: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, Values] = field(default_factory=dict)
    events: Mapping[str, Values] = field(default_factory=dict)
    log_entries: Mapping[str, Values] = field(default_factory=dict)
    released: Mapping[str, ReleasedEntry] = field(default_factory=dict)
    documents: Mapping[str, Values] = field(default_factory=dict)
    withholdings: Mapping[str, Values] = field(default_factory=dict)
    noticed: Mapping[str, date] = field(default_factory=dict)

    @property
    def number_text(self) -> str:
        """The case number in its canonical form."""
        return str(self.case["number_text"])


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """The rows of one case in the published database. `next_change_on`: when time alone will change them."""

    party_cases: tuple[Row, ...]
    party_events: tuple[Row, ...]
    party_logs: tuple[Row, ...]
    documents: tuple[Row, ...]
    notices: tuple[Row, ...]
    next_change_on: date | None


def published_rows(facts: CaseFacts, today: date) -> PublishedRows:
    """Everything of this case that its parties and the public may see on that day of the court."""
    present = {
        party_id: party
        for party_id, party in sorted(facts.parties.items(), key=_position)
        if not has_left(party, today)
    }
    changes = [*_leaving_days(facts, today), *_event_days(facts, today)]
    return PublishedRows(
        tuple(_party_case(facts, present, party_id) for party_id in present),
        tuple(row for party_id in present for row in _party_events(facts, party_id, today)),
        tuple(row for party_id, party in present.items() for row in _party_logs(facts, party_id, party, today)),
        tuple(_documents(facts)),
        tuple(_notices(facts)),
        min(changes, default=None),
    )


def has_left(party: Values, today: date) -> bool:
    """Whether the party has left the case and so may not look at it any more (法释〔2018〕7号 art. 6)."""
    left_on = _date(party.get("left_on"))
    return left_on is not None and left_on <= today


def event_text(event: Values, today: date) -> str | None:
    """The words a party reads of a process event today; None while it is not for parties."""
    node = _node(event)
    if node is None:
        return None
    details, happened_on = _details(event), _date(event.get("happened_on"))
    if happened_on is None:
        return None
    shown_from = visible_from(node, happened_on, details, _date(event.get("public_from")))
    if shown_from is None or shown_from > today:
        return None
    return party_text(node, happened_on, details)


def entry_shown(entry: Values, side: str, today: date) -> bool:
    """Whether a released entry is for a party of that side."""
    text = f"{entry.get('content') or ''}；{entry.get('result') or ''}"
    visibility = effective_visibility(str(entry.get("kind")), str(entry.get("visibility")), text)
    return shown_to(side, visibility, today=today, not_before=_date(entry.get("not_before")))


def notice_of(facts: CaseFacts, document_id: str) -> WithheldNotice | None:
    """What the public may learn of a withheld document; None without a withholding in force or a date of judgment."""
    decided_on = _date(facts.documents[document_id].get("decided_on"))
    if decided_on is None:
        return None
    for withholding in facts.withholdings.values():
        if withholding.get("document_id") != document_id:
            continue
        try:
            ground = ground_named(str(withholding.get("ground")), str(withholding.get("ground_list")))
        except CourtError:
            continue  # a ground of a newer program: what it reveals is not known, so nothing is published
        notice = published_notice(
            ground,
            str(withholding.get("status")),
            case_number=facts.number_text,
            court=facts.court_name,
            decided_on=decided_on,
        )
        if notice is not None:
            return notice
    return None


def may_be_published(facts: CaseFacts, document_id: str) -> bool:
    """Whether no flag of withholding stands in a document's way."""
    return not any(
        withholding.get("document_id") == document_id and blocks_publication(str(withholding.get("status")))
        for withholding in facts.withholdings.values()
    )


def last_form(facts: CaseFacts, entry_id: str) -> str:
    """The entry that now stands for this one: the latest of all that correct it, directly or through each other."""
    group = _group(facts, entry_id)
    return max(group, key=lambda member: (str(facts.log_entries[member].get("entered_at")), member))


def _party_case(facts: CaseFacts, present: Mapping[str, Values], party_id: str) -> Row:
    case, party = facts.case, present[party_id]
    return {
        "court_id": facts.court_id,
        "party_id": party_id,
        "case_id": facts.case_id,
        "number_text": facts.number_text,
        "status_label": CASE.by_name["status"].choice_label(str(case.get("status"))),
        "cause": _text(case, "cause") or None,
        "procedure_label": _text(case, "procedure") or None,
        "filed_on": _text(case, "filed_on") or None,
        "closed_on": _text(case, "closed_on") or None,
        "judge_name": facts.staff_names.get(_text(case, "judge_id")),
        "clerk_name": facts.staff_names.get(_text(case, "clerk_id")),
        "division_name": facts.division_names.get(_text(case, "division_id")),
        "party_name": _text(party, "name"),
        "party_role": role_label(party),
        "parties": json.dumps(
            [[role_label(other), _text(other, "name")] for other in present.values()], ensure_ascii=False
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
            "happened_on": _text(event, "happened_on"),
            "node_label": node.label,
            "text": text,
        }


def _party_logs(facts: CaseFacts, party_id: str, party: Values, today: date) -> Iterator[Row]:
    side = _text(party, "side") or side_of(_text(party, "role"))
    shown = {
        entry_id
        for entry_id in facts.released
        if entry_id in facts.log_entries and entry_shown(facts.log_entries[entry_id], side, today)
    }
    amends = {entry_id: _corrected(facts, entry_id, shown) for entry_id in shown}
    amended_by: dict[str, str] = {}
    for entry_id in sorted(shown, key=lambda member: (_text(facts.log_entries[member], "entered_at"), member)):
        corrected = amends[entry_id]
        if corrected is not None:
            amended_by[corrected] = entry_id
    for entry_id in shown:
        entry, released = facts.log_entries[entry_id], facts.released[entry_id]
        yield {
            "court_id": facts.court_id,
            "party_id": party_id,
            "entry_id": entry_id,
            "case_id": facts.case_id,
            "work_date": _text(entry, "work_date"),
            "entered_on": court_date(parse_instant(_text(entry, "entered_at"))).isoformat(),
            "officer_name": facts.staff_names.get(_text(entry, "officer_id"), ""),
            "kind": _kind_label(_text(entry, "kind")),
            "place": released_text(_text(entry, "place")),
            "present": released_text(_text(entry, "present")),
            "content": released_text(_text(entry, "content")),
            "result": released_text(_text(entry, "result")),
            "amends_id": amends[entry_id],
            "amended_by_id": amended_by.get(entry_id),
            "release_week": released.week,
            "released_on": released.released_on.isoformat(),
        }


def _documents(facts: CaseFacts) -> Iterator[Row]:
    """Published documents. The title is made here: the internal one may name the parties."""
    for document_id, document in facts.documents.items():
        published_on = _text(document, "status_on")
        if document.get("status") != "published" or not published_on or not may_be_published(facts, document_id):
            continue
        kind, cause = _text(document, "kind"), _text(facts.case, "cause")
        judge_id = _text(document, "judge_id") or _text(facts.case, "judge_id")
        judge, decided_on = facts.staff_names.get(judge_id, ""), _text(document, "decided_on")
        yield {
            "court_id": facts.court_id,
            "document_id": document_id,
            "case_id": facts.case_id,
            "number_text": facts.number_text,
            "court_name": facts.court_name,
            "title": f"{facts.court_name}{kind}",
            "kind": kind,
            "cause": cause or None,
            "judge_name": judge or None,
            "decided_on": decided_on or None,
            "published_on": published_on,
            "search_text": search_text(
                facts.number_text, facts.court_name, kind, cause, judge, decided_on=decided_on or None
            ),
        }


def _notices(facts: CaseFacts) -> Iterator[Row]:
    for document_id, noticed_on in facts.noticed.items():
        notice = notice_of(facts, document_id) if document_id in facts.documents else None
        if notice is None:
            continue
        decided_on = notice.decided_on.isoformat()
        yield {
            "court_id": facts.court_id,
            "document_id": document_id,
            "case_id": facts.case_id,
            "number_text": notice.case_number,
            "court_name": notice.court,
            "decided_on": decided_on,
            "reason": notice.reason,
            "published_on": noticed_on.isoformat(),
            "search_text": search_text(notice.case_number, notice.court, notice.reason, decided_on=decided_on),
        }


def _corrected(facts: CaseFacts, entry_id: str, shown: set[str]) -> str | None:
    """The entry on the same page that this one corrects: the nearest in the chain that went out."""
    seen = {entry_id}
    current = _text(facts.log_entries[entry_id], "amends_id")
    while current and current not in seen and current in facts.log_entries:
        if current in shown:
            return current
        seen.add(current)
        current = _text(facts.log_entries[current], "amends_id")
    return None


def _group(facts: CaseFacts, entry_id: str) -> set[str]:
    """The entry, what it corrects, and all that correct any of these."""
    root, seen = entry_id, {entry_id}
    while (parent := _text(facts.log_entries[root], "amends_id")) in facts.log_entries and parent not in seen:
        root = parent
        seen.add(root)
    group = {root}
    while True:
        more = {
            member
            for member, entry in facts.log_entries.items()
            if member not in group and _text(entry, "amends_id") in group
        }
        if not more:
            return group
        group |= more


def _leaving_days(facts: CaseFacts, today: date) -> Iterable[date]:
    days = (_date(party.get("left_on")) for party in facts.parties.values())
    return [day for day in days if day is not None and day > today]


def _event_days(facts: CaseFacts, today: date) -> Iterable[date]:
    for event in facts.events.values():
        node, happened_on = _node(event), _date(event.get("happened_on"))
        if node is None or happened_on is None:
            continue
        day = visible_from(node, happened_on, _details(event), _date(event.get("public_from")))
        if day is not None and day > today:
            yield day


def role_label(party: Values) -> str:
    """原告, 被执行人: the role in words, whichever way it is stored."""
    role = _text(party, "role")
    try:
        return party_role(role).label
    except CourtError:
        return role


def _kind_label(kind: str) -> str:
    try:
        return log_kind(kind).label
    except CourtError:
        return kind


def _node(event: Values) -> Node | None:
    """The event's node; None for one this program does not know, which then stays inside."""
    try:
        return node_named(_text(event, "node"))
    except CourtError:
        return None


def _details(event: Values) -> Mapping[str, object]:
    details = event.get("details")
    return details if isinstance(details, dict) else {}


def _position(item: tuple[str, Values]) -> tuple[int, str]:
    position = item[1].get("position")
    return (position if isinstance(position, int) else 0, item[0])


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _date(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
