"""House rules: small checks that no linter has, each with its reason. Run by `dev.py check`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dev import error_codes
from dev.environment import ROOT

SHIPPED = ("court_core", "clerk_app", "central_server")
_FOLDERS = (*SHIPPED, "demo", "bench", "dev", "tests", "migrations", "docs", "resources")
_TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".json", ".qss", ".spec", ".txt", ".svg", ".ini"}
_MOST_LINES = 400

# Modules that may be longer, each with its why.
LONG_MODULES: dict[str, str] = {
    "court_core/error_texts.py": "one table; splitting it would hide a code's neighbours",
    "migrations/workstation/versions/0001_first_schema.py": "a first schema is one step, and never changes again",
}
# The modules that may begin and end a transaction. Everybody else works inside one that somebody above opened.
COMMITTING_MODULES: dict[str, str] = {
    "clerk_app/local/opening.py": "writes a new database's first rows, before there is a unit of work",
    "clerk_app/local/store.py": "the workstation's unit of work",
    "clerk_app/local/upgrade.py": "migrates on an engine of its own",
    "central_server/storage/postgres_store.py": "the server's unit of work on PostgreSQL",
    "central_server/storage/published_engine.py": "the unit of work of the published database",
    "central_server/storage/schema.py": "lays the internal database's tables",
    "central_server/storage/sqlite_store.py": "the server's unit of work on SQLite",
}
# Hosts that are names of formats, or reserved for examples, loopback and inside networks.
_HARMLESS_HOSTS = re.compile(
    r"^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|10\.\d+\.\d+\.\d+|\[::1\]|example\.(com|org|net)|.*\.(example|invalid|test|localhost)"
    r"|schemas\.(openxmlformats|microsoft)\.(org|com)|(www\.)?w3\.org|purl\.org|purl\.oclc\.org|openoffice\.org"
    r"|json-schema\.org|opcfoundation\.org|testserver|.*\{.*)$"
)
_VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "data", "info", "stuff"}
_UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
_SKIPPED = re.compile(r"pytest\.(skip|xfail|importorskip)\b|mark\.(skip|skipif|xfail)\b")


@dataclass(frozen=True)
class Source:
    """One text file of the project."""

    path: str  # from the root, with "/"

    @cached_property
    def text(self) -> str:
        """The file as UTF-8; anything else raises, which is a finding of its own."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree (only for Python)."""
        return ast.parse(self.text, self.path)

    @property
    def is_python(self) -> bool:
        """Whether it is a module."""
        return self.path.endswith(".py")

    @property
    def is_shipped(self) -> bool:
        """Whether it is code that a court runs."""
        return self.is_python and self.path.split("/")[0] in SHIPPED


Findings = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Rule:
    """A check on one file: yields a line number and what is wrong there."""

    name: str
    why: str
    check: Callable[[Source], Findings]


def _length(source: Source) -> Findings:
    lines = source.text.count("\n")
    if source.is_python and lines > _MOST_LINES and source.path not in LONG_MODULES:
        yield lines, f"{lines} lines (at most {_MOST_LINES})"


def _module_sentence(source: Source) -> Findings:
    if source.is_shipped and not ast.get_docstring(source.tree):
        yield 1, "the module does not open with a sentence"


def _vague_name(source: Source) -> Findings:
    if source.is_python and set(Path(source.path).with_suffix("").parts) & _VAGUE_NAMES:
        yield 1, "a name that says nothing"


def _unfinished(source: Source) -> Findings:
    yield from _matches(source, _UNFINISHED)


def _nested_event_loop(source: Source) -> Findings:
    if source.is_python and source.path != "dev/house_rules.py":
        yield from _matches(source, re.compile(r"\bprocessEvents\b"))


def _silent_keyring(source: Source) -> Findings:
    if not source.is_shipped:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_keyring"):
            yield node.lineno, f"{ast.unparse(node.func)}()"


