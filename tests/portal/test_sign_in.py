"""Signing in with case number and password: tolerant of how it is typed, and of nothing else."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import insert, select, update

from central_server.storage.published import look_up, party_credential, party_session, sign_in_counter
from central_server.storage.published_access import wait_after
from central_server.storage.published_engine import reading, writing
from central_server.storage.published_password import (
    ALPHABET,
    MAX_HASHES_AT_ONCE,
    CredentialScope,
    PartyPassword,
    PasswordHashing,
)
from court_core.errors import CourtError
from tests.support.court_world import CourtWorld, form_token, opened_world

NUMBER = "（2026）粤0103执101号"
REFUSED = "案号或查询密码不正确，或者尝试次数过多。"


@pytest.fixture
def party(either_database: str | None, tmp_path: Path) -> Iterator[tuple[CourtWorld, str]]:
    """A case with one party who has a password."""
    with opened_world(tmp_path, either_database, _let_one_in) as world:
        yield world, world.told


def _let_one_in(world: CourtWorld) -> str:
    world.party(world.case(NUMBER), "陈申请", notice_number="（2026）受字第8号")
    return world.access.issue(NUMBER, "陈申请").password


def test_a_password_has_more_than_fifty_bits_and_no_letter_to_confuse(world: CourtWorld) -> None:
    world.party(world.case(NUMBER), "陈申请")

    issued = world.access.issue(NUMBER, "陈申请")

    assert re.fullmatch(r"(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}", issued.password)
    assert not set("01OIL") & set(ALPHABET)
    assert len(ALPHABET) ** 12 > 2**50
    with reading(world.published) as connection:
        stored = connection.execute(select(party_credential)).one()
    assert stored.password_hash.startswith("$argon2id$")
    assert issued.password.replace("-", "")[4:] not in repr(stored)


@pytest.mark.parametrize(
    "number",
    [
        "(2026)粤0103执101号",
        "〔2026〕粤０１０３执１０１号",
        "2026粤0103执101号",
        " （2026） 粤0103 执 101 号 ",
        "2026粤0103执101",
    ],
)
@pytest.mark.parametrize(
    "typed", [str, str.lower, lambda text: text.replace("-", ""), lambda text: text.replace("-", "－ ")]
)
def test_case_number_and_password_may_be_typed_in_any_form(
    world: CourtWorld, number: str, typed: Callable[[str], str]
) -> None:
    world.party(world.case(NUMBER), "陈申请")
    password = world.access.issue(NUMBER, "陈申请").password

    visitor = world.visitor()

    assert visitor.sign_in(number, typed(password)) == 200
    assert "陈申请" in visitor.get("/party")


def test_a_new_password_revokes_the_old_and_ends_its_sessions(party: tuple[CourtWorld, str]) -> None:
    world, old = party
    signed_in = world.visitor()
    signed_in.sign_in(NUMBER, old)

    issued = world.access.issue(NUMBER, "陈申请")

    assert issued.revoked == 1
    assert "陈申请" not in signed_in.get("/party")
    assert world.visitor().sign_in(NUMBER, old) == 403
    assert world.visitor().sign_in(NUMBER, issued.password) == 200


def test_a_password_runs_out(party: tuple[CourtWorld, str]) -> None:
    world, _ = party
    password = world.access.issue(NUMBER, "陈申请", days=30).password
    visitor = world.visitor()
    visitor.sign_in(NUMBER, password)

    world.clock.instant += timedelta(days=30)

    assert world.visitor().sign_in(NUMBER, password) == 403


def test_a_party_who_left_the_case_loses_access_at_once(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    visitor = world.visitor()
    visitor.sign_in(NUMBER, password)
    with reading(world.published) as connection:
        party_id = connection.execute(select(party_credential.c.party_id)).scalar_one()

    world.save("party", {"left_on": world.clock.now().date().isoformat()}, party_id)
    world.projection.project_touched()

    assert "陈申请" not in visitor.get("/party")
    assert world.visitor().sign_in(NUMBER, password) == 403
    with pytest.raises(CourtError) as refused:
        world.access.issue(NUMBER, "陈申请")
    assert refused.value.code == "party-access.party-left"


def test_a_party_who_leaves_later_loses_access_on_that_day(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    with reading(world.published) as connection:
        party_id = connection.execute(select(party_credential.c.party_id)).scalar_one()
    world.save("party", {"left_on": "2026-11-25"}, party_id)
    world.projection.project_touched()
    assert world.visitor().sign_in(NUMBER, password) == 200

    world.clock.set(date(2026, 11, 25), 0, 1)
    world.projection.project_touched()

    assert world.visitor().sign_in(NUMBER, password) == 403


def test_the_password_follows_a_corrected_case_number(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    with reading(world.published) as connection:
        case_id = connection.execute(select(party_credential.c.case_id)).scalar_one()

    world.save("case", {"number_text": "（2026）粤0103执901号", "number": 901}, case_id)
    world.projection.project_touched()

    assert world.visitor().sign_in(NUMBER, password) == 403
    assert world.visitor().sign_in("（2026）粤0103执901号", password) == 200


def test_a_hash_moved_to_another_party_opens_nothing(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    other_case = world.case("（2026）粤0103执102号")
    other_party = world.party(other_case, "黄另案")
    world.access.issue("（2026）粤0103执102号", "黄另案")
    typed = PartyPassword.read(password)
    assert typed is not None

    with writing(world.published) as connection:
        stolen = connection.execute(
            select(party_credential.c.password_hash).where(party_credential.c.locator == typed.locator)
        ).scalar_one()
        connection.execute(
            update(party_credential)
            .where(party_credential.c.party_id == other_party)
            .values(password_hash=stolen, locator=typed.locator)
        )

    assert world.visitor().sign_in("（2026）粤0103执102号", password) == 403


def test_every_refusal_reads_the_same(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    world.access.issue(NUMBER, "陈申请")
    attempts = [
        (NUMBER, "K7MP-2QHX-9FTD-R4WC"),
        (NUMBER, password),  # revoked by the next one
        ("（2026）粤0103执999号", password),
        ("不是案号", "也不是密码"),
        ("", ""),
    ]
    pages = set()
    for number, typed in attempts:
        visitor = world.visitor()
        token = form_token(visitor.get("/party"))
        answer = visitor.client.post("/party", data={"form_token": token, "case_number": number, "password": typed})
        assert answer.status_code == 403
        assert REFUSED in answer.text
        assert not typed or typed not in answer.text
        pages.add(re.sub(r'value="[^"]*"', "", answer.text))
    assert len(pages) == 1


def test_tries_are_slowed_down_for_the_account_and_forgotten_after_a_success(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    wrong = password[:4] + "-2222-2222-2222"
    for _ in range(4):
        assert world.visitor().sign_in(NUMBER, wrong) == 403

    assert world.visitor().sign_in(NUMBER, password) == 403  # has to wait now, right or wrong
    world.clock.instant += timedelta(seconds=3)
    assert world.visitor().sign_in(NUMBER, password) == 200
    assert world.visitor().sign_in(NUMBER, wrong) == 403
    assert world.visitor().sign_in(NUMBER, password) == 200


def test_who_knows_only_the_case_number_cannot_make_its_party_wait(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    for _ in range(9):
        world.visitor().sign_in(NUMBER, "2222-2222-2222-2222")

    assert world.visitor().sign_in(NUMBER, password) == 200


def test_tries_are_slowed_down_for_the_address(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    for number in range(11):
        world.visitor().sign_in(f"（2026）粤0103执{500 + number}号", "K7MP-2QHX-9FTD-R4WC")

    assert world.visitor().sign_in(NUMBER, password) == 403
    world.clock.instant += timedelta(hours=2)
    assert world.visitor().sign_in(NUMBER, password) == 200


def test_the_wait_doubles_and_ends_at_a_quarter_of_an_hour() -> None:
    waits = [wait_after("account", failures).total_seconds() for failures in range(1, 30)]

    assert waits[:3] == [0, 0, 0]
    assert waits[3:7] == [2, 4, 8, 16]
    assert waits == sorted(waits)
    assert waits[-1] == 900
    assert wait_after("address", 10).total_seconds() == 0


def test_counters_hold_no_case_number_and_no_address(party: tuple[CourtWorld, str]) -> None:
    world, _ = party
    world.visitor().sign_in(NUMBER, "2222-2222-2222-2222")

    with reading(world.published) as connection:
        rows = connection.execute(select(sign_in_counter)).all()

    assert {row.scope for row in rows} == {"account", "address"}
    assert all(re.fullmatch("[0-9a-f]{64}", row.subject) for row in rows)


def test_every_look_is_logged(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    visitor = world.visitor()
    visitor.sign_in(NUMBER, "2222-2222-2222-2222")
    visitor.sign_in(NUMBER, password)
    visitor.get("/party")
    visitor.sign_out()

    with reading(world.published) as connection:
        rows = connection.execute(select(look_up).order_by(look_up.c.look_up_id)).all()

    actions = [(row.action, row.outcome) for row in rows]
    assert actions[0] == ("sign-in", "refused")
    assert ("sign-in", "accepted") in actions
    assert ("page", "shown") in actions
    assert actions[-1] == ("sign-out", "accepted")
    assert all(row.address for row in rows)
    assert {row.number_text for row in rows} == {NUMBER}


def test_the_session_is_new_at_each_sign_in_and_the_old_one_ends(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    visitor = world.visitor()
    visitor.client.cookies.set("party", "planted-by-somebody-else", domain="127.0.0.1", path="/")
    visitor.sign_in(NUMBER, password)
    first = [cookie.value for cookie in visitor.client.cookies.jar if cookie.name == "party"][-1]
    visitor.sign_in(NUMBER, password)
    second = [cookie.value for cookie in visitor.client.cookies.jar if cookie.name == "party"][-1]

    assert "planted-by-somebody-else" not in (first, second)
    assert first != second
    with reading(world.published) as connection:
        assert len(connection.execute(select(party_session)).all()) == 1


def test_a_session_ends_after_a_quarter_of_an_hour_without_use(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    visitor = world.visitor()
    visitor.sign_in(NUMBER, password)

    world.clock.instant += timedelta(minutes=14)
    assert "陈申请" in visitor.get("/party")
    world.clock.instant += timedelta(minutes=16)
    assert "陈申请" not in visitor.get("/party")


def test_a_session_ends_after_two_hours_whatever_happens(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    visitor = world.visitor()
    visitor.sign_in(NUMBER, password)

    for _ in range(11):
        world.clock.instant += timedelta(minutes=10)
        assert "陈申请" in visitor.get("/party")
    world.clock.instant += timedelta(minutes=11)
    assert "陈申请" not in visitor.get("/party")


def test_after_signing_out_the_page_is_gone(party: tuple[CourtWorld, str]) -> None:
    world, password = party
    visitor = world.visitor()
    visitor.sign_in(NUMBER, password)
    visitor.sign_out()

    assert "陈申请" not in visitor.get("/party")
    with reading(world.published) as connection:
        assert connection.execute(select(party_session)).all() == []


def test_at_most_four_hashes_are_computed_at_once_and_others_are_told_to_come_back() -> None:
    started, go_on = threading.Semaphore(0), threading.Event()

    class SlowHasher(PasswordHasher):
        def verify(self, *parts: str | bytes) -> Literal[True]:  # only ever called by position
            started.release()
            go_on.wait(10)
            return super().verify(*parts)

    hashing = PasswordHashing(SlowHasher(time_cost=1, memory_cost=8, parallelism=1), wait_seconds=0.05)
    scope = CredentialScope("court", "case", "party", "notice")
    threads = [threading.Thread(target=hashing.matches, args=(None, scope, "x")) for _ in range(MAX_HASHES_AT_ONCE)]
    for thread in threads:
        thread.start()
    for _ in threads:
        started.acquire(timeout=10)

    with pytest.raises(CourtError) as refused:
        hashing.matches(None, scope, "x")
    go_on.set()
    for thread in threads:
        thread.join()

    assert refused.value.code == "party-access.busy"
    assert hashing.matches(None, scope, "x") is False


def test_a_miss_costs_as_many_hashes_as_a_hit(world: CourtWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world.party(world.case(NUMBER), "陈申请")
    password = world.access.issue(NUMBER, "陈申请").password
    verified: list[str] = []
    original = PasswordHasher.verify

    def counted(self: PasswordHasher, stored: str, password: str) -> bool:
        verified.append(stored)
        return original(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for number, typed in ((NUMBER, password), (NUMBER, "2222-2222-2222-2222"), ("无此案", password), (NUMBER, "短")):
        before = len(verified)
        world.visitor().sign_in(number, typed)
        assert len(verified) == before + 1


def test_issuing_says_what_is_wrong(world: CourtWorld) -> None:
    case_id = world.case(NUMBER)
    world.party(case_id, "陈申请")
    world.party(case_id, "张三", role="申请执行人")
    world.party(case_id, "张　三", role="被执行人")

    def refusal(case: str, party: str, **options: object) -> str:
        with pytest.raises(CourtError) as refused:
            world.access.issue(case, party, **options)  # type: ignore[arg-type]  # one of each kind
        return refused.value.code

    assert refusal("不是案号", "陈申请") == "case-number.unreadable"
    assert refusal("（2026）粤0103执999号", "陈申请") == "party-access.case-unknown"
    assert refusal(NUMBER, "无此人") == "party-access.party-unknown"
    assert refusal(NUMBER, "张三") == "party-access.party-ambiguous"
    assert refusal(NUMBER, "陈申请", days=0) == "party-access.expiry"
    assert world.access.issue(NUMBER, "张三", role="被执行人").party_role == "被执行人"


def test_the_locator_alone_picks_one_row(world: CourtWorld) -> None:
    """Two rows of one case can never answer to the same password."""
    world.party(world.case(NUMBER), "陈申请")
    world.access.issue(NUMBER, "陈申请")
    with reading(world.published) as connection:
        row = connection.execute(select(party_credential)).mappings().one()

    with pytest.raises(Exception, match=r"(?i)unique"), writing(world.published) as connection:
        connection.execute(insert(party_credential).values(**{**row, "credential_id": "another"}))
