"""The commands of `central-server`: what they print, and their exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from central_server.cli.command_line import main
from court_core.rules.case_number import CaseNumber


class Terminal:
    """Runs commands on one database and reads what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.database = f"sqlite:///{folder / 'central.db'}"

    def run(self, *arguments: str) -> tuple[int, Any]:
        """Exit status, and the JSON object printed."""
        status = main([*arguments, "--database", self.database, "--json"])
        return status, json.loads(self._capsys.readouterr().out)

    def say(self, *arguments: str) -> str:
        """The line for people."""
        assert main([*arguments, "--database", self.database]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("CENTRAL_NEW_PASSWORD", "Demo-2026-sunshine")
    return Terminal(capsys, tmp_path)


def test_a_court_is_set_up_from_the_terminal(terminal: Terminal) -> None:
    status, made = terminal.run("admin", "init", "--court", "粤0103", "--name", "荔湾")
    assert (status, made["code"]) == (0, "粤0103")
    status, again = terminal.run("admin", "init", "--court", "粤0103", "--name", "荔湾")
    assert (status, again["error"]["code"]) == (1, "server.already-initialised")
    assert "执行局" in terminal.say("admin", "add-division", "--name", "执行局")
    add = ("admin", "add-user", "--login", "hesn", "--name", "何书宁", "--division", "执行局")
    status, _ = terminal.run(*add, "--role", "enforcement-officer", "--role", "judge")
    assert status == 0
    status, taken = terminal.run(*add, "--role", "judge")
    assert (status, taken["error"]["code"]) == (1, "account.login-taken")
    status, code = terminal.run("admin", "enrolment-code", "--login", "hesn")
    assert (status, len(code["code"])) == (0, 14)
    assert terminal.run("admin", "set-password", "--login", "hesn")[0] == 0
    assert terminal.run("admin", "disable-user", "--login", "hesn") == (0, {"login": "hesn"})
    assert terminal.run("admin", "new-epoch")[0] == 0


def test_refusals_have_a_code_a_sentence_and_status_1(terminal: Terminal, tmp_path: Path) -> None:
    for arguments, code in [
        (("figures", "--from", "2026-01-01", "--to", "2026-01-31"), "server.not-initialised"),
        (("admin", "enrolment-code", "--login", "x"), "server.not-initialised"),
        (("import-pending", str(tmp_path / "missing.json")), "server.file-unreadable"),
    ]:
        status, said = terminal.run(*arguments)
        assert (status, said["error"]["code"]) == (1, code)
        assert said["error"]["message"]
        assert said["error"]["remedy"]


def test_an_address_that_leads_nowhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    figures = ["figures", "--from", "2026-01-01", "--to", "2026-01-31", "--json"]
    for url, code in [
        ("", "server.database-missing"),
        ("mysql://x", "server.database-url"),
        (f"sqlite:///{tmp_path}/no/such/folder/c.db", "server.database-unreachable"),
        ("postgresql://localhost:1/none", "server.database-unreachable"),
    ]:
        assert main([*figures, "--database", url]) == 1
        assert json.loads(capsys.readouterr().out)["error"]["code"] == code


def test_wrong_usage_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["figures"], ["nothing"], ["admin"], ["admin", "add-user", "--role", "king"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    capsys.readouterr()


def test_a_taken_port_is_told(terminal: Terminal) -> None:
    import socket

    terminal.run("admin", "init", "--court", "粤0103", "--name", "荔湾")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, said = terminal.run("serve", "--port", str(taken.getsockname()[1]))
    assert (status, said["error"]["code"]) == (1, "server.port-taken")


def test_figures_count_logs_in_time_and_documents(terminal: Terminal) -> None:
    from central_server.bootstrap import open_server

    terminal.run("admin", "init", "--court", "粤0103", "--name", "荔湾")
    terminal.run("admin", "add-division", "--name", "执行局")
    _, officer = terminal.run(
        "admin",
        "add-user",
        "--login",
        "hesn",
        "--name",
        "何书宁",
        "--division",
        "执行局",
        "--role",
        "enforcement-officer",
    )
    opened = open_server(terminal.database)
    number = CaseNumber.parse("（2026）粤0103执12号")
    case = {
        "number_text": number.text, "number_year": 2026, "number_court": "粤0103", "number_type": "执", "number": 12,
        "number_suffix": "", "status": "closed", "closed_on": "2026-11-19", "judge_id": officer["id"],
    }  # fmt: skip
    log = {"case_id": "c", "officer_id": officer["id"], "kind": "contact", "content": "联系", "visibility": "both"}
    document = {"case_id": "c", "kind": "裁定书", "title": "裁定书", "effective_on": "2026-11-18"}
    records: list[tuple[str, str, dict[str, Any]]] = [
        ("case", "c", case),
        # The cut-off of the week is Friday 2026-11-20, 12:00 court time.
        ("log_entry", "1", log | {"work_date": "2026-11-18", "entered_at": "2026-11-20T03:59:00.000Z"}),
        ("log_entry", "2", log | {"work_date": "2026-11-18", "entered_at": "2026-11-20T04:01:00.000Z"}),
        ("log_entry", "3", log | {"work_date": "2026-10-08", "entered_at": "2026-10-08T04:01:00.000Z"}),
        ("document", "d1", document | {"status": "withheld"}),
        ("document", "d2", document | {"status": "published"}),
        ("document", "d3", document | {"status": "masked", "effective_on": "2026-12-01"}),
    ]
    assert opened.load_records(records) == 7
    assert opened.load_records(records) == 7  # again: nothing changes
    opened.close()
    _, found = terminal.run("figures", "--from", "2026-11-16", "--to", "2026-11-22")
    expected = {
        "cases_closed": 1, "logs": 2, "logs_timely": 1, "log_timely_rate": 0.5, "documents_effective": 2,
        "documents_withheld": 1, "documents_published": 1, "published_rate": 0.5,
    }  # fmt: skip
    assert found["court"] == expected
    assert found["judges"] == [{"division": "执行局", "judge": "何书宁"} | expected]
    assert found["confirmed"] is True
    assert "50.00%" in terminal.say("figures", "--from", "2026-11-16", "--to", "2026-11-22")
    status, reversed_ = terminal.run("figures", "--from", "2026-11-22", "--to", "2026-11-16")
    assert (status, reversed_["error"]["code"]) == (1, "figures.dates-reversed")
    assert reversed_["error"]["message"] == "止日 2026-11-16 早于起日 2026-11-22。"


def test_pending_work_is_imported_from_a_file(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("admin", "init", "--court", "粤0103", "--name", "荔湾")
    broken = tmp_path / "pending.json"
    broken.write_bytes(b"<html>")
    status, said = terminal.run("import-pending", str(broken))
    assert (status, said["error"]["code"]) == (1, "pending-file.unreadable")