def _skipped_test(source: Source) -> Findings:
    if source.path.startswith("tests/"):
        yield from _matches(source, _SKIPPED)


def _machine_path(source: Source) -> Findings:
    # Tests tell stories on invented paths.
    if source.path != "dev/house_rules.py" and not source.path.startswith("tests/"):
        yield from _matches(source, re.compile(r"(?<![\w.])/(home/\w|root/|Users/\w)|[A-Z]:\\\\?Users\\"))


def _foreign_host(source: Source) -> Findings:
    if not source.is_python and not source.path.endswith((".js", ".html", ".css", ".toml")):
        return
    for line, text in enumerate(source.text.splitlines(), 1):
        for host in re.findall(r"https?://([\w{][^/\s\"'`)>:]*)", text):
            if host.isascii() and not _HARMLESS_HOSTS.match(host):
                yield line, f"a host: {host}"


def _commit(source: Source) -> Findings:
    if not source.is_shipped or source.path in COMMITTING_MODULES:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _ends_transaction(node.func):
            yield node.lineno, f"{ast.unparse(node.func)}()"


def _ends_transaction(method: ast.Attribute) -> bool:
    """`begin()` counts: its block commits. Qt's input method and painter have methods of the same names."""
    holder = ast.unparse(method.value).lower()
    if method.attr == "begin":
        return any(word in holder for word in ("connection", "engine", "session"))
    return method.attr == "commit" and "inputmethod" not in holder


def _matches(source: Source, pattern: re.Pattern[str]) -> Findings:
    for line, text in enumerate(source.text.splitlines(), 1):
        if pattern.search(text):
            yield line, text.strip()[:100]


RULES = (
    Rule("length", "a module is read as a whole; longer ones hide a second subject", _length),
    Rule("module-sentence", "a newcomer learns from its first line what a module is", _module_sentence),
    Rule("vague-name", "such a module collects whatever has no home", _vague_name),
    Rule("unfinished", "what is not done belongs into an issue, where it is seen", _unfinished),
    Rule("nested-event-loop", "it runs other handlers in the middle of one; use ui/tasks", _nested_event_loop),
    Rule(
        "silent-keyring", "it may choose a plain file or nothing at all; use credentials' allow-list", _silent_keyring
    ),
    Rule(
        "skipped-test",
        "a test that does not run shows nothing; ask for a fixture that brings what it needs",
        _skipped_test,
    ),
    Rule("machine-path", "the project runs anywhere; a path of one machine does not", _machine_path),
    Rule("foreign-host", "court machines reach the court's server and nothing else", _foreign_host),
    Rule("commit", "only the unit of work commits, so that a job is saved whole or not at all", _commit),
)


def report() -> bool:
    """Prints every finding as `path:line: rule: what (why)`; True when there is none."""
    findings = [*_file_findings(), *(f"{where}: error-codes: {what}" for where, what in error_codes.findings(ROOT))]
    for finding in findings:
        print(finding)
    return not findings


def sources() -> list[Source]:
    """Every text file of the project that somebody wrote, sorted by path."""
    paths = [path for folder in _FOLDERS for path in (ROOT / folder).rglob("*")]
    paths += [path for path in ROOT.iterdir() if path.name != "requirements"]
    kept = [path for path in paths if path.is_file() and path.suffix in _TEXT and not _is_not_ours(path)]
    return [Source(path.relative_to(ROOT).as_posix()) for path in sorted(kept)]


def _is_not_ours(path: Path) -> bool:
    """Compiled or copied from elsewhere as it is."""
    return "__pycache__" in path.parts or ".min." in path.name


def _file_findings() -> Iterator[str]:
    for source in sources():
        try:
            for rule in RULES:
                for line, what in rule.check(source):
                    yield f"{source.path}:{line}: {rule.name}: {what} ({rule.why})"
        except (UnicodeDecodeError, SyntaxError) as error:
            yield f"{source.path}:1: unreadable: {error}"
