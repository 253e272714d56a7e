"""The table of error codes agrees with the code: no unknown code, no unused one, no detail left out.

Reading the syntax tree keeps this free of imports, so it runs on half-installed environments too.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

_TABLE = "court_core/error_texts.py"
_TABLES = "court_core/error_texts*.py"  # the table, and its parts kept apart for their length
_PACKAGES = ("court_core", "clerk_app", "central_server")


def findings(root: Path) -> Iterator[tuple[str, str]]:
    """Yields `path:line` and what is wrong there."""
    table = _details_by_code(root)
    used: set[str] = set()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if path.match(_TABLES):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"), name)
            used.update(_strings(tree) & table.keys())
            for line, what in _calls(tree, table):
                yield f"{name}:{line}", what
    for code in table.keys() - used:
        yield f"{_TABLE}:1", f"{code} is used nowhere"


def _details_by_code(root: Path) -> dict[str, set[str]]:
    """Each code of the table with the details that its sentence and remedy name in braces."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(root.glob(_TABLES))]
    table: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and isinstance(value, ast.Call):
                parts = (part for text in _strings(value) for part in string.Formatter().parse(text))
                table[key.value] = {name for _, name, _, _ in parts if name}
    return table


def _strings(tree: ast.AST) -> set[str]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _calls(tree: ast.Module, table: dict[str, set[str]]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not _is_court_error(node.func) or not node.args:
            continue
        code = node.args[0]
        if isinstance(code, (ast.JoinedStr, ast.BinOp)):
            yield node.lineno, "a code put together at run time cannot be looked up; write it out"
        elif isinstance(code, ast.Constant):
            if code.value not in table:
                yield node.lineno, f"{code.value!r} is not in {_TABLE}"
            elif all(keyword.arg is not None for keyword in node.keywords):
                lacking = table[str(code.value)] - {str(keyword.arg) for keyword in node.keywords}
                if lacking:
                    yield node.lineno, f"{code.value}: its sentence names {', '.join(sorted(lacking))}, not given here"


def _is_court_error(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "CourtError"
