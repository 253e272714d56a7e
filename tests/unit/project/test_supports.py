"""The parts that other tests stand on do what they say."""

from __future__ import annotations

import logging
import os

import psycopg
import pytest

from tests.support.log_watch import LogWatch


def test_a_test_without_the_fixture_finds_no_keyring() -> None:
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == "disabled:"


def test_a_secret_survives_in_the_real_keyring(secret_service: str) -> None:
    from keyring.backends import SecretService

    assert secret_service.startswith("unix:")
    with_secret = SecretService.Keyring()
    with_secret.set_password("阳光司法工作站", "wangfang", "密钥 32 字节")
    assert SecretService.Keyring().get_password("阳光司法工作站", "wangfang") == "密钥 32 字节"


def test_each_test_has_a_keyring_of_its_own(secret_service: str) -> None:
    from keyring.backends import SecretService

    assert SecretService.Keyring().get_password("阳光司法工作站", "wangfang") is None


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_postgresql_database(postgres_url: str, turn: int) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE cases (number text)")
        rows = connection.execute("SELECT count(*) FROM cases").fetchone()
    assert rows == (0,)


def _warning() -> logging.LogRecord:
    return logging.makeLogRecord({"levelno": logging.WARNING, "levelname": "WARNING", "name": "sync", "msg": "gone"})


def test_an_unexpected_warning_is_a_fault() -> None:
    watch = LogWatch()
    watch.emit(
        logging.makeLogRecord({"levelno": logging.WARNING, "levelname": "WARNING", "name": "sync", "msg": "gone"})
    )
    assert watch.faults() == ["unexpected: WARNING sync: gone"]


def test_a_warning_of_the_story_is_none() -> None:
    watch = LogWatch()
    watch.expect("gone$")
    watch.emit(
        logging.makeLogRecord({"levelno": logging.WARNING, "levelname": "WARNING", "name": "sync", "msg": "gone"})
    )
    assert watch.faults() == []


def test_an_expected_warning_that_never_comes_is_a_fault() -> None:
    watch = LogWatch()
    watch.expect("gone$")
    assert watch.faults() == ["expected but not logged: gone$"]
