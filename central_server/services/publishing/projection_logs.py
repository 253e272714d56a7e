"""Enforcement logs on a party's page: who reads an entry, which form of it stands, and how corrections are linked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from central_server.services.publishing.projection_facts import CaseFacts, Row, date_of, text_of
from court_core.clock import court_date, parse_instant
from court_core.errors import CourtError
from court_core.records.fields import Values
from court_core.rules.log_entries import effective_visibility, log_kind, released_text, shown_to
from court_core.rules.people import side_of


def entry_shown(entry: Values, side: str, today: date) -> bool:
    """Whether a released entry is for a party of that side."""
    text = f"{entry.get('content') or ''}；{entry.get('result') or ''}"
    visibility = effective_visibility(str(entry.get("kind")), str(entry.get("visibility")), text)
    return shown_to(side, visibility, today=today, not_before=date_of(entry.get("not_before")))


def last_form(facts: CaseFacts, entry_id: str) -> str:
    """The entry that now stands for this one: the latest of all that correct it, directly or through each other."""
    group = _group(facts, entry_id)
    return max(group, key=lambda member: (str(facts.log_entries[member].get("entered_at")), member))


def party_logs(facts: CaseFacts, party_id: str, party: Values, today: date) -> Iterator[Row]:
    """The released entries that this party may read, account numbers cut, each linked with what it corrects."""
    side = text_of(party, "side") or side_of(text_of(party, "role"))
    shown = {
        entry_id
        for entry_id in facts.released
        if entry_id in facts.log_entries and entry_shown(facts.log_entries[entry_id], side, today)
    }
    amends = {entry_id: _corrected(facts, entry_id, shown) for entry_id in shown}
    amended_by: dict[str, str] = {}
    for entry_id in sorted(shown, key=lambda member: (text_of(facts.log_entries[member], "entered_at"), member)):
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
            "work_date": text_of(entry, "work_date"),
            "entered_on": court_date(parse_instant(text_of(entry, "entered_at"))).isoformat(),
            "officer_name": facts.staff_names.get(text_of(entry, "officer_id"), ""),
            "kind": _kind_label(text_of(entry, "kind")),
            "place": released_text(text_of(entry, "place")),
            "present": released_text(text_of(entry, "present")),
            "content": released_text(text_of(entry, "content")),
            "result": released_text(text_of(entry, "result")),
            "amends_id": amends[entry_id],
            "amended_by_id": amended_by.get(entry_id),
            "release_week": released.week,
            "released_on": released.released_on.isoformat(),
        }


def _corrected(facts: CaseFacts, entry_id: str, shown: set[str]) -> str | None:
    """The entry on the same page that this one corrects: the nearest in the chain that went out."""
    seen = {entry_id}
    current = text_of(facts.log_entries[entry_id], "amends_id")
    while current and current not in seen and current in facts.log_entries:
        if current in shown:
            return current
        seen.add(current)
        current = text_of(facts.log_entries[current], "amends_id")
    return None


def _group(facts: CaseFacts, entry_id: str) -> set[str]:
    """The entry, what it corrects, and all that correct any of these."""
    root, seen = entry_id, {entry_id}
    while (parent := text_of(facts.log_entries[root], "amends_id")) in facts.log_entries and parent not in seen:
        root = parent
        seen.add(root)
    group = {root}
    while True:
        more = {
            member
            for member, entry in facts.log_entries.items()
            if member not in group and text_of(entry, "amends_id") in group
        }
        if not more:
            return group
        group |= more


def _kind_label(kind: str) -> str:
    try:
        return log_kind(kind).label
    except CourtError:
        return kind
