"""The commands of the releases and of parties' passwords, as an administrator or a timer runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from central_server.bootstrap import QUICK_HASHING, make_court, open_server
from central_server.cli.command_line import main
from court_core.clock import SystemClock, court_date, instant_text
from court_core.ids import new_id
from court_core.records.fields import Value
from court_core.rules.week import Week
from tests.support.court_world import Visitor

NUMBER = "（2026）粤0103执101号"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A court with one case, one party and one log entry of today, through the real clock."""
    url = f"sqlite:///{tmp_path / 'central.db'}"
    make_court(url, SystemClock(), "粤0103", "广州市荔湾区人民法院")
    monkeypatch.setenv("CENTRAL_DATABASE", url)
    now = SystemClock().now()
    case_id = new_id()
    case: dict[str, Value] = {"number_text": NUMBER, "number_year": 2026, "number_court": "粤0103", "number_type": "执",
                              "number": 101, "number_suffix": "", "status": "open"}  # fmt: skip
    log: dict[str, Value] = {"case_id": case_id, "work_date": Week.of(court_date(now)).monday.isoformat(),
                             "entered_at": instant_text(now), "officer_id": "he", "kind": "contact",
                             "content": "约谈双方", "visibility": "both"}  # fmt: skip
    server = open_server(url, hasher=QUICK_HASHING)
    party = {"case_id": case_id, "name": "陈申请", "role": "申请执行人"}
    server.load_records([("case", case_id, case), ("party", new_id(), party), ("log_entry", new_id(), log)])
    server.close()
    return url


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    status = main([*words, "--json"])
    out = capsys.readouterr().out
    answer: dict[str, object] = json.loads(out)
    return status, answer


def test_a_week_is_released_and_read_with_an_issued_password(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    week = Week.of(court_date(SystemClock().now())).text

    status, released = run(capsys, "release", "logs", "--week", week)
    again_status, again = run(capsys, "release", "logs", "--week", week)
    issued_status, issued = run(capsys, "admin", "party-password", "--case", "(2026)粤0103执101号", "--party", "陈申请")

    assert (status, again_status, issued_status) == (0, 0, 0)
    assert (released["released"], released["total"], again["released"], again["total"]) == (1, 1, 0, 1)
    server = open_server(database)
    visitor = Visitor(server.portal)
    assert visitor.sign_in(NUMBER, str(issued["password"])) == 200
    assert "约谈双方" in visitor.get("/party")
    server.close()


def test_what_is_due_is_done_once(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(capsys, "release", "due")
    second = run(capsys, "release", "due")

    assert first[0] == second[0] == 0
    assert first[1]["logs"] is not None
    assert second[1] == {"logs": None, "documents": None}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["release", "logs", "--week", "2999-W01"], "calendar.week-unreadable"),
        (["release", "logs", "--week", "2150-W01"], "release.week-ahead"),
        (["release", "documents", "--month", "2150-01"], "release.month-ahead"),
        (["release", "documents", "--month", "11月"], "release.month-unreadable"),
        (["admin", "party-password", "--case", NUMBER, "--party", "无此人"], "party-access.party-unknown"),
        (["admin", "party-password", "--case", NUMBER, "--party", "陈申请", "--days", "0"], "party-access.expiry"),
    ],
)
def test_a_refusal_has_status_1_and_its_code(
    database: str, capsys: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    status, answer = run(capsys, *words)

    assert status == 1
    assert isinstance(answer["error"], dict)
    assert answer["error"]["code"] == code


@pytest.mark.parametrize("words", [["release"], ["release", "logs"], ["admin", "party-password", "--case", NUMBER]])
def test_wrong_usage_has_status_2(database: str, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2


def test_people_read_a_chinese_line(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    week = Week.of(court_date(SystemClock().now())).text

    assert main(["release", "logs", "--week", week]) == 0
    assert "本次公开执行日志 1 条" in capsys.readouterr().out
    assert main(["release", "documents", "--month", week[:4] + "-01"]) == 0
    assert "本次公布裁判文书 0 件" in capsys.readouterr().out
    assert main(["admin", "party-password", "--case", NUMBER, "--party", "陈申请"]) == 0
    assert "的查询密码：" in capsys.readouterr().out
    assert main(["admin", "party-password", "--case", NUMBER, "--party", "陈申请", "--revoke"]) == 0
    assert "已作废陈申请的查询密码 1 个" in capsys.readouterr().out
