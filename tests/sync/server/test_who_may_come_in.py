"""Sign-in, enrolment, sessions, disabled accounts (stories 13 and 14 of the sync stories)."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central_server.services.access.attempts import ACCOUNT, ADDRESS, blocked_until
from court_core.clock import parse_instant
from court_core.protocol.grants import read_grant
from court_core.protocol.messages import SignInRequest
from court_core.protocol.pending_file import CarriedBatch, PendingWork, encode_content, encode_file, file_signed_bytes
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import PASSWORD, MovingClock, WireCourt


def test_an_enrolment_code_serves_one_workstation_of_one_person_once(sqlite_court: WireCourt) -> None:
    court, key = sqlite_court, Ed25519PrivateKey.generate()
    code = court.server.admin.enrolment_code("officer")
    assert court.enrol("second", key, code).json()["code"] == "enrol.code-wrong"  # not his
    assert court.enrol("officer", key, code.lower().replace("-", " ")).status_code == 200
    answer = court.enrol("officer", key, code)
    assert (answer.status_code, answer.json()["code"]) == (403, "enrol.code-wrong")
    late = court.server.admin.enrolment_code("officer")
    court.clock.forward(days=3, seconds=1)
    assert court.enrol("officer", key, late).json()["code"] == "enrol.code-wrong"


def test_an_enrolment_needs_a_key(sqlite_court: WireCourt) -> None:
    code = sqlite_court.server.admin.enrolment_code("officer")
    answer = sqlite_court.http.post(
        "/api/v1/enrol",
        json={"code": code, "login": "officer", "password": PASSWORD, "device_name": "PC", "device_public_key": "xyz"},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "enrol.key-wrong")


def test_every_wrong_sign_in_reads_the_same(sqlite_court: WireCourt) -> None:
    court = sqlite_court
    officer, second = court.workstation("officer"), court.workstation("second")
    court.server.admin.disable_user("second")

    def attempt(login: str, password: str, device_id: str) -> bytes:
        request = SignInRequest(login=login, password=password, device_id=device_id)
        answer = court.http.post("/api/v1/sign-in", content=msgspec.json.encode(request))
        assert answer.status_code == 401
        return answer.content

    mine = officer.session.device_id
    answers = {
        attempt("officer", "wrong-password", mine),
        attempt("nobody", PASSWORD, mine),
        attempt("head", PASSWORD, mine),
        attempt("second", PASSWORD, second.session.device_id),
        attempt("officer", PASSWORD, "no-such-device"),
    }
    assert len(answers) == 1


def test_guessing_is_slowed_down_for_known_and_unknown_logins_alike(sqlite_court: WireCourt) -> None:
    court = sqlite_court
    officer = court.workstation("officer")
    for login in ("officer", "nobody"):
        request = msgspec.json.encode(SignInRequest(login=login, password="wrong", device_id=officer.session.device_id))
        statuses = [court.http.post("/api/v1/sign-in", content=request).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429], login
    answer = officer.sign_in()
    assert answer.status_code == 429
    assert answer.json()["details"]["seconds"] == int(answer.headers["Retry-After"]) == 30
    court.clock.forward(seconds=31)
    assert officer.sign_in().status_code == 200
    assert officer.sign_in("wrong").status_code == 401  # the count began anew


def test_the_delay_grows_to_an_hour() -> None:
    now = MovingClock().now()
    waits = [int((blocked_until(ACCOUNT, failures, now) - now).total_seconds()) for failures in (4, 5, 6, 7, 12, 99)]
    assert waits == [0, 30, 60, 120, 3600, 3600]
    assert blocked_until(ADDRESS, 19, now) == now  # many people may share an address
    assert blocked_until(ADDRESS, 20, now) > now


def test_a_session_lasts_twelve_hours_and_ends_with_sign_out(sqlite_court: WireCourt) -> None:
    court = sqlite_court
    officer = court.workstation("officer")
    court.clock.forward(hours=11, minutes=59)
    assert officer.get("/api/v1/device").status_code == 200
    court.clock.forward(minutes=2)
    answer = officer.get("/api/v1/device")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in.session-ended")
    officer.sign_in()
    assert officer.get("/api/v1/device").status_code == 200
    assert court.http.post("/api/v1/sign-out", headers=officer.bearer).status_code == 204
    assert officer.get("/api/v1/device").status_code == 401
    for header in (
        {},
        {"Authorization": "Basic x"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer " + "x" * 300},
    ):
        assert court.http.get("/api/v1/changes", headers=header).status_code == 401


def test_the_token_expires_in_the_middle_and_after_signing_in_the_same_batch_goes_on(pair: Pair) -> None:
    """Story 13."""
    officer = pair.officer
    sealed = officer.seal(officer.batch([officer.log(pair.case_id, "联系")]))
    pair.court.clock.forward(hours=13)
    assert officer.send(sealed).status_code == 401
    officer.sign_in()
    assert officer.send(sealed).status_code == 200


def test_ones_work_is_never_sent_as_anothers(pair: Pair) -> None:
    """Story 13: A signs out with pending work, B signs in."""
    officer, typist = pair.officer, pair.typist
    sealed = officer.seal(officer.batch([officer.log(pair.case_id, "联系")]))
    answer = typist.send(sealed)  # B's session, A's batch
    assert (answer.status_code, answer.json()["code"]) == (403, "sync.signature-wrong")
    as_b = typist.seal(officer.batch([officer.log(pair.case_id, "联系")], device_id=typist.session.device_id))
    assert typist.send(as_b).json()["code"] == "sync.other-user"
    assert officer.send(sealed).status_code == 200


def test_a_disabled_account_is_out_at_once_and_its_pending_work_comes_in_a_file(pair: Pair) -> None:
    """Story 14: kept, visible, exportable."""
    officer, court = pair.officer, pair.court
    sealed = officer.seal(officer.batch([officer.log(pair.case_id, "停用前写的")]))
    court.server.admin.disable_user("officer")
    assert officer.send(sealed).status_code == 401
    assert officer.sign_in().status_code == 401
    content = encode_content(
        PendingWork(
            format=1,
            court_id=court.court_id,
            device_id=officer.session.device_id,
            user_id=officer.user_id,
            exported_at="2026-11-20T02:00:00.000Z",
            batches=[CarriedBatch(sha256=sealed.sha256, signature=sealed.signature, body=sealed.body)],
            files=[],
        )
    )
    exported = encode_file(content, officer.key.sign(file_signed_bytes(content)).hex())
    assert pair.typist.http.post("/api/v1/pending", content=exported, headers=pair.typist.bearer).status_code == 403
    admin = court.workstation("admin")
    for _ in range(2):  # twice changes nothing
        answer = admin.http.post("/api/v1/pending", content=exported, headers=admin.bearer)
        assert answer.status_code == 200, answer.text
        assert answer.json()["replies"][0]["results"][0]["status"] == "applied"
    pair.typist.pull()
    assert len(pair.typist.of_type("log_entry")) == 1
    forged = encode_file(content, admin.key.sign(file_signed_bytes(content)).hex())
    assert (
        admin.http.post("/api/v1/pending", content=forged, headers=admin.bearer).json()["code"]
        == "sync.signature-wrong"
    )
    cut = admin.http.post("/api/v1/pending", content=exported[:-20], headers=admin.bearer)
    assert (cut.status_code, cut.json()["code"]) == (400, "pending-file.unreadable")


def test_the_offline_grant_is_signed_and_lasts_72_hours(sqlite_court: WireCourt) -> None:
    session = sqlite_court.workstation("officer").session
    grant = read_grant(session.offline_grant, session.server_public_key)
    assert grant is not None
    assert (grant.user_id, grant.device_id) == (session.user_id, session.device_id)
    assert (parse_instant(grant.expires_at) - parse_instant(grant.issued_at)).total_seconds() == 72 * 3600
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert read_grant(session.offline_grant, other) is None
    for altered in ("", "x", session.offline_grant[1:], session.offline_grant + "00", "." + "0" * 128):
        assert read_grant(altered, session.server_public_key) is None


def test_passwords_and_tokens_are_kept_as_hashes_only(pair: Pair) -> None:
    from sqlalchemy import select

    from central_server.storage.internal import INTERNAL

    secrets = [PASSWORD, pair.officer.session.token, pair.court.server.admin.enrolment_code("judge").replace("-", "")]
    with pair.court.server.opened.store.read() as connection:
        everything = [str(row) for table in INTERNAL.sorted_tables for row in connection.execute(select(table))]
    assert everything
    for secret in secrets:
        assert not any(secret in row for row in everything)


@pytest.mark.parametrize(("login", "code"), [("nobody", "account.unknown"), ("officer", "")])
def test_administration_speaks_in_logins(sqlite_court: WireCourt, login: str, code: str) -> None:
    from court_core.errors import CourtError

    try:
        sqlite_court.server.admin.set_password(login, "Another-2026-password")
    except CourtError as error:
        assert error.code == code
    else:
        assert code == ""


def test_administration_refuses_what_cannot_be(sqlite_court: WireCourt) -> None:
    from court_core.errors import CourtError

    admin = sqlite_court.server.admin
    cases: list[tuple[Callable[[], str], str]] = [
        (lambda: admin.add_division("执行局"), "account.division-exists"),
        (lambda: admin.add_user("officer", "甲", "执行局", ["judge"], PASSWORD), "account.login-taken"),
        (lambda: admin.add_user("new", "甲", "没有的庭", ["judge"], PASSWORD), "account.division-unknown"),
        (lambda: admin.add_user("new", "甲", "执行局", ["king"], PASSWORD), "account.role-unknown"),
        (lambda: admin.add_user("new", "甲", "执行局", ["judge"], "short"), "account.password-short"),
    ]
    for job, code in cases:
        with pytest.raises(CourtError) as refused:
            job()
        assert refused.value.code == code
