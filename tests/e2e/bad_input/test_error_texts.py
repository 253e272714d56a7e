"""Every sentence of the error table: it can be filled in, is Chinese throughout, and says what the person can do."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from court_core.error_texts import ERROR_TEXTS, ErrorText
from court_core.errors import CourtError
from court_core.rules.process_node_catalogue import NODES
from court_core.rules.process_nodes import read_value

ROOT = Path(__file__).resolve().parents[3]
SYNC = ROOT / "clerk_app" / "sync"

# What is typed as it stands, not prose.
_LITERALS = ("sqlite:///文件", "postgresql://…", "https://主机名:端口", "日期,是否上班")
_ASCII_MARKS = re.compile(r"[,;:!?()\"']|\.(?![0-9a-z])|。。|，，|\s[，。；：]|[，；：]$")
# What a remedy can be: something to do, what the program does by itself, or that nothing needs doing.
_WAYS = ("请", "程序会", "不必", "不需要", "自动", "可用的", "可填的", "可以再", "{hint}")


def details_of(*patterns: str) -> set[str]:
    """The details a sentence names in braces."""
    return {name for pattern in patterns for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_every_entry_is_whole_chinese_sentences_that_say_what_to_do() -> None:
    assert [fault for code, text in ERROR_TEXTS.items() for fault in faults_of(code, text)] == []


def faults_of(code: str, text: ErrorText) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry, filled in with details of its own."""
    error = CourtError(code, **dict.fromkeys(details_of(text.sentence, text.remedy), "样品"))
    for said in (error.message, error.remedy):
        prose = said
        for literal in _LITERALS:
            prose = prose.replace(literal, "样品")
        if not re.search(r"[一-鿿]", said):
            yield code, "no Chinese"
        if "{" in said or "？" in said:
            yield code, f"not filled in: {said}"
        if said != "样品" and not said.endswith("。"):  # a sentence that is one detail, {hint}, is tried below
            yield code, f"no end: {said}"
        if mark := _ASCII_MARKS.search(prose):
            yield code, f"{mark.group()!r} in {said}"
        if prose.count("“") != prose.count("”") or prose.count("（") != prose.count("）"):
            yield code, f"open quotation: {said}"
    if not re.fullmatch(r"[a-z-]+\.[a-z0-9-]+", code):
        yield code, "not area.reason"
    if not any(way in text.remedy for way in _WAYS):
        yield code, f"says nothing to do: {text.remedy}"
    if str(error) != code:
        yield code, "what was typed reaches the log"


def test_no_sentence_is_doubled() -> None:
    for doubled in (
        Counter(text.sentence for text in ERROR_TEXTS.values()),
        Counter(text.sentence + text.remedy for text in ERROR_TEXTS.values()),
    ):
        assert [words for words, count in doubled.items() if count > 1] == []


def test_a_sync_failure_is_given_every_detail_its_sentence_names() -> None:
    """`dev.error_codes` reads `CourtError(…)`; the workstation's own failures go through `failure(…)`."""
    lacking = []
    for path in sorted(SYNC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "failure" or not node.args:
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant):
                text = ERROR_TEXTS[str(code.value)]
                given = {str(keyword.arg) for keyword in node.keywords} | {"status"}
                lacking += [(path.name, node.lineno, name) for name in details_of(text.sentence, text.remedy) - given]
    assert lacking == []


def test_every_field_of_every_node_says_how_it_is_to_be_filled_in() -> None:
    """The remedy of `node.field-unreadable` is the field's own hint."""
    told = 0
    for node in NODES:
        for item in node.fields:
            try:
                read_value(item, "\u0000认不出\u0000")
            except CourtError as error:
                told += 1
                assert error.remedy.endswith("。"), (node.key, item.key, error.remedy)
                assert "？" not in error.full_message
    assert told > 50, "dates, amounts, choices"
