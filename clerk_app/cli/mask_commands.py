"""The command `mask`: one file masked and checked, without folder, password or server.

What it prints names no original: without `--report` no string of the original is written anywhere.
"""

from __future__ import annotations

import json
import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.cli.answers import DONE, REFUSED, Answer, told
from clerk_app.cli.command import Call, Subparsers
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.mask_file import MaskedFile

_OUTPUTS = (".docx", ".txt")
_LONGEST_NAME = 255
"""Bytes of a file name that every file system takes."""


def add_to(add: Subparsers) -> None:
    """Declare the command."""
    mask = add("mask", mask_one, "隐名一份文书（.docx 或 .txt）并检查")
    mask.add_argument("input", metavar="INPUT")
    mask.add_argument("--profile", default="", metavar="NAME", help="liwan-2013、spc-2016 或 spc-2024（默认）")
    mask.add_argument("-o", "--output", default="", metavar="OUTPUT", help=".docx 或 .txt；不写时放在原件旁边")
    mask.add_argument("--report", default="", metavar="REPORT.json", help="写出每处隐名（含原文，请妥善保管）")
    mask.add_argument("--text", default="", metavar="OUT.txt", help="写出读到的原文，报告中的位置按它计算")


def mask_one(call: Call) -> Answer:
    """Masks one file. Refused (status 1) when a check is sure that something is wrong; the files are written all the same."""
    from clerk_app.use_cases.mask_file import mask_file
    from court_core.documents.gate import read_file
    from court_core.masking.lac import packaged_finder
    from court_core.masking.profiles import DEFAULT_PROFILE, load_profile

    given = call.arguments
    source = Path(given.input)
    output = _wanted_output(given.output)
    _check_apart(source, *(Path(typed) for typed in (given.output, given.report, given.text) if typed))
    profile = load_profile(given.profile or DEFAULT_PROFILE)
    masked = mask_file(
        read_file(source), source.name, profile, finder=packaged_finder(), output_name=output.name if output else ""
    )
    target = output or _not_taken(source, masked)
    if given.text:
        _write(Path(given.text), masked.text.encode())
    if given.report:
        _write(Path(given.report), (json.dumps(masked.report, ensure_ascii=False, indent=1) + "\n").encode())
    _write(target, _content(masked, target))
    return _answer(masked, target)


def _wanted_output(typed: str) -> Path | None:
    if not typed:
        return None
    output = Path(typed)
    if output.suffix.lower() not in _OUTPUTS:
        raise CourtError("masking.output-kind", suffix=output.suffix)
    return output


def _check_apart(source: Path, *outputs: Path) -> None:
    for at, output in enumerate(outputs):
        if _is_one_file(output, source):
            raise CourtError("masking.output-is-input")
        if any(_is_one_file(output, other) for other in outputs[:at]):
            raise CourtError("masking.outputs-same", name=output.name)


def _is_one_file(path: Path, other: Path) -> bool:
    try:
        return path.absolute() == other.absolute() or path.samefile(other)
    except OSError:
        return False  # one of them is not there yet, or cannot be, which reading and writing tell


def _beside(source: Path, masked: MaskedFile, number: str = "") -> Path:
    """The masked name, marked as the copy and of the original's kind; cut where the mark would make it too long."""
    stem = Path(masked.made.file_name).stem
    mark = f"（公开稿{number}）{'.txt' if source.suffix.lower() == '.txt' else '.docx'}"
    while len(os.fsencode(stem + mark)) > _LONGEST_NAME:
        stem = stem[:-1]
    return source.with_name(stem + mark)


def _not_taken(source: Path, masked: MaskedFile) -> Path:
    """The first such name under which no other copy stands: two judgments may have masked names that agree, and a copy
    may have been worked on since. One of the same bytes is this copy.
    """
    names = (_beside(source, masked, str(number) if number > 1 else "") for number in count(1))
    return next(name for name in names if not os.path.lexists(name) or _holds(name, _content(masked, name)))


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _content(masked: MaskedFile, target: Path) -> bytes:
    return masked.masked_text.encode() if target.suffix.lower() == ".txt" else masked.made.docx


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CourtError("document.output-failed", name=path.name) from error


def _answer(masked: MaskedFile, target: Path) -> Answer:
    counts = {
        "spans": len(masked.made.result.spans),
        "review": len(masked.made.result.review),
        "leaks": len(masked.verdict.leaks),
        "over_masking": len(masked.verdict.over_masking),
    }
    refusal = masked.refusal
    data: dict[str, object] = {
        "profile": masked.profile.name,
        "output": str(target),
        **counts,
        "notes": list(masked.made.result.notes),
    }
    lines = [
        f"已按“{masked.profile.label}”隐名 {counts['spans']} 处，写入 {target.name}。",
        f"待核对 {counts['review']} 处；可能遗漏 {counts['leaks']} 处，可能误隐 {counts['over_masking']} 处。",
        *masked.made.result.notes,
    ]
    if refusal is not None:
        data["error"] = told(refusal)
        lines.append(f"不能公开：{refusal.full_message}（{refusal.code}）")
    return Answer(data, tuple(lines), DONE if refusal is None else REFUSED)
