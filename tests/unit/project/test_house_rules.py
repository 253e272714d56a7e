"""Each house rule finds what it is there to find, and leaves its look-alike alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dev import error_codes, house_rules
from dev.house_rules import RULES, Source

ROOT = Path(__file__).resolve().parents[3]

FOUND = [
    ("length", "clerk_app/sync/push.py", '"""Push."""\n' + "x = 1\n" * 400),
    ("module-sentence", "clerk_app/sync/push.py", "x = 1\n"),
    ("vague-name", "clerk_app/sync/" + "util" + "s.py", '"""Push."""\n'),
    ("unfinished", "docs/SYNC.md", "TO" + "DO: write it\n"),
    ("nested-event-loop", "clerk_app/ui/shell/view.py", '"""Shell."""\napp.process' + "Events()\n"),
    ("silent-keyring", "clerk_app/credentials/keyring.py", '"""Keyring."""\nkeyring.get_keyring' + "()\n"),
    ("skipped-test", "tests/unit/test_x.py", "@pytest.mark." + "skip\n"),
    ("machine-path", "docs/ADMIN.md", "see /" + "home/somebody/court\n"),
    ("foreign-host", "clerk_app/sync/push.py", '"""Push."""\nURL = "https://' + 'stats.vendor.cn/x"\n'),
    ("commit", "central_server/services/intake/apply.py", '"""Apply."""\nsession.commit()\n'),
    (
        "commit",
        "central_server/services/intake/apply.py",
        '"""Apply."""\nwith self.engine.begin() as connection: pass\n',
    ),
]
LEFT_ALONE = [
    ("length", "clerk_app/sync/push.py", '"""Push."""\n' + "x = 1\n" * 399),
    ("module-sentence", "clerk_app/sync/push.py", '"""Push: sends batches."""\n'),
    ("unfinished", "docs/SYNC.md", "身份证号 → XXXX\n"),
    ("machine-path", "docs/ADMIN.md", "the home/ folder, https://host.example/home/x\n"),
    ("foreign-host", "clerk_app/sync/push.py", '"""Push."""\nURL = "http://127.0.0.1:8000/x"\n'),
    ("foreign-host", "docs/SYNC.md", "https://" + "www.court.gov.cn/fabu.html\n"),
    ("commit", "clerk_app/ui/friday/view.py", '"""Friday."""\nQGuiApplication.inputMethod().commit()\n'),
    ("commit", "clerk_app/ui/friday/view.py", '"""Friday."""\npainter.begin(device)\n'),
    ("commit", "clerk_app/local/store.py", '"""Unit of work."""\nconnection.commit()\n'),
]


def _findings(name: str, path: str, text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    file = folder / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(house_rules, "ROOT", folder)
    (rule,) = (rule for rule in RULES if rule.name == name)
    return list(rule.check(Source(path)))


@pytest.mark.parametrize(("name", "path", "text"), FOUND)
def test_a_rule_finds(name: str, path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _findings(name, path, text, tmp_path, monkeypatch)


@pytest.mark.parametrize(("name", "path", "text"), LEFT_ALONE)
def test_a_rule_leaves_alone(name: str, path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _findings(name, path, text, tmp_path, monkeypatch) == []


def test_every_exception_of_a_rule_is_still_needed() -> None:
    for path in [*house_rules.LONG_MODULES, *house_rules.COMMITTING_MODULES]:
        assert (ROOT / path).is_file(), path


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in RULES} == {name for name, _, _ in FOUND}


TABLE = """
ERROR_TEXTS = {
    "date.future": ErrorText("日期 {date} 还没有到。", "请填写今天或以前的日期。"),
    "sync.gone": ErrorText("服务器没有回应。", "稍后会自动再试。"),
}
"""
CODES = [
    ('raise CourtError("date.future", date=day)\nraise CourtError("sync.gone")\n', []),
    ('raise CourtError("date.future", **details)\nraise CourtError("sync.gone")\n', []),
    ('raise CourtError(reply.code)\nknown = "date.future", "sync.gone"\n', []),
    ('raise CourtError("date.future", date=day)\n', ["sync.gone is used nowhere"]),
    ('raise CourtError("date.past")\nknown = "date.future", "sync.gone"\n', ["'date.past' is not in"]),
    ('raise CourtError(f"date.{x}")\nknown = "date.future", "sync.gone"\n', ["put together at run time"]),
    ('raise CourtError("date.future")\nraise CourtError("sync.gone")\n', ["names date, not given here"]),
]


@pytest.mark.parametrize(("code", "expected"), CODES)
def test_error_codes_and_their_table_agree(code: str, expected: list[str], tmp_path: Path) -> None:
    for package in ("court_core", "clerk_app", "central_server"):
        (tmp_path / package).mkdir()
    (tmp_path / "court_core" / "error_texts.py").write_text(TABLE, encoding="utf-8")
    (tmp_path / "clerk_app" / "push.py").write_text(code, encoding="utf-8")
    found = [what for _, what in error_codes.findings(tmp_path)]
    assert len(found) == len(expected)
    assert all(part in what for part, what in zip(expected, found, strict=True))


def test_every_part_of_the_core_stands_in_an_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = " ".join(line for contract in contracts for line in contract.get("layers", []))
    parts = [f"{package}.{folder.name}" for package in house_rules.SHIPPED for folder in _packages(ROOT / package)]
    assert [part for part in parts if part not in layers] == []


def test_masking_once_it_is_here_knows_no_qt_sql_or_http() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (pure,) = (contract for contract in contracts if contract["name"].startswith("1c"))
    assert ("court_core.masking" in pure["source_modules"]) == (ROOT / "court_core" / "masking").is_dir()


def _packages(package: Path) -> list[Path]:
    return [folder for folder in sorted(package.iterdir()) if (folder / "__init__.py").is_file()]
