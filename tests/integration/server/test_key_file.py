"""The server's private key lies in a file of its own: made once, moved out of old databases, missed when it is gone."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central_server.bootstrap import CentralServer, make_court, open_server, running_server
from central_server.cli.command_line import main
from central_server.services.identity.key_store import key_path
from central_server.services.identity.meta import PRIVATE_KEY, PUBLIC_KEY, read_meta, write_meta
from central_server.services.identity.server_key import ServerKey
from central_server.storage.internal import meta
from central_server.storage.secret_file import open_to_others, write_new
from court_core.clock import SystemClock
from court_core.errors import CourtError
from tests.support.made_once import made_once

ANOTHER_KEY = "11" * 32


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A court as `admin init` makes it."""
    made_once(tmp_path, _init)
    monkeypatch.setenv("CENTRAL_DATABASE", _in(tmp_path))
    return _in(tmp_path)


def _in(folder: Path) -> str:
    return f"sqlite:///{folder / 'central.db'}"


def _init(folder: Path) -> None:
    folder.chmod(0o700)
    with pytest.MonkeyPatch.context() as terminal:
        terminal.setenv("CENTRAL_DATABASE", _in(folder))
        assert main(["admin", "init", "--court", "粤0103", "--name", "荔湾"]) == 0


def kept(server: CentralServer, name: str) -> str | None:
    with server.store.read() as connection:
        return read_meta(connection, server.court.court_id, name)


def put_back_as_before(server: CentralServer, private_key: str) -> None:
    """The database as a program before the key file left it."""
    court_id = server.court.court_id
    server.store.write(lambda tx: write_meta(tx, court_id, PRIVATE_KEY, private_key))
    server.store.write(lambda tx: tx.connection.execute(meta.delete().where(meta.c.name == PUBLIC_KEY)))


def doctor(capsys: pytest.CaptureFixture[str], name: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = main(["doctor", "--json"])
    checks = json.loads(capsys.readouterr().out)["checks"]
    return status, next(check for check in checks if check["name"] == name)


def test_a_new_court_has_its_key_in_a_file_for_the_service_alone(database: str, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "central.key").stat().st_mode) == 0o600
    server = open_server(database)
    assert kept(server, PRIVATE_KEY) is None
    assert kept(server, PUBLIC_KEY) == server.keys.read().public_hex
    server.close()


def test_a_key_that_an_older_program_kept_in_the_database_is_moved_at_the_next_start(tmp_path: Path) -> None:
    """Workstations know the public half from their enrolment: it must stay the same."""
    url, private_key = f"sqlite:///{tmp_path / 'central.db'}", ServerKey.fresh()
    make_court(url, SystemClock(), "粤0103", "荔湾")
    server = open_server(url)
    put_back_as_before(server, private_key)
    assert server.keys.read().public_hex == ServerKey.of(private_key).public_hex, "readable before the move"
    assert server.keys.is_in_database()
    server.close()
    with running_server(tmp_path) as running:
        assert kept(running.opened, PRIVATE_KEY) is None
        assert running.opened.keys.read().public_hex == ServerKey.of(private_key).public_hex
    assert (tmp_path / "central.key").read_text() == private_key + "\n"
    for path in tmp_path.glob("central.db*"):
        assert private_key.encode() not in path.read_bytes(), path
    with running_server(tmp_path) as running:
        assert running.opened.keys.read().public_hex == ServerKey.of(private_key).public_hex


def test_the_same_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    private_key = ServerKey.fresh()
    make_court(postgres_url, SystemClock(), "粤0103", "荔湾")
    server = open_server(postgres_url, key_file=tmp_path / "keys" / "server.key")
    put_back_as_before(server, private_key)
    server.keys.prepare()
    server.keys.prepare()
    assert kept(server, PRIVATE_KEY) is None
    assert server.keys.read().public_hex == ServerKey.of(private_key).public_hex
    server.close()


def test_a_move_that_was_cut_off_after_the_file_is_finished_at_the_next_start(database: str, tmp_path: Path) -> None:
    server = open_server(database)
    put_back_as_before(server, (tmp_path / "central.key").read_text().strip())
    server.keys.prepare()
    assert kept(server, PRIVATE_KEY) is None
    assert server.keys.read().public_hex == kept(server, PUBLIC_KEY)
    server.close()


