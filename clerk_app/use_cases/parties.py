"""Parties and their agents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.forms import NewAgent, NewParty
from clerk_app.use_cases.wording import read_field, text_of
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.records.fields import Value
from court_core.records.types import AGENT, PARTY
from court_core.rules.people import party_role, side_of

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork

# How organisations' names end; a natural person's hardly ever does so.
_ORGANISATION = re.compile(
    r"(?:公司|企业|集团|厂|店|行|社|院|局|部|处|所|站|队|会|中心|政府|法院|检察院|学校|大学|中学|小学|幼儿园|医院|银行|支行|分行"
    r"|合作社|委员会|村|居|组|办事处|事务所|工作室|俱乐部|协会|学会|基金会|酒店|宾馆|餐厅|商行|经营部|门市部|档口|服务部"
    r"|Ltd\.?|Inc\.?|LLC|Co\.?|Corp\.?|Limited|Company)(?:[（(].*[)）])?$",
    re.IGNORECASE,
)
_SHORTEST_ORGANISATION = 4


def party_values(form: NewParty, case_id: str, position: int) -> dict[str, Value]:
    """A party's record as typed, side and kind filled in where they were left open.

    Raises CourtError `field.required`, `field.too-long`, `field.unreadable`.
    """
    typed: dict[str, Value] = {
        "name": form.name,
        "role": canonical_role(form.role),
        "side": form.side or side_of(form.role),
        "kind": form.kind or guessed_kind(form.name),
        "id_number": form.id_number,
        "phone": form.phone,
        "address": form.address,
        "representative": form.representative,
        "notice_number": form.notice_number,
    }
    values = {name: read_field(PARTY, name, value) for name, value in typed.items()}
    return {**values, "case_id": case_id, "position": position}


def canonical_role(role: str) -> str:
    """The role's own word: 原告1： → 原告; a role the list does not know stays as typed."""
    try:
        return party_role(role).label
    except CourtError:
        return role.strip()


def guessed_kind(name: str) -> str:
    """`organisation` or `natural`, by how the name ends."""
    plain = name.strip()
    is_organisation = len(plain) >= _SHORTEST_ORGANISATION and _ORGANISATION.search(plain) is not None
    return "organisation" if is_organisation else "natural"


def add_party(desk: Desk, case_id: str, form: NewParty) -> Saved:
    """Adds a party at the end of the case's list. Raises CourtError `access.refused`, `field.…`, `case.unknown`."""
    with desk.store.write(desk.actor.user_id) as unit:
        case = case_record(unit, case_id)
        check(desk, Action.CREATE, "party", case.values)
        position = len(unit.find("party", case_id=case_id)) + 1
        record_id = unit.create("party", party_values(form, case_id, position))
        return Saved(record_id, unit.change_set)


def edit_party(desk: Desk, party_id: str, changes: Mapping[str, Value]) -> Saved:
    """Changes fields of a party; `left_on` is the day it left the case, from when it reads nothing more (art. 6)."""
    return _edit(desk, "party", party_id, changes)


def remove_party(desk: Desk, party_id: str) -> Saved:
    """Removes a party entered by mistake, with its agents."""
    with desk.store.write(desk.actor.user_id) as unit:
        _may(desk, unit, Action.DELETE, "party", party_id)
        for agent in unit.find("agent", party_id=party_id):
            unit.delete("agent", agent.id)
        unit.delete("party", party_id)
        return Saved(party_id, unit.change_set)


def add_agent(desk: Desk, form: NewAgent) -> Saved:
    """Adds an agent of a party."""
    with desk.store.write(desk.actor.user_id) as unit:
        party = _record(unit, "party", form.party_id)
        case = case_record(unit, text_of(party["case_id"]))
        check(desk, Action.CREATE, "agent", case.values)
        typed = {"name": form.name, "kind": form.kind, "firm": form.firm, "phone": form.phone}
        values = {name: read_field(AGENT, name, value) for name, value in typed.items()}
        record_id = unit.create("agent", {**values, "case_id": case.id, "party_id": party.id})
        return Saved(record_id, unit.change_set)


def edit_agent(desk: Desk, agent_id: str, changes: Mapping[str, Value]) -> Saved:
    """Changes fields of an agent."""
    return _edit(desk, "agent", agent_id, changes)


def remove_agent(desk: Desk, agent_id: str) -> Saved:
    """Removes an agent."""
    with desk.store.write(desk.actor.user_id) as unit:
        _may(desk, unit, Action.DELETE, "agent", agent_id)
        unit.delete("agent", agent_id)
        return Saved(agent_id, unit.change_set)


def _edit(desk: Desk, record_type: str, record_id: str, changes: Mapping[str, Value]) -> Saved:
    declared = {"party": PARTY, "agent": AGENT}[record_type]
    values = {name: read_field(declared, name, value) for name, value in changes.items()}
    with desk.store.write(desk.actor.user_id) as unit:
        _may(desk, unit, Action.UPDATE, record_type, record_id)
        unit.update(record_type, record_id, values)
        return Saved(record_id, unit.change_set)


def _may(desk: Desk, unit: UnitOfWork, action: Action, record_type: str, record_id: str) -> None:
    record = _record(unit, record_type, record_id)
    check(desk, action, record_type, case_record(unit, text_of(record["case_id"])).values)


def _record(unit: UnitOfWork, record_type: str, record_id: str) -> Record:
    record = unit.get(record_type, record_id)
    if record is None:
        raise CourtError("record.gone", label={"party": PARTY, "agent": AGENT}[record_type].label)
    return record
