"""Cases, parties and agents as records the server takes in, in the order of the declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from court_core.records.fields import Value
from court_core.rules.time_limits import limit_for
from demo.cases import DemoCase, DemoParty
from demo.people import STAFF
from demo.seeded import Draw, SeededRecord


@dataclass(frozen=True, slots=True)
class Directory:
    """The ids that divisions (by key) and staff (by login) have got from the server."""

    division_ids: dict[str, str]
    staff_ids: dict[str, str]


def case_records(draw: Draw, directory: Directory, cases: Iterable[DemoCase]) -> list[SeededRecord]:
    """Cases, then their parties and agents."""
    divisions = {person.login: person.division for person in STAFF}
    cases = list(cases)
    records = [_case(case, directory, directory.division_ids[divisions[case.judge]]) for case in cases]
    for case in cases:
        for position, party in enumerate(case.parties, start=1):
            records.append(_party(case, party, position))
            if party.lawyer:
                records.append(SeededRecord("agent", draw.new_id(), _agent_values(case, party)))
    return records


def _case(case: DemoCase, directory: Directory, division_id: str) -> SeededRecord:
    number = case.number
    limit = limit_for(number.type, case.procedure)
    values: dict[str, Value] = {
        "number_text": number.text,
        "number_year": number.year,
        "number_court": number.court,
        "number_type": number.type,
        "number": number.number,
        "number_suffix": number.suffix,
        "cause": case.cause,
        "amount": case.amount,
        "procedure": case.procedure,
        "source": case.source,
        "received_on": case.filed_on.isoformat(),
        "filed_on": case.filed_on.isoformat(),
        "time_limit": limit.key if limit else "",
        "judge_id": directory.staff_ids[case.judge],
        "clerk_id": directory.staff_ids[case.clerk] if case.clerk else None,
        "division_id": division_id,
        "status": case.status,
        "closed_on": case.closed_on.isoformat() if case.closed_on else None,
        "close_mode": case.close_mode or None,
        "source_system": None,
    }
    return SeededRecord("case", case.case_id, values)


def _party(case: DemoCase, party: DemoParty, position: int) -> SeededRecord:
    values: dict[str, Value] = {
        "case_id": case.case_id,
        "name": party.name,
        "role": party.role,
        "side": party.side,
        "kind": "natural" if party.natural else "organisation",
        "position": position,
        "id_number": party.id_number or None,
        "phone": party.phone or None,
        "address": party.address or None,
        "representative": party.representative or None,
        "notice_number": f"演示{case.number.year}-{case.number.number}-{position}",
        "left_on": None,
    }
    return SeededRecord("party", party.party_id, values)


def _agent_values(case: DemoCase, party: DemoParty) -> dict[str, Value]:
    return {
        "case_id": case.case_id,
        "party_id": party.party_id,
        "name": party.lawyer,
        "kind": "lawyer",
        "firm": party.firm,
        "phone": None,
    }
