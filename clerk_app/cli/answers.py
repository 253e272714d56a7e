"""What a command answers: a Chinese line for people, one JSON value for programs, and the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.use_cases.desk import Desk

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is what `--json` prints, `lines` what people read."""

    data: object
    lines: tuple[str, ...] = field(default=())
    status: int = DONE


def show(answer: Answer, *, as_json: bool) -> int:
    """Print the answer on standard output; answers with the exit status."""
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False))
    else:
        for line in answer.lines:
            print(line)
    return answer.status


def show_refusal(error: CourtError, *, as_json: bool, draft_id: str = "") -> int:
    """A refusal, and where what was typed is kept: as JSON on standard output, for people on standard error."""
    if as_json:
        kept = {"draft": {"id": draft_id, "command": f"clerk-app drafts show {draft_id}"}} if draft_id else {}
        print(json.dumps({"error": told(error), **kept}, ensure_ascii=False))
    else:
        print(f"{error.full_message}（{error.code}）", file=sys.stderr)
        if draft_id:
            print(
                f"所填内容已留作草稿 {draft_id}：clerk-app drafts show {draft_id} 查看，"
                f"drafts send {draft_id} [--set 项目=值] 更正后重新提交，drafts drop {draft_id} 放弃。",
                file=sys.stderr,
            )
    return REFUSED


def told(error: CourtError) -> dict[str, str]:
    """A refusal or a notice, as JSON has it: code, sentence, remedy."""
    return {"code": error.code, "message": error.message, "remedy": error.remedy}


def saved_json(desk: Desk, record_type: str, record_id: str) -> dict[str, object]:
    """What was saved a moment ago. A full disk may not let it be read: it is saved all the same, and told so."""
    try:
        with desk.store.read() as reader:
            record = reader.get(record_type, record_id)
    except CourtError:
        record = None
    return record_json(record) if record is not None else {"id": record_id, "version": 0, "pending": True}


def record_json(record: Record) -> dict[str, object]:
    """A record by its declared names, with `id`, `version` and `pending`."""
    return {"id": record.id, "version": record.version, "pending": record.pending, **record.values}


def table(rows: Iterable[Iterable[object]], nothing: str) -> tuple[str, ...]:
    """Rows as lines, cells two blanks apart; one line that says so where there are none."""
    lines = tuple("  ".join(str(cell) for cell in row if cell not in (None, "")) for row in rows)
    return lines or (nothing,)


def options(typed: Iterable[str]) -> Mapping[str, str]:
    """`--field k=v` pairs. Raises CourtError `command.pair-unreadable`."""
    pairs = {}
    for item in typed:
        key, mark, value = item.partition("=")
        if not mark or not key.strip():
            raise CourtError("command.pair-unreadable", text=item)
        pairs[key.strip()] = value
    return pairs
