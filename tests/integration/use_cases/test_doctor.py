"""The self-check: each part's state in words, with what to do, and no crash where a program is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.bootstrap import home_folder
from clerk_app.use_cases import doctor
from clerk_app.use_cases.audit import verify_audit
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import NewCase
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.sync_views import Check
from court_core.errors import CourtError


def refuse(code: str) -> int:
    raise CourtError(code)


@pytest.mark.parametrize(
    ("check", "state"),
    [
        (doctor.check_database(lambda: 12), "ok"),
        (doctor.check_database(lambda: refuse("store.damaged")), "failed"),
        (doctor.check_keyring(uses_keyring=True, available=True), "ok"),
        (doctor.check_keyring(uses_keyring=True, available=False), "failed"),
        (doctor.check_keyring(uses_keyring=False, available=False), "warning"),
        (doctor.check_server(lambda: 3)[0], "ok"),
        (doctor.check_server(lambda: 3)[1], "ok"),
        (doctor.check_server(lambda: -600)[1], "warning"),
        (doctor.check_server(lambda: refuse("sync.offline"))[0], "warning"),
    ],
)
def test_each_state_says_what_to_do(check: Check, state: str) -> None:
    assert check.state == state
    assert check.text
    assert bool(check.remedy) == (state != "ok")


def test_a_clock_that_is_ahead_is_told_in_minutes() -> None:
    assert "快 10 分钟" in doctor.check_server(lambda: 605)[1].text


def test_a_machine_without_any_program_is_checked_without_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("court_core.documents.pdf._USUAL_PLACES", ())
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", ())
    monkeypatch.setattr("sys.platform", "linux")
    states = {check.name: check.state for check in doctor.check_machine({})}
    assert states == {"fonts": "failed", "input-method": "warning", "printer": "warning", "pdf": "warning"}
    assert doctor.check_input_method({"XMODIFIERS": "@im=fcitx"}).state == "ok"


def test_a_font_is_found_where_the_program_that_lists_fonts_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (str(tmp_path),))
    assert doctor.check_fonts().state == "failed"
    (tmp_path / "noto").mkdir()
    (tmp_path / "noto" / "NotoSansCJK-Regular.ttc").touch()
    assert doctor.check_fonts().state == "ok"


def test_the_folder_is_the_chosen_one_then_clerk_home_then_the_persons_own(tmp_path: Path) -> None:
    assert home_folder(str(tmp_path), {"CLERK_HOME": "/elsewhere"}) == tmp_path
    assert home_folder("", {"CLERK_HOME": str(tmp_path)}) == tmp_path
    assert home_folder("", {"APPDATA": str(tmp_path)}) == tmp_path / "SunshineClerk"
    assert home_folder("", {}).name == "SunshineClerk"


def test_an_audit_chain_nobody_countersigned_is_unanchored(judge: Desk) -> None:
    register_case(judge, NewCase("（2026）粤0103民初12号"))
    verdict = verify_audit(judge, "")
    assert (verdict.state, verdict.broken_row) == ("unanchored", None)
    assert verdict.rows > 1
