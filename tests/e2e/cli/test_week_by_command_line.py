"""A week of court work by commands alone, against a real server, offline in between."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from court_core.clock import SystemClock, court_date
from court_core.rules.court_calendar import CourtCalendar
from tests.support.word_samples import judgment

from .conftest import Server, Station, enrolled

pytestmark = pytest.mark.timeout(600)


def last_working_day() -> date:
    """A day before today on which the court worked."""
    return CourtCalendar().calendar.previous_working(court_date(SystemClock().now()) - timedelta(days=1)).date


def test_an_officers_week_reaches_the_server_and_comes_back_on_another_machine(server: Server, tmp_path: Path) -> None:
    day = last_working_day()
    officer = enrolled(server, "li", tmp_path / "one")
    filed = (day - timedelta(days=20)).isoformat()
    case = officer.ask(
        "case", "add", "--number", f"({day.year})粤0103执12号", "--cause", "买卖合同纠纷", "--filed", filed
    )
    assert (case["number_text"], case["status"], case["pending"], case["version"]) == (
        f"（{day.year}）粤0103执12号",
        "open",
        True,
        0,
    )
    officer.ask("party", "add", "--case", "12", "--name", "林秀兰", "--role", "申请执行人")
    officer.ask("party", "add", "--case", "12", "--name", "周文海", "--role", "被执行人")
    event = officer.ask(
        "progress",
        "add",
        "--case",
        "12",
        "--node",
        "enforcement-notice",
        "--date",
        filed,
        "--field",
        "addressee=周文海",
    )
    assert event["details"] == {"addressee": "周文海"}

    week = CourtCalendar().release_week(day).text
    before = officer.ask("log", "gaps", "--week", week)
    entry = officer.ask(
        "log", "add", "--case", "12", "--date", day.isoformat(), "--kind", "contact", "--text", "电话联系被执行人"
    )
    assert (entry["visibility"], entry["work_date"]) == ("both", day.isoformat())
    after = officer.ask("log", "gaps", "--week", week)
    assert {"case_id": case["id"], "case": case["number_text"], "date": day.isoformat()} in before["gaps"]
    assert after["count"] == before["count"] - 1

    assert officer.run("audit", "verify").status == 3, "nothing was countersigned yet"
    first = officer.ask("sync")
    assert (first["rejected"], first["conflicts"], first["pending"]) == (0, 0, 0)
    assert first["pushed"] == 5
    assert officer.ask("case", "list")[0]["pending"] is False
    assert officer.run("audit", "verify").status == 0
    assert officer.ask("sync")["pushed"] == 0

    other = enrolled(server, "li", tmp_path / "two")
    assert [case["number_text"] for case in other.ask("case", "list")] == [case["number_text"]]
    assert [log["content"] for log in other.ask("log", "list", "--case", "12")] == ["电话联系被执行人"]
    assert [party["name"] for party in other.ask("party", "list", "--case", "12")] == ["林秀兰", "周文海"]


def test_work_goes_on_without_the_server_and_is_carried_on_a_stick(server: Server, tmp_path: Path) -> None:
    judge = enrolled(server, "chen", tmp_path / "judge")
    server.stop()
    try:
        day = last_working_day()
        judge.ask(
            "case",
            "add",
            "--number",
            f"（{day.year}）粤0103民初31号",
            "--cause",
            "离婚纠纷",
            "--filed",
            day.isoformat(),
        )
        document = tmp_path / "判决书.docx"
        document.write_bytes(judgment())
        registered = judge.ask(
            "document", "add", str(document), "--case", "31", "--kind", "民事判决书", "--effective", day.isoformat()
        )
        assert (registered["status"], registered["file_name"]) == ("effective", "判决书.docx")
        flag = judge.ask("document", "withhold", registered["id"], "--ground", "3", "--reason", "离婚案件")
        assert flag["status"] == "approved"
        stamped = tmp_path / "打印.docx"
        judge.ask("document", "stamp", registered["id"], "-o", str(stamped))
        assert stamped.stat().st_size > document.stat().st_size
        assert judge.refused("sync") == "sync.offline"
        exported = judge.ask("export-pending", str(tmp_path / "待上报.bin"))
        assert exported["operations"] == 5, "the flag notes its step beside it"
    finally:
        server.start()
    server.admin("import-pending", str(tmp_path / "待上报.bin"))
    report = judge.ask("sync")
    assert (report["pending"], report["rejected"]) == (0, 0)
    assert judge.ask("document", "list")[0]["status"] == "withheld"


def test_a_flag_goes_through_head_and_vice_president_on_their_own_machines(server: Server, tmp_path: Path) -> None:
    judge, head, vice = (enrolled(server, login, tmp_path / login) for login in ("chen", "ting", "yuan"))
    day = last_working_day()
    judge.ask(
        "case", "add", "--number", f"（{day.year}）粤0103民初32号", "--cause", "合同纠纷", "--filed", day.isoformat()
    )
    document = tmp_path / "裁定书.docx"
    document.write_bytes(judgment())
    number = judge.ask(
        "document", "add", str(document), "--case", f"（{day.year}）粤0103民初32号", "--kind", "民事裁定书"
    )["id"]
    assert (
        judge.ask("document", "withhold", number, "--ground", "⑤", "--reason", "可能引发群体性事件")["status"]
        == "flagged"
    )
    judge.ask("sync")
    head.ask("sync")
    assert vice.refused("document", "approve", number) in ("withholding.unknown", "withholding.not-your-step")
    assert head.ask("document", "approve", number, "--opinion", "同意")["status"] == "head-approved"
    head.ask("sync")
    vice.ask("sync")
    assert vice.ask("document", "approve", number, "--opinion", "同意")["status"] == "approved"
    vice.ask("sync")
    judge.ask("sync")
    mine = next(row for row in judge.ask("document", "list") if row["id"] == number)
    assert (mine["status"], mine["withholding"]["status"]) == ("withheld", "approved")


def test_two_machines_disagree_and_a_person_decides(server: Server, tmp_path: Path) -> None:
    one, two = (enrolled(server, "li", tmp_path / name) for name in ("one", "two"))
    day = last_working_day()
    number = f"（{day.year}）粤0103执77号"
    one.ask("case", "add", "--number", number, "--cause", "借款纠纷", "--filed", day.isoformat())
    one.ask("sync")
    two.ask("sync")
    for station, cause in ((one, "买卖合同纠纷"), (two, "承揽合同纠纷")):
        station.ask(
            "progress",
            "add",
            "--case",
            number,
            "--node",
            "立案",
            "--date",
            day.isoformat(),
            "--field",
            f"cause={cause}",
        )
        station.ask("sync")
    one.ask("sync")
    (conflict,) = one.ask("conflict", "list")
    assert (conflict["fields"], conflict["mine"], conflict["theirs"]) == (
        ["cause"],
        {"cause": "承揽合同纠纷"},
        {"cause": "买卖合同纠纷"},
    )
    assert "案由：承揽合同纠纷 / 买卖合同纠纷" in two.run("conflict", "list").out
    settled = one.ask("conflict", "resolve", conflict["id"], "--take", "mine")
    assert (settled["status"], settled["choice"]) == ("resolved", "mine")
    one.ask("sync")
    two.ask("sync")
    assert two.ask("conflict", "list") == []
    assert {station.ask("case", "list", "--text", number)[0]["cause"] for station in (one, two)} == {"承揽合同纠纷"}


def test_an_import_by_command_previews_refuses_and_can_be_run_again(server: Server, tmp_path: Path) -> None:
    judge = enrolled(server, "chen", tmp_path / "import")
    source = tmp_path / "台账.csv"
    day = last_working_day()
    lines = [
        "民一庭案件台账",
        "案件编号,案由,主办,立案时间,原告,被告,标的(万元)",
        f"({day.year})粤0103民初201号,民间借贷纠纷,陈法官,{day:%Y/%m/%d},林秀兰、王小明,周文海,12.5",
        f"({day.year})粤0103民初202号,买卖合同纠纷,陈法官,上周五,林秀兰,周文海,3",
    ]
    source.write_bytes("\n".join(lines).encode("gb18030"))
    shown = judge.ask("import-cases", str(source), "--dry-run")
    assert (shown["rows"], shown["added"], shown["refused"]) == (2, 1, 1)
    assert judge.ask("case", "list", "--text", "201") == []
    done = judge.ask("import-cases", str(source), "--column", "judge=主办", "--refused", str(tmp_path / "未导入.csv"))
    assert done["added"] == 1
    refused = next(row for row in done["report"] if row["action"] == "refuse")
    assert (refused["row"], refused["code"]) == (4, "date.unreadable")
    assert "上周五" in (tmp_path / "未导入.csv").read_text("utf-8-sig")
    again = judge.ask("import-cases", str(source))
    assert (again["added"], again["unchanged"], again["refused"]) == (0, 1, 1)
    case = judge.ask("case", "list", "--text", "201")[0]
    assert case["amount"] == 12_500_000


def test_bad_input_is_refused_with_its_code_and_what_was_typed_is_kept(server: Server, tmp_path: Path) -> None:
    officer = enrolled(server, "li", tmp_path / "bad")
    day = last_working_day()
    number = f"（{day.year}）粤0103执91号"
    officer.ask("case", "add", "--number", number, "--filed", day.isoformat())
    tomorrow = (court_date(SystemClock().now()) + timedelta(days=1)).isoformat()
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    entry = ("log", "add", "--case", number, "--text", "约谈被执行人", "--kind", "interview")
    table = [
        ("case-number.unreadable", ("case", "add", "--number", "十二号")),
        ("case-number.other-court", ("case", "add", "--number", f"（{day.year}）粤0104执12号")),
        ("case-number.duplicate", ("case", "add", "--number", number)),
        ("date.future", (*entry, "--date", tomorrow)),
        ("date.before-filing", (*entry, "--date", (day - timedelta(days=1)).isoformat())),
        ("date.unreadable", (*entry, "--date", "昨天")),
        ("case.unknown", ("log", "add", "--case", "（2001）粤0103执1号", "--date", day.isoformat(), "--text", "x")),
        ("node.unknown", ("progress", "add", "--case", number, "--node", "飞行", "--date", day.isoformat())),
        ("command.pair-unreadable", ("progress", "add", "--case", number, "--node", "filed", "--date", "2026-01-01", "--field", "x")),
        ("document.empty", ("document", "add", str(empty), "--case", number, "--kind", "执行裁定书")),
        ("document.unreadable", ("document", "add", str(tmp_path / "没有.docx"), "--case", number, "--kind", "执行裁定书")),
        ("document.unknown", ("document", "withhold", "没有", "--ground", "3", "--reason", "x")),
        ("import.unreadable", ("import-cases", str(tmp_path / "没有.xlsx"))),
        ("calendar.week-unreadable", ("log", "gaps", "--week", "下周")),
        ("conflict.unknown", ("conflict", "resolve", "没有", "--take", "mine")),
        ("credentials.already-enrolled", ("enrol", "--server", server.api, "--code", "x", "--user", "li")),
    ]  # fmt: skip
    assert [officer.refused(*arguments) for _, arguments in table] == [code for code, _ in table]
    assert officer.ask("log", "list", "--case", number) == []
    wrong = Station(officer.home, "not the password")
    assert wrong.refused("case", "list") == "credentials.wrong-password"
    assert officer.ask("log", "gaps")["week"]


def test_people_read_lines_and_a_wrong_call_is_status_2(server: Server, tmp_path: Path) -> None:
    officer = enrolled(server, "li", tmp_path / "lines")
    number = officer.start("case-number", "(2016)粤0103民初123号")
    assert (number.status, number.out) == (0, "（2016）粤0103民初123号\n")
    assert officer.start("case-number", "(2016)粤0103民初123号", "--json").json["type"] == "民初"
    assert officer.start("case", "list", "--json").json == officer.ask("case", "list")
    due = officer.ask("deadline", "--kind", "report-1", "--from", "2026-02-15")
    assert due == {"date": "2026-02-02", "confirmed": True}
    assert "未确认" in officer.run("deadline", "--kind", "report-1", "--from", "2031-02-15").out
    for arguments in (["case"], ["log", "add"], ["nonsense"], ["deadline", "--kind", "report-1"]):
        assert officer.run(*arguments).status == 2
    refused = officer.run("case", "add", "--number", "十二号")
    assert (refused.status, refused.out) == (1, "")
    assert "认不出案号" in refused.err
    checks = officer.ask("doctor")["checks"]
    assert {check["name"] for check in checks} >= {
        "database",
        "keyring",
        "fonts",
        "input-method",
        "printer",
        "server",
        "clock",
    }
    assert next(check for check in checks if check["name"] == "server")["state"] == "ok"


def test_an_empty_folder_is_no_workstation_and_without_a_password_nothing_opens(tmp_path: Path) -> None:
    nobody = Station(tmp_path / "empty")
    assert nobody.refused("case", "list") == "workstation.not-enrolled"
    silent = Station(tmp_path / "empty", "")
    assert silent.refused("case", "list") == "workstation.password-missing"
    assert silent.run("doctor", "--json").status == 1