def test_a_move_never_replaces_another_key(database: str) -> None:
    server = open_server(database)
    private_key = ServerKey.fresh()
    put_back_as_before(server, private_key)
    with pytest.raises(CourtError) as refused:
        server.keys.prepare()
    assert refused.value.code == "server.key-wrong"
    assert kept(server, PRIVATE_KEY) == private_key, "it is still the only copy"
    server.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "server.key-missing"), ("", "server.key-unreadable"), ("xyz", "server.key-unreadable"),
     ("ä", "server.key-unreadable"), (ANOTHER_KEY, "server.key-wrong")],
)  # fmt: skip
def test_a_server_does_not_start_with_no_key_or_another(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, code: str
) -> None:
    """And it never makes a second one, with which no workstation would believe it any more."""
    if content is None:
        (tmp_path / "central.key").unlink()
    else:
        (tmp_path / "central.key").write_text(content, encoding="utf-8")
    capsys.readouterr()
    assert main(["serve", "--port", "0", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    status, key = doctor(capsys, "key")
    assert (status, key["state"]) == (1, "failed")
    # What signs nothing goes on: accounts are managed from wherever the database is reached.
    assert main(["admin", "add-division", "--name", "执行局"]) == 0


def test_doctor_tells_of_rights_that_are_too_wide(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, key = doctor(capsys, "key")
    assert (status, key["state"]) == (0, "ok")
    (tmp_path / "central.key").chmod(0o640)
    status, key = doctor(capsys, "key")
    assert (status, key["state"]) == (1, "failed")
    assert "0640" in key["text"] and "chmod 600" in key["remedy"]
    (tmp_path / "central.key").chmod(0o600)
    assert doctor(capsys, "database-rights")[1]["state"] == "ok"
    tmp_path.chmod(0o755)
    (tmp_path / "central.db").chmod(0o644)
    status, rights = doctor(capsys, "database-rights")
    assert (status, rights["state"]) == (0, "warning")


def test_doctor_tells_of_a_key_that_is_still_in_the_database(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = open_server(database)
    put_back_as_before(server, (tmp_path / "central.key").read_text().strip())
    server.close()
    assert doctor(capsys, "key")[1]["state"] == "warning"


def test_where_the_key_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "server-key").write_text("")
    handed_over = {"CREDENTIALS_DIRECTORY": str(tmp_path), "HOME": "/home/court"}
    given = Path("/etc/court.key")
    for url, chosen, environment, place in [
        ("sqlite:////srv/court/central.db", given, handed_over, given),
        ("sqlite:////srv/court/central.db", None, handed_over, tmp_path / "server-key"),
        ("sqlite:////srv/court/central.db", None, {"CREDENTIALS_DIRECTORY": "/none"}, Path("/srv/court/central.key")),
        ("postgresql://db/court", None, handed_over, tmp_path / "server-key"),
        ("postgresql://db/court", None, {"STATE_DIRECTORY": "/var/lib/clerk"}, Path("/var/lib/clerk/court.key")),
        ("postgresql://db/court", None, {"HOME": "/home/c"}, Path("/home/c/.local/state/sunshine-clerk/court.key")),
    ]:
        assert key_path(url, chosen, environment) == place


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'central.db'}"
    make_court(url, SystemClock(), "粤0103", "荔湾")
    (tmp_path / "file").write_text("")
    server = open_server(url, key_file=tmp_path / "file" / "server.key")
    with pytest.raises(CourtError) as refused:
        server.keys.prepare()
    assert refused.value.code == "server.key-unwritable"
    assert kept(server, PUBLIC_KEY) is None, "the next start may try again"
    server.close()


def test_a_secret_is_written_once_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "server.key"
    assert write_new(path, "one") is True
    assert write_new(path, "two") is False
    assert path.read_text() == "one\n"
    assert [found.name for found in path.parent.iterdir()] == ["server.key"]
    assert open_to_others(path) == ""


def test_what_the_key_signs_is_believed_by_its_public_half(database: str) -> None:
    server = open_server(database)
    signature = server.keys.read().sign(b"receipt")
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(kept(server, PUBLIC_KEY) or ""))
    public.verify(bytes.fromhex(signature), b"receipt")
    server.close()
