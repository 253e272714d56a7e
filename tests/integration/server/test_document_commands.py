"""`central-server release documents`, `report` and `export-package`: what they print, and what they leave behind."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from central_server.cli.command_line import main
from court_core.clock import SystemClock, court_date
from tests.support.court_world import CourtWorld, opened_world

TODAY = court_date(SystemClock().now())
EFFECTIVE = (TODAY - timedelta(days=1)).isoformat()
NUMBER = "（2026）粤0103民初55号"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[CourtWorld]:
    with opened_world(tmp_path) as opened:
        opened.clock.instant = SystemClock().now()
        yield opened


class Terminal:
    """Runs commands on the court's database."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self._database = f"sqlite:///{folder / 'central.db'}"

    def run(self, *arguments: str) -> tuple[int, Any]:
        status = main([*arguments, "--database", self._database, "--json"])
        return status, json.loads(self._capsys.readouterr().out)

    def say(self, *arguments: str) -> str:
        assert main([*arguments, "--database", self._database]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    return Terminal(capsys, tmp_path)


def batch_month(day: date) -> str:
    from court_core.rules.court_calendar import CourtCalendar

    return f"{CourtCalendar().batch_month(day):%Y-%m}"


def test_the_month_is_accounted_for_published_and_exported(
    world: CourtWorld, terminal: Terminal, tmp_path: Path
) -> None:
    case_id = world.case(NUMBER, filed_on="2026-01-05")
    world.document(case_id, status="passed", effective_on=EFFECTIVE, decided_on=EFFECTIVE)
    world.document(case_id, status="masked", effective_on=EFFECTIVE, title="谭秋实判决书")
    bare = world.document(case_id, status="effective", effective_on=EFFECTIVE)
    world.save("document", {"status": "passed"}, bare)
    month, this_month = batch_month(TODAY - timedelta(days=1)), f"{TODAY:%Y-%m}"

    status, account = terminal.run("report", "--month", month)
    assert (status, account["effective"], account["submitted"], len(account["missing"])) == (0, 3, 2, 1)
    assert (account["missing"][0]["case_number"], account["missing"][0]["judge"]) == (NUMBER, "何执行")
    said = terminal.say("report", "--month", month)
    assert "生效 3 件 = 已报送 2 件 + 不上网公开 0 件 + 尚缺 1 件" in said
    assert f"{NUMBER} 执行裁定书，执行局 何执行，{EFFECTIVE} 生效，现为已隐名" in said
    assert "谭秋实" not in said + json.dumps(account, ensure_ascii=False)

    status, released = terminal.run("release", "documents", "--month", this_month)
    assert (status, released["published"]) == (0, 1)
    assert [(item["document_id"], item["reason"], item["message"]) for item in released["skipped"]] == [
        (bare, "copy-missing", "没有公开稿")
    ]
    assert "没有公开稿" in terminal.say("release", "documents", "--month", this_month)

    first, second = tmp_path / "一.zip", tmp_path / "二.zip"
    status, exported = terminal.run("export-package", "--month", this_month, "-o", str(first))
    assert (status, len(exported["documents"]), exported["file"]) == (0, 1, str(first))
    assert "已导出裁判文书 1 件" in terminal.say("export-package", "--month", this_month, "-o", str(second))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as package:
        assert len(package.namelist()) == 3
    assert [path.name for path in tmp_path.glob(".export-*")] == []


def test_refusals(world: CourtWorld, terminal: Terminal, tmp_path: Path) -> None:
    world.case(NUMBER)
    for arguments, code in [
        (("report", "--month", "11"), "release.month-unreadable"),
        (("report", "--month", "2199-01"), "release.month-ahead"),
        (("export-package", "--month", "2026", "-o", str(tmp_path / "a.zip")), "release.month-unreadable"),
        (("export-package", "--month", "2026-11", "-o", str(tmp_path / "no" / "a.zip")), "server.file-unwritable"),
        (("export-package", "--month", "2026-11", "-o", str(tmp_path)), "server.file-unwritable"),
    ]:
        status, said = terminal.run(*arguments)
        assert (status, said["error"]["code"]) == (1, code), arguments
