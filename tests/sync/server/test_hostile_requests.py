"""What arrives damaged, oversized or senseless is refused with a code and tells nothing of the inside (story 18)."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from central_server.services.giving_out import pull
from court_core.error_texts import ERROR_TEXTS
from court_core.protocol.sealing import SHA256_HEADER, SIGNATURE_HEADER, sha256_hex
from tests.support.log_watch import LogWatch
from tests.sync.server.wire import Sealed, WireCourt, WireWorkstation


@pytest.fixture
def officer(sqlite_court: WireCourt) -> WireWorkstation:
    return sqlite_court.workstation("officer")


def packed(officer: WireWorkstation, sealed: Sealed, body: bytes) -> Any:
    headers = {**officer.bearer, **sealed.headers, "Content-Encoding": "gzip"}
    return officer.http.post("/api/v1/batches", content=body, headers=headers)


def test_a_compressed_batch_is_taken(officer: WireWorkstation) -> None:
    sealed = officer.seal(officer.batch([officer.case("（2026）粤0103执1号")]))
    assert packed(officer, sealed, gzip.compress(sealed.body)).status_code == 200


def test_a_cut_compressed_body_and_a_small_one_that_unpacks_to_a_gigabyte(officer: WireWorkstation) -> None:
    sealed = officer.seal(officer.batch([officer.case("（2026）粤0103执1号")]))
    whole = gzip.compress(sealed.body)
    assert packed(officer, sealed, whole[:-9]).json()["code"] == "sync.malformed"
    assert packed(officer, sealed, whole + b"more").json()["code"] == "sync.malformed"
    assert packed(officer, sealed, b"no gzip").json()["code"] == "sync.malformed"
    bomb = gzip.compress(b" " * (1024 * 1024 * 1024), compresslevel=1)
    answer = packed(officer, sealed, bomb)
    assert (answer.status_code, answer.json()["code"]) == (413, "sync.too-large")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b"<html>", b'{"protocol":1}', b'{"protocol":"1"}',
        b'{"protocol":1,"operations":[' * 2000, b'{"protocol":' + b"[" * 100_000, b'{"protocol":1e999}',
    ],
)  # fmt: skip
def test_a_body_that_is_no_batch(officer: WireWorkstation, body: bytes) -> None:
    sealed = officer.sign(body, sha256_hex(body))
    answer = officer.send(sealed)
    assert (answer.status_code, answer.json()["code"]) == (400, "sync.malformed")


def test_more_than_200_operations_or_4_megabytes(officer: WireWorkstation) -> None:
    many = officer.seal(officer.batch([officer.case(f"（2026）粤0103执{n}号") for n in range(1, 202)]))
    assert officer.send(many).status_code == 413
    large = officer.case("（2026）粤0103执1号", cause="长" * 1_500_000)
    assert officer.send(officer.seal(officer.batch([large]))).status_code == 413
    fat = [officer.case(f"（2026）粤0103执{n}号", cause="长" * 100_000) for n in range(1, 4)]
    assert officer.send(officer.seal(officer.batch(fat))).status_code == 413


def test_one_text_that_is_too_long_blocks_nothing(officer: WireWorkstation) -> None:
    """It stands alone in its batch, is rejected with its reason, and the batches behind it go on."""
    long = officer.push_one(officer.case("（2026）粤0103执1号", cause="长" * 300_000))
    assert (long.status, long.code) == ("rejected", "sync.value-too-long")
    assert officer.push_one(officer.case("（2026）粤0103执1号")).status == "applied"


def test_the_same_operation_twice_in_a_batch(officer: WireWorkstation) -> None:
    case = officer.case("（2026）粤0103执1号")
    assert officer.send(officer.seal(officer.batch([case, case]))).json()["code"] == "sync.malformed"


@pytest.mark.parametrize("path", ["/", "/api/v1/nothing", "/api/v1/batches/1", "/docs", "/api/v1/blobs/x/chunks/y"])
def test_an_address_that_does_not_exist_answers_in_the_same_form(officer: WireWorkstation, path: str) -> None:
    answer = officer.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] in ("sync.not-found", "sync.file-unknown")


def test_a_method_that_does_not_exist(officer: WireWorkstation) -> None:
    answer = officer.http.delete("/api/v1/batches", headers=officer.bearer)
    assert (answer.status_code, answer.json()["code"]) == (405, "sync.not-found")


@pytest.mark.parametrize(
    ("path", "params"),
    [("/api/v1/changes", {"limit": "-1"}), ("/api/v1/changes", {"limit": "many"}), ("/api/v1/device", {"epoch": "x"})],
)
def test_a_parameter_that_makes_no_sense(officer: WireWorkstation, path: str, params: dict[str, str]) -> None:
    answer = officer.get(path, **params)
    assert (answer.status_code, answer.json()["code"]) == (400, "sync.request-wrong")


def test_a_bug_of_ours_answers_with_a_reference_and_nothing_else(
    officer: WireWorkstation, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("the password of the database is 1234")

    monkeypatch.setattr(pull, "_departed", broken)
    log_watch.expect(r"api error .*RuntimeError")
    answer = officer.get("/api/v1/changes")
    assert (answer.status_code, answer.json()["code"]) == (500, "bug.unexpected")
    assert "1234" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.json()["details"]["reference"] in answer.json()["message"]


def test_strange_values_in_operations_never_break_a_batch(officer: WireWorkstation) -> None:
    """Whatever JSON stands where a value should: a result for it, and the others are applied."""
    strange: list[Any] = [
        None,
        True,
        -1,
        1.5,
        10**30,
        "",
        "\x00",
        "😀",
        [],
        [[]],
        {},
        {"a": [None]},
        "2026-02-30",
        "9" * 500,
    ]
    good = officer.case("（2026）粤0103执1号")
    operations = [good]
    for value in strange:
        made = officer.event(good.record_id)
        for name in (
            "case_id",
            "node",
            "happened_on",
            "details",
            "note",
            "public_from",
            "entered_at",
            "operator_id",
            "其他",
        ):
            values = {field: change.new for field, change in made.changes.items()} | {name: value}
            operations += [officer.create("process_event", values)]
    results = officer.push(*operations)
    assert results[0].status == "applied"
    assert {result.status for result in results} <= {"applied", "rejected"}
    assert all(result.code in ERROR_TEXTS for result in results if result.status == "rejected")
    assert officer.pull()


def test_headers_of_the_batch_are_needed(officer: WireWorkstation) -> None:
    sealed = officer.seal(officer.batch([officer.case("（2026）粤0103执1号")]))
    bare = officer.http.post("/api/v1/batches", content=sealed.body, headers=officer.bearer)
    assert bare.json()["code"] == "sync.hash-wrong"
    unsigned = {**officer.bearer, SHA256_HEADER: sealed.sha256, SIGNATURE_HEADER: "zz"}
    assert (
        officer.http.post("/api/v1/batches", content=sealed.body, headers=unsigned).json()["code"]
        == "sync.signature-wrong"
    )


def test_health_and_the_list_of_addresses(officer: WireWorkstation) -> None:
    assert officer.http.get("/healthz").json()["status"] == "ok"
    paths = officer.http.get("/openapi.json").json()["paths"]
    assert {"/api/v1/enrol", "/api/v1/batches", "/api/v1/changes", "/healthz"} <= set(paths)


def test_a_small_message_with_a_zero_character(officer: WireWorkstation) -> None:
    for path in ("sign-in", "enrol"):
        body = (
            b'{"login":"a\\u0000","password":"x","device_id":"d","code":"c","device_name":"n","device_public_key":"k"}'
        )
        answer = officer.http.post(f"/api/v1/{path}", content=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "sync.malformed")
