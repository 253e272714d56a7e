"""No answer of the portal holds anything its reader may not see; and the scan that says so can see."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date
from types import ModuleType

import pytest
from litestar.routes import HTTPRoute
from sqlalchemy import Connection, select

from central_server.portal.party_page import PartyPage, read_party_page
from central_server.services.publishing import projection_documents, projection_logs, projection_rules, release_logs
from central_server.services.publishing.projection_facts import CaseFacts
from central_server.storage.published import PUBLISHED, party_event, party_log
from central_server.storage.published_engine import reading
from court_core.documents.model import Paragraph, WebCopy
from court_core.rules.withholding import WithheldNotice
from tests.portal.planted import APPLICANT, PUBLIC, READERS, RESPONDENT, PlantedCourt, planted_court, planted_pages
from tests.support.court_world import CourtWorld, Visitor, form_token


def visit(court: PlantedCourt, reader: str) -> Visitor:
    visitor = court.world.visitor()
    if reader != PUBLIC:
        assert visitor.sign_in(*court.passwords[reader]) == 200
        assert "退出查询" in visitor.get("/party")
    return visitor


def answers(court: PlantedCourt, reader: str) -> dict[str, str]:
    """Every answer this reader can get, status line, headers and body as one text, by its address."""
    visitor = visit(court, reader)
    found = {}
    for path in planted_pages(court):
        answer = visitor.client.get(path, follow_redirects=False)
        found[path] = f"{answer.status_code}\n{answer.headers}\n{answer.text}"
    token = form_token(visitor.get("/party"))
    for other in (reader for reader in READERS if reader != PUBLIC):
        number, _ = court.passwords[other]
        wrong = {"form_token": token, "case_number": number, "password": "K7MP-2QHX-9FTD-R4WC"}
        answer = visitor.client.post("/party", data=wrong)
        found[f"POST /party {number}"] = f"{answer.status_code}\n{answer.headers}\n{answer.text}"
    for path in ("/party", "/party/sign-out"):
        answer = visitor.client.post(path, data={})
        found[f"POST {path} without a token"] = f"{answer.status_code}\n{answer.headers}\n{answer.text}"
    return found


def leaks(court: PlantedCourt, reader: str) -> list[str]:
    forbidden = court.forbidden(reader)
    return [
        f"{reader} finds {what} at {path}"
        for path, text in answers(court, reader).items()
        for word, what in forbidden.items()
        # An answer may say back what it was asked for.
        if word in text and word not in path
    ]


def all_leaks(court: PlantedCourt) -> list[str]:
    return [leak for reader in READERS for leak in leaks(court, reader)]


def test_no_answer_holds_a_planted_secret(any_world: CourtWorld) -> None:
    court = planted_court(any_world)

    assert len(court.allowed) > 150
    assert all_leaks(court) == []


def test_every_reader_does_find_what_is_meant_for_them(world: CourtWorld) -> None:
    court = planted_court(world)

    for reader in READERS:
        seen = "\n".join(answers(court, reader).values())
        meant = {word for word, readers in court.allowed.items() if reader in readers}
        # Ids of released entries are anchors only; everything else that is meant for a reader is on some page.
        assert {court.what[word] for word in meant if word not in seen} <= {"id of a log_entry"}
    assert "****3445" in "\n".join(answers(court, APPLICANT).values())


def test_the_published_database_itself_holds_nothing_that_is_for_nobody(any_world: CourtWorld) -> None:
    court = planted_court(any_world)
    for_nobody = [word for word, readers in court.allowed.items() if not readers]
    internal_only = [word for word in for_nobody if not court.what[word].startswith("id of a")]

    with reading(any_world.published) as connection:
        text = "\n".join(repr(row) for table in PUBLISHED.sorted_tables for row in connection.execute(select(table)))

    assert [court.what[word] for word in internal_only if word in text] == []


@pytest.mark.parametrize("name", ["q", "cause", "judge", "number", "kind"])
def test_searching_for_a_secret_finds_nothing(world: CourtWorld, name: str) -> None:
    court = planted_court(world)
    visitor = world.visitor()

    with visitor.client:  # one thread for all of some hundred questions
        for word, what in court.forbidden(PUBLIC).items():
            page = visitor.get(f"/documents?{name}={word}")
            assert "共 0 件" in page, what


def test_the_scan_visits_every_route(world: CourtWorld) -> None:
    court = planted_court(world)
    visited = [re.sub(r"\?.*", "", path) for path in planted_pages(court)] + ["/party/sign-out"]
    routes = [route for route in world.portal.routes if isinstance(route, HTTPRoute)]

    for route in routes:
        pattern = re.sub(r"\{[^}]*:path\}", ".+", re.sub(r"\{[^}]*:str\}", "[^/]+", route.path))
        assert any(re.fullmatch(pattern, path) for path in visited), f"{route.path} is not scanned"


def _raw_note(event: Mapping[str, object], _today: object) -> str:
    return f"{event.get('note')} {event.get('details')}"


def _judges_reason(facts: CaseFacts, document_id: str) -> WithheldNotice | None:
    reasons = [str(w["reason"]) for w in facts.withholdings.values() if w["document_id"] == document_id]
    return WithheldNotice(facts.number_text, facts.court_name, date(2026, 10, 12), reasons[0])


def _what_was_replaced(facts: CaseFacts, document_id: str) -> WebCopy:
    return WebCopy("判决书", (Paragraph(str(facts.web_copies[document_id]["replacements"])),))


def _everybodys_logs(connection: Connection, court_id: str, party_id: str) -> PartyPage:
    page = read_party_page(connection, court_id, party_id)
    assert page is not None
    entries = connection.execute(select(party_log.c.content)).scalars()
    events = connection.execute(select(party_event.c.text)).scalars()
    broken = dataclasses.replace(page.head, cause="，".join([*entries, *events]))
    return dataclasses.replace(page, head=broken)


Fault = tuple[ModuleType, str, Callable[..., object]]


def _always(*_: object) -> bool:
    return True


# What is broken, and a part of what the scan must then say.
BROKEN: dict[str, tuple[tuple[Fault, ...], str]] = {
    "internal logs are released": (
        ((release_logs, "entry_shown", _always), (projection_logs, "entry_shown", _always)),
        "finds a planned search",
    ),
    "sides are not told apart": (
        ((projection_logs, "entry_shown", _always),),
        f"{RESPONDENT} finds log_entry.content",
    ),
    "corrected entries go out beside their last form": (
        ((release_logs, "last_form", lambda _facts, entry_id: entry_id),),
        f"{APPLICANT} finds log_entry.content",
    ),
    "account numbers are not cut": (((projection_logs, "released_text", lambda text: text),), "a party's number"),
    "events show their note": (((projection_rules, "event_text", _raw_note),), "process_event.note"),
    "parties who left keep being named": (((projection_rules, "has_left", lambda *_: False),), "finds party.name"),
    "what was replaced goes out": (
        ((projection_documents, "publishable_copy", _what_was_replaced),),
        "web_copy.replacements",
    ),
    "the notice gives the judge's reason": (
        ((projection_documents, "notice_of", _judges_reason),),
        "withholding.reason",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_scan_fails_when_a_filter_is_broken(world: CourtWorld, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    faults, said = BROKEN[fault]
    for module, name, broken in faults:
        monkeypatch.setattr(module, name, broken)

    found = all_leaks(planted_court(world))

    assert any(said in leak for leak in found)


def test_the_scan_fails_when_the_portals_query_forgets_whose_page_it_is(
    world: CourtWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    court = planted_court(world)
    monkeypatch.setattr("central_server.portal.party_routes.read_party_page", _everybodys_logs)

    assert leaks(court, RESPONDENT) != []
